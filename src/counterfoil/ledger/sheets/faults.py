"""What may be wrong with the rows of printed sheets: for the check-up."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from counterfoil.domain.problem import Problem
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.sheets import MAKING, READY, print_runs, sheet_parts, sheets


def sheet_faults(conn: Connection) -> Iterator[Problem]:
    """Yield what does not agree: codes with their sheets, sheets with their runs."""
    yield from _codes(conn)
    yield from _overlaps(conn)
    yield from _numbers(conn)


def unfinished_runs(conn: Connection) -> Iterator[Problem]:
    """Yield the runs that are being made, or were cut off."""
    left = select(print_runs.c.id).where(print_runs.c.state == MAKING).order_by(print_runs.c.id)
    for run_id in conn.scalars(left):
        yield Problem(
            "the run {run} of sheets is being made, or was cut off; open the ledger again if so",
            {"run": run_id},
        )


def _codes(conn: Connection) -> Iterator[Problem]:
    there = func.count(codes.c.id)
    query = (
        select(sheets.c.number, sheets.c.labels, there)
        .outerjoin(sheet_parts, sheet_parts.c.sheet == sheets.c.number)
        .outerjoin(codes, codes.c.id.between(sheet_parts.c.first_id, sheet_parts.c.last_id))
        .group_by(sheets.c.number, sheets.c.labels)
        .having(there != sheets.c.labels)
        .order_by(sheets.c.number)
    )
    for number, labels, count in conn.execute(query):
        yield Problem(
            "sheet {number} has {count:,} codes where it should have {labels:,}",
            {"number": number, "count": count, "labels": labels},
        )


def _overlaps(conn: Connection) -> Iterator[Problem]:
    before = func.lag(sheet_parts.c.last_id).over(order_by=sheet_parts.c.first_id)
    found = select(sheet_parts.c.first_id, sheet_parts.c.sheet, before.label("before")).subquery()
    query = select(found.c.sheet, found.c.first_id).where(found.c.first_id <= found.c.before)
    for number, code_id in conn.execute(query.order_by(found.c.first_id)):
        yield Problem(
            "code number {code} is on sheet {number}, and on another one",
            {"code": code_id, "number": number},
        )


def _numbers(conn: Connection) -> Iterator[Problem]:
    run, count = print_runs.c, func.count(sheets.c.number)
    query = (
        select(run.id, run.first_sheet, run.last_sheet)
        .outerjoin(sheets, sheets.c.run_id == run.id)
        .where(run.state == READY)
        .group_by(run.id, run.first_sheet, run.last_sheet)
        .having(
            (count != run.last_sheet - run.first_sheet + 1)
            | (func.min(sheets.c.number) != run.first_sheet)
            | (func.max(sheets.c.number) != run.last_sheet)
        )
        .order_by(run.id)
    )
    for run_id, first, last in conn.execute(query):
        yield Problem(
            "the run {run} does not have the sheets {first} to {last}",
            {"run": run_id, "first": first, "last": last},
        )
