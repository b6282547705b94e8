"""A database file turned from plain to encrypted, or back: made beside, compared, put in place."""

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from counterfoil.domain.errors import MachineError
from counterfoil.ledger import sqlite
from counterfoil.ledger.whole_file import put_in_place

_BESIDE: Final = ".turning"
_TABLES: Final = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'"
    " ORDER BY name"
)
_SCHEMA: Final = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
    " ORDER BY type, name"
)
_MISSING: Final = object()


def turn(file: Path, key: bytes | None, wanted: bytes | None) -> None:
    """Replace a file that nobody has open by one under another key, None for a plain file.

    Cut off at any moment, the one or the other is there, whole. Raises the driver's errors and
    OSError; MachineError where the new file is not as the old one.
    """
    beside = file.with_name(file.name + _BESIDE)
    try:
        _settle(file, key)
        sqlite.convert(file, key, beside, wanted)
        with (
            closing(sqlite.reading(file, key)) as old,
            closing(sqlite.reading(beside, wanted)) as new,
        ):
            _compare(file, old, new)
        put_in_place(beside, file)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _settle(file: Path, key: bytes | None) -> None:
    """Bring home what is only in the log, which goes: it would be taken for the new file's."""
    with closing(sqlite.connect(file, key, isolation_level=None)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        raw.execute("PRAGMA journal_mode = DELETE").fetchall()


def _compare(file: Path, old: sqlite.Connection, new: sqlite.Connection) -> None:
    same = _rows(old, _SCHEMA) == _rows(new, _SCHEMA)
    tables = [str(name) for (name,) in _rows(old, _TABLES)]
    same = same and all(_alike(old, new, name) for name in tables)
    if not same or _rows(new, "PRAGMA integrity_check") != [("ok",)]:
        raise MachineError(
            "The copy of {path} is not as {path} is, so that stays as it was; check the disk, then"
            " try again.",
            path=file,
        )


def _alike(old: sqlite.Connection, new: sqlite.Connection, table: str) -> bool:
    query = f'SELECT * FROM "{table}"'  # noqa: S608 - a table of the schema
    theirs: Iterator[object] = iter(new.execute(query))
    alike = all(row == next(theirs, _MISSING) for row in old.execute(query))
    return alike and next(theirs, _MISSING) is _MISSING


def _rows(raw: sqlite.Connection, query: str) -> list[tuple[object, ...]]:
    return raw.execute(query).fetchall()
