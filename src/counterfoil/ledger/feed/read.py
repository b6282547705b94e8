"""Reading the feed: what changed behind a number, each object as it is now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, select, true

from counterfoil.domain.errors import UserError
from counterfoil.domain.exchange import Change, Changes, DeviceKind
from counterfoil.ledger.exchange.hubs import epoch
from counterfoil.ledger.exchange.reached import reached
from counterfoil.ledger.feed.horizon import horizon_of
from counterfoil.ledger.feed.publish import EVERYONE, last_number
from counterfoil.ledger.feed.topics import TOPICS, read_many
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.sync import enrolments, feed

_KIND: Final = Statement(
    select(enrolments.c.kind).where(enrolments.c.device == bindparam("device"))
)
MOST_CHANGES: Final = 50_000
"""Changes that are handed out one by one; a device that is behind by more takes a snapshot."""


class Pruned(UserError):
    """The feed no longer has all that changed behind a number: a snapshot is needed."""

    def __init__(self) -> None:
        super().__init__("The feed does not reach back so far; take a snapshot.")


def changes(ledger: Ledger, device: str, after: int, limit: int, now: datetime) -> Changes:
    """Return a page of at most `limit` changes behind the number `after`, for a device.

    All of it is seen at one moment. Raises Pruned.
    """
    with ledger.read() as conn:
        end = last_number(conn)
        theirs = concerning(conn, device)
        _refuse_pruned(conn, after, end, theirs)
        rows = conn.execute(
            select(feed).where(theirs, feed.c.seq > after).order_by(feed.c.seq).limit(limit + 1)
        ).all()
        more = len(rows) > limit
        page = rows[:limit]
        return Changes(
            after=after,
            seq=page[-1].seq if more else end,
            changes=tuple(as_changes(conn, page)),
            more=more,
            acked=reached(conn, device).n,
            epoch=epoch(conn),
            hub_time=now,
        )


def concerning(conn: Connection, device: str) -> ColumnElement[bool]:
    """Return what holds for the rows of the feed that a device is told of: an office of all."""
    if is_office(conn, device):
        return true()
    return feed.c.scope.in_((EVERYONE, device))


def is_office(conn: Connection, device: str) -> bool:
    """Say whether a device is an office."""
    row = _KIND.run(conn, {"device": device}).fetchone()
    return row is not None and row[0] == DeviceKind.OFFICE.value


def as_changes(conn: Connection, rows: Sequence[Row[Any]]) -> list[Change]:
    """Return rows of the feed with their objects as they are now."""
    keys: dict[str, list[str]] = {}
    for row in rows:
        if row.topic in TOPICS:
            keys.setdefault(row.topic, []).append(row.key)
    found = {topic: read_many(conn, topic, named) for topic, named in keys.items()}
    return [
        Change(row.seq, row.topic, row.key, found[row.topic].get(row.key))
        for row in rows
        if row.topic in found
    ]


def _refuse_pruned(conn: Connection, after: int, end: int, theirs: ColumnElement[bool]) -> None:
    if not horizon_of(conn) <= after <= end:
        raise Pruned
    if end - after > MOST_CHANGES:
        some = select(feed.c.seq).where(theirs, feed.c.seq > after).limit(MOST_CHANGES + 1)
        count = select(func.count()).select_from(some.subquery())
        if conn.execute(count).scalar_one() > MOST_CHANGES:
            raise Pruned
