"""Drawing labels: what is the same on all once, then each one's symbols and code.

Everything is drawn in points from a page's bottom left, as PDF has it; places and sizes come in
millimetres from the top left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets import fonts
from counterfoil.sheets import layout_words as words
from counterfoil.sheets.affine import qr_matrices
from counterfoil.sheets.bars import bar_symbols
from counterfoil.sheets.code_text import code_lines
from counterfoil.sheets.column import Align
from counterfoil.sheets.contrast import WHITE, text_colour
from counterfoil.sheets.design import Design, Symbology, qr_content
from counterfoil.sheets.layout import BORDER_WIDTH, Layout, SymbolPlace, TextPlace
from counterfoil.sheets.logo import sized_logo
from counterfoil.sheets.qr_shape import QrShape, batch_shape
from counterfoil.sheets.runs import bar_paths, qr_paths
from counterfoil.sheets.spelling import Spelling
from counterfoil.sheets.stock import Box, Shape, Stock
from counterfoil.sheets.symbol import CODE128_QUIET, QR_QUIET, qr_modules
from counterfoil.sheets.symbol_room import bars_need, qr_need, widest_letter
from counterfoil.sheets.type_setting import BASELINE, Kind
from counterfoil.sheets.units import POINT

HANGING: Final = 0.08
"""By how much of its size a letter reaches out of its line: J in front, f behind. Without that room
a J would stand in the quiet zone of the symbol before it."""

_QUIET: Final = {Symbology.QR: QR_QUIET, Symbology.CODE_128: CODE128_QUIET}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol as path operators in modules, y up, and its modules across and down."""

    path: bytes
    across: int
    down: int


# ------------------------------------------------------------------------------ the same on all


def draw_ground(canvas: Canvas, stock: Stock, layout: Layout, design: Design) -> None:
    """Draw what is the same on all labels, the label's bottom left at 0, 0: all but the code."""
    _draw_paper(canvas, stock, design)
    if layout.band:
        canvas.setFillColor(design.band)
        canvas.roundRect(
            *_rectangle(layout.band, stock.label_height), 1.2 / POINT, stroke=0, fill=1
        )
    if layout.border:
        canvas.setStrokeColor(design.band)
        canvas.setLineWidth(BORDER_WIDTH / POINT)
        radius = max(1.0, stock.corner - layout.border.x) / POINT
        canvas.roundRect(*_rectangle(layout.border, stock.label_height), radius, stroke=1, fill=0)
    if layout.logo and design.logo is not None:
        picture = sized_logo(design.logo, design.paper, layout.logo.width, layout.logo.height)
        canvas.drawImage(ImageReader(picture), *_rectangle(layout.logo, stock.label_height))
    for place in layout.texts:
        if place.kind is not Kind.CODE:
            _draw_text(canvas, place, stock, layout, design)


def _draw_paper(canvas: Canvas, stock: Stock, design: Design) -> None:
    if design.paper.upper() == WHITE:
        return
    canvas.setFillColor(design.paper)
    width, height = stock.label_width / POINT, stock.label_height / POINT
    if stock.shape is Shape.ELLIPSE:
        canvas.ellipse(0, 0, width, height, stroke=0, fill=1)
    else:
        canvas.roundRect(0, 0, width, height, stock.corner / POINT, stroke=0, fill=1)


def _draw_text(
    canvas: Canvas, place: TextPlace, stock: Stock, layout: Layout, design: Design
) -> None:
    text = canvas.beginText()
    on_band = layout.band is not None and _within(place.box, layout.band)
    text.setFillColor(text_colour(design.band) if on_band else design.ink)
    text.setFont(place.font, place.size)
    write_lines(text, place, place.lines, Box(0, 0, 0, stock.label_height))
    canvas.drawText(text)


def _within(box: Box, outer: Box) -> bool:
    return outer.y <= box.y + box.height / 2 <= outer.y + outer.height


def _rectangle(box: Box, height: float) -> tuple[float, float, float, float]:
    bottom = height - box.y - box.height
    return box.x / POINT, bottom / POINT, box.width / POINT, box.height / POINT


# ----------------------------------------------------------------------------------- each label


def write_lines(text: PDFTextObject, place: TextPlace, lines: Sequence[str], on: Box) -> None:
    """Add the lines of a text to a text object that has its font.

    `on` is where the label lies: `x` from the left, `height` the bottom's place from which y goes
    up, `y` the label's top. A line wider than its box is made smaller.
    """
    for index, line in enumerate(lines):
        wide = fonts.width(line, place.font, place.size) * POINT
        narrow, x, y = _origin(place, index, wide, on)
        if narrow < 1:
            text.setFont(place.font, place.size * narrow)
        text.setTextOrigin(x, y)
        text.textOut(line)
        if narrow < 1:
            text.setFont(place.font, place.size)


def line_operators(
    place: TextPlace, lines: Sequence[str], on: Box, spelling: Spelling
) -> Iterator[str]:
    """Yield what `write_lines` adds, as operators, for lines that `spelling` spells."""
    for index, line in enumerate(lines):
        narrow, x, y = _origin(place, index, spelling.width(line, place.size) * POINT, on)
        if narrow < 1:
            yield spelling.choose(place.size * narrow)
        yield f"1 0 0 1 {x:.3f} {y:.3f} Tm {spelling.show(line)}"
        if narrow < 1:
            yield spelling.choose(place.size)


def _origin(place: TextPlace, index: int, wide: float, on: Box) -> tuple[float, float, float]:
    """How much smaller a line is made that is `wide` mm, and where it begins in points."""
    hanging = HANGING * place.size * POINT
    room = place.box.width - 2 * hanging
    narrow = min(1.0, room / wide) if wide else 1.0
    x = on.x + place.box.x + hanging
    if place.align is Align.CENTRE:
        x += (room - wide * narrow) / 2
    y = on.height - (on.y + place.box.y + index * place.leading + place.size * BASELINE * POINT)
    return narrow, x / POINT, y / POINT


def code_on_label(place: TextPlace, code: str, group: int) -> tuple[str, ...]:
    """Return a code's lines, as many as the sample's."""
    return code_lines(code, group, len(place.lines))


def symbol_operators(place: SymbolPlace, symbol: Symbol, on: Box) -> str:
    """Return the operators that draw a symbol on the label that lies at `on` (as `write_lines`).

    It stands in the middle of its place. One with more modules than the sample's is drawn smaller.
    """
    matrix = _matrix(place, symbol.across, symbol.down, on)
    return f"q {matrix} cm\n{symbol.path.decode('ascii')}Q"


@lru_cache(maxsize=4096)
def _matrix(place: SymbolPlace, across: int, down: int, on: Box) -> str:
    module = min(place.module, place.box.width / (across + 2 * _QUIET[place.symbology]))
    wide = across * module
    is_qr = place.symbology is Symbology.QR
    tall = down * module if is_qr else place.box.height
    x = on.x + place.box.x + (place.box.width - wide) / 2
    y = on.height - (on.y + place.box.y + (place.box.height + tall) / 2)
    high = module if is_qr else tall
    return f"{module / POINT:.5f} 0 0 {high / POINT:.5f} {x / POINT:.3f} {y / POINT:.3f}"


def check_letters(layout: Layout, codes: Sequence[str]) -> None:
    """Refuse codes whose letters are to be printed and cannot be. Raises InvalidInput."""
    shown = any(text.kind is Kind.CODE for text in layout.texts)
    if not shown or "".join(codes).isascii():
        return
    for code in codes:
        missing = fonts.missing(code)
        if missing:
            raise InvalidInput(words.MISSING[Kind.CODE], text=code, characters=" ".join(missing))


def symbols(layout: Layout, design: Design, codes: Sequence[str]) -> Iterator[tuple[Symbol, ...]]:
    """Yield each code's symbols, in the order of the layout's places.

    Raises InvalidInput where a code cannot be said in a symbol or would come out too small.
    """
    drawn = [_symbols_at(place, layout, design, codes) for place in layout.symbols]
    yield from zip(*drawn, strict=True)


def _symbols_at(
    place: SymbolPlace, layout: Layout, design: Design, codes: Sequence[str]
) -> list[Symbol]:
    if place.symbology is Symbology.QR:
        return _qr_symbols(place, layout, design, codes)
    modules = bar_symbols(codes)
    least = bars_need(layout.sample).smallest
    for code, each in zip(codes, modules, strict=True):
        _check_size(place, each.shape[1] + 2 * CODE128_QUIET, least, code)
    paths = bar_paths(modules)
    return [Symbol(path, m.shape[1], 1) for path, m in zip(paths, modules, strict=True)]


def _qr_symbols(
    place: SymbolPlace, layout: Layout, design: Design, codes: Sequence[str]
) -> list[Symbol]:
    contents = [qr_content(design, code) for code in codes]
    matrices = _batch(contents, qr_shape(design, layout.sample))
    if matrices is not None:
        size = matrices.shape[1]
        return [Symbol(path, size, size) for path in qr_paths(matrices)]
    alone = [qr_modules(content, design.level) for content in contents]
    for code, each in zip(codes, alone, strict=True):
        _check_size(place, len(each) + 2 * QR_QUIET, qr_need("0", "L").smallest, code)
    return [Symbol(qr_paths(each[None])[0], len(each), len(each)) for each in alone]


def _batch(contents: Sequence[str], shape: QrShape) -> NDArray[np.bool_] | None:
    """The symbols of one shape, None where it does not hold one of them."""
    try:
        return qr_matrices(contents, shape)
    except ValueError:
        return None


@lru_cache(maxsize=16)
def qr_shape(design: Design, sample: str) -> QrShape:
    """Return the QR shape of a batch whose longest code is `sample`.

    Its mode also spells letters that the sample happens to lack, where they cost no room.
    """
    content = qr_content(design, sample)
    letter = widest_letter(content, design.level)
    return batch_shape((content, qr_content(design, sample[:-1] + letter)), design.level)


def _check_size(place: SymbolPlace, across: int, least: float, code: str) -> None:
    if min(place.module, place.box.width / across) < least - 1e-6:
        raise InvalidInput(
            "The code {code} is longer than the labels are laid out for; print it on its own.",
            code=code,
        )
