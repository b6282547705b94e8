"""The head of a printed sheet: what it is, in a margin of the page, with a code that opens it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from counterfoil.domain.problem import Problem
from counterfoil.sheets import fonts
from counterfoil.sheets.affine import qr_matrices
from counterfoil.sheets.frame import UNPRINTABLE
from counterfoil.sheets.label import Symbol
from counterfoil.sheets.qr_shape import QrShape, batch_shape
from counterfoil.sheets.runs import qr_paths
from counterfoil.sheets.stock import Box, Stock
from counterfoil.sheets.symbol import QR_QUIET
from counterfoil.sheets.type_setting import BASELINE, LEADING, Kind, Paragraph, set_cut, width_mm
from counterfoil.sheets.units import POINT

LEAST_DEPTH: Final = 1.8
"""Millimetres: a line of 4.3 points, the least that can be read."""

LEAST_MODULE: Final = 0.25
LARGEST_MODULE: Final = 0.42
LEVEL: Final = "L"
USUAL_MODULES: Final = 21
"""A header's code has at most 25 characters, so its QR symbol is of version 1 at this level."""

_GAP: Final = 0.5
_MARK_GAP: Final = 4.0
_LARGEST_TYPE: Final = 8.0
_LETTER: Final = re.compile("[0-9A-Z]")

NO_HEAD: Final = Problem(
    "This stock has no margin for the sheet’s head; write the sheet’s number on it yourself."
)
NO_SYMBOL: Final = Problem(
    "This stock’s margin is too narrow for the sheet’s own QR code; its number is printed only."
)


@dataclass(frozen=True, slots=True)
class Strip:
    """A printable part of a margin, in page millimetres.

    `turned` strips are read from the bottom up. `label_after` tells that the labels are on the far
    side of a reader's line: below a strip at the top, right of one at the left.
    """

    box: Box
    turned: bool
    label_after: bool

    @property
    def depth(self) -> float:
        """Across the lines."""
        return self.box.width if self.turned else self.box.height

    @property
    def length(self) -> float:
        """Along the lines."""
        return self.box.height if self.turned else self.box.width


def head_strip(stock: Stock, *, crop_marks: bool = False) -> Strip | None:
    """Return where the head goes: the first margin with room for its QR symbol, else for text."""
    gap = _MARK_GAP if crop_marks else _GAP
    strips = [strip for strip in _margins(stock, gap) if strip.depth >= LEAST_DEPTH]
    roomy = (strip for strip in strips if _module(strip, USUAL_MODULES))
    return next(roomy, strips[0] if strips else None)


def head_box(stock: Stock, *, crop_marks: bool = False) -> Box | None:
    """Return where on the page the header's QR symbol lies with its quiet zone (mm), if it does."""
    strip = head_strip(stock, crop_marks=crop_marks)
    module = _module(strip, USUAL_MODULES) if strip else None
    if strip is None or module is None:
        return None
    dark = _symbol_box(strip, USUAL_MODULES * module)
    quiet = QR_QUIET * module
    return Box(dark.x - quiet, dark.y - quiet, dark.width + 2 * quiet, dark.height + 2 * quiet)


def head_problems(stock: Stock, *, crop_marks: bool = False) -> tuple[Problem, ...]:
    """Return what the head cannot show on this stock."""
    strip = head_strip(stock, crop_marks=crop_marks)
    if strip is None:
        return (NO_HEAD,)
    return () if _module(strip, USUAL_MODULES) else (NO_SYMBOL,)


def head_symbols(headers: Iterable[str]) -> Iterator[Symbol]:
    """Yield the QR symbols of headers; those that are alike and follow one another at once."""
    for alike, group in groupby(headers, lambda header: _LETTER.sub("A", header)):
        shape = _shape(alike)
        for path in qr_paths(qr_matrices(list(group), shape)):
            yield Symbol(path, shape.size, shape.size)


def draw_head(
    canvas: Canvas, stock: Stock, strip: Strip, symbol: Symbol, lines: tuple[str, str]
) -> None:
    """Draw the header's symbol and the lines: a bold one, and a plain one behind or under it."""
    module = _module(strip, symbol.across)
    start = 0.0
    if module is not None:
        box = _symbol_box(strip, symbol.across * module)
        bottom = stock.page_height - box.y - box.height
        size = f"{module / POINT:.5f}"
        canvas.addLiteral(
            f"q {size} 0 0 {size} {box.x / POINT:.3f} {bottom / POINT:.3f} cm\n"
            f"{symbol.path.decode('ascii')}Q"
        )
        start = (symbol.across + QR_QUIET) * module
    canvas.saveState()
    _turn(canvas, stock, strip)
    _draw_lines(canvas, strip, start, lines)
    canvas.restoreState()


@lru_cache(maxsize=16)
def _shape(alike: str) -> QrShape:
    """The shape of headers that are alike: found once, as choosing a mask takes long."""
    return batch_shape((alike,), LEVEL)


def _margins(stock: Stock, gap: float) -> Iterator[Strip]:
    right = stock.left + (stock.columns - 1) * stock.pitch_x + stock.label_width
    bottom = stock.top + (stock.rows - 1) * stock.pitch_y + stock.label_height
    free = UNPRINTABLE
    x, y = max(free, stock.left), max(free, stock.top)
    wide = min(stock.page_width - free, right) - x
    high = min(stock.page_height - free, bottom) - y
    yield Strip(Box(x, free, wide, stock.top - free - gap), turned=False, label_after=True)
    under = stock.page_height - free - bottom - gap
    yield Strip(Box(x, bottom + gap, wide, under), turned=False, label_after=False)
    yield Strip(Box(free, y, stock.left - free - gap, high), turned=True, label_after=True)
    beside = stock.page_width - free - right - gap
    yield Strip(Box(right + gap, y, beside, high), turned=True, label_after=False)


def _module(strip: Strip, across: int) -> float | None:
    """The size of the symbol's modules in mm; None where there is no room for it.

    At the page's edge what the printer leaves white is its quiet zone, so it needs one only towards
    the labels.
    """
    module = min(LARGEST_MODULE, strip.depth / (across + QR_QUIET))
    return module if module >= LEAST_MODULE else None


def _symbol_box(strip: Strip, side: float) -> Box:
    """Where the dark part lies: at the start of the strip, on the side of the page's edge."""
    box = strip.box
    far = 0.0 if strip.label_after else strip.depth - side
    if strip.turned:
        return Box(box.x + far, box.y + box.height - side, side, side)
    return Box(box.x, box.y + far, side, side)


def _turn(canvas: Canvas, stock: Stock, strip: Strip) -> None:
    """Put the strip's start, on its reader's top left, at 0, 0."""
    box = strip.box
    if strip.turned:
        canvas.translate(box.x / POINT, (stock.page_height - box.y - box.height) / POINT)
        canvas.rotate(90)
    else:
        canvas.translate(box.x / POINT, (stock.page_height - box.y) / POINT)


def _draw_lines(canvas: Canvas, strip: Strip, start: float, lines: tuple[str, str]) -> None:
    room = strip.length - start
    pairs = list(zip(lines, (fonts.BOLD, fonts.REGULAR), strict=True))
    in_two = strip.depth >= 2 * LEAST_DEPTH
    size = min(_LARGEST_TYPE, strip.depth / (2 if in_two else 1) / (LEADING * POINT))
    tall = size * LEADING * POINT * (2 if in_two else 1)
    y = (strip.depth - tall) / 2 if start else (0 if strip.label_after else strip.depth - tall)
    x = start
    for text, font in pairs:
        share = room if in_two else room * 0.5
        shown = _shown(text, font, size, share)
        base = y + size * BASELINE * POINT
        canvas.setFont(font, size)
        canvas.drawString(x / POINT, -base / POINT, shown)
        if in_two:
            y += size * LEADING * POINT
        else:
            x += width_mm(shown, font, size) + 3
            room = (strip.length - x) * 2


def _shown(text: str, font: str, size: float, room: float) -> str:
    lacking = fonts.missing(text)
    printable = "".join(c for c in fonts.composed(text) if c not in lacking)
    printable = " ".join(printable.split())
    if width_mm(printable, font, size) <= room:
        return printable
    paragraph = Paragraph(Kind.NAME, printable, font, size, size)
    text_set = set_cut(paragraph, room, size, 1)
    return text_set.lines[0] if text_set and text_set.lines else ""
