"""Sheets recorded as printed, without the paper."""

from datetime import datetime

from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets import plan, record
from counterfoil.ledger.sheets.model import Run, Selection
from counterfoil.ledger.staff import default_staff
from counterfoil.sheets.catalogue import find_stock, stock_to_json
from counterfoil.sheets.design import Design
from counterfoil.sheets.design_json import design_to_json


def record_sheets(
    ledger: Ledger,
    campaign_id: str,
    now: datetime,
    *,
    quantity: int | None = None,
    stock: str = "avery-l7160",
    start: int = 1,
    proved: bool = True,
) -> Run:
    """Record that codes of a campaign were printed, all or so many of them."""
    by, paper = default_staff(ledger), find_stock(stock)
    begun = plan.begin_run(
        ledger,
        Selection(campaign_id, quantity=quantity),
        by,
        now,
        stock_json=stock_to_json(paper),
        design_json=design_to_json(Design()),
        per_page=paper.per_page,
        start=start,
    )
    drawn = sum(len(page.codes) for page in plan.pages(ledger, begun.run_id))
    return record.finish_run(ledger, begun.run_id, by, now, drawn if proved else None)
