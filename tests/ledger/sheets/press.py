"""Runs of sheets as a manager prints them, but for the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from counterfoil.domain.store import Staff
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.model import Run, Selection, SheetPage
from counterfoil.ledger.sheets.plan import Begun, begin_run, pages
from counterfoil.ledger.sheets.record import finish_run
from counterfoil.ledger.tables.base import dump
from counterfoil.ledger.tables.sheets import print_runs, sheet_parts, sheet_reprints, sheets
from tests.domain.build import NOW
from tests.ledger.shop import MANAGER, Shop

STOCK: Final = "avery-l7160"
TABLES: Final = (print_runs, sheets, sheet_parts, sheet_reprints)


@dataclass(frozen=True, slots=True)
class Printed:
    """A run, and the pages that were drawn."""

    run: Run
    pages: tuple[SheetPage, ...]

    @property
    def ids(self) -> list[int]:
        return [code.id for page in self.pages for code in page.codes]

    @property
    def texts(self) -> list[str]:
        return [code.text for page in self.pages for code in page.codes]


def begin(
    ledger: Ledger,
    campaign_id: str = "c1",
    quantity: int | None = None,
    *,
    per_page: int = 4,
    start: int = 1,
    stock: str = STOCK,
    by: Staff = MANAGER,
    **over: Any,  # noqa: ANN401 - checked by Selection
) -> Begun:
    """Begin a run of a campaign's codes."""
    selection = Selection(campaign_id, quantity=quantity, **over)
    stock_json = dump({"id": stock})
    return begin_run(
        ledger,
        selection,
        by,
        NOW,
        stock_json=stock_json,
        design_json="{}",
        per_page=per_page,
        start=start,
    )


def draw(ledger: Ledger, begun: Begun, now: datetime = NOW, *, by: Staff = MANAGER) -> Printed:
    """Draw the pages of a run and record it as proved."""
    drawn = tuple(pages(ledger, begun.run_id))
    labels = sum(len(page.codes) for page in drawn)
    return Printed(finish_run(ledger, begun.run_id, by, now, labels), drawn)


def print_sheets(
    ledger: Ledger,
    campaign_id: str = "c1",
    quantity: int | None = None,
    **over: Any,  # noqa: ANN401 - checked by `begin`
) -> Printed:
    """Print a run from its beginning to its end."""
    return draw(ledger, begin(ledger, campaign_id, quantity, **over))


def places(drawn: Sequence[SheetPage]) -> list[list[int]]:
    """Return the places that are taken on each page."""
    return [[code.place for code in page.codes] for page in drawn]


def nothing_left(shop: Shop) -> bool:
    """Say whether no table has anything of a sheet."""
    return not any(shop.count(table) for table in TABLES)
