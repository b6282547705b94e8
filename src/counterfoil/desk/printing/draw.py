"""The first page of what is asked for, or what stands in its way and beside which field."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from counterfoil.desk.printing import words, work
from counterfoil.desk.printing.drawn import Drawn, Misfit
from counterfoil.desk.printing.wanted import CODES, STOCK, Codes, Wanted, Which
from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.domain.store import Staff
from counterfoil.ledger.codes.steps import Steps
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.sheets.plan import count_unprinted
from counterfoil.scanning.proofreading import page_pictures, read_upright
from counterfoil.sheets.contrast import check_contrast, colour_parts
from counterfoil.sheets.design import CODE_PLACE, Design, Symbology
from counterfoil.sheets.layout_words import MISSING
from counterfoil.sheets.logo import read_logo
from counterfoil.sheets.print_run import Printed, PrintOrder, preview, print_steps
from counterfoil.sheets.proof import Eyes
from counterfoil.sheets.type_setting import Kind

_MISSING_IN: Final = {
    MISSING[Kind.NAME]: "locale",
    MISSING[Kind.DATES]: "locale",
    MISSING[Kind.TERMS]: "terms",
}


def draw(ledger: Ledger, wanted: Wanted) -> Drawn | Misfit:
    """Draw the first page of what is asked for; nothing is recorded."""
    for name, check in checks(ledger, wanted):
        try:
            check()
        except UserError as error:
            return Misfit(name_of(name, error), error)
    selection = work.selection(ledger, wanted.codes)
    left = count_unprinted(ledger, Selection(selection.campaign_id, selection.batch_id))
    try:
        return _drawn(ledger, wanted, selection, left)
    except UserError as error:
        return Misfit(_MISSING_IN.get(error.template, STOCK if left else CODES), error, left)


def checks(ledger: Ledger, wanted: Wanted) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what can be wrong with each field, by the field's name."""
    codes, design = wanted.codes, wanted.design
    if codes.which is Which.COUNT:
        yield "quantity", partial(work.quantity, codes.quantity)
    if codes.which is Which.RANGE:
        for name, text in (("first", codes.first), ("last", codes.last)):
            yield name, partial(work.code_id, ledger, codes, text)
        yield "last", partial(check_range, ledger, codes)
    for name in ("ink", "paper", "band"):
        yield name, partial(colour_parts, getattr(design, name))
    yield "ink", partial(check_contrast, design.ink, design.paper)
    if design.logo is not None:
        yield "logo", partial(read_logo, design.logo, design.paper)
    yield "content", partial(check_content, design)


def check_range(ledger: Ledger, codes: Codes) -> None:
    """Refuse a range that ends before it begins. Raises InvalidInput."""
    chosen = work.selection(ledger, codes)
    first, last = chosen.first_id, chosen.last_id
    if first is not None and last is not None and first > last:
        raise InvalidInput("The first code stands behind the last one; change them round.")


def check_content(design: Design) -> None:
    """Refuse an address in which no code goes. Raises InvalidInput."""
    if design.symbology is not Symbology.CODE_128 and CODE_PLACE not in design.content:
        raise InvalidInput("Write {place} where the code goes in the address.", place=CODE_PLACE)


def name_of(name: str, error: UserError) -> str:
    """Return the field that a check of `name` is told beside: of two colours, the one at fault."""
    paper_only = "paper" in error.values and "ink" not in error.values
    return "paper" if name == "ink" and paper_only else name


def _drawn(ledger: Ledger, wanted: Wanted, selection: Selection, left: int) -> Drawn:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "preview.pdf"
        shown = preview(ledger, order_of(wanted, selection), path, pages=1)
        return Drawn(path.read_bytes(), shown.labels, shown.sheets, left, shown.problems)


def order_of(wanted: Wanted, selection: Selection) -> PrintOrder:
    """Return what is to be printed."""
    return PrintOrder(
        selection=selection,
        stock=wanted.stock,
        design=wanted.design,
        start=wanted.start,
        adjustment=wanted.adjustment,
        words=words.page_words(),
        stamp=words.stamp(),
        preview=words.preview(),
    )


def making_steps(
    ledger: Ledger, wanted: Wanted, staff: Staff, now: datetime, path: Path
) -> Steps[Printed]:
    """Write, prove and record what is asked for. Raises as `print_run.print_steps` does."""
    order = order_of(wanted, work.selection(ledger, wanted.codes))
    eyes = Eyes(page_pictures, read_upright)
    printed = yield from print_steps(
        ledger, order, staff, now, path, eyes=eyes, margin_stamp=wanted.margin_stamp
    )
    return printed
