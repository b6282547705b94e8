"""Sheets that an office device printed: what stands on them, so that the hub knows each label."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.domain.store import Staff
from counterfoil.ledger.exchange.applying import Applying
from counterfoil.ledger.sheets.places import parts
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.sheets import (
    READY,
    print_runs,
    sheet_parts,
    sheet_reprints,
    sheets,
)

PRINTED_TWICE: Final = (
    "Sheets {first} to {last} carry codes that another device has printed too; make those sheets"
    " void."
)
NUMBER_TAKEN: Final = "Sheets {first} to {last} have numbers that other sheets have already."
NOTHING_CAME: Final = "What stands on the sheets did not come with the entry."


def sheets_printed(applying: Applying, by: Staff) -> None:
    """Keep a run of sheets. Raises Conflict where another device has printed the same codes."""
    body: Mapping[str, Any] = applying.entry.body
    run: Mapping[str, Any] | None = applying.attached.get("run")
    printed: list[tuple[int, int, int, list[list[int]]]] = applying.attached.get("sheets") or []
    if run is None:
        raise InvalidInput(NOTHING_CAME)
    conn, (first, last) = applying.conn, body["sheets"]
    there = select(sheets.c.number).where(sheets.c.number.between(first, last)).limit(1)
    if conn.scalar(there) is not None:
        raise Conflict(NUMBER_TAKEN, first=first, last=last)
    if any(_is_printed(conn, part) for *_, there_on in printed for part in there_on):
        raise Conflict(PRINTED_TWICE, first=first, last=last)
    columns = {name: value for name, value in run.items() if name != "id"}
    of_entry = {
        "device": applying.device,
        "campaign_id": body["campaign"],
        "state": READY,
        "next_id": None,
        "printed_by": by.id,
    }
    added = insert(print_runs).values(columns | of_entry).returning(print_runs.c.id)
    run_id = conn.execute(added).scalar_one()
    for number, place, labels, there_on in printed:
        row = {"number": number, "run_id": run_id, "first_place": place, "labels": labels}
        conn.execute(insert(sheets).values(row))
        on_it = [
            {"first_id": low, "last_id": high, "sheet": number, "first_place": at}
            for low, high, at in there_on
        ]
        if on_it:
            conn.execute(insert(sheet_parts), on_it)


def sheet_reprinted(applying: Applying, by: Staff) -> None:
    """Keep that a sheet was printed once more, where the hub knows the sheet."""
    body: Mapping[str, Any] = applying.entry.body
    number, n = body["sheet"], body["reprint"]
    conn = applying.conn
    again = (sheet_reprints.c.sheet == number, sheet_reprints.c.n == n)
    known = conn.scalar(select(sheets.c.run_id).where(sheets.c.number == number))
    if known is None or conn.scalar(select(sheet_reprints.c.n).where(*again)) is not None:
        return
    row = {
        "sheet": number,
        "n": n,
        "at": to_micros(applying.entry.wall_time),
        "staff_id": by.id,
        "reason": body["reason"],
    }
    conn.execute(insert(sheet_reprints).values(row))


def _is_printed(conn: Connection, part: list[int]) -> bool:
    return bool(parts(conn, part[0], part[1]))
