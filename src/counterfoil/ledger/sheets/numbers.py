"""The numbers of sheets: counted up for the whole ledger, and no two sheets ever have the same.

Devices of one hub count from numbers far apart, in the order in which they joined.
"""

from typing import Final

from sqlalchemy import Connection, select, text

from counterfoil.ledger.outbox.joining import JOINED_AS
from counterfoil.ledger.settings import read_setting, write_setting
from counterfoil.ledger.tables.sync import enrolments

APART: Final = 1_000_000
"""Numbers that a device has before those of the next begin."""

_LAST: Final = "last_sheet"
_LOCK: Final = 0x7368656574
"""Names the lock that PostgreSQL gives to one transaction at a time ("sheet")."""


def last_number(conn: Connection) -> int:
    """Return the number of the last sheet that was printed or is being made, 0 before any."""
    kept = read_setting(conn, _LAST)
    return _before_first(conn) if kept is None else int(kept)


def claim_numbers(conn: Connection, count: int) -> int:
    """Return the first of `count` numbers that nobody else gets."""
    _lock(conn)
    last = last_number(conn)
    write_setting(conn, _LAST, str(last + count))
    return last + 1


def give_back(conn: Connection, first: int, last: int) -> None:
    """Let numbers that came to no paper be given again, unless higher ones are out already."""
    _lock(conn)
    if first <= last == last_number(conn):
        write_setting(conn, _LAST, str(first - 1))


def _before_first(conn: Connection) -> int:
    """Return the number before the first one that this device may give."""
    own = read_setting(conn, JOINED_AS)
    if own is None:
        return 0
    order = select(enrolments.c.device).order_by(enrolments.c.joined_at, enrolments.c.device)
    devices = conn.scalars(order).all()
    return APART * (1 + (devices.index(own) if own in devices else len(devices)))


def _lock(conn: Connection) -> None:
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
