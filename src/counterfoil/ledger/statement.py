"""Statements of the hot path: written in SQLAlchemy Core, compiled once, run by the driver itself.

Core's work for each execution is most of a redemption's time otherwise: 855 redemptions a second
against 4,241 with the driver alone. A value is passed as the column keeps it (tables.base), rows
come back as plain tuples.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Table, bindparam, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import Compiled

_DIALECTS: Final = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": psycopg.dialect(),  # type: ignore[no-untyped-call]
}
Row = tuple[Any, ...]


class Rows(Protocol):
    """The part of a driver's cursor that is used; `rowcount` counts the rows that were changed."""

    rowcount: int

    def fetchone(self) -> Row | None:
        """Return the next row, None after the last."""

    def fetchall(self) -> list[Row]:
        """Return the rows that are left."""


class Statement:
    """A Core statement with its text for each database. Values it was built with are kept."""

    __slots__ = ("_compiled", "_core")

    def __init__(self, core: Executable) -> None:
        self._core = core
        self._compiled: dict[str, tuple[str, dict[str, Any]]] = {}

    def run(self, conn: Connection, values: Mapping[str, Any]) -> Rows:
        """Run it on the transaction of `conn` and return the driver's cursor."""
        known = self._compiled.get(conn.dialect.name)
        text, fixed = known if known is not None else self._compile(conn.dialect.name)
        raw: Any = conn.connection.dbapi_connection
        rows: Rows = raw.execute(text, {**fixed, **values} if fixed else values)
        return rows

    def run_many(self, conn: Connection, values: Sequence[Mapping[str, Any]]) -> None:
        """Run it once for each of `values`; the quicker way where there are many."""
        known = self._compiled.get(conn.dialect.name)
        text, fixed = known if known is not None else self._compile(conn.dialect.name)
        raw: Any = conn.connection.dbapi_connection
        raw.cursor().executemany(text, [{**fixed, **each} for each in values] if fixed else values)

    def _compile(self, dialect: str) -> tuple[str, dict[str, Any]]:
        compiled: Compiled = self._core.compile(dialect=_DIALECTS[dialect])  # type: ignore[attr-defined]
        # Values that the statement was built with; names of anonymous ones differ by dialect.
        params = compiled.params or {}
        fixed = {name: value for name, value in params.items() if value is not None}
        self._compiled[dialect] = str(compiled), fixed
        return self._compiled[dialect]


def inserting(table: Table, *, without: Collection[str] = ()) -> Statement:
    """Return the statement that inserts a row, all columns but those `without` given."""
    names = [column.name for column in table.c if column.name not in without]
    return Statement(insert(table).values({name: bindparam(name) for name in names}))


def putting(table: Table, *, without: Collection[str] = (), adding: bool = False) -> Statement:
    """Return the statement that inserts a row, or updates the one with the same primary key.

    An update replaces what is there; with `adding`, the new figures are added to the old.
    """
    keys = [column.name for column in table.primary_key]
    names = [column.name for column in table.c if column.name not in without]
    new = upsert(table).values({name: bindparam(name) for name in names})
    changes = {
        name: table.c[name] + new.excluded[name] if adding else new.excluded[name]
        for name in names
        if name not in keys
    }
    return Statement(new.on_conflict_do_update(index_elements=keys, set_=changes))
