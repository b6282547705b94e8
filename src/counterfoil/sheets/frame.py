"""How much of a label may be printed on."""

import math
from dataclasses import dataclass
from typing import Final

from counterfoil.sheets.stock import Box, Shape, Stock

EDGE: Final = 0.2
"""Millimetres that are kept free inside a label's edge, whatever is on it."""

UNPRINTABLE: Final = 4.2
"""Millimetres at a page's edge that office printers leave white: a sixth of an inch."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a label offers: `outer` to symbols with their quiet zones, `inner` to texts."""

    outer: Box
    inner: Box


def label_frame(stock: Stock) -> Frame:
    """Return the boxes of a label, in millimetres from its top left.

    An ellipse offers the largest rectangle in it, rounded corners one that they do not cut. Labels
    that reach the page's edge keep clear of what a printer leaves white; rolls need not.
    """
    whole = Box(0, 0, stock.label_width, stock.label_height)
    if stock.shape is Shape.ELLIPSE:
        side = (1 - math.sqrt(0.5)) / 2
        whole = inset(whole, stock.label_width * side, stock.label_height * side)
    corner = stock.corner * (1 - math.sqrt(0.5))
    free_x, free_y = (0.0, 0.0) if stock.roll else _white_edges(stock)
    free_x, free_y = max(EDGE, corner, free_x), max(EDGE, corner, free_y)
    pad = min(6.0, max(0.6, 0.05 * min(whole.width, whole.height)))
    return Frame(inset(whole, free_x, free_y), inset(whole, max(free_x, pad), max(free_y, pad)))


def inset(box: Box, by_x: float, by_y: float) -> Box:
    """Return `box` without a border of `by_x` at its sides and `by_y` above and below."""
    return Box(box.x + by_x, box.y + by_y, box.width - 2 * by_x, box.height - 2 * by_y)


def _white_edges(stock: Stock) -> tuple[float, float]:
    """How far the outermost labels reach into what a printer leaves white, across and down."""
    right = stock.left + (stock.columns - 1) * stock.pitch_x + stock.label_width
    bottom = stock.top + (stock.rows - 1) * stock.pitch_y + stock.label_height
    across = min(stock.left, stock.page_width - right)
    down = min(stock.top, stock.page_height - bottom)
    return UNPRINTABLE - across, UNPRINTABLE - down
