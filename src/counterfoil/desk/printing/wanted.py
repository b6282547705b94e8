"""What is asked for on the screen, as it was typed: codes, stock, design, first label."""

from dataclasses import dataclass
from enum import StrEnum

from counterfoil.sheets.design import Adjustment, Design
from counterfoil.sheets.stock import Stock

CODES, STOCK = "codes", "stock"
"""The fields that are at fault where no other is."""
BATCH = "#"
"""Parts a campaign's id from the batch's in what the page is about."""


class Which(StrEnum):
    """How the codes are chosen from those that are not printed yet."""

    ALL = "all"
    COUNT = "count"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Codes:
    """A campaign, one of its batches or all, and which codes of it."""

    campaign_id: str = ""
    batch_id: int | None = None
    which: Which = Which.ALL
    quantity: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A whole order, with the printer's adjustment."""

    codes: Codes
    stock: Stock
    start: int
    design: Design
    adjustment: Adjustment
    margin_stamp: bool = False


def subject(campaign_id: str, batch_id: int | None = None) -> str:
    """Return what the page is about: a campaign, or one of its batches."""
    return campaign_id if batch_id is None else f"{campaign_id}{BATCH}{batch_id}"


def read_subject(text: str) -> tuple[str, int | None]:
    """Return the campaign and the batch that the page is about; "" and None where none is said."""
    campaign_id, _part, batch = text.partition(BATCH)
    return campaign_id, int(batch) if batch.isdigit() else None
