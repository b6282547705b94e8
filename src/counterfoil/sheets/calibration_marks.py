"""What is drawn on the calibration page: the labels' outlines, rulers, and scales at their edges.

All in millimetres from the page's top left, down; the canvas is set up so.
"""

from dataclasses import dataclass
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from counterfoil.sheets import fonts
from counterfoil.sheets.measures import bottom_edge, right_edge
from counterfoil.sheets.stock import Box, Shape, Stock, place_box
from counterfoil.sheets.units import POINT

UNPRINTED: Final = 4.0
"""How wide the margin is that office printers cannot reach, in millimetres."""
INSET: Final = 10.0
"""How far within its label a scale lies where the label's edge is in that margin."""
REACH: Final = 3
"""How far a scale goes to either side, in millimetres."""

_THIN, _LINE = 0.1, 0.2
_HALVES = 2 * REACH
_RULER = 5.0
_FREE = (4.0, 8.0)
_LETTER, _FIGURE = 11.0, 5.0


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale across an edge of an outer label.

    `edge` is where the edge should be and `at` where the scale has its zero, further in where the
    edge cannot be printed at; both along the scale, which lies at `beside` the other way.
    """

    letter: str
    horizontal: bool
    edge: float
    at: float
    beside: float


def scales(stock: Stock) -> tuple[Scale, ...]:
    """Return the scales: A and C at the left and right edge, B and D at the upper and lower one."""
    first = place_box(stock, 1)
    across, down = first.x + first.width / 2, first.y + first.height / 2
    right, bottom = right_edge(stock), bottom_edge(stock)
    row, column = down, across
    if stock.shape is Shape.RECTANGLE:
        # Beside the crosses in the middle; a round label has its edges there.
        row, column = down + first.height / 4, across + first.width / 4
    return (
        _scale("A", first.x, first.x, 1, row, horizontal=True),
        _scale("B", first.y, first.y, 1, column, horizontal=False),
        _scale("C", right, stock.page_width - right, -1, row, horizontal=True),
        _scale("D", bottom, stock.page_height - bottom, -1, column, horizontal=False),
    )


def _scale(
    letter: str, edge: float, margin: float, inwards: int, beside: float, *, horizontal: bool
) -> Scale:
    inset = INSET * inwards if margin < UNPRINTED else 0.0
    return Scale(letter, horizontal, edge, edge + inset, beside)


def draw_labels(canvas: Canvas, stock: Stock) -> None:
    """Draw the outlines of all labels, and a cross in the middle of the corner ones."""
    canvas.setStrokeGray(0)
    canvas.setLineWidth(_THIN)
    for place in range(1, stock.per_page + 1):
        _outline(canvas, stock, place_box(stock, place))
    last = stock.per_page
    for place in {1, stock.columns, last - stock.columns + 1, last}:
        _cross(canvas, place_box(stock, place))


def draw_rulers(canvas: Canvas, stock: Stock) -> None:
    """Draw rulers in millimetres along the upper and the left edge, zero at the paper's edge."""
    canvas.setStrokeGray(0.35)
    canvas.setFillGray(0.35)
    canvas.setLineWidth(_THIN)
    for ruler, length in ((True, stock.page_width), (False, stock.page_height)):
        # A ruler stops where it meets a scale, which lies the other way.
        met = next(each.beside for each in scales(stock) if each.horizontal is not ruler)
        for mm in range(int(_RULER), int(length - _RULER) + 1):
            if met - _FREE[0] < mm < met + _FREE[1]:
                continue
            tick = 3.0 if mm % 10 == 0 else 2.0 if mm % 5 == 0 else 1.2
            _tick(canvas, mm, _RULER, tick, horizontal=ruler)
            if mm % 10 == 0 and mm > _RULER + 4:
                _number(canvas, mm, _RULER + tick, horizontal=ruler)


def draw_scale(canvas: Canvas, scale: Scale) -> None:
    """Draw a scale: half millimetres, figures at even millimetres, and its letter."""
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    canvas.setLineWidth(_LINE)
    ends = scale.at - REACH, scale.at + REACH
    if scale.horizontal:
        canvas.line(ends[0], scale.beside, ends[1], scale.beside)
    else:
        canvas.line(scale.beside, ends[0], scale.beside, ends[1])
    for half in range(-_HALVES, _HALVES + 1):
        whole = half % 2 == 0
        tick = 3.0 if half == 0 else 1.8 if whole else 1.0
        _tick(canvas, scale.at + half / 2, scale.beside, tick, horizontal=scale.horizontal)
        if half % 4 == 0:
            _figure(canvas, scale, half // 2, tick)
    _letter(canvas, scale)


def write(canvas: Canvas, x: float, y: float, text: str, font: str, size: float) -> None:
    """Write `text` upright, its base line beginning at x and y, `size` points high."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(POINT, -POINT)
    canvas.setFont(font, size)
    canvas.drawString(0, 0, text)
    canvas.restoreState()


def _outline(canvas: Canvas, stock: Stock, box: Box) -> None:
    if stock.shape is Shape.ELLIPSE:
        canvas.ellipse(box.x, box.y, box.x + box.width, box.y + box.height)
    elif stock.corner:
        canvas.roundRect(box.x, box.y, box.width, box.height, stock.corner)
    else:
        canvas.rect(box.x, box.y, box.width, box.height)


def _cross(canvas: Canvas, box: Box) -> None:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    arm = min(4.0, box.width / 4, box.height / 4)
    canvas.line(x - arm, y, x + arm, y)
    canvas.line(x, y - arm, x, y + arm)
    canvas.circle(x, y, arm / 2)


def _tick(canvas: Canvas, at: float, beside: float, length: float, *, horizontal: bool) -> None:
    if horizontal:
        canvas.line(at, beside, at, beside + length)
    else:
        canvas.line(beside, at, beside + length, at)


def _number(canvas: Canvas, mm: int, beside: float, *, horizontal: bool) -> None:
    text = str(mm)
    width = fonts.width(text, fonts.REGULAR, _FIGURE) * POINT
    high = _FIGURE * POINT
    if horizontal:
        write(canvas, mm - width / 2, beside + high, text, fonts.REGULAR, _FIGURE)
    else:
        write(canvas, beside + 0.5, mm + high / 3, text, fonts.REGULAR, _FIGURE)


def _figure(canvas: Canvas, scale: Scale, number: int, tick: float) -> None:
    text = f"{number}".replace("-", "–")
    width, high = fonts.width(text, fonts.REGULAR, _FIGURE) * POINT, _FIGURE * POINT
    at, beside = scale.at + number, scale.beside + tick + 0.3
    if scale.horizontal:
        write(canvas, at - width / 2, beside + high * 0.8, text, fonts.REGULAR, _FIGURE)
    else:
        write(canvas, beside, at + high / 3, text, fonts.REGULAR, _FIGURE)


def _letter(canvas: Canvas, scale: Scale) -> None:
    """Write the letter within the label, beside the scale."""
    inwards = scale.letter in "AB"
    far = REACH + 1.0
    width, high = fonts.width(scale.letter, fonts.BOLD, _LETTER) * POINT, _LETTER * POINT * 0.7
    if scale.horizontal:
        x = scale.at + far if inwards else scale.at - far - width
        write(canvas, x, scale.beside + high / 2, scale.letter, fonts.BOLD, _LETTER)
    else:
        y = scale.at + far + high if inwards else scale.at - far
        write(canvas, scale.beside - width / 2, y, scale.letter, fonts.BOLD, _LETTER)
