"""Signing in over the network: always with a PIN, and whoever is refused learns nothing from it."""

from datetime import datetime
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden
from counterfoil.domain.guessing import NEVER, Guesses
from counterfoil.domain.mint import digest
from counterfoil.domain.store import Staff
from counterfoil.domain.text import unfit_character
from counterfoil.ledger import journal
from counterfoil.ledger.guesses import Whose, forget_names, locked, put
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.pins import LONGEST, PinRefused, list_people, one_more, sign_in

_HASHER: Final = PasswordHasher()
_NOBODYS: Final = _HASHER.hash("nobody's")


class SignInRefused(Forbidden):
    """The name or the PIN is wrong; which of them is not said.

    `until` is set where somebody's PIN is not looked at before then.
    """

    def __init__(self, until: datetime | None = None) -> None:
        super().__init__("Invalid credentials.")
        self.until = until


def network_sign_in(ledger: Ledger, name: str, pin: str, now: datetime) -> Staff:
    """Return who signed in by their id or name, and their PIN.

    At a till, somebody without a PIN may enter, because others see them do it; here nobody does.
    Wrong PINs count, and are waited for, as at the till.

    Raises:
        SignInRefused: the name or PIN is wrong, there is none, or it is not looked at now.
    """
    staff_id = _known(ledger, name.strip())
    if not _can_be(pin):
        _take_as_long(pin)
        raise SignInRefused
    if staff_id is None:
        raise _nobody(ledger, name.strip(), pin, now)
    try:
        return sign_in(ledger, staff_id, pin, now)
    except PinRefused as refused:
        raise SignInRefused(refused.until) from None


def _known(ledger: Ledger, name: str) -> str | None:
    """Return the id of the one who has that id, or who alone has that name."""
    if unfit_character(name):
        return None
    people = [each for each in list_people(ledger) if each.staff.active and each.has_pin]
    by_id = [each.staff.id for each in people if each.staff.id == name]
    named = [each.staff.id for each in people if each.staff.name.casefold() == name.casefold()]
    found = by_id or named
    return found[0] if len(found) == 1 else None


def _nobody(ledger: Ledger, name: str, pin: str, now: datetime) -> SignInRefused:
    """Return the refusal of a name that nobody has, after the work and the waits of one that is.

    Who tries names could tell those of the staff from others otherwise.
    """
    whose = (Whose.NAME, digest(name.casefold(), ledger.digest_key).hex())
    with ledger.write() as conn:
        forget_names(conn, now)
        before = locked(conn, whose) or Guesses(0, now)
        after = one_more(before.count, before.until, now)
        put(conn, whose, Guesses(after.wrong, now, after.until or NEVER))
    if after.refused is not None:
        return SignInRefused(after.refused)
    _take_as_long(pin)
    with ledger.write() as conn:
        body = {"staff": "", "reason": "unknown_name", "wrong": after.wrong}
        journal.append(ledger, conn, Kind.SIGN_IN_REFUSED, body, now)
    return SignInRefused(after.until)


def _can_be(pin: str) -> bool:
    # Nothing longer is hashed, so that nobody can keep the machine busy with it.
    return 0 < len(pin) <= LONGEST and unfit_character(pin) is None


def _take_as_long(pin: str) -> None:
    """Look at a PIN that is nobody's, so that the time does not tell whether somebody is known."""
    try:
        _HASHER.verify(_NOBODYS, pin[:LONGEST])
    except VerifyMismatchError:
        return
