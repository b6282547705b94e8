"""The beginning of a session: what a device's greeting reveals about the hub and the device."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select, update

from counterfoil.domain.entry import GENESIS
from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.domain.exchange import MOST_EARLY, DeviceKind, DeviceState, Greeting, Welcome
from counterfoil.ledger.exchange.devices import freeze
from counterfoil.ledger.exchange.early import lacking, note_early, noted, numbers_in
from counterfoil.ledger.exchange.epochs import (
    PER_EPOCH,
    begin,
    caught_up,
    is_waiting,
    lock_devices,
)
from counterfoil.ledger.exchange.hubs import epoch
from counterfoil.ledger.exchange.reached import reached
from counterfoil.ledger.exchange.resuming import resume
from counterfoil.ledger.feed.publish import OFFICE, last_number, note, publishing
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.supply import is_low, top_up
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.sync import enrolments, entry_verdicts

_LAST: Final = tuple(
    Statement(select(func.max(table.c.n)).where(table.c.device == bindparam("device")))
    for table in (entry_verdicts, journal)
)
_SESSIONS: Final = Statement(
    select(enrolments.c.sessions).where(enrolments.c.device == bindparam("device"))
)
_ROW: Final = select(enrolments).where(enrolments.c.device == bindparam("device"))
_KEPT_ROW: Final = _ROW.with_for_update()
_TOLD_EVERY: Final = timedelta(minutes=10) // timedelta(microseconds=1)
HUB_RESTORED: Final = "A device knows more than the hub: the hub was restored from a backup."
DEVICE_RESTORED: Final = "It has fewer entries than the hub has had from it: it was restored."
DEVICE_COPIED: Final = "Its last entry is another one than the hub has had from it: it was copied."


def had(conn: Connection, device: str) -> int:
    """Return the highest number of an entry that the hub has ever had from a device."""
    rows = (last.run(conn, {"device": device}).fetchone() for last in _LAST)
    return max(row[0] or 0 for row in rows if row is not None)


class Used(Conflict):
    """The challenge was good for a session that has begun, of this one or another of the device."""

    def __init__(self) -> None:
        super().__init__("This challenge was used, or is an old one; ask for another.")


def sessions(conn: Connection, device: str) -> int:
    """Return how many sessions a device has begun."""
    row = _SESSIONS.run(conn, {"device": device}).fetchone()
    return row[0] or 0 if row is not None else 0


def greeted(
    ledger: Ledger, greeting: Greeting, had_n: int, now: datetime, *, session: int | None = None
) -> Welcome:
    """Take a device's greeting, which it has signed, and say what it needs to know.

    `had_n` is what the hub `had` of it before it was asked to greet, and `session` how many
    `sessions` it had begun by then: whoever recorded a greeting cannot use it again.

    Where the device knows more than the hub, the hub was restored and a new epoch begins. Where it
    has less than the hub had, or something else, the device was restored or copied and is frozen.

    Raises NotFound where the device is not known, InvalidInput where it cannot be believed, and
    Used where another session has begun since the device was asked.
    """
    with ledger.write() as conn, publishing(conn):
        if _knows_more(conn, _row(conn, greeting.device, lock=False), greeting):
            lock_devices(conn)
        row = _row(conn, greeting.device, lock=True)
        if session is not None and session != (row.sessions or 0):
            raise Used
        _check_believable(conn, greeting)
        _note(conn, greeting, now)
        state = DeviceState(row.state)
        if state is DeviceState.ACTIVE:
            state = _judge(ledger, conn, row, greeting, had_n, now)
        if _is_news(row, _row(conn, greeting.device, lock=False)):
            note(conn, [("enrolment", greeting.device, OFFICE)])
        welcome = Welcome(
            epoch=epoch(conn),
            hub_time=now,
            state=state,
            next_n=reached(conn, greeting.device).n + 1,
            waits=is_waiting(conn),
            lacks=_lacks(conn, greeting.device, state),
        )
        # What has nothing to push is supplied now, not after that.
        is_served = state is DeviceState.ACTIVE and not welcome.waits
        has_pushed = is_served and welcome.next_n > greeting.n
        short = has_pushed and is_low(ledger, conn, greeting.device, DeviceKind(row.kind), now)
    if short:
        with ledger.write() as conn:
            top_up(ledger, conn, greeting.device, now)
    return welcome


def _judge(
    ledger: Ledger,
    conn: Connection,
    row: Row[Any],
    greeting: Greeting,
    had_n: int,
    now: datetime,
) -> DeviceState:
    why = _flaw(conn, greeting, had_n)
    if why is not None:
        freeze(conn, greeting.device, why)
        return DeviceState.FROZEN
    if _knows_more(conn, row, greeting):
        begin(ledger, conn, now, HUB_RESTORED, above=greeting.epoch)
    _note_receipts(conn, greeting)
    last_n = reached(conn, greeting.device).n
    note_early(conn, greeting.device, greeting.early, last_n)
    if caught_up(conn, greeting.device, last_n):
        note(conn, resume(ledger, conn, now))
    return DeviceState.ACTIVE


def _flaw(conn: Connection, greeting: Greeting, had_n: int) -> str | None:
    """Return what shows that the device is not the one it was, if anything."""
    # It was told of entries that it has no more, by this hub or before that was restored.
    if greeting.n < max(had_n, greeting.receipted_n):
        return DEVICE_RESTORED
    there = select(journal.c.hash).where(
        journal.c.device == greeting.device, journal.c.n == greeting.n
    )
    kept = GENESIS if greeting.n == 0 else conn.scalar(there)
    return DEVICE_COPIED if kept is not None and bytes(kept) != greeting.hash else None


def _knows_more(conn: Connection, row: Row[Any], greeting: Greeting) -> bool:
    """Say whether the hub has forgotten what it told the device, other than it knows already."""
    ours = epoch(conn)
    if greeting.epoch != ours and row.awaited:
        return greeting.epoch > ours
    last_n = reached(conn, greeting.device).n
    expected = max(last_n, row.receipted_n or 0)
    new = set(greeting.early) - set(numbers_in(row.early))
    return (
        greeting.epoch > ours
        or greeting.receipted_n > expected
        or greeting.seen_seq > last_number(conn)
        or bool(lacking(conn, greeting.device, new, last_n))
    )


def _lacks(conn: Connection, device: str, state: DeviceState) -> tuple[int, ...]:
    """Return what an active device is to bring back at once; if more, then in the next session."""
    return noted(conn, device)[:MOST_EARLY] if state is DeviceState.ACTIVE else ()


def _note_receipts(conn: Connection, greeting: Greeting) -> None:
    known = func.coalesce(enrolments.c.receipted_n, -1)
    conn.execute(
        update(enrolments)
        .where(enrolments.c.device == greeting.device, known < greeting.receipted_n)
        .values(receipted_n=greeting.receipted_n)
    )


def _note(conn: Connection, greeting: Greeting, now: datetime) -> None:
    values = {
        "seen_at": to_micros(now),
        "clock_off": to_micros(greeting.now) - to_micros(now),
        "tip_n": greeting.n,
        "sessions": func.coalesce(enrolments.c.sessions, 0) + 1,
    }
    conn.execute(update(enrolments).where(enrolments.c.device == greeting.device).values(values))


def _row(conn: Connection, device: str, *, lock: bool) -> Row[Any]:
    row = conn.execute(_KEPT_ROW if lock else _ROW, {"device": device}).one_or_none()
    if row is None:
        raise NotFound("There is no device {device}.", device=device[:40])
    return row


def _is_news(before: Row[Any], after: Row[Any]) -> bool:
    """Say whether offices are to be told: not of every greeting, as devices greet all the time."""
    return any(
        of(before) != of(after)
        for of in (
            lambda row: (row.state, row.awaited, row.tip_n, row.had_n),
            lambda row: row.seen_at // _TOLD_EVERY,
            lambda row: row.clock_off // _TOLD_EVERY,
        )
    )


def _check_believable(conn: Connection, greeting: Greeting) -> None:
    ours = epoch(conn)
    told = max(last_number(conn), max(greeting.epoch, ours) * PER_EPOCH)
    ahead = max(greeting.seen_seq - told, greeting.epoch - ours)
    behind = (greeting.receipted_n < n <= greeting.n for n in greeting.early)
    if ahead >= PER_EPOCH or not all(behind):
        raise InvalidInput("The greeting names numbers that no hub can have told.")
