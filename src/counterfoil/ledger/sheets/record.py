"""Runs of sheets brought to their end: printed and recorded, or dropped without a trace."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, select, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, NotFound
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import run_of
from counterfoil.ledger.sheets.model import Run
from counterfoil.ledger.sheets.numbers import give_back
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import load, to_micros
from counterfoil.ledger.tables.sheets import MAKING, READY, print_runs, sheet_parts, sheets

_AT_ONCE: Final = 500
"""Sheets removed in one step."""


def finish_run(ledger: Ledger, run_id: int, staff: Staff, now: datetime, proved: int | None) -> Run:
    """Record a run whose pages were all drawn, and return it.

    `proved` is how many labels the proof read, None where none was asked for.

    Raises:
        Forbidden: `staff` is no manager.
        NotFound: there is no such run.
        Conflict: it is recorded already, or all its codes were spent before they were drawn.
        MachineError: the disk is full or failed; the run can be finished again, or dropped.
    """
    require(staff, Act.PRINT_CODES)
    with ledger.write() as conn:
        run = _making(conn, run_id)
        if run.next_id is not None:
            raise ValueError(f"run {run_id} has pages that were not drawn")
        labels, last_sheet = _drawn(conn, run_id)
        give_back(conn, last_sheet + 1, run.last_sheet)
        last = journal.head(ledger, conn, now)
        changes = {
            "state": READY,
            "labels": labels,
            "last_sheet": last_sheet,
            "proved": proved,
            "printed_at": to_micros(last.now),
            "printed_by": staff.id,
        }
        conn.execute(update(print_runs).where(print_runs.c.id == run_id).values(changes))
        body = {
            "run": run_id,
            "campaign": run.campaign_id,
            "batch": run.batch_id,
            "stock": run.stock_id,
            "ids": load(run.ids),
            "sheets": [run.first_sheet, last_sheet],
            "labels": labels,
            "proved": proved,
            "staff": staff.id,
        }
        journal.append_after(ledger, conn, last, Kind.SHEETS_PRINTED, body)
    return run_of(ledger, run_id)


def drop_run(ledger: Ledger, run_id: int) -> None:
    """Remove a run that was begun, so that its codes can be printed; no harm where it is gone.

    Raises Conflict where it is recorded already.
    """
    columns = (print_runs.c.state, print_runs.c.first_sheet, print_runs.c.last_sheet)
    with ledger.read() as conn:
        run = conn.execute(select(*columns).where(print_runs.c.id == run_id)).one_or_none()
    if run is None:
        return
    if run.state != MAKING:
        raise _recorded(run_id)
    while True:
        with ledger.write() as conn:
            if not _remove_some(conn, run_id):
                conn.execute(delete(print_runs).where(print_runs.c.id == run_id))
                give_back(conn, run.first_sheet, run.last_sheet)
                return


def drop_unfinished(ledger: Ledger) -> int:
    """Drop the runs that a crash left; return how many those were."""
    with ledger.read() as conn:
        left = conn.scalars(select(print_runs.c.id).where(print_runs.c.state == MAKING)).all()
    for run_id in left:
        drop_run(ledger, run_id)
    return len(left)


def _making(conn: Connection, run_id: int) -> Row[Any]:
    query = select(print_runs).where(print_runs.c.id == run_id).with_for_update()
    run = conn.execute(query).one_or_none()
    if run is None:
        raise NotFound("There is no run {run} of sheets; it may have been dropped.", run=run_id)
    if run.state != MAKING:
        raise _recorded(run_id)
    return run


def _recorded(run_id: int) -> Conflict:
    return Conflict(
        "The run {run} of sheets is recorded already; make its sheets void instead.", run=run_id
    )


def _drawn(conn: Connection, run_id: int) -> tuple[int, int]:
    """How many labels were drawn, and the number of the last sheet."""
    columns = (func.sum(sheets.c.labels), func.max(sheets.c.number))
    labels, last_sheet = conn.execute(select(*columns).where(sheets.c.run_id == run_id)).one()
    if labels is None:
        raise Conflict("All these codes were used or made void meanwhile; nothing is printed.")
    return int(labels), int(last_sheet)


def _remove_some(conn: Connection, run_id: int) -> int:
    """Remove some sheets of a run; return how many."""
    chosen = select(sheets.c.number).where(sheets.c.run_id == run_id).limit(_AT_ONCE)
    numbers = conn.scalars(chosen).all()
    conn.execute(delete(sheet_parts).where(sheet_parts.c.sheet.in_(numbers)))
    conn.execute(delete(sheets).where(sheets.c.number.in_(numbers)))
    return len(numbers)
