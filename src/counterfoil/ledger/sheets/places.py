"""On which sheet and at which place codes are printed: for a page of codes, or a stretch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.sheets import READY, print_runs, sheet_parts, sheets


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a sheet; places count the labels of a page from 1."""

    sheet: int
    place: int


@dataclass(frozen=True, slots=True)
class Part:
    """Codes whose ids follow one another, from one place of a sheet on."""

    first_id: int
    last_id: int
    sheet: int
    first_place: int


_BEFORE: Final = sheet_parts.alias("before")
# The last part that begins at or before a code: the only one that may have it.
_NEAREST: Final = (
    select(func.max(_BEFORE.c.first_id))
    .where(_BEFORE.c.first_id <= codes.c.id)
    .correlate(codes)
    .scalar_subquery()
)
_FIRST: Final = select(func.max(_BEFORE.c.first_id)).where(_BEFORE.c.first_id <= bindparam("first"))
_PARTS: Final = Statement(
    select(
        sheet_parts.c.first_id,
        sheet_parts.c.last_id,
        sheet_parts.c.sheet,
        sheet_parts.c.first_place,
    )
    .join(sheets, sheets.c.number == sheet_parts.c.sheet)
    .join(print_runs, print_runs.c.id == sheets.c.run_id)
    .where(
        sheet_parts.c.first_id >= func.coalesce(_FIRST.scalar_subquery(), bindparam("first")),
        sheet_parts.c.first_id <= bindparam("last"),
        sheet_parts.c.last_id >= bindparam("first"),
        print_runs.c.state == READY,
    )
    .order_by(sheet_parts.c.first_id)
)


def places(conn: Connection, code_ids: Sequence[int]) -> dict[int, Place]:
    """Return where each of some thousand codes is printed; those that are not are left out."""
    if not code_ids:
        return {}
    query = (
        select(codes.c.id, sheet_parts.c.sheet, sheet_parts.c.first_place, sheet_parts.c.first_id)
        .select_from(codes)
        .join(sheet_parts, sheet_parts.c.first_id == _NEAREST)
        .join(sheets, sheets.c.number == sheet_parts.c.sheet)
        .join(print_runs, print_runs.c.id == sheets.c.run_id)
        .where(
            codes.c.id.in_(code_ids),
            sheet_parts.c.last_id >= codes.c.id,
            print_runs.c.state == READY,
        )
    )
    return {
        code_id: Place(sheet, first_place + code_id - first_id)
        for code_id, sheet, first_place, first_id in conn.execute(query)
    }


def parts(conn: Connection, first_id: int, last_id: int) -> list[Part]:
    """Return the parts of sheets that have codes in a range of ids, in the order of the ids."""
    rows = _PARTS.run(conn, {"first": first_id, "last": last_id}).fetchall()
    return [Part(*row) for row in rows]
