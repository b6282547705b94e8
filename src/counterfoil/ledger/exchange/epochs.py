"""Epochs: what a hub does when it was restored from a backup and so has forgotten.

It sees that when a device knows more than it does itself. From then on it waits for every device
that it knows: each must push again what the hub had judged before, or be written off. Until then
nothing is granted and nothing decided online.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, case, exists, or_, select, update

from counterfoil.domain.exchange import DeviceState
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger.exchange.early import note_early
from counterfoil.ledger.exchange.hubs import begin_entry, epoch
from counterfoil.ledger.feed.horizon import start_over
from counterfoil.ledger.feed.publish import last_number
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import EPOCH, write_setting
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.sync import enrolments

PER_EPOCH: Final = 1_000_000_000
"""Numbers of the feed that an epoch has to itself, and more than it needs."""
_SINCE: Final = datetime(2026, 1, 1, tzinfo=UTC)
_STEP: Final = timedelta(minutes=1)
_MOST_BY_CLOCK: Final = PER_EPOCH // 2
"""A clock that is wrong by centuries leaves later epochs their numbers."""
_BY_HAND: Final = "A manager began it by hand."
_WAITING: Final = Statement(select(exists().where(enrolments.c.awaited)))


def is_waiting(conn: Connection) -> bool:
    """Say whether the hub was restored and waits for a device, so that it decides nothing."""
    row = _WAITING.run(conn, {}).fetchone()
    return row is not None and bool(row[0])


def awaited(ledger: Ledger) -> tuple[str, ...]:
    """Return the devices that the hub waits for."""
    with ledger.read() as conn:
        query = select(enrolments.c.device).where(enrolments.c.awaited)
        return tuple(conn.scalars(query.order_by(enrolments.c.device)))


def caught_up(conn: Connection, device: str, last_n: int) -> bool:
    """Note that the entries of a device up to `last_n` are there.

    It is waited for no more where that is enough, and nothing that it had early is lacking. Call
    it in the transaction that took entries in.
    Returns whether the device was awaited until now.
    """
    theirs = enrolments.c.device == device
    tip = case((enrolments.c.tip_n < last_n, last_n), else_=enrolments.c.tip_n)
    is_new = or_(enrolments.c.had_n.is_distinct_from(last_n), enrolments.c.tip_n < last_n)
    conn.execute(update(enrolments).where(theirs, is_new).values(had_n=last_n, tip_n=tip))
    in_order = (theirs, enrolments.c.awaited, enrolments.c.receipted_n <= last_n)
    if not is_waiting(conn) or conn.scalar(select(enrolments.c.device).where(*in_order)) is None:
        return False
    if note_early(conn, device, (), last_n):
        return False
    conn.execute(update(enrolments).where(*in_order).values(awaited=False))
    return True


def begin(
    ledger: Ledger,
    conn: Connection,
    now: datetime,
    why: str,
    *,
    by: Staff | None = None,
    above: int = 0,
) -> int:
    """Begin a new epoch, above the hub's own and `above`; return its number, see `next_number`.

    Every active device is awaited, and every one takes a snapshot, because the feed has forgotten
    too. `why` is a sentence.
    """
    lock_devices(conn)
    number = next_number(max(epoch(conn), above), now)
    start_over(conn, max(last_number(conn) + PER_EPOCH, (number - 1) * PER_EPOCH))
    write_setting(conn, EPOCH, str(number))
    conn.execute(
        update(enrolments)
        .where(enrolments.c.state == DeviceState.ACTIVE)
        .values(awaited=True, receipted_n=None, early=None)
    )
    begin_entry(ledger, conn, number, why, by.id if by else None, now)
    start_over(conn)
    return number


def next_number(before: int, now: datetime) -> int:
    """Return the number of an epoch that begins `now`, behind the epoch `before`.

    It is the minute's, counted from the beginning of 2026. A hub that is restored twice from one
    backup has forgotten the epoch in between: counting on from the backup's, it would begin that
    one again, and give the same numbers to other grants and other changes of the feed. A device
    that heard of the first would then take the second for it.
    """
    return max(before + 1, min((now - _SINCE) // _STEP, _MOST_BY_CLOCK))


def fence(ledger: Ledger, by: Staff, now: datetime) -> int:
    """Begin a new epoch because a manager says that the hub was restored; return its number.

    Raises Forbidden unless `by` is a manager.
    """
    require(by, Act.RESTORE)
    with ledger.write() as conn:
        return begin(ledger, conn, now, _BY_HAND, by=by)


def lock_devices(conn: Connection) -> None:
    """Keep every device from being greeted or pushing until the transaction ends."""
    query = select(enrolments.c.device).order_by(enrolments.c.device)
    conn.execute(query.with_for_update()).all()
