"""After a restore: an entry that refers to what another device has not brought back yet.

It is asked for again, as long as there is a device that may bring what it refers to. One that waits
like that itself will not: where all do, what is lacking is lost, and the entry goes on without it.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, select

from counterfoil.domain.exchange import Upload
from counterfoil.ledger.exchange.early import lacking, noted
from counterfoil.ledger.exchange.quarantine import put_aside
from counterfoil.ledger.exchange.reached import reached
from counterfoil.ledger.tables.sync import enrolments, quarantine

STUCK: Final = "It refers to something that no device has brought back to the hub yet."


def may_still_come(conn: Connection, device: str, n: int) -> bool:
    """Say whether the hub awaits what may bring what the entry `n` of a device lacks.

    That is an entry of another device, or an earlier one of its own.
    """
    awaited = conn.scalars(select(enrolments.c.device).where(enrolments.c.awaited)).all()
    return any(
        (each != device or number < n) and not _is_stuck(conn, each, number)
        for each in awaited
        for number in _pending(conn, each)
    )


def note_stuck(conn: Connection, device: str, upload: Upload, now: datetime) -> None:
    """Note that an entry waits for what another device may bring."""
    if not _is_stuck(conn, device, upload.n):
        put_aside(conn, device, upload, STUCK, now)


def forget_stuck(conn: Connection, device: str, n: int) -> None:
    """Note that an entry waits no more."""
    conn.execute(delete(quarantine).where(*_of(device, n)))


def _pending(conn: Connection, device: str) -> tuple[int, ...]:
    """Return the entries that a device is to bring now: the next in order, and the early ones."""
    query = select(enrolments.c.receipted_n).where(enrolments.c.device == device)
    receipted_n, last_n = conn.scalar(query), reached(conn, device).n
    early = lacking(conn, device, noted(conn, device), last_n)
    in_order = receipted_n is None or receipted_n > last_n
    return (last_n + 1, *early) if in_order else early


def _is_stuck(conn: Connection, device: str, n: int) -> bool:
    return conn.scalar(select(quarantine.c.id).where(*_of(device, n)).limit(1)) is not None


def _of(device: str, n: int) -> tuple[ColumnElement[bool], ...]:
    return (quarantine.c.device == device, quarantine.c.n == n, quarantine.c.why == STUCK)
