"""A sheet printed again: the same codes at the same places, marked, proved and counted."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger.codes.steps import Cancelled, Steps, never, until
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import find_sheet, run_of, sheet_codes
from counterfoil.ledger.sheets.reprint import record_reprint, reprint_page
from counterfoil.ledger.staff import require
from counterfoil.ledger.whole_file import made_whole
from counterfoil.sheets.catalogue import stock_from_json
from counterfoil.sheets.design import Adjustment
from counterfoil.sheets.design_json import design_from_json
from counterfoil.sheets.making import NotProved, Order, Printed, making_steps
from counterfoil.sheets.pages import PageWords, plan_problems
from counterfoil.sheets.proof import Eyes
from counterfoil.sheets.run_plan import STAMP, day_of, run_plan, stamped

_USUAL: Final = Adjustment()
_WORDS: Final = PageWords()


def reprint_steps(
    ledger: Ledger,
    number: int,
    staff: Staff,
    now: datetime,
    path: Path,
    *,
    eyes: Eyes | None,
    reason: str = "",
    adjustment: Adjustment = _USUAL,
    words: PageWords = _WORDS,
    stamp: str = STAMP,
    margin_stamp: bool = False,
    cancelled: Cancelled = never,
) -> Steps[Printed]:
    """Print a sheet again into a PDF at `path`, as it was designed; codes spent since crossed out.

    The file appears only when it is whole, proved where there are `eyes`, and the reprint counted.

    Raises:
        Stopped: it was cancelled.
        Forbidden: `staff` is no manager.
        NotFound: there is no such sheet.
        Conflict: it is void, or none of its codes is unused.
        InvalidInput: there is something else than a file at `path`.
        MachineError: the file cannot be written, or the ledger's disk is full or failed.
    """
    require(staff, Act.PRINT_CODES)
    order = _order(ledger, number, now, adjustment, words)
    if eyes is not None:
        order = replace(order, plan=stamped(order.plan, order.labels, stamp, margin=margin_stamp))
    try:
        with made_whole(path) as beside:
            proof = yield from until(cancelled, making_steps(beside, order, now, eyes))
            # Counted before the file has its name, so that no reprint goes uncounted.
            record_reprint(ledger, number, staff, now, reason)
    except NotProved as failed:
        return failed.printed
    run = run_of(ledger, find_sheet(ledger, number).run_id)
    problems = plan_problems(order.plan)
    return Printed(path, order.labels, number, number, proof, problems, run)


def _order(
    ledger: Ledger, number: int, now: datetime, adjustment: Adjustment, words: PageWords
) -> Order:
    sheet = find_sheet(ledger, number)
    # Codes spent since keep their places, and are crossed out there.
    page = replace(reprint_page(ledger, number), codes=sheet_codes(ledger, number))
    run = run_of(ledger, sheet.run_id)
    plan, title = run_plan(
        ledger,
        sheet.campaign_id,
        run.batch_id,
        stock_from_json(run.stock),
        design_from_json(run.design),
        adjustment,
        words,
        day_of(now, ledger.store.zone),
    )
    plan = replace(plan, first_page=sheet.page)
    labels = sum(code.status is CodeStatus.UNUSED for code in page.codes)
    return Order(plan, title, lambda: (page,), labels, 1, number, run.sheets)
