"""Pages of labels, written one after the other into a PDF: vector only, in flat memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import BinaryIO, Final

from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.problem import Problem
from counterfoil.ledger.codes.steps import Progress, Steps
from counterfoil.ledger.sheets.model import SheetCode, SheetPage
from counterfoil.sheets import fonts
from counterfoil.sheets.design import Adjustment, Design, LabelTexts
from counterfoil.sheets.head import head_box, head_problems, head_symbols
from counterfoil.sheets.label import Symbol, check_letters, symbols
from counterfoil.sheets.layout import Layout, SymbolPlace
from counterfoil.sheets.page_drawing import PageDrawing
from counterfoil.sheets.stock import Box, Stock, place_box
from counterfoil.sheets.streamed import streamed_canvas
from counterfoil.sheets.units import POINT

_TOGETHER: Final = 1024
"""Codes whose symbols are made at once."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a sheet's head, in the language of whoever keeps the sheets."""

    sheet: str = "Sheet {number}"
    page: str = "page {page} of {total}"
    reprint: str = "Reprint {count}"
    used: str = "used"
    void: str = "void"


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What the pages of a run have in common.

    `stamp` is the sentence of the proof for the file's metadata, and for the head where
    `margin_stamp` asks for it; `date` stands in the head as it is given. `first_page` is the number
    of the first page that is written, in a run of more.
    """

    stock: Stock
    layout: Layout
    design: Design
    texts: LabelTexts
    adjustment: Adjustment = field(default_factory=Adjustment)
    stamp: str = ""
    margin_stamp: bool = False
    date: str = ""
    words: PageWords = field(default_factory=PageWords)
    first_page: int = 1


def plan_problems(plan: PagePlan) -> tuple[Problem, ...]:
    """Return what does not go as wished: texts without room, a page without a margin for a head."""
    return plan.layout.problems + head_problems(plan.stock, crop_marks=plan.design.crop_marks)


def symbol_boxes(plan: PagePlan, place: int) -> tuple[SymbolPlace, ...]:
    """Return where on the page the symbols of a place are printed, in mm, the adjustment applied.

    Boxes hold the quiet zone.
    """
    label = place_box(plan.stock, place)
    scale = min(plan.adjustment.scale_x, plan.adjustment.scale_y)
    return tuple(
        replace(
            symbol,
            box=_adjusted(_moved(symbol.box, label), plan.adjustment),
            module=symbol.module * scale,
            quiet=symbol.quiet * scale,
        )
        for symbol in plan.layout.symbols
    )


def label_box(plan: PagePlan, place: int) -> Box:
    """Return where on the page a label is printed, in mm, the adjustment applied."""
    return _adjusted(place_box(plan.stock, place), plan.adjustment)


def header_box(plan: PagePlan) -> Box | None:
    """Return where on the page the sheet's own QR symbol is printed, with its quiet zone, in mm.

    None where this stock's margins have no room for it.
    """
    box = head_box(plan.stock, crop_marks=plan.design.crop_marks)
    return _adjusted(box, plan.adjustment) if box else None


def writing_steps(
    file: BinaryIO,
    plan: PagePlan,
    sheets: Iterable[SheetPage],
    total: int,
    title: str,
    *,
    now: datetime,
) -> Steps[int]:
    """Write a PDF of `sheets`, page by page; return how many labels are on them.

    `total` is the number of pages. `title` is the file's and stands in the head of every page;
    `now` is when the file was made.

    Raises:
        InvalidInput: a code cannot be printed in this layout.
    """
    stock = plan.stock
    size = stock.page_width / POINT, stock.page_height / POINT
    fonts.register()
    labels = 0
    with streamed_canvas(
        file, size, title=title, subject=plan.stamp, now=now, font=fonts.REGULAR
    ) as canvas:
        crossed = {CodeStatus.USED: plan.words.used, CodeStatus.VOID: plan.words.void}
        drawing = PageDrawing(canvas, stock, plan.layout, plan.design, _adjusting(plan), crossed)
        drawing.make_forms()
        for done, (page, drawn, header) in enumerate(_with_symbols(plan, sheets), start=1):
            drawing.draw(page, drawn, header, _head_lines(plan, page, title, done - 1, total))
            canvas.showPage()
            labels += len(page.codes)
            yield Progress(done, max(total, done))
    return labels


# ------------------------------------------------------------------------------------- the pages


def _with_symbols(
    plan: PagePlan, sheets: Iterable[SheetPage]
) -> Iterator[tuple[SheetPage, dict[int, tuple[Symbol, ...]], Symbol]]:
    """Pages with the symbols of usable codes by place, and the header's: many are made at once."""
    pages = iter(sheets)
    together = max(1, _TOGETHER // plan.stock.per_page)
    while chunk := list(islice(pages, together)):
        codes = [code.text for page in chunk for code in _usable(page)]
        check_letters(plan.layout, codes)
        made = symbols(plan.layout, plan.design, codes)
        headers = head_symbols(page.header for page in chunk)
        for page, header in zip(chunk, headers, strict=True):
            yield page, {code.place: next(made) for code in _usable(page)}, header


def _usable(page: SheetPage) -> list[SheetCode]:
    return [code for code in page.codes if code.status is CodeStatus.UNUSED]


def _head_lines(
    plan: PagePlan, page: SheetPage, title: str, before: int, total: int
) -> tuple[str, str]:
    words = plan.words
    first = plan.first_page
    parts = [
        words.page.format(page=before + first, total=max(total, before + first)),
        plan.date,
        words.reprint.format(count=page.reprint) if page.reprint else "",
        plan.stamp if plan.margin_stamp else "",
        page.header,
    ]
    bold = f"{words.sheet.format(number=page.number)} · {title}"
    return bold, " · ".join(part for part in parts if part)


# -------------------------------------------------------------------------------------- the places


def _adjusting(plan: PagePlan) -> str:
    """The matrix that moves and stretches the page about its top left, in points from below."""
    by = plan.adjustment
    down = plan.stock.page_height * (1 - by.scale_y) - by.offset_y
    move = f"{by.offset_x / POINT:.4f} {down / POINT:.4f}"
    return f"{by.scale_x:.6f} 0 0 {by.scale_y:.6f} {move} cm"


def _adjusted(box: Box, by: Adjustment) -> Box:
    return Box(
        box.x * by.scale_x + by.offset_x,
        box.y * by.scale_y + by.offset_y,
        box.width * by.scale_x,
        box.height * by.scale_y,
    )


def _moved(box: Box, by: Box) -> Box:
    return Box(box.x + by.x, box.y + by.y, box.width, box.height)
