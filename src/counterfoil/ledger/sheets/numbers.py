"""The numbers of sheets: counted up for the whole ledger, and no two sheets ever have the same."""

from typing import Final

from sqlalchemy import Connection, text

from counterfoil.ledger.settings import read_setting, write_setting

_LAST: Final = "last_sheet"
_LOCK: Final = 0x7368656574
"""Names the lock that PostgreSQL gives to one transaction at a time ("sheet")."""


def last_number(conn: Connection) -> int:
    """Return the number of the last sheet that was printed or is being made, 0 before any."""
    return int(read_setting(conn, _LAST) or 0)


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


def _lock(conn: Connection) -> None:
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
