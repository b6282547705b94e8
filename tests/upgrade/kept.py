"""Ledgers of older programs, put where today's opens them."""

import json
import shutil
import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import MetaData, create_engine, func, insert, literal, select, text
from sqlalchemy.engine import Engine

from counterfoil.ledger.database import open_database
from counterfoil.ledger.migrate import SCRIPTS, migrate

HERE: Final = Path(__file__).parent
VERSIONS: Final = ("0001", "0002", "0003", "0004", "0005")


@lru_cache
def said(name: str) -> dict[str, Any]:
    """Return what the older program answered, and the device's key."""
    found: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    return found


def key(name: str) -> bytes:
    """Return the file that kept the key of its device."""
    return bytes.fromhex(said(name)["key"])


def put(name: str, folder: Path) -> Path:
    """Make the data folder that the older program left; return it."""
    (folder / "backups").mkdir(parents=True)
    (folder / "device.key").write_bytes(key(name))
    with closing(sqlite3.connect(folder / "ledger.db")) as raw:
        raw.executescript((HERE / f"{name}.sql").read_text("utf-8"))
        raw.execute("PRAGMA journal_mode = WAL")
    return folder


def put_on_postgresql(name: str, url: str, folder: Path) -> None:
    """Make the tables of its version in an empty database, and put every row there."""
    put(name, folder)
    old = create_engine(f"sqlite:///{folder / 'ledger.db'}")
    with old.connect() as conn:
        version = conn.scalar(text("SELECT version_num FROM alembic_version"))
    _make_tables(url, str(version), folder)
    new = create_engine(url)
    _copy(old, new)
    old.dispose()
    new.dispose()


def _make_tables(url: str, version: str, folder: Path) -> None:
    scripts = folder / "scripts"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (scripts / "versions").glob("*.py"):
        if path.stem[:4] > version:
            path.unlink()
    database = open_database(url, "test")
    migrate(database, lambda _old: None, scripts, version)
    database.close()


def _copy(old: Engine, new: Engine) -> None:
    tables = MetaData()
    tables.reflect(new)
    source = MetaData()
    source.reflect(old)
    with old.connect() as given, new.begin() as taken:
        # What hangs on what does not matter here, and the journal takes its old entries.
        taken.execute(text("SET session_replication_role = replica"))
        for table in tables.sorted_tables:
            if table.name == "alembic_version":
                continue
            taken.execute(table.delete())
            rows = [
                dict(row) for row in given.execute(select(source.tables[table.name])).mappings()
            ]
            if rows:
                taken.execute(insert(table), [_typed(table, row) for row in rows])
        _count_on(taken, tables)


def _typed(table: Any, row: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a reflected table
    return {
        name: bool(value) if value is not None and _is_boolean(table, name) else value
        for name, value in row.items()
    }


def _is_boolean(table: Any, name: str) -> bool:  # noqa: ANN401 - a reflected table
    return table.c[name].type.python_type is bool


def _count_on(taken: Any, tables: MetaData) -> None:  # noqa: ANN401 - a connection
    """Have sequences go on behind the rows."""
    for table in tables.sorted_tables:
        for column in table.primary_key.columns:
            sequence = taken.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": table.name, "column": column.name},
            )
            if sequence:
                highest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
                taken.execute(select(func.setval(sequence, highest, literal(value=False))))
