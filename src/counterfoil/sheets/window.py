"""Where on a rendered page a symbol is looked at, and how light its modules are there.

ISO/IEC 15415 and 15416 judge a symbol by the light that comes back through a small round hole, laid
on module after module. The hole here is a square, and the light what the pixels under it show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterfoil.sheets.rendered import Rendered
from counterfoil.sheets.stock import Box

Light: TypeAlias = NDArray[np.float32]  # 0 where nothing comes back, 255 where all does
Picture: TypeAlias = NDArray[np.uint8]

# How much of a module's width the hole takes. ISO/IEC 15415 asks for 0.8; less forgives that a
# module of two pixels shares both with its neighbours.
APERTURE = 0.6
# Bars are looked at along every second row of pixels, 0.25 mm apart at 200 dpi: no letter is lower.
ROW_STEP = 2
# What a symbol's edge may be off in pixels, as a PDF gives its numbers in few places.
_ROUNDING = 0.05


@dataclass(frozen=True, slots=True)
class Grid:
    """A symbol with its quiet zone as it lies on a page, in millimetres.

    It has `columns` and `rows` of modules, `rows` 0 for bars; around them are `side` modules of
    quiet zone to the left and right, and `over` above and below.
    """

    box: Box
    columns: int
    rows: int
    side: float
    over: float


@dataclass(frozen=True, slots=True)
class Holes:
    """Which pixels lie under the hole at each module, in one direction, and how much of each.

    Both are modules × pixels, the pixels counted from the window's edge.
    """

    pixels: NDArray[np.int_]
    shares: Light


@dataclass(frozen=True, slots=True)
class Window:
    """The pixels of a grid: what is cut out of the page, and what of that belongs to what.

    `quiet` is as high and wide as the window, and true for pixels that lie in the quiet zone as a
    whole.
    """

    top: int
    left: int
    across: Holes
    down: Holes
    quiet: NDArray[np.bool_]

    @property
    def height(self) -> int:
        """How many pixels it is high."""
        return int(self.quiet.shape[0])

    @property
    def width(self) -> int:
        """How many pixels it is wide."""
        return int(self.quiet.shape[1])

    def cut(self, picture: Picture) -> Picture:
        """Return what of the page lies in it."""
        return picture[self.top : self.top + self.height, self.left : self.left + self.width]


def window(grid: Grid, page: Rendered) -> Window:
    """Return the window of a grid that lies on the page."""
    box = grid.box
    left, across, beside, within = _axis(
        (box.x * page.across, box.width * page.across), page.width, grid.columns, grid.side
    )
    top, down, above, inside = _axis(
        (box.y * page.down, box.height * page.down), page.height, grid.rows, grid.over
    )
    quiet = (beside[None, :] & inside[:, None]) | (above[:, None] & within[None, :])
    return Window(top, left, across, down, quiet)


def reflected(cuts: Picture, windows: Sequence[Window]) -> Light:
    """Return the light from the modules of cut-outs of one size, each with its window.

    The answer is as many rows × columns as there are modules, or for bars lines × columns.
    """
    lines = _under([each.down for each in windows], cuts)
    return _under([each.across for each in windows], lines.swapaxes(1, 2)).swapaxes(1, 2)


def _under(holes: Sequence[Holes], rows: NDArray[Any]) -> Light:
    # No product of matrices: so small ones cost more in threads than they take.
    pixels = np.stack([each.pixels for each in holes])
    shares = np.stack([each.shares for each in holes])
    under: Light = np.einsum(
        "nmp,nmpc->nmc", shares, rows[np.arange(len(rows))[:, None, None], pixels]
    )
    return under


def _axis(
    span: tuple[float, float], page: int, modules: int, quiet: float
) -> tuple[int, Holes, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return one direction of a window, of a span (start and length) in the page's pixels.

    It is the first pixel, the holes at the modules, and which pixels lie as a whole in the quiet
    zone, and in the symbol with its quiet zone. How many pixels there are depends on the length
    alone, so that symbols alike are cut out alike.
    """
    start, length = span
    count = int(np.ceil(length)) + 1
    first = max(0, min(int(np.floor(start + _ROUNDING)), page - count))
    begin, end = start - first, start - first + length
    pixels = np.arange(count)
    within = (pixels >= begin - _ROUNDING) & (pixels + 1 <= end + _ROUNDING)
    if not modules:
        return first, _lines(within, length), np.zeros_like(within), within
    module = length / (modules + 2 * quiet)
    near, far = begin + quiet * module, end - quiet * module
    beside = within & ((pixels + 1 <= near - _ROUNDING) | (pixels >= far + _ROUNDING))
    return first, _holes(near, module, modules, count), beside, within


def _lines(within: NDArray[np.bool_], length: float) -> Holes:
    rows = np.flatnonzero(within)[: max(1, int(length) - 1) : ROW_STEP, None]
    return Holes(rows, np.ones(rows.shape, dtype=np.float32))


def _holes(near: float, module: float, modules: int, count: int) -> Holes:
    half = module * APERTURE / 2
    middles = (near + (np.arange(modules) + 0.5) * module)[:, None]
    pixels = np.floor(middles - half).astype(int) + np.arange(int(np.ceil(2 * half)) + 1)
    shared = np.minimum(pixels + 1, middles + half) - np.maximum(pixels, middles - half)
    shares: Light = (shared.clip(0) / (2 * half)).astype(np.float32)
    return Holes(pixels.clip(0, count - 1), shares)
