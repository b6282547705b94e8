"""Crop marks: where to cut plain stock, drawn in the gaps and margins only."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from reportlab.pdfgen.canvas import Canvas

from counterfoil.sheets.stock import Stock
from counterfoil.sheets.units import POINT

LONGEST: Final = 3.0
SHORTEST: Final = 0.5
OFF: Final = 0.4
"""Millimetres that a mark keeps from the label, so that a cut a little off shows none."""

Line: TypeAlias = tuple[float, float, float, float]  # x, y, x, y in page millimetres


def crop_lines(stock: Stock) -> Iterator[Line]:
    """Return the marks: at every corner of every label, where there is a gap to draw them in."""
    return iter(dict.fromkeys(_all_lines(stock)))


def _all_lines(stock: Stock) -> Iterator[Line]:
    xs = list(_cuts(stock.left, stock.pitch_x, stock.label_width, stock.columns, stock.page_width))
    ys = list(_cuts(stock.top, stock.pitch_y, stock.label_height, stock.rows, stock.page_height))
    for x, x_room, x_way in xs:
        for y, y_room, y_way in ys:
            across, down = _length(x_room), _length(y_room)
            if across:
                yield x + x_way * OFF, y, x + x_way * (OFF + across), y
            if down:
                yield x, y + y_way * OFF, x, y + y_way * (OFF + down)


def draw_crop_marks(canvas: Canvas, stock: Stock) -> None:
    """Draw the marks, a hair thin and black."""
    canvas.saveState()
    canvas.setLineWidth(0.25)
    height = stock.page_height
    canvas.lines(
        [
            (x / POINT, (height - y) / POINT, to_x / POINT, (height - to_y) / POINT)
            for x, y, to_x, to_y in crop_lines(stock)
        ]
    )
    canvas.restoreState()


def _cuts(
    start: float, pitch: float, size: float, count: int, page: float
) -> Iterator[tuple[float, float, int]]:
    """Where labels begin and end along one side, the room there, and the way into it."""
    between = max(0.0, pitch - size) / 2
    for index in range(count):
        first, last = index == 0, index == count - 1
        begin = start + index * pitch
        end = round(begin + size, 3)
        yield round(begin, 3), begin if first else between, -1
        yield end, page - end if last else between, 1


def _length(room: float) -> float:
    length = min(LONGEST, room - OFF)
    return length if length >= SHORTEST else 0.0
