"""What a run's pages have in common, worked out from the campaign and its codes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from counterfoil.domain.campaign import translated
from counterfoil.domain.errors import InvalidInput
from counterfoil.ledger.campaigns import get_campaign
from counterfoil.ledger.codes.batches import batches_of
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.samples import sample_codes
from counterfoil.sheets.design import CODE_PLACE, Adjustment, Design, Symbology, qr_content
from counterfoil.sheets.label_texts import label_texts
from counterfoil.sheets.layout import lay_out
from counterfoil.sheets.pages import PagePlan, PageWords
from counterfoil.sheets.stock import Stock
from counterfoil.sheets.symbol_room import bars_need, qr_need

STAMP: Final = "proved {count}/{total} on {date}"


def run_plan(
    ledger: Ledger,
    campaign_id: str,
    batch_id: int | None,
    stock: Stock,
    design: Design,
    adjustment: Adjustment,
    words: PageWords,
    day: str,
) -> tuple[PagePlan, str]:
    """Return the plan of pages for codes of a campaign, or of one of its batches, and their title.

    `day` stands in the head of each page.

    Raises:
        NotFound: there is no such campaign.
        InvalidInput: the labels cannot be printed so.
    """
    check_content(design)
    campaign = get_campaign(ledger, campaign_id)
    with ledger.read() as conn:
        tests = {batch.id for batch in batches_of(conn, campaign_id) if batch.is_test}
    texts = label_texts(campaign, design, ledger.store.zone, test=batch_id in tests)
    sample = widest(sample_codes(ledger, campaign_id, batch_id), design)
    layout = lay_out(stock, design, texts, sample)
    plan = PagePlan(stock, layout, design, texts, adjustment, date=day, words=words)
    return plan, translated(campaign, design.locale).name


def check_content(design: Design) -> None:
    """Refuse QR symbols that would all carry the same. Raises InvalidInput."""
    if design.symbology is not Symbology.CODE_128 and CODE_PLACE not in design.content:
        raise InvalidInput("Write {place} where the code goes in the address.", place=CODE_PLACE)


def day_of(now: datetime, zone: ZoneInfo) -> str:
    """Return the day in a zone as ISO 8601 writes it, which no language reads otherwise."""
    return now.astimezone(zone).date().isoformat()


def stamped(plan: PagePlan, labels: int, words: str, *, margin: bool) -> PagePlan:
    """Return a plan whose file says that so many labels were proved; `margin`: each page does.

    It is written beforehand, as the file is given out only where it holds.
    """
    count = f"{labels:,}"
    stamp = words.format(count=count, total=count, date=plan.date)
    return replace(plan, stamp=stamp, margin_stamp=margin, date="" if margin else plan.date)


def widest(codes: Iterable[str], design: Design) -> str:
    """Return the code whose symbols need most modules, "" where there is none."""
    return max(codes, key=lambda code: _modules(code, design), default="")


def _modules(code: str, design: Design) -> int:
    modules = 0
    if design.symbology is not Symbology.CODE_128:
        modules += qr_need(qr_content(design, code), design.level).across
    if design.symbology is not Symbology.QR:
        modules += bars_need(code).across
    return modules
