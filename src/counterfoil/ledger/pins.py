"""PINs: set, cleared, and asked for when somebody signs in.

A try is counted before the PIN is looked at, so that neither a crash nor guessing at two places at
once wins one. Hashing takes a while on purpose, and so it is done outside of any transaction.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, Row, func, select, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden, InvalidInput, NotFound
from counterfoil.domain.store import Act, Role, Staff, may
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.base import from_micros_or_none, to_micros, to_micros_or_none
from counterfoil.ledger.tables.office import pin_tries
from counterfoil.ledger.tables.stores import staff

SHORTEST: Final = 4
LONGEST: Final = 8
FREE_TRIES: Final = 3
"""So many wrong PINs, then there is a wait after each."""
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=15)

_HASHER: Final = PasswordHasher()
_PIN: Final = re.compile(rf"[0-9]{{{SHORTEST},{LONGEST}}}")
_UP: Final = "01234567890123456789"
_PUT_TRIES: Final = putting(pin_tries)


class PinRefused(Forbidden):
    """Somebody may not sign in now. `until` is set where nothing is looked at before then."""

    def __init__(self, template: str, *, until: datetime | None = None, **values: object) -> None:
        super().__init__(template, **values)
        self.until = until


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the staff, and how they sign in.

    `asks_pin` says that a PIN is asked for. Somebody who has none but needs one cannot sign in.
    """

    staff: Staff
    has_pin: bool
    asks_pin: bool
    waits_until: datetime | None = None
    signed_in_at: datetime | None = None


def list_people(ledger: Ledger) -> tuple[Person, ...]:
    """Return the whole staff by name, with what is known of their signing in."""
    query = select(staff, pin_tries.c.wait_until, pin_tries.c.signed_in_at).outerjoin(pin_tries)
    with ledger.read() as conn:
        guarded = _is_guarded(conn)
        rows = conn.execute(query.order_by(func.lower(staff.c.name), staff.c.id)).all()
    return tuple(_person(row, guarded=guarded) for row in rows)


def check_pin(pin: str) -> None:
    """Raise InvalidInput for a PIN that is none, or the first that anybody would guess."""
    if not _PIN.fullmatch(pin):
        raise InvalidInput(
            "A PIN has {fewest} to {most} digits and nothing else.", fewest=SHORTEST, most=LONGEST
        )
    if len(set(pin)) == 1 or pin in _UP or pin[::-1] in _UP:
        raise InvalidInput("That PIN is too easy to guess; choose one that is no row of digits.")


def set_pin(
    ledger: Ledger,
    staff_id: str,
    pin: str,
    by: Staff,
    now: datetime,
    *,
    old_pin: str = "",
    hasher: PasswordHasher = _HASHER,
) -> None:
    """Give somebody a PIN: a manager to anybody, and anybody to themselves with the old one.

    It ends a wait for wrong ones, too. Looking at a PIN later takes as long as `hasher` took.

    Raises:
        InvalidInput: the PIN is no PIN or too easy.
        Forbidden: `by` may not, or the old PIN is wrong.
        NotFound: there is nobody with this id.
    """
    check_pin(pin)
    if by.id != staff_id:
        require(by, Act.SAVE_STAFF)
    elif not may(by, Act.SAVE_STAFF):
        require(by, Role.CASHIER)
        _prove(ledger, staff_id, old_pin, now)
    _keep(ledger, staff_id, hasher.hash(pin), by, now)


def clear_pin(ledger: Ledger, staff_id: str, by: Staff, now: datetime) -> None:
    """Take somebody's PIN away. Raises Forbidden unless `by` is a manager, NotFound."""
    require(by, Act.SAVE_STAFF)
    _keep(ledger, staff_id, None, by, now)


def sign_in(ledger: Ledger, staff_id: str, pin: str, now: datetime) -> Staff:
    """Return who signed in, with the role they have now.

    Without a PIN get in cashiers who have none, and everybody as long as no manager has one.

    Raises:
        PinRefused: the PIN is wrong, there were too many wrong ones, or one must be set first.
        NotFound: nobody who works here has this id.
    """
    person = _prove(ledger, staff_id, pin, now)
    with ledger.write() as conn:
        values = {"staff_id": staff_id, "wrong": 0, "wait_until": None}
        _PUT_TRIES.run(conn, values | {"signed_in_at": to_micros(now)})
        journal.append(ledger, conn, Kind.SIGNED_IN, {"staff": staff_id}, now)
    return person


def vouch(ledger: Ledger, staff_id: str, pin: str, now: datetime) -> Staff:
    """Return who proved by their PIN who they are, for one act at somebody else's till.

    Raises as `sign_in`.
    """
    return _prove(ledger, staff_id, pin, now)


def may_enter(ledger: Ledger, who: Staff) -> bool:
    """Say whether somebody may begin to work without being asked for a PIN."""
    return any(each.staff == who and not each.asks_pin for each in list_people(ledger))


def wait_after(wrong: int) -> timedelta:
    """Return how long to wait after so many wrong PINs."""
    if wrong < FREE_TRIES:
        return timedelta()
    # Doubled no further than the longest wait, which ten doublings are beyond.
    return min(FIRST_WAIT * (1 << min(wrong - FREE_TRIES, 10)), LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Tries:
    """What stands after a try: wrong ones, and until when no further one is looked at.

    `refused` is set where this one is not looked at either, to when it would be.
    """

    wrong: int
    until: datetime | None
    refused: datetime | None = None


def one_more(wrong: int, until: datetime | None, now: datetime) -> Tries:
    """Count a try after so many wrong ones, before it is looked at."""
    if until is not None and until > now:
        # Where the clock was set back meanwhile, the wait begins anew rather than last for years.
        until = min(until, now + wait_after(wrong))
        return Tries(wrong, until, until)
    wait = wait_after(wrong + 1)
    return Tries(wrong + 1, now + wait if wait else None)


def _prove(ledger: Ledger, staff_id: str, pin: str, now: datetime) -> Staff:
    with ledger.write() as conn:
        row = _locked(conn, staff_id)
        known = _person(row, guarded=_is_guarded(conn))
        tried = _count(conn, row, now) if known.has_pin else Tries(0, None)
        if known.asks_pin and not known.has_pin:
            _refuse(ledger, conn, staff_id, "no_pin", now)
    if not known.asks_pin:
        return known.staff
    if not known.has_pin:
        raise PinRefused("{name} has no PIN yet; ask a manager to set one.", name=known.staff.name)
    if tried.refused is not None:
        raise _waiting(ledger, tried.refused)
    if not _matches(row.pin_hash, pin):
        raise _wrong(ledger, staff_id, tried, now)
    with ledger.write() as conn:
        conn.execute(
            update(pin_tries)
            .where(pin_tries.c.staff_id == staff_id)
            .values(wrong=0, wait_until=None)
        )
    return known.staff


def _count(conn: Connection, row: Row[Any], now: datetime) -> Tries:
    """Count a try, and return what stands after it."""
    after = one_more(row.wrong or 0, from_micros_or_none(row.wait_until), now)
    values = {
        "staff_id": row.id,
        "wrong": after.wrong,
        "wait_until": to_micros_or_none(after.until),
    }
    _PUT_TRIES.run(conn, values | {"signed_in_at": row.signed_in_at})
    return after


def _matches(pin_hash: str, pin: str) -> bool:
    try:
        return _HASHER.verify(pin_hash, pin)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _wrong(ledger: Ledger, staff_id: str, tried: Tries, now: datetime) -> PinRefused:
    with ledger.write() as conn:
        _refuse(ledger, conn, staff_id, "wrong_pin", now, tried.wrong)
    if tried.until is not None:
        return _waiting(ledger, tried.until)
    return PinRefused(
        "That PIN is wrong. Tries left before a wait: {left}.", left=FREE_TRIES - tried.wrong
    )


def _waiting(ledger: Ledger, until: datetime) -> PinRefused:
    local = until.astimezone(ledger.store.zone)
    return PinRefused(
        "Too many wrong PINs: wait until {time}, or ask a manager for a new PIN.",
        until=until,
        time=f"{local:%H:%M:%S}",
    )


def _refuse(
    ledger: Ledger, conn: Connection, staff_id: str, why: str, now: datetime, wrong: int = 0
) -> None:
    body = {"staff": staff_id, "reason": why, "wrong": wrong}
    journal.append(ledger, conn, Kind.SIGN_IN_REFUSED, body, now)


def _keep(ledger: Ledger, staff_id: str, pin_hash: str | None, by: Staff, now: datetime) -> None:
    with ledger.write() as conn:
        keep_pin(conn, staff_id, pin_hash)
        kind = Kind.PIN_CLEARED if pin_hash is None else Kind.PIN_SET
        journal.append(ledger, conn, kind, {"person": staff_id, "staff": by.id}, now)


def keep_pin(conn: Connection, staff_id: str, pin_hash: str | None) -> None:
    """Keep the hash of somebody's PIN, None for no PIN; a wait for wrong ones ends.

    Raises NotFound.
    """
    changed = update(staff).where(staff.c.id == staff_id).values(pin_hash=pin_hash)
    if not conn.execute(changed).rowcount:
        raise _nobody(staff_id)
    tried = update(pin_tries).where(pin_tries.c.staff_id == staff_id)
    conn.execute(tried.values(wrong=0, wait_until=None))


def _locked(conn: Connection, staff_id: str) -> Row[Any]:
    query = (
        select(staff, pin_tries.c.wrong, pin_tries.c.wait_until, pin_tries.c.signed_in_at)
        .outerjoin(pin_tries)
        .where(staff.c.id == staff_id, staff.c.active)
        .with_for_update(of=staff)
    )
    row = conn.execute(query).one_or_none()
    if row is None:
        raise _nobody(staff_id)
    return row


def _nobody(staff_id: str) -> NotFound:
    return NotFound("Nobody who works here has the id {id}.", id=staff_id[:40])


def _is_guarded(conn: Connection) -> bool:
    """Say whether a manager has a PIN: from then on those above cashiers need one."""
    has = select(staff.c.id).where(
        staff.c.role == Role.MANAGER.value, staff.c.active, staff.c.pin_hash.is_not(None)
    )
    return conn.execute(has.limit(1)).first() is not None


def _person(row: Row[Any], *, guarded: bool) -> Person:
    who = Staff(row.id, row.name, Role(row.role), bool(row.active))
    has_pin = row.pin_hash is not None
    return Person(
        staff=who,
        has_pin=has_pin,
        asks_pin=has_pin or (guarded and who.role is not Role.CASHIER),
        waits_until=from_micros_or_none(row.wait_until),
        signed_in_at=from_micros_or_none(row.signed_in_at),
    )
