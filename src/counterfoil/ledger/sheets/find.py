"""Printed sheets found: by number, by the code in their header, by a code on them, by campaign."""

from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, select

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.text import printable
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.header import Header, header_code, is_header, read_header
from counterfoil.ledger.sheets.model import PrintedAt, Run, Sheet, SheetCode
from counterfoil.ledger.sheets.places import places
from counterfoil.ledger.sheets.placing import sheet_codes_of
from counterfoil.ledger.tables.base import from_micros, from_micros_or_none
from counterfoil.ledger.tables.sheets import READY, print_runs, sheet_reprints, sheets
from counterfoil.ledger.tables.stores import staff

__all__ = [
    "find_sheet",
    "is_header",
    "last_run",
    "list_sheets",
    "lock_sheet",
    "next_start",
    "run_of",
    "sheet_by_number",
    "sheet_codes",
    "sheet_of_code",
]

MOST_LISTED: Final = 1_000

_PRINTER: Final = staff.alias("printer")
_VOIDER: Final = staff.alias("voider")
_REPRINTS: Final = (
    select(func.count())
    .where(sheet_reprints.c.sheet == sheets.c.number)
    .correlate(sheets)
    .scalar_subquery()
)
_SHEETS: Final = (
    select(
        sheets,
        print_runs.c.device,
        print_runs.c.campaign_id,
        print_runs.c.first_sheet,
        print_runs.c.printed_at,
        _PRINTER.c.name.label("printed_by"),
        _VOIDER.c.name.label("voider"),
        _REPRINTS.label("reprints"),
    )
    .join(print_runs, print_runs.c.id == sheets.c.run_id)
    .join(_PRINTER, _PRINTER.c.id == print_runs.c.printed_by)
    .outerjoin(_VOIDER, _VOIDER.c.id == sheets.c.voided_by)
    .where(print_runs.c.state == READY)
)


def list_sheets(
    ledger: Ledger, campaign_id: str | None = None, *, before: int | None = None, limit: int = 100
) -> tuple[Sheet, ...]:
    """Return the last printed sheets, of a campaign or of all, the newest first.

    With `before`, those with lower numbers: give the last one's number to go on.
    """
    limit = max(1, min(limit, MOST_LISTED))
    with ledger.read() as conn:
        runs = _last_runs(conn, campaign_id, before, limit)
        query = _SHEETS.where(sheets.c.run_id.in_(runs)).order_by(sheets.c.number.desc())
        if before is not None:
            query = query.where(sheets.c.number < before)
        return tuple(map(_sheet, conn.execute(query.limit(limit))))


def find_sheet(ledger: Ledger, given: int | str) -> Sheet:
    """Return a sheet by its number, or by the code in its header.

    Raises:
        InvalidInput: the text is neither.
        NotFound: there is no such sheet here, or another till has printed it.
    """
    header = _read(given)
    with ledger.read() as conn:
        found = sheet_by_number(conn, header.number)
        device = ledger.device.id if found is None else _device(conn, found.run_id)
    if header.device and header.device != device:
        raise NotFound(
            "Sheet {number} was printed by another till ({device}); look it up there.",
            number=header.number,
            device=header.device,
        )
    return _known(found, header.number)


def sheet_by_number(conn: Connection, number: int) -> Sheet | None:
    """Return the sheet with a number, None where none was printed."""
    row = conn.execute(_SHEETS.where(sheets.c.number == number)).one_or_none()
    return None if row is None else _sheet(row)


def lock_sheet(conn: Connection, number: int) -> Sheet:
    """Return a sheet that nobody else makes void or prints again until the transaction ends.

    Raises NotFound.
    """
    conn.execute(select(sheets.c.number).where(sheets.c.number == number).with_for_update())
    return _known(sheet_by_number(conn, number), number)


def sheet_codes(ledger: Ledger, number: int) -> tuple[SheetCode, ...]:
    """Return the codes on a sheet by place, with the status they have now. Raises NotFound."""
    find_sheet(ledger, number)
    with ledger.read() as conn:
        return tuple(sheet_codes_of(conn, number, number)[number])


def sheet_of_code(ledger: Ledger, code_id: int) -> PrintedAt | None:
    """Return where a code is printed, None where it is not."""
    with ledger.read() as conn:
        there = places(conn, [code_id]).get(code_id)
        found = None if there is None else sheet_by_number(conn, there.sheet)
    if there is None or found is None:
        return None
    return PrintedAt(
        there.sheet,
        there.place,
        found.printed_at,
        found.printed_by,
        found.reprints,
        found.voided_at is not None,
    )


def run_of(ledger: Ledger, run_id: int) -> Run:
    """Return a run of printed sheets. Raises NotFound."""
    with ledger.read() as conn:
        row = conn.execute(_runs().where(print_runs.c.id == run_id)).one_or_none()
    if row is None:
        raise NotFound("There is no run {run} of printed sheets.", run=run_id)
    return _run(row)


def last_run(ledger: Ledger, campaign_id: str) -> Run | None:
    """Return the last run of a campaign's sheets, None where nothing was printed."""
    query = _runs().where(print_runs.c.campaign_id == campaign_id)
    with ledger.read() as conn:
        row = conn.execute(query.order_by(print_runs.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else _run(row)


def next_start(ledger: Ledger, stock_id: str) -> int:
    """Return the first free label of the sheet of a stock that was printed last.

    1 where that sheet was full, or is void, or none was printed.
    """
    query = (
        select(print_runs.c.per_page, sheets.c.first_place, sheets.c.labels, sheets.c.voided_at)
        .join(sheets, sheets.c.number == print_runs.c.last_sheet)
        .where(print_runs.c.stock_id == stock_id, print_runs.c.state == READY)
        # The paper of another device is elsewhere.
        .where(print_runs.c.device == ledger.device.id)
        .order_by(print_runs.c.id.desc())
        .limit(1)
    )
    with ledger.read() as conn:
        row = conn.execute(query).one_or_none()
    if row is None or row.voided_at is not None:
        return 1
    following = int(row.first_place + row.labels)
    return following if following <= row.per_page else 1


def _last_runs(
    conn: Connection, campaign_id: str | None, before: int | None, limit: int
) -> list[int]:
    """The newest runs that together have `limit` sheets with numbers before one."""
    query = select(print_runs.c.id, print_runs.c.first_sheet, print_runs.c.last_sheet)
    query = query.where(print_runs.c.state == READY).order_by(print_runs.c.id.desc())
    if campaign_id is not None:
        query = query.where(print_runs.c.campaign_id == campaign_id)
    if before is not None:
        query = query.where(print_runs.c.first_sheet < before)
    found: list[int] = []
    for run_id, first, last in conn.execute(query.limit(limit)):
        found.append(run_id)
        limit -= (last if before is None else min(last, before - 1)) - first + 1
        if limit <= 0:
            break
    return found


def _read(given: int | str) -> Header:
    if isinstance(given, int):
        return Header("", given)
    header = read_header(given)
    if header is not None:
        return header
    number = given.strip()
    if number.isascii() and number.isdigit() and len(number) <= 18:
        return Header("", int(number))
    raise InvalidInput(
        "{text} is no sheet; give its number, or scan the code in its header.",
        text=printable(given)[:40],
    )


def _known(sheet: Sheet | None, number: int) -> Sheet:
    if sheet is None:
        raise NotFound("There is no sheet {number}; list the sheets.", number=number)
    return sheet


def _device(conn: Connection, run_id: int) -> str:
    return str(conn.scalar(select(print_runs.c.device).where(print_runs.c.id == run_id)))


def _runs() -> Select[Any]:
    return (
        select(print_runs, _PRINTER.c.name)
        .join(_PRINTER, _PRINTER.c.id == print_runs.c.printed_by)
        .where(print_runs.c.state == READY)
    )


def _run(row: Row[Any]) -> Run:
    return Run(
        id=row.id,
        campaign_id=row.campaign_id,
        stock=row.stock,
        design=row.design,
        first_sheet=row.first_sheet,
        last_sheet=row.last_sheet,
        labels=row.labels,
        proved=row.proved,
        printed_at=from_micros(row.printed_at),
        printed_by=row.name,
        batch_id=row.batch_id,
        per_page=row.per_page,
        start=row.start,
    )


def _sheet(row: Row[Any]) -> Sheet:
    return Sheet(
        number=row.number,
        header=header_code(row.device, row.number),
        run_id=row.run_id,
        campaign_id=row.campaign_id,
        page=row.number - row.first_sheet + 1,
        first_place=row.first_place,
        labels=row.labels,
        reprints=row.reprints,
        printed_at=from_micros(row.printed_at),
        printed_by=row.printed_by,
        voided_at=from_micros_or_none(row.voided_at),
        void_reason=row.void_reason or "",
        voided_by=row.voider or "",
    )
