"""A page as it was rendered: from millimetres to pixels."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from counterfoil.sheets.lights import Colours
from counterfoil.sheets.stock import Box, Stock
from counterfoil.sheets.units import INCH

# Pixels that a renderer may give a page more or less than it has.
_ROUNDED = 2
# Millimetres by which a box may reach over the edge, as measures are rounded.
_OVER_EDGE = 0.01


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's size in pixels, `width` and `height`, and in millimetres."""

    width: int
    height: int
    page_width: float
    page_height: float

    @classmethod
    def of(cls, picture: Colours, stock: Stock) -> Self:
        """Return the measures of a rendered page of a stock."""
        height, width = picture.shape[:2]
        return cls(width, height, stock.page_width, stock.page_height)

    @property
    def across(self) -> float:
        """Pixels to a millimetre, from left to right."""
        return self.width / self.page_width

    @property
    def down(self) -> float:
        """Pixels to a millimetre, from top to bottom."""
        return self.height / self.page_height

    def is_at(self, dpi: int) -> bool:
        """Whether the page is as large as it should be, rendered so many pixels to the inch."""
        wide, high = self.page_width / INCH * dpi, self.page_height / INCH * dpi
        return abs(self.width - wide) <= _ROUNDED and abs(self.height - high) <= _ROUNDED

    def holds(self, box: Box) -> bool:
        """Whether a box lies on the page."""
        right, bottom = box.x + box.width, box.y + box.height
        return (
            min(box.x, box.y) >= -_OVER_EDGE
            and right <= self.page_width + _OVER_EDGE
            and bottom <= self.page_height + _OVER_EDGE
        )

    def cut(self, picture: Colours, box: Box, margin: float = 0.0) -> NDArray[np.uint8]:
        """Return what lies in a box with `margin` mm around it, as far as it lies on the page.

        One pixel, at the least.
        """
        left = min(self.width - 1, max(0, math.floor((box.x - margin) * self.across)))
        top = min(self.height - 1, max(0, math.floor((box.y - margin) * self.down)))
        right = math.ceil((box.x + box.width + margin) * self.across)
        bottom = math.ceil((box.y + box.height + margin) * self.down)
        return picture[top : max(top + 1, bottom), left : max(left + 1, right)]
