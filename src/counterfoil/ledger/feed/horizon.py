"""How far the feed reaches back. Who has come less far takes a snapshot."""

from typing import Final

from sqlalchemy import Connection, delete, update

from counterfoil.ledger.feed.publish import last_number
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import read_setting, write_setting
from counterfoil.ledger.tables.sync import feed, feed_counter

HORIZON: Final = "feed_horizon"
"""The setting that says behind which number nothing is missing."""

_FIRST: Final = 1
"""A device that has taken nothing in yet has come to 0."""


def horizon_of(conn: Connection) -> int:
    """Return the number behind which nothing is missing from the feed."""
    return int(read_setting(conn, HORIZON) or _FIRST)


def prune(ledger: Ledger, before: int) -> int:
    """Drop the changes up to the number `before` from the feed; return how many there were."""
    with ledger.write() as conn:
        horizon = min(before, last_number(conn))
        if horizon <= horizon_of(conn):
            return 0
        write_setting(conn, HORIZON, str(horizon))
        return conn.execute(delete(feed).where(feed.c.seq <= horizon)).rowcount


def start_over(conn: Connection, above: int = 0) -> None:
    """Have every device take a snapshot, because the hub may have forgotten what it told them.

    Numbers go on behind all there were, those up to `above` included.
    """
    number = max(last_number(conn), above) + 1
    conn.execute(update(feed_counter).values(seq=number))
    write_setting(conn, HORIZON, str(number))
