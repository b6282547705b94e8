"""The calibration page: printed on plain paper and held over the stock, it tells what to set.

At the edges of the outermost labels it has scales, A to D, whose zero is where the edge should be.
What is read where the edge really lies is how far to move the print, and the difference between two
scales how far to stretch it. The page says so itself, with the figures worked in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from counterfoil.ledger.whole_file import made_whole
from counterfoil.sheets import fonts
from counterfoil.sheets.calibration_marks import (
    draw_labels,
    draw_rulers,
    draw_scale,
    scales,
    write,
)
from counterfoil.sheets.catalogue import stock_name
from counterfoil.sheets.design import Adjustment
from counterfoil.sheets.stock import Stock
from counterfoil.sheets.units import POINT

_SIZES = (10.0, 9.0, 8.0, 7.0, 6.0, 5.0)
_LEADING = 1.4
# How much of the page's width and height the text may take, between the labels that count.
_WIDE, _HIGH = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class CalibrationWords:
    """What the page says, in the language of whoever prints it; `{…}` are filled in here."""

    title: str = "Calibration page: {stock}"
    steps: tuple[str, ...] = (
        "Print this page on plain paper in its actual size, not fitted to the page.",
        "Lay it over a sheet of labels and hold both against the light.",
        "On each of the scales A to D, read where the edge of the label lies.",
        "Then set the printer to:",
    )
    inset: str = "Where a scale lies within its label, measure {inset} mm inwards from the edge."
    right: str = "Move right (mm): {figure}"
    down: str = "Move down (mm): {figure}"
    across: str = "Stretch across (%): {figure}"
    along: str = "Stretch down (%): {figure}"


def write_calibration(
    path: Path,
    stock: Stock,
    adjustment: Adjustment | None = None,
    words: CalibrationWords | None = None,
) -> None:
    """Write the calibration page for `stock` as a PDF, moved and stretched as labels would be.

    Raises:
        InvalidInput: `path` is there and is no file.
        MachineError: the disk is full or failed; nothing is left there.
    """
    adjustment, words = adjustment or Adjustment(), words or CalibrationWords()
    fonts.register()
    title = words.title.format(stock=stock_name(stock))
    with made_whole(path) as beside, beside.open("wb") as file:
        size = stock.page_width / POINT, stock.page_height / POINT
        canvas = Canvas(file, size, pageCompression=1)
        canvas.setTitle(title)
        canvas.setViewerPreference("PrintScaling", "None")
        _stretch(canvas, stock, adjustment)
        draw_labels(canvas, stock)
        draw_rulers(canvas, stock)
        _write_text(canvas, stock, title, tuple(_sentences(stock, adjustment, words)))
        for scale in scales(stock):
            draw_scale(canvas, scale)
        canvas.showPage()
        canvas.save()


def figures(stock: Stock, adjustment: Adjustment) -> dict[str, str]:
    """Return how the adjustment follows from what is read on the scales, with what is set now."""
    at = {scale.letter: scale.edge for scale in scales(stock)}
    return {
        "right": _sum("A", adjustment.offset_x),
        "down": _sum("B", adjustment.offset_y),
        "across": _share("C – A", at["C"] - at["A"], adjustment.scale_x),
        "along": _share("D – B", at["D"] - at["B"], adjustment.scale_y),
    }


def _sum(letter: str, now: float) -> str:
    if not now:
        return letter
    return f"{letter} {'+' if now > 0 else '–'} {abs(now):g}"


def _share(difference: str, length: float, now: float) -> str:
    return f"{now * 100:.6g} + ({difference}) × {100 / length:.2f}"


def _sentences(stock: Stock, adjustment: Adjustment, words: CalibrationWords) -> Iterator[str]:
    *steps, last = words.steps
    yield from steps
    inset = max((abs(scale.at - scale.edge) for scale in scales(stock)), default=0.0)
    if inset:
        yield words.inset.format(inset=f"{inset:g}")
    yield last
    figure = figures(stock, adjustment)
    yield words.right.format(figure=figure["right"])
    yield words.down.format(figure=figure["down"])
    yield words.across.format(figure=figure["across"])
    yield words.along.format(figure=figure["along"])


def _stretch(canvas: Canvas, stock: Stock, by: Adjustment) -> None:
    """Measure from here on in millimetres from the page's top left, down, as the stock does."""
    canvas.translate(0, stock.page_height / POINT)
    canvas.scale(1 / POINT, -1 / POINT)
    canvas.translate(by.offset_x, by.offset_y)
    canvas.scale(by.scale_x, by.scale_y)


def _write_text(canvas: Canvas, stock: Stock, title: str, sentences: tuple[str, ...]) -> None:
    """Write it in the middle of the page, as large as there is room for, or not at all."""
    room = stock.page_width * _WIDE, stock.page_height * _HIGH
    for size in _SIZES:
        line = size * _LEADING * POINT
        lines = [(fonts.BOLD, title), *((fonts.REGULAR, each) for each in sentences)]
        width = max(fonts.width(text, font, size) for font, text in lines) * POINT
        height = line * len(lines)
        if width <= room[0] and height <= room[1]:
            break
    else:
        return
    left, top = (stock.page_width - width) / 2, (stock.page_height - height) / 2
    canvas.setFillGray(1)
    canvas.rect(left - 3, top - 3, width + 6, height + 6, stroke=0, fill=1)
    canvas.setFillGray(0)
    for number, (font, text) in enumerate(lines, start=1):
        write(canvas, left, top + line * (number - 0.25), text, font, size)
