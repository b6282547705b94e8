"""What a topic is, and the topics that are no more than the rows of a table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    CursorResult,
    LargeBinary,
    RowMapping,
    Select,
    Table,
    bindparam,
    select,
)

from counterfoil.domain.exchange import Document
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.statement import putting

PAGE: Final = 1_000
"""Objects read at once."""


@dataclass(frozen=True, slots=True)
class Putting:
    """Where a document is put: the device's ledger, in the transaction of `conn`, at `now`."""

    ledger: Ledger
    conn: Connection
    now: datetime


@dataclass(frozen=True, slots=True)
class Topic:
    """Objects of one sort, as the feed carries them.

    `keys` hands out those of all there are, in pages, and `keys_of` those that concern one device
    where they do not all concern every one. `read` returns documents by key, none for what is not
    there; `put` makes an object what its document says, None for one that is gone. Of an `office`
    topic only office devices are told.
    """

    keys: Callable[[Connection], Iterator[Sequence[str]]]
    read: Callable[[Connection, Sequence[str]], Mapping[str, Document]]
    put: Callable[[Putting, str, Document | None], None]
    office: bool = False
    keys_of: Callable[[Connection, str], Sequence[str]] | None = None


def row_document(table: Table, row: RowMapping) -> dict[str, Any]:
    """Return a row as JSON has it."""
    return {
        each.name: row[each.name].hex() if isinstance(row[each.name], bytes) else row[each.name]
        for each in table.c
    }


def row_values(table: Table, document: Document) -> dict[str, Any]:
    """Return the row that `row_document` made a document of; an older hub may know less of it."""
    return {
        each.name: _value(each, document.get(each.name) if each.nullable else document[each.name])
        for each in table.c
    }


def read_rows(
    conn: Connection, table: Table, key: Column[Any], keys: Sequence[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows with these keys, as documents."""
    for row in with_keys(conn, table, key, [_typed(key, each) for each in keys]).mappings():
        yield str(row[key.name]), row_document(table, row)


def with_keys(
    conn: Connection, table: Table, key: Column[Any], keys: Sequence[Any]
) -> CursorResult[Any]:
    """Return the rows that have one of these values in a column: one alone, mostly."""
    if len(keys) == 1:
        return conn.execute(_with_key(table, key), {"key": keys[0]})
    return conn.execute(select(table).where(key.in_(keys)))


@cache
def _with_key(table: Table, key: Column[Any]) -> Select[Any]:
    return select(table).where(key == bindparam("key"))


def key_pages(conn: Connection, key: Column[Any]) -> Iterator[Sequence[str]]:
    """Yield the keys of a table in pages, in their order."""
    query = select(key).order_by(key).limit(PAGE)
    last: Any = None
    while True:
        page = conn.scalars(query if last is None else query.where(key > last)).all()
        if page:
            yield [str(each) for each in page]
        if len(page) < PAGE:
            return
        last = page[-1]


def rows_topic(table: Table, key: Column[Any], *, office: bool = False) -> Topic:
    """Return the topic of a table whose rows are all there is to its objects."""
    statement = putting(table)

    def put(at: Putting, _key: str, document: Document | None) -> None:
        if document is not None:
            statement.run(at.conn, row_values(table, document))

    return Topic(
        keys=lambda conn: key_pages(conn, key),
        read=lambda conn, keys: dict(read_rows(conn, table, key, keys)),
        put=put,
        office=office,
    )


def _typed(key: Column[Any], text: str) -> Any:  # noqa: ANN401 - what the column holds
    return int(text) if key.type.python_type is int else text


def _value(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - what the column holds
    if value is not None and isinstance(column.type, LargeBinary):
        return bytes.fromhex(value)
    return value
