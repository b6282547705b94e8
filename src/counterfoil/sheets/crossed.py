"""A label that must not be handed out: a cross, and the word that says why."""

from reportlab.pdfgen.canvas import Canvas

from counterfoil.sheets import fonts
from counterfoil.sheets.stock import Stock, place_box
from counterfoil.sheets.units import POINT

_EDGE = 0.08
_LARGEST = 11.0


def cross_out(canvas: Canvas, stock: Stock, place: int, text: str) -> None:
    """Draw a cross over the label at `place`, and `text` in its middle, instead of a symbol."""
    box = place_box(stock, place)
    wide, tall = box.width / POINT, box.height / POINT
    canvas.saveState()
    canvas.translate(box.x / POINT, (stock.page_height - box.y - box.height) / POINT)
    canvas.setStrokeGray(0.6)
    low, high = _EDGE, 1 - _EDGE
    canvas.line(wide * low, tall * low, wide * high, tall * high)
    canvas.line(wide * low, tall * high, wide * high, tall * low)
    _write(canvas, wide, tall, text)
    canvas.restoreState()


def _write(canvas: Canvas, wide: float, tall: float, text: str) -> None:
    size = min(_LARGEST, tall * 0.3, wide * 0.84 / fonts.width(text, fonts.BOLD, 1))
    along = fonts.width(text, fonts.BOLD, size)
    canvas.setFillGray(1)
    canvas.rect((wide - along) / 2 - 2, tall / 2 - size * 0.6, along + 4, size * 1.2, 0, 1)
    canvas.setFillGray(0)
    canvas.setFont(fonts.BOLD, size)
    canvas.drawCentredString(wide / 2, tall / 2 - size * 0.35, text)
