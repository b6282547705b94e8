"""Runs of printed sheets, for offices: what one has printed, no other prints again."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from counterfoil.domain.exchange import Document
from counterfoil.ledger.feed.topics.topic import (
    Putting,
    Topic,
    key_pages,
    read_rows,
    row_values,
)
from counterfoil.ledger.statement import Statement, putting
from counterfoil.ledger.tables.sheets import (
    READY,
    print_runs,
    sheet_parts,
    sheet_reprints,
    sheets,
)

_VOID: Final = ("voided_at", "voided_by", "void_reason")
_PUT_REPRINT: Final = putting(sheet_reprints)
# Where this device has printed the same codes meanwhile, or given the same number, what it has
# stays as it is.
_ADD_PART: Final = Statement(
    upsert(sheet_parts)
    .values({column.name: bindparam(column.name) for column in sheet_parts.c})
    .on_conflict_do_nothing()
)


def _read_runs(conn: Connection, keys: Sequence[str]) -> Mapping[str, Document]:
    found = dict(read_rows(conn, print_runs, print_runs.c.id, keys))
    return {
        key: {"run": row, **_read_sheets(conn, int(key))}
        for key, row in found.items()
        if row["state"] == READY
    }


def _read_sheets(conn: Connection, run_id: int) -> dict[str, list[dict[str, Any]]]:
    of_run = sheets.c.run_id == run_id
    queries = {
        "sheets": select(sheets).where(of_run).order_by(sheets.c.number),
        "parts": select(sheet_parts).join(sheets).where(of_run).order_by(sheet_parts.c.first_id),
        "reprints": select(sheet_reprints)
        .join(sheets)
        .where(of_run)
        .order_by(sheet_reprints.c.sheet, sheet_reprints.c.n),
    }
    return {name: [_plain(row) for row in _rows(conn, query)] for name, query in queries.items()}


def _rows(conn: Connection, query: Any) -> Sequence[RowMapping]:  # noqa: ANN401 - any select
    return conn.execute(query).mappings().all()


def _plain(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "run_id"}


def _put_run(at: Putting, _key: str, document: Document | None) -> None:
    if document is None:
        return
    conn, row = at.conn, row_values(print_runs, document["run"])
    same = (print_runs.c.device == row["device"], print_runs.c.first_sheet == row["first_sheet"])
    if conn.scalar(select(print_runs.c.id).where(*same)) is None:
        del row["id"]
        added = insert(print_runs).values(row).returning(print_runs.c.id)
        _add_sheets(conn, int(conn.execute(added).scalar_one()), document)
    for sheet in document["sheets"]:
        void = {name: sheet[name] for name in _VOID}
        conn.execute(update(sheets).where(sheets.c.number == sheet["number"]).values(void))
    for reprint in document["reprints"]:
        _PUT_REPRINT.run(conn, reprint)


def _add_sheets(conn: Connection, run_id: int, document: Document) -> None:
    numbers = [sheet["number"] for sheet in document["sheets"]]
    known = set(conn.scalars(select(sheets.c.number).where(sheets.c.number.in_(numbers))))
    new = [s | {"run_id": run_id} for s in document["sheets"] if s["number"] not in known]
    if new:
        conn.execute(insert(sheets), new)
    for part in document["parts"]:
        if part["sheet"] not in known:
            _ADD_PART.run(conn, part)


RUN: Final = Topic(lambda conn: key_pages(conn, print_runs.c.id), _read_runs, _put_run, office=True)
