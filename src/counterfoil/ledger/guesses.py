"""Guesses of codes: counted in the transaction that refuses one, and waited for once too many.

At a counter a guess counts for the till, the person at it, the store, and the form of codes that it
looks like, whose campaigns have it in common. Over the network, where all come through one door, it
counts for the card, and for the address and the page, or for the program that calls.

What counts is a code that nobody knows. A void or used one was real: who brings it may be honest,
and codes are permuted, so that a real one tells nothing of its neighbours. Mistyped and unreadable
ones can be told without a look-up. A till counts for itself, and its hub for what it is asked; what
a till refused alone is not counted there once more.

Rows are locked last of all, in the order of their keys.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert

from counterfoil.domain.code import canonical, fold_any
from counterfoil.domain.entry import Kind
from counterfoil.domain.guessing import Budget, Guesses, drawn, is_waiting, readings_counted
from counterfoil.domain.mint import digest
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger import journal
from counterfoil.ledger.codes.here import may_be_here
from counterfoil.ledger.codes.spaces import identity, known_formats
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import Statement, putting
from counterfoil.ledger.tables.base import from_micros, to_micros
from counterfoil.ledger.tables.office import guesses
from counterfoil.ledger.verdict import Attempt

API: Final = "api"
"""The source of attempts that programs bring over the network."""


class Whose(StrEnum):
    """Whom a guess counts for.

    `lifts` are those that a till says were lifted there; of a `name` that nobody has it is the PIN
    that is guessed.
    """

    TILL = "till"
    STAFF = "staff"
    STORE = "store"
    FORM = "form"
    CARD = "card"
    ADDRESS = "address"
    PAGE = "page"
    CALLER = "caller"
    LIFTS = "lifts"
    NAME = "name"


Subject = tuple[Whose, str]

_MINUTE: Final = timedelta(minutes=1)
_NARROW: Final = Budget(free=15, back=15 * _MINUTE)
_WIDE: Final = Budget(free=300, back=_MINUTE / 5, first_wait=_MINUTE / 6, longest_wait=_MINUTE)
BUDGETS: Final[Mapping[Whose, Budget]] = {
    Whose.TILL: _NARROW,
    Whose.STAFF: _NARROW,
    Whose.STORE: Budget(free=60, back=4 * _MINUTE),
    Whose.FORM: Budget(free=150, back=_MINUTE),
    Whose.CARD: _NARROW,
    Whose.ADDRESS: Budget(free=30, back=5 * _MINUTE),
    Whose.PAGE: _WIDE,
    Whose.CALLER: _WIDE,
    Whose.LIFTS: Budget(
        free=4, back=timedelta(hours=6), first_wait=timedelta(hours=6),
        longest_wait=timedelta(hours=6),
    ),
}  # fmt: skip
"""A store's budget is that of four tills, and a form's that of ten, so that one till alone stops
nobody else. A page or a program brings many people's codes."""

_LIFTED: Final = (Whose.TILL, Whose.STAFF, Whose.STORE, Whose.FORM, Whose.CALLER)
_PASSING: Final = (Whose.CARD, Whose.ADDRESS)
_KEPT_FOR: Final = timedelta(hours=6)
"""All guesses of those who pass by are given back by then."""
_NAMES_KEPT_FOR: Final = timedelta(days=30)
_MOST_PEOPLE: Final = 20

_WAITING: Final = Statement(
    select(guesses.c.kind, guesses.c.id, guesses.c.until).where(guesses.c.until > bindparam("now"))
)
_LOCK: Final = Statement(
    select(guesses.c.count, guesses.c.since, guesses.c.until, guesses.c.last)
    .where(guesses.c.kind == bindparam("kind"), guesses.c.id == bindparam("id"))
    .with_for_update()
)
_NAMES: Final = [column.name for column in guesses.c]
_ADD: Final = Statement(
    upsert(guesses).values({name: bindparam(name) for name in _NAMES}).on_conflict_do_nothing()
)
_PUT: Final = putting(guesses)


def waits_until(
    ledger: Ledger, conn: Connection, attempt: Attempt, now: datetime
) -> datetime | None:
    """Return until when nothing of whoever tries this is looked at, None where it is."""
    rows = _WAITING.run(conn, {"now": to_micros(now)}).fetchall()
    if not rows:
        return None
    waiting = {(kind, key): until for kind, key, until in rows}
    who = _whose(ledger, attempt)
    if any(kind == Whose.FORM for kind, _ in waiting):
        who = (*who, *_form(conn, attempt))
    until = max((waiting[each] for each in who if each in waiting), default=None)
    return None if until is None else from_micros(until)


def must_wait(ledger: Ledger, attempt: Attempt, now: datetime) -> bool:
    """Say whether nothing of whoever tries this is looked at now."""
    with ledger.read() as conn:
        return waits_until(ledger, conn, attempt, now) is not None


def draw(
    ledger: Ledger,
    conn: Connection,
    attempt: Attempt,
    code: bytes | None,
    now: datetime,
    *,
    sure: bool = True,
) -> None:
    """Count the guess of a code that nobody knows, given by its digest where it has one.

    Where it is not `sure` that nobody does, as only the hub knows them all, it counts if it may be
    one of those that are here: of the others nothing was learnt.
    """
    if not sure and not may_be_here(conn, attempt.texts):
        return
    who = {*_whose(ledger, attempt), *_form(conn, attempt)}
    times = readings_counted(len(attempt.texts))
    for each in sorted(who):
        _draw(conn, each, code or b"", now, times)
    if attempt.caller:
        _forget_passing(conn, now)


def lift(ledger: Ledger, by: Staff, now: datetime) -> int:
    """End every wait of this ledger's tills, stores, people and programs; return how many ended.

    All of their guesses are given back. Raises Forbidden unless `by` is a supervisor.
    """
    require(by, Act.LIFT_GUESSES)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        counted = guesses.c.kind.in_([each.value for each in _LIFTED])
        found = _remove(conn, counted)
        people = [row.id for row in found if row.kind == Whose.STAFF]
        body = {"people": people, "store": ledger.store.code, "staff": by.id}
        journal.append_after(ledger, conn, last, Kind.GUESSES_LIFTED, body)
    return sum(row.until > to_micros(now) for row in found)


def lift_of(
    conn: Connection, device: str, store: str, people: Iterable[str], now: datetime
) -> bool:
    """End the waits of a device, its store and people at its hub, as it says it was done there.

    A stolen device may say so as often as it likes: only so many times is it believed.
    """
    before = locked(conn, (Whose.LIFTS, device))
    if before is not None and is_waiting(before, now):
        return False
    _draw(conn, (Whose.LIFTS, device), b"", now, 1)
    named = [(Whose.STAFF.value, each) for each in list(people)[:_MOST_PEOPLE]]
    freed = [(Whose.TILL.value, device), (Whose.STORE.value, store), *named]
    _remove(conn, _KEY_OF.in_(freed))
    return True


def _remove(conn: Connection, chosen: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """Remove rows, locked in their order, and return them."""
    query = select(guesses).where(chosen).order_by(*_KEY)
    found = conn.execute(query.with_for_update()).all()
    conn.execute(delete(guesses).where(chosen))
    return found


_KEY: Final = (guesses.c.kind, guesses.c.id)
_KEY_OF: Final = tuple_(*_KEY)


def form_of(conn: Connection, attempt: Attempt) -> str:
    """Return the form of codes that an attempt looks like, "" for none that is known."""
    formats = known_formats(conn)
    if attempt.form:
        return attempt.form if attempt.form in map(identity, formats) else ""
    folded = filter(None, map(fold_any, attempt.texts))
    alike = (each for text in folded for each in formats if canonical(text, each) is not None)
    found = next(alike, None)
    return "" if found is None else identity(found)


def _form(conn: Connection, attempt: Attempt) -> tuple[Subject, ...]:
    form = "" if attempt.caller or attempt.source == API else form_of(conn, attempt)
    return ((Whose.FORM, form),) if form else ()


def _whose(ledger: Ledger, attempt: Attempt) -> tuple[Subject, ...]:
    if attempt.caller or attempt.source == API:
        return _over_the_network(ledger, attempt)
    return (
        (Whose.TILL, attempt.device or ledger.device.id),
        (Whose.STAFF, attempt.staff.id),
        (Whose.STORE, ledger.store.code),
    )


def _over_the_network(ledger: Ledger, attempt: Attempt) -> tuple[Subject, ...]:
    # Neither cards nor addresses are kept in clear.
    card = attempt.card.strip().casefold()
    of_card = ((Whose.CARD, _hidden(ledger, card)),) if card else ()
    if not attempt.caller:
        return ((Whose.CALLER, attempt.staff.id), *of_card)
    address = (Whose.ADDRESS, _hidden(ledger, attempt.caller))
    return (address, (Whose.PAGE, ledger.store.code), *of_card)


def _hidden(ledger: Ledger, text: str) -> str:
    return digest(text, ledger.digest_key).hex()


def locked(conn: Connection, whose: Subject) -> Guesses | None:
    """Return somebody's guesses, kept from others until the transaction ends; None for none."""
    row = _LOCK.run(conn, {"kind": whose[0].value, "id": whose[1]}).fetchone()
    if row is None:
        return None
    return Guesses(row[0], from_micros(row[1]), from_micros(row[2]), bytes(row[3]))


def put(conn: Connection, whose: Subject, state: Guesses) -> None:
    """Write somebody's guesses."""
    _PUT.run(conn, _row(whose, state))


def _draw(conn: Connection, whose: Subject, code: bytes, now: datetime, times: int) -> None:
    before = locked(conn, whose)
    if before is None:
        # Where another process begins at the same moment, one of them goes on with the other's.
        _ADD.run(conn, _row(whose, Guesses(0, now)))
        before = locked(conn, whose)
    put(conn, whose, drawn(BUDGETS[whose[0]], before, code, now, times=times))


def _row(whose: Subject, state: Guesses) -> dict[str, object]:
    return {
        "kind": whose[0].value,
        "id": whose[1],
        "count": state.count,
        "since": to_micros(state.since),
        "until": to_micros(state.until),
        "last": state.last,
    }


def forget_names(conn: Connection, now: datetime) -> None:
    """Forget names that nobody has and that were not tried for long."""
    _forget(conn, (Whose.NAME,), now, _NAMES_KEPT_FOR)


def _forget_passing(conn: Connection, now: datetime) -> None:
    """Forget addresses and cards that have nothing to give back any more."""
    _forget(conn, _PASSING, now, _KEPT_FOR)


def _forget(conn: Connection, kinds: Iterable[Whose], now: datetime, kept: timedelta) -> None:
    gone = (
        select(*_KEY)
        .where(
            guesses.c.kind.in_([each.value for each in kinds]),
            guesses.c.since < to_micros(now - kept),
            guesses.c.until < to_micros(now),
        )
        .limit(100)
        .with_for_update(skip_locked=True)
    )
    conn.execute(delete(guesses).where(_KEY_OF.in_(gone)))
