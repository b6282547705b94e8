"""How far the feed reaches back. Who has come less far takes a snapshot."""

from typing import Final

from sqlalchemy import Connection, update

from counterfoil.ledger.feed.publish import last_number
from counterfoil.ledger.settings import read_setting, write_setting
from counterfoil.ledger.tables.sync import feed_counter

HORIZON: Final = "feed_horizon"
"""The setting that says behind which number nothing is missing."""

_FIRST: Final = 1
"""A device that has taken nothing in yet has come to 0."""


def horizon_of(conn: Connection) -> int:
    """Return the number behind which nothing is missing from the feed."""
    return int(read_setting(conn, HORIZON) or _FIRST)


def start_over(conn: Connection, above: int = 0) -> None:
    """Have every device take a snapshot, because the hub may have forgotten what it told them.

    Numbers go on behind all there were, those up to `above` included.
    """
    number = max(last_number(conn), above) + 1
    conn.execute(update(feed_counter).values(seq=number))
    write_setting(conn, HORIZON, str(number))
