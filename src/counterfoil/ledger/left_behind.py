"""What a program that was cut off, or somebody's copying, left in a data folder.

SQLite plays back any log and any roll-back journal of the right name, though somebody copied it
there, or copied another database into the place of the one that it belonged to.
"""

from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from counterfoil.domain.entry import Entry, entry_hash
from counterfoil.domain.errors import MachineError
from counterfoil.ledger import sqlite
from counterfoil.ledger.tables.base import from_micros, from_micros_or_none

_HEADER: Final = 32
_ONE_PAGE: Final = 4096
_VERSIONS: Final = slice(18, 20)
_LOGGED: Final = b"\x02\x02"
_ODD: Final = (TypeError, ValueError, AttributeError, OverflowError)
"""What reading a row leads to that holds something else than the program writes."""
_DEVICES: Final = "SELECT id FROM devices"
_LAST: Final = """SELECT n, prev_hash, epoch, kind, body, wall_time, hub_time, hash FROM journal
WHERE device = ? ORDER BY n DESC LIMIT 1"""
_TOLD: Final = "SELECT hash FROM journal WHERE device = ? AND n = ?"
_AFTER: Final = "SELECT prev_hash FROM journal WHERE device = ? AND n = ?"


def sweep_backups(folder: Path) -> None:
    """Remove what was begun of backups and cut off: nobody finishes it, and it takes much room."""
    for begun in folder.glob("*.db.part*"):
        with suppress(OSError):
            begun.unlink()


def set_journal_aside(path: Path) -> None:
    """Give a roll-back journal another name: a database that keeps a log has none of its own.

    Raises MachineError where that cannot be done.
    """
    left = path.with_name(f"{path.name}-journal")
    try:
        # While a new database is being made, there is one for a moment.
        if not left.exists() or path.stat().st_size <= _ONE_PAGE:
            return
        with path.open("rb") as file:
            is_logged = file.read(_ONE_PAGE)[_VERSIONS] == _LOGGED
        if is_logged:
            left.replace(left.with_name(f"{left.name}.aside"))
    except OSError as error:
        raise MachineError(
            "The journal {left} is of another database and cannot be moved away ({why}); check who"
            " owns it.",
            left=left,
            why=error.strerror,
        ) from error


def refuse_foreign_log(path: Path, key: bytes | None) -> None:
    """Raise MachineError where a log was left behind that is not this database's own.

    The signed journal only grows: with its own log, a database has every entry that it has without,
    and what follows them goes on from there.
    """
    log = path.with_name(f"{path.name}-wal")
    # Rows that are damaged are told where the ledger is opened.
    with suppress(*sqlite.errors(OSError, *_ODD)):
        if not log.exists() or log.stat().st_size <= _HEADER or _belongs(path, key):
            return
        raise MachineError(
            "The log {log} is not of this database, or older than it: the one or the other was"
            " copied here; move the log away and start again.",
            log=log,
        )


def _belongs(path: Path, key: bytes | None) -> bool:
    """Say whether each device's last entry is there with the log, too, and is gone on from.

    Raises the driver's errors, also where a database was just being written from its log.
    """
    address = path.resolve().as_uri()
    with closing(sqlite.connect(f"{address}?mode=ro&immutable=1", key, uri=True)) as alone:
        devices = [device for (device,) in alone.execute(_DEVICES)]
        lasts = [(device, _last(alone, device)) for device in devices]
    with closing(sqlite.connect(f"{address}?mode=ro", key, uri=True)) as logged:
        return all(_goes_on(logged, device, *last) for device, last in lasts if last is not None)


def _last(alone: sqlite.Connection, device: str) -> tuple[int, bytes] | None:
    """Return the number and the hash of a device's last entry, None where it is not whole.

    Where the power went while the database was being written from its log, some sectors of a page
    are new and some old, and what it says is nobody's entry.
    """
    row = alone.execute(_LAST, (device,)).fetchone()
    if row is None:
        return None
    n, prev_hash, epoch, kind, body, wall_time, hub_time, sealed = row
    times = from_micros(wall_time), from_micros_or_none(hub_time)
    entry = Entry(device, n, prev_hash, epoch, kind, {}, *times)
    return (n, sealed) if entry_hash(entry, body) == sealed else None


def _goes_on(logged: sqlite.Connection, device: str, n: int, sealed: bytes) -> bool:
    told = logged.execute(_TOLD, (device, n)).fetchone()
    after = logged.execute(_AFTER, (device, n + 1)).fetchone()
    return told == (sealed,) and after in {None, (sealed,)}
