"""Publishing: each changed object gets a number of the feed, in the transaction that changed it.

The numbers come from one row that stays locked until the transaction ends, so whoever reads a
number has every lower one too. A sequence would let a later number be seen first, and a reader who
goes on behind it never sees the earlier one.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, update

from counterfoil.ledger.bulk import Bulk
from counterfoil.ledger.statement import Statement, putting
from counterfoil.ledger.tables.base import CODE
from counterfoil.ledger.tables.sync import feed, feed_counter

Touch = tuple[str, str, str]
"""A topic, a key in it, and whom it concerns: `EVERYONE`, `OFFICE`, or the id of one device.

An office device sees everything.
"""

EVERYONE: Final = ""
OFFICE: Final = "office"

_GATHERED: Final = "touches"
_COUNT: Final = Statement(
    update(feed_counter)
    .values(seq=feed_counter.c.seq + bindparam("more"))
    .returning(feed_counter.c.seq)
)
_LAST: Final = Statement(select(feed_counter.c.seq))
_PUT: Final = putting(feed)
_PUT_ALL: Final = Bulk(feed, puts=True)
_BULK: Final = 16
"""Touches from which on one statement for all is quicker than one for each."""


def publish(conn: Connection, touches: Iterable[Touch]) -> None:
    """Say that these objects changed, in the order they are given; of doubles the last one counts.

    Nobody else publishes until the transaction of `conn` ends, so it is the last thing to do in it.
    """
    scopes: dict[tuple[str, str], str] = {}
    for topic, key, scope in touches:
        scopes.pop((topic, key), None)
        scopes[topic, key] = scope
    if not scopes:
        return
    row = _COUNT.run(conn, {"more": len(scopes)}).fetchone()
    assert row is not None  # noqa: S101 - whoever publishes is a hub, which has the counter
    first = row[0] - len(scopes) + 1
    _put(
        conn,
        [
            {"topic": topic, "key": key, "scope": scope, "seq": first + place}
            for place, ((topic, key), scope) in enumerate(scopes.items())
        ],
    )


def is_tellable(touch: Touch) -> bool:
    """Say whether the feed can hold a touch whose key comes from what somebody sent."""
    key: object = touch[1]
    return isinstance(key, str) and len(key) <= (CODE.length or 0) and "\0" not in key


def last_number(conn: Connection) -> int:
    """Return the last number of the feed; every change up to it is seen by this transaction."""
    row = _LAST.run(conn, {}).fetchone()
    return 0 if row is None else int(row[0])


@contextmanager
def publishing(conn: Connection) -> Iterator[None]:
    """Publish what `note` gathers meanwhile at the end, when nothing else is left to lock."""
    if _GATHERED in conn.info:
        yield
        return
    gathered: list[Touch] = []
    conn.info[_GATHERED] = gathered
    try:
        yield
        publish(conn, gathered)
    finally:
        conn.info.pop(_GATHERED, None)


def note(conn: Connection, touches: Iterable[Touch]) -> None:
    """Have these published at the end of the transaction."""
    gathered: list[Touch] | None = conn.info.get(_GATHERED)
    if gathered is None:
        publish(conn, touches)
    else:
        gathered.extend(touches)


def _put(conn: Connection, rows: list[dict[str, Any]]) -> None:
    if len(rows) < _BULK:
        for row in rows:
            _PUT.run(conn, row)
    else:
        _PUT_ALL.run(conn, rows)
