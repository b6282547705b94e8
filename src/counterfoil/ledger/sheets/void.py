"""A lost sheet made void: its unused codes are refused from then on, used ones stay used."""

from datetime import datetime

from sqlalchemy import Connection, update

from counterfoil.domain.errors import Conflict
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger import journal
from counterfoil.ledger.codes.steps import Progress, Steps
from counterfoil.ledger.codes.void import Order, Voided, checked_reason, void_ids
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import lock_sheet
from counterfoil.ledger.sheets.placing import sheet_codes_of
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.sheets import sheets


def void_sheet_steps(
    ledger: Ledger, number: int, staff: Staff, now: datetime, reason: str
) -> Steps[Voided]:
    """Make a sheet void in one step, and return what came of its codes.

    Raises:
        Forbidden: `staff` is no supervisor.
        InvalidInput: there is no reason.
        NotFound: there is no such sheet.
        Conflict: it is void already.
        MachineError: the disk is full or failed; nothing was changed.
    """
    require(staff, Act.VOID_CODES)
    why = checked_reason(reason)
    with ledger.write() as conn:
        sheet = lock_sheet(conn, number)
        if sheet.voided_at is not None:
            raise Conflict("Sheet {number} is void already.", number=number)
        ids = [code.id for code in sheet_codes_of(conn, number, number)[number]]
        order = Order(sheet.campaign_id, staff, why, now, sheet=number)
        result = void_ids(ledger, conn, order, ids)
        # The entry's time: never before that of the one before it.
        at = journal.peek(ledger, conn, now).now
        _mark(conn, order, at)
    yield Progress(len(ids), len(ids))
    return result


def _mark(conn: Connection, order: Order, at: datetime) -> None:
    values = {"voided_at": to_micros(at), "voided_by": order.staff.id, "void_reason": order.reason}
    conn.execute(update(sheets).where(sheets.c.number == order.sheet).values(values))
