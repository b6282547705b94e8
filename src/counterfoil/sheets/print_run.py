"""A run of sheets from order to file: claimed, written, proved, recorded, and only then there."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from counterfoil.domain.errors import UserError
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.problem import Problem
from counterfoil.domain.store import Staff
from counterfoil.ledger.codes.steps import Cancelled, Progress, Steps, finish, never, until
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.model import Selection, SheetPage
from counterfoil.ledger.sheets.plan import Begun, begin_run, count_unprinted, pages, preview_pages
from counterfoil.ledger.sheets.record import drop_run, finish_run
from counterfoil.ledger.whole_file import made_whole
from counterfoil.sheets.catalogue import stock_to_json
from counterfoil.sheets.design import Adjustment, Design
from counterfoil.sheets.design_json import design_to_json
from counterfoil.sheets.making import WRITING, NotProved, Order, Printed, making_steps
from counterfoil.sheets.pages import PagePlan, PageWords, plan_problems
from counterfoil.sheets.proof import Eyes
from counterfoil.sheets.run_plan import STAMP, day_of, run_plan, stamped
from counterfoil.sheets.stock import Stock

__all__ = ["Previewed", "PrintOrder", "Printed", "preview", "print_steps"]

UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a preview whose day is of no matter; its pages bear none."""


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What is to be printed: which codes, on what, and how. `start` is the first label's place.

    `words` and `stamp` are in the language of whoever keeps the sheets, and so is `preview`, which
    stands before the name on what is only to be looked at.
    """

    selection: Selection
    stock: Stock
    design: Design = field(default_factory=Design)
    start: int = 1
    adjustment: Adjustment = field(default_factory=Adjustment)
    words: PageWords = field(default_factory=PageWords)
    stamp: str = STAMP
    preview: str = "Preview"


@dataclass(frozen=True, slots=True)
class Previewed:
    """How many labels and sheets there would be, and what would not go as wished."""

    labels: int
    sheets: int
    problems: tuple[Problem, ...] = ()


def print_steps(
    ledger: Ledger,
    order: PrintOrder,
    staff: Staff,
    now: datetime,
    path: Path,
    *,
    eyes: Eyes | None,
    margin_stamp: bool = False,
    cancelled: Cancelled = never,
) -> Steps[Printed]:
    """Print codes into a PDF at `path`, in short steps; its progress names a stage.

    The file appears, or replaces another, only when it is whole, proved where there are `eyes`, and
    recorded. Cancelled, closed, failed or not proved, it leaves no file, and the codes unprinted.

    Raises:
        Stopped: it was cancelled.
        Forbidden: `staff` is no manager.
        NotFound: there is no such campaign or batch.
        Conflict: the campaign is archived, or no code is left to print.
        InvalidInput: the labels cannot be printed so, or there is something else at `path`.
        MachineError: the file cannot be written, or the ledger's disk is full or failed.
    """
    plan, title = _plan(ledger, order, now)
    begun = _begin(ledger, order, staff, now)
    try:
        with made_whole(path) as beside:
            made = yield from until(cancelled, _placing_steps(ledger, begun, plan, title))
            if eyes is not None:
                made = _stamped(made, order, margin=margin_stamp)
            proof = yield from until(cancelled, making_steps(beside, made, now, eyes))
            # Recorded before the file has its name: of sheets without a file another can be
            # printed, but codes on paper that are taken for unprinted would be printed twice.
            run = finish_run(ledger, begun.run_id, staff, now, proof.proved if proof else None)
    except NotProved as failed:
        drop_run(ledger, begun.run_id)
        return failed.printed
    except BaseException:
        _drop_quietly(ledger, begun)
        raise
    problems = plan_problems(plan)
    return Printed(path, run.labels, run.first_sheet, run.last_sheet, proof, problems, run)


def preview(
    ledger: Ledger, order: PrintOrder, path: Path, pages: int = 1, now: datetime = UNDATED
) -> Previewed:
    """Write a PDF of the first `pages` of what would be printed; nothing is recorded.

    It says in its title, and in the head of every page, that it is a preview. Raises as
    `print_steps`.
    """
    plan, title = _plan(ledger, order, now)
    per_page = order.stock.per_page
    shown = preview_pages(
        ledger, order.selection, per_page=per_page, start=order.start, count=pages
    )
    labels = count_unprinted(ledger, order.selection)
    sheets = -(-(order.start - 1 + labels) // per_page)
    marked = f"{order.preview} – {title}"
    order_of_some = Order(plan, marked, lambda: shown, labels, len(shown), 1, sheets)
    with made_whole(path) as beside:
        finish(making_steps(beside, order_of_some, now, None))
    return Previewed(labels, sheets, plan_problems(plan))


def _plan(ledger: Ledger, order: PrintOrder, now: datetime) -> tuple[PagePlan, str]:
    return run_plan(
        ledger,
        order.selection.campaign_id,
        order.selection.batch_id,
        order.stock,
        order.design,
        order.adjustment,
        order.words,
        "" if now == UNDATED else day_of(now, ledger.store.zone),
    )


def _begin(ledger: Ledger, order: PrintOrder, staff: Staff, now: datetime) -> Begun:
    return begin_run(
        ledger,
        order.selection,
        staff,
        now,
        stock_json=stock_to_json(order.stock),
        design_json=design_to_json(order.design),
        per_page=order.stock.per_page,
        start=order.start,
    )


def _placing_steps(ledger: Ledger, begun: Begun, plan: PagePlan, title: str) -> Steps[Order]:
    """Give all codes their places; return how many labels and pages there are."""
    labels = pages_there = 0
    for page in pages(ledger, begun.run_id):
        labels += len(page.codes)
        pages_there += 1
        yield Progress(0, begun.pages, WRITING)
    first = begun.first_sheet
    return Order(
        plan, title, lambda: _fresh(ledger, begun), labels, pages_there, first, pages_there
    )


def _fresh(ledger: Ledger, begun: Begun) -> Iterator[SheetPage]:
    """The pages as they were placed: a code that was spent since is on paper all the same."""
    for page in pages(ledger, begun.run_id):
        codes = tuple(replace(code, status=CodeStatus.UNUSED) for code in page.codes)
        yield replace(page, codes=codes)


def _stamped(made: Order, order: PrintOrder, *, margin: bool) -> Order:
    return replace(made, plan=stamped(made.plan, made.labels, order.stamp, margin=margin))


def _drop_quietly(ledger: Ledger, begun: Begun) -> None:
    """Drop a run whose end is told by another error; opening the ledger drops what is left."""
    with suppress(UserError):
        drop_run(ledger, begun.run_id)
