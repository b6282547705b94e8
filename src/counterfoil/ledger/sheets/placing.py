"""Codes given their places on the pages of a run, and pages read back."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from counterfoil.domain.errors import NotFound
from counterfoil.ledger.codes.batches import batches_of
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.claims import Range
from counterfoil.ledger.sheets.header import header_code
from counterfoil.ledger.sheets.model import SheetCode, SheetPage
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import load
from counterfoil.ledger.tables.codes import (
    READY,
    STATUSES,
    UNUSED,
    VOID,
    VOIDING,
    batches,
    codes,
)
from counterfoil.ledger.tables.sheets import print_runs, sheet_parts, sheets

_CODES_AT_ONCE: Final = 2_000
_MOST_AT_ONCE: Final = 400
"""Codes given their places in one step, and the most pages there: each is a row, and a scan at the
counter may wait some milliseconds for them."""

CodeRow: TypeAlias = tuple[int, str]
"""The id and the text of a code."""

_UNUSED: Final = Statement(
    select(codes.c.id, codes.c.text)
    .where(
        codes.c.id.between(bindparam("first"), bindparam("last")),
        codes.c.status == UNUSED,
        # A till that may not know the text cannot print it.
        codes.c.text.is_not(None),
    )
    .order_by(codes.c.id)
    .limit(bindparam("most"))
)
_ON_SHEETS: Final = Statement(
    select(
        sheet_parts.c.sheet,
        sheet_parts.c.first_place + codes.c.id - sheet_parts.c.first_id,
        codes.c.id,
        codes.c.text,
        codes.c.status,
        batches.c.state,
    )
    .join(codes, codes.c.id.between(sheet_parts.c.first_id, sheet_parts.c.last_id))
    .join(batches, batches.c.id == codes.c.batch_id)
    .where(sheet_parts.c.sheet.between(bindparam("first"), bindparam("last")))
    .order_by(sheet_parts.c.sheet, sheet_parts.c.first_place, codes.c.id)
)


def unused_codes(conn: Connection, ids: Iterable[Range], most: int) -> list[CodeRow]:
    """Return the first `most` unused codes in ascending ranges of ids."""
    found: list[CodeRow] = []
    for first, last in ids:
        if len(found) == most:
            break
        values = {"first": first, "last": last, "most": most - len(found)}
        found += _UNUSED.run(conn, values).fetchall()
    return found


def arranged(
    found: Iterable[CodeRow], per_page: int, start: int
) -> Iterator[tuple[int, tuple[CodeRow, ...]]]:
    """Yield the codes of each page with the place of the first: `start`, then 1."""
    left = iter(found)
    while some := tuple(islice(left, per_page - start + 1)):
        yield start, some
        start = 1


def placed(ledger: Ledger, run_id: int, number: int) -> list[SheetPage]:
    """Return some pages of a run whose codes have their places, from a sheet's number on."""
    chosen = (sheets.c.run_id == run_id) & (sheets.c.number >= number)
    wanted = select(sheets.c.number).where(chosen).order_by(sheets.c.number)
    with ledger.read() as conn:
        run = _run(conn, run_id)
        numbers = conn.scalars(wanted.limit(_pages_at_once(run.per_page))).all()
        found = sheet_codes_of(conn, numbers[0], numbers[-1]) if numbers else {}
    return [
        SheetPage(number, header_code(run.device, number), tuple(there))
        for number, there in found.items()
    ]


def sheet_codes_of(
    conn: Connection, first_sheet: int, last_sheet: int
) -> dict[int, list[SheetCode]]:
    """Return the codes on some sheets by number and place, with the status they have now."""
    found: dict[int, list[SheetCode]] = {}
    ids = {"first": first_sheet, "last": last_sheet}
    for sheet, place, code_id, text, status, state in _ON_SHEETS.run(conn, ids).fetchall():
        known = STATUSES[VOID if status == UNUSED and state == VOIDING else status]
        found.setdefault(sheet, []).append(SheetCode(place, code_id, text or "", known))
    return found


def place_some(ledger: Ledger, run_id: int) -> list[SheetPage]:
    """Give the next codes of a run their places; return those pages, none at the end.

    Codes are looked for while others go on; what is written takes a moment.
    """
    with ledger.read() as conn:
        run = _run(conn, run_id)
        if run.next_id is None:
            return []
        number, start = _next_sheet(conn, run)
        most = _pages_at_once(run.per_page) * run.per_page - start + 1
        found = unused_codes(conn, _left(conn, run), most)
    made = list(arranged(found, run.per_page, start))
    with ledger.write() as conn:
        _write(conn, run, number, made, done=len(found) < most)
    return [
        SheetPage(
            number + at,
            header_code(run.device, number + at),
            tuple(SheetCode(place, *row) for place, row in enumerate(rows, first)),
        )
        for at, (first, rows) in enumerate(made)
    ]


def _pages_at_once(per_page: int) -> int:
    return min(max(1, _CODES_AT_ONCE // per_page), _MOST_AT_ONCE)


def _run(conn: Connection, run_id: int) -> Row[Any]:
    columns = ("id", "device", "campaign_id", "per_page", "start", "ids", "next_id", "first_sheet")
    query = select(*(print_runs.c[name] for name in columns)).where(print_runs.c.id == run_id)
    row = conn.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no run {run} of sheets; it may have been dropped.", run=run_id)
    return row


def _next_sheet(conn: Connection, run: Row[Any]) -> tuple[int, int]:
    """The number of the next sheet, and the first place on it."""
    last = (
        select(sheets.c.number)
        .where(sheets.c.run_id == run.id)
        .order_by(sheets.c.number.desc())
        .limit(1)
    )
    number: int | None = conn.scalar(last)
    return (run.first_sheet, run.start) if number is None else (number + 1, 1)


def _left(conn: Connection, run: Row[Any]) -> Iterator[Range]:
    """The ids of a run from its next one on, without batches that were made void meanwhile."""
    ready = [batch for batch in batches_of(conn, run.campaign_id) if batch.state == READY]
    for first, last in load(run.ids):
        for batch in ready:
            low = max(first, batch.first_id, run.next_id)
            high = min(last, batch.last_id)
            if low <= high:
                yield low, high


def _write(
    conn: Connection,
    run: Row[Any],
    number: int,
    made: Sequence[tuple[int, Sequence[CodeRow]]],
    *,
    done: bool,
) -> None:
    if made:
        new = [
            {"number": sheet, "run_id": run.id, "first_place": first, "labels": len(rows)}
            for sheet, (first, rows) in enumerate(made, number)
        ]
        conn.execute(insert(sheets), new)
        parts = [
            part
            for sheet, (first, rows) in enumerate(made, number)
            for part in _parts(sheet, first, rows)
        ]
        conn.execute(insert(sheet_parts), parts)
    following = None if done else made[-1][1][-1][0] + 1
    conn.execute(update(print_runs).where(print_runs.c.id == run.id).values(next_id=following))


def _parts(sheet: int, place: int, rows: Sequence[CodeRow]) -> list[dict[str, int]]:
    """The rows of a sheet's parts: a new one wherever an id does not follow the one before."""
    parts: list[dict[str, int]] = []
    for at, (code_id, _) in enumerate(rows, place):
        if parts and parts[-1]["last_id"] == code_id - 1:
            parts[-1]["last_id"] = code_id
        else:
            new = {"first_id": code_id, "last_id": code_id, "sheet": sheet, "first_place": at}
            parts.append(new)
    return parts
