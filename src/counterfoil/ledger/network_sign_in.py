"""Signing in over the network: always with a PIN, and whoever is refused learns nothing from it."""

from datetime import datetime
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from counterfoil.domain.errors import Forbidden
from counterfoil.domain.store import Staff
from counterfoil.domain.text import unfit_character
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.pins import LONGEST, PinRefused, list_people, sign_in

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
    if staff_id is None or not _can_be(pin):
        _take_as_long(pin)
        raise SignInRefused
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


def _can_be(pin: str) -> bool:
    # Nothing longer is hashed, so that nobody can keep the machine busy with it.
    return 0 < len(pin) <= LONGEST and unfit_character(pin) is None


def _take_as_long(pin: str) -> None:
    """Look at a PIN that is nobody's, so that the time does not tell whether somebody is known."""
    try:
        _HASHER.verify(_NOBODYS, pin[:LONGEST])
    except VerifyMismatchError:
        return
