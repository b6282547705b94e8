"""Writing many rows with one statement, where one for each would be most of the work.

PostgreSQL gets the rows as one JSON text, which costs the program a tenth of binding each value.
SQLite, which has no way to go, takes them one by one.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Table,
    any_,
    literal,
)
from sqlalchemy.dialects.postgresql import ARRAY, psycopg

from counterfoil.ledger.statement import Statement, inserting, putting

_DIALECT: Final = psycopg.dialect()  # type: ignore[no-untyped-call]


def among(conn: Connection, column: Column[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Return the condition that a column has one of many values.

    PostgreSQL gets them as one array: the text of the statement is the same for any number.
    """
    wanted = list(values)
    if conn.dialect.name == "sqlite":
        return column.in_(wanted)
    # Bound as an array: what is only cast to one is never looked up in an index.
    return column == any_(literal(wanted, ARRAY(column.type)))


@contextmanager
def together(conn: Connection) -> Iterator[None]:
    """Send statements one behind the other without waiting for each; none may return anything.

    PostgreSQL works on one while the program makes the next. What fails is raised at the end.
    """
    if conn.dialect.name == "sqlite":
        yield
        return
    raw: Any = conn.connection.driver_connection
    with raw.pipeline():
        yield


class Bulk:
    """The statement that inserts rows, all columns but those `without`.

    With `putting`, a row with the same primary key is updated instead; with `adding`, the new
    figures are added to the old. No two of the rows given at once may have the same key then.
    """

    __slots__ = ("_one", "_text")

    def __init__(
        self,
        table: Table,
        *,
        without: Collection[str] = (),
        puts: bool = False,
        adding: bool = False,
    ) -> None:
        columns = [column for column in table.c if column.name not in without]
        self._one: Statement = (
            putting(table, without=without, adding=adding)
            if puts or adding
            else inserting(table, without=without)
        )
        self._text = _text(table, columns, puts=puts, adding=adding)

    def run(self, conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write the rows, in order, in the transaction of `conn`."""
        if not rows:
            return
        if conn.dialect.name == "sqlite":
            self._one.run_many(conn, rows)
            return
        raw: Any = conn.connection.driver_connection
        raw.execute(self._text, (json.dumps(rows, default=bytes.hex, separators=(",", ":")),))


def _text(table: Table, columns: Sequence[Column[Any]], *, puts: bool, adding: bool) -> str:
    names = ", ".join(f'"{column.name}"' for column in columns)
    given = ", ".join(map(_given, columns))
    typed = ", ".join(f'"{column.name}" {_type(column)}' for column in columns)
    text = (
        f'INSERT INTO "{table.name}" ({names})'  # noqa: S608 - names are the program's own
        f" SELECT {given} FROM json_to_recordset(%s::json) AS given({typed})"
    )
    if not puts and not adding:
        return text
    keys = [column.name for column in table.primary_key]
    others = [column.name for column in columns if column.name not in keys]
    before = f'"{table.name}".' if adding else ""
    changes = ", ".join(
        f'"{name}" = {before}"{name}" + excluded."{name}"'
        if adding
        else f'"{name}" = excluded."{name}"'
        for name in others
    )
    of = ", ".join(f'"{name}"' for name in keys)
    return f"{text} ON CONFLICT ({of}) DO UPDATE SET {changes}"


def _given(column: Column[Any]) -> str:
    name = f'given."{column.name}"'
    return f"decode({name}, 'hex')" if isinstance(column.type, LargeBinary) else name


def _type(column: Column[Any]) -> str:
    is_binary = isinstance(column.type, LargeBinary)
    return "text" if is_binary else column.type.compile(dialect=_DIALECT)
