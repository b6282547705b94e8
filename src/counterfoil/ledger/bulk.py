"""Writing many rows with one statement, where one for each would be most of the work.

PostgreSQL gets each column as the text of an array, which costs the program a tenth of binding each
value. SQLite, which has no way to go, takes the rows one by one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    String,
    Table,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.types import UserDefinedType

from counterfoil.ledger.statement import Statement, inserting, putting

_DIALECT: Final = psycopg.dialect()  # type: ignore[no-untyped-call]


class _Array(UserDefinedType[list[Any]]):
    """Many values of a column's type, bound as the text of an array.

    The driver's own arrays are made value by value. They also say how long a text may be at most,
    and so the server would go through all of them again for each row that it looks at.
    """

    cache_ok = True
    render_bind_cast = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: object) -> str:
        """Return what the type is called."""
        return self.name

    def bind_processor(self, dialect: object) -> Callable[[list[Any] | None], str | None]:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what makes the text."""
        return lambda values: None if values is None else array_text(values)


def array_text(values: Iterable[Any]) -> str:
    """Return PostgreSQL's text of an array of numbers, texts or bytes."""
    several = list(values)
    kinds = set(map(type, several))
    if kinds == {str}:
        return _text_of_texts(several)
    if kinds == {bytes}:
        return '{"\\\\x' + '","\\\\x'.join([value.hex() for value in several]) + '"}'
    if kinds <= {int, bool}:
        return "{" + ",".join(map(str, several)) + "}"
    return "{" + ",".join(map(_element, several)) + "}"


def _text_of_texts(several: list[str]) -> str:
    """Return the text of an array of texts, all at once; no text in a database holds a zero."""
    whole = "\0".join(several)
    if whole.count("\0") >= len(several):
        raise ValueError("A text for the database holds a zero.")
    return '{"' + _escaped(whole).replace("\0", '","') + '"}'


def _element(value: object) -> str:
    if isinstance(value, str):
        return f'"{_escaped(value)}"'
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    return "NULL" if value is None else str(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def among(conn: Connection, column: Column[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Return the condition that a column has one of many values.

    PostgreSQL gets them as one array: the text of the statement is the same for any number.
    """
    wanted = list(values)
    if conn.dialect.name == "sqlite":
        return column.in_(wanted)
    # As a table, which may be joined; each row would be compared with all of an array.
    given = func.unnest(literal(wanted, _Array(_array_of(column))), type_=column.type)
    return column.in_(select(given))


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

    __slots__ = ("_names", "_one", "_text")

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
        self._names = [column.name for column in columns]
        self._text = _text(table, columns, puts=puts, adding=adding)

    def run(self, conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write the rows, in order, in the transaction of `conn`."""
        if not rows:
            return
        if conn.dialect.name == "sqlite":
            self._one.run_many(conn, rows)
            return
        raw: Any = conn.connection.driver_connection
        raw.execute(self._text, [array_text([row[name] for row in rows]) for name in self._names])


def _text(table: Table, columns: Sequence[Column[Any]], *, puts: bool, adding: bool) -> str:
    names = ", ".join(f'"{column.name}"' for column in columns)
    given = ", ".join(f"%s::{_array_of(column)}" for column in columns)
    text = f'INSERT INTO "{table.name}" ({names}) SELECT * FROM unnest({given})'  # noqa: S608 - names are the program's own
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


def _array_of(column: Column[Any]) -> str:
    kind = column.type
    return f"{'TEXT' if isinstance(kind, String) else kind.compile(dialect=_DIALECT)}[]"
