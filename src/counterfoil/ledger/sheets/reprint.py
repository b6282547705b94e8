"""A sheet printed again: the same number and places, marked and counted as a reprint.

Only codes that are still unused are printed again; the others leave their labels empty, so that
each code stays at its place.
"""

from datetime import datetime

from sqlalchemy import insert

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.codes.void import LONGEST_REASON
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import find_sheet, lock_sheet, sheet_by_number, sheet_codes
from counterfoil.ledger.sheets.model import Sheet, SheetPage
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.sheets import sheet_reprints


def reprint_page(ledger: Ledger, number: int) -> SheetPage:
    """Return what a sheet is to carry when it is printed once more; nothing is recorded.

    Raises:
        NotFound: there is no such sheet.
        Conflict: it is void, or none of its codes is unused.
    """
    sheet = find_sheet(ledger, number)
    _refuse_void(sheet)
    there = sheet_codes(ledger, number)
    unused = tuple(code for code in there if code.status is CodeStatus.UNUSED)
    if not unused:
        raise Conflict(
            "No code on sheet {number} is left to be used; print new ones.", number=number
        )
    return SheetPage(number, sheet.header, unused, sheet.reprints + 1)


def record_reprint(
    ledger: Ledger, number: int, staff: Staff, now: datetime, reason: str = ""
) -> Sheet:
    """Record that a sheet was printed once more, and return it.

    Raises:
        Forbidden: `staff` is no manager.
        NotFound: there is no such sheet.
        Conflict: it was made void.
        MachineError: the disk is full or failed; nothing was recorded.
    """
    require(staff, Act.PRINT_CODES)
    why = reason.strip()[:LONGEST_REASON]
    check_text(why)
    with ledger.write() as conn:
        sheet = lock_sheet(conn, number)
        _refuse_void(sheet)
        last = journal.head(ledger, conn, now)
        values = {
            "sheet": number,
            "n": sheet.reprints + 1,
            "at": to_micros(last.now),
            "staff_id": staff.id,
            "reason": why,
        }
        conn.execute(insert(sheet_reprints).values(values))
        body = {
            "sheet": number,
            "run": sheet.run_id,
            "campaign": sheet.campaign_id,
            "reprint": sheet.reprints + 1,
            "reason": why,
            "staff": staff.id,
        }
        journal.append_after(ledger, conn, last, Kind.SHEET_REPRINTED, body)
        again = sheet_by_number(conn, number)
    assert again is not None  # noqa: S101 - locked above
    return again


def _refuse_void(sheet: Sheet) -> None:
    if sheet.voided_at is not None:
        raise Conflict(
            "Sheet {number} is void and is not printed again; print new codes.",
            number=sheet.number,
        )
