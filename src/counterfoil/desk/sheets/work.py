"""What the screen of sheets has the ledger do. Every function here runs behind a door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counterfoil.desk.printing.words import page_words, stamp
from counterfoil.domain.store import Staff
from counterfoil.ledger.campaigns import Summary, list_campaigns
from counterfoil.ledger.codes.steps import Steps
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import (
    find_sheet,
    list_sheets,
    run_of,
    sheet_codes,
)
from counterfoil.ledger.sheets.model import Run, Sheet, SheetCode
from counterfoil.ledger.sheets.tallies import Tally, tallies
from counterfoil.scanning.proofreading import page_pictures, read_upright
from counterfoil.sheets import reprint_run
from counterfoil.sheets.catalogue import stock_from_json
from counterfoil.sheets.design import Adjustment
from counterfoil.sheets.making import Printed
from counterfoil.sheets.proof import Eyes
from counterfoil.sheets.stock import Stock

PAGE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A sheet of the list: whose codes it has, what it was printed on, what became of its codes."""

    sheet: Sheet
    campaign: str
    run: Run
    stock: Stock
    counts: Tally


@dataclass(frozen=True, slots=True)
class About:
    """One sheet: its line, and its codes by place."""

    line: Line
    codes: tuple[SheetCode, ...]


def campaigns(ledger: Ledger) -> tuple[Summary, ...]:
    """Return the campaigns to choose from; those put away have sheets too."""
    return list_campaigns(ledger, archived=True)


def page(
    ledger: Ledger, campaign_id: str, before: int | None
) -> tuple[tuple[Line, ...], int | None]:
    """Return sheets with numbers below `before`, the newest first, and where the next page begins.

    `campaign_id` is "" for those of every campaign.
    """
    found = list_sheets(ledger, campaign_id or None, before=before, limit=PAGE)
    names = {each.id: each.name for each in campaigns(ledger)}
    counts = tallies(ledger, [sheet.number for sheet in found])
    runs = {run_id: run_of(ledger, run_id) for run_id in {sheet.run_id for sheet in found}}
    lines = tuple(_line(sheet, names, runs[sheet.run_id], counts[sheet.number]) for sheet in found)
    return lines, found[-1].number if len(found) == PAGE else None


def about(ledger: Ledger, wanted: str) -> About:
    """Return the sheet that a number or the code of a header names.

    Raises NotFound.
    """
    sheet = find_sheet(ledger, wanted)
    names = {each.id: each.name for each in campaigns(ledger)}
    counts = tallies(ledger, [sheet.number])[sheet.number]
    line = _line(sheet, names, run_of(ledger, sheet.run_id), counts)
    return About(line, sheet_codes(ledger, sheet.number))


def reprint_steps(
    ledger: Ledger,
    number: int,
    staff: Staff,
    now: datetime,
    path: Path,
    reason: str,
    adjustment: tuple[float, float, float, float],
) -> Steps[Printed]:
    """Print a sheet again into a file, and prove it. Raises as `reprint_run.reprint_steps` does."""
    return reprint_run.reprint_steps(
        ledger,
        number,
        staff,
        now,
        path,
        eyes=Eyes(page_pictures, read_upright),
        reason=reason,
        adjustment=Adjustment(*adjustment),
        words=page_words(),
        stamp=stamp(),
    )


def _line(sheet: Sheet, names: Mapping[str, str], run: Run, counts: Tally) -> Line:
    name = names.get(sheet.campaign_id, sheet.campaign_id)
    return Line(sheet, name, run, stock_from_json(run.stock), counts)
