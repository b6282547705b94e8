"""Symbols as PDF path operators (ISO 32000-1, 8.5), for many at once.

The unit is one module, x goes right and y up from the bottom left of the symbol without its quiet
zone; a Code 128 symbol is one unit high. Each run of dark modules is a rectangle, equal runs of
successive rows are one, and all are one path with one fill: a renderer that smooths edges adds up
the coverage of a path before it paints, so no light seam shows where two rectangles meet.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from counterfoil.sheets.symbol import Modules

FILL = b"f\n"


def qr_paths(matrices: NDArray[np.bool_]) -> list[bytes]:
    """Return the path and fill of each symbol; `matrices` is symbols × rows × columns."""
    count, rows, columns = matrices.shape
    corners, sizes = _spellings(rows, columns)
    head, width, height = _rectangles(matrices)
    foot = head + (height - 1) * (columns + 1)
    spelled = np.empty(len(head), [("corner", corners.dtype), ("size", sizes.dtype)])
    spelled["corner"] = corners[foot % len(corners)]
    spelled["size"] = sizes[height * (columns + 1) + width]
    ends = np.searchsorted(head, np.arange(count + 1) * len(corners)).tolist()
    return [
        spelled[start:end].tobytes().translate(None, b"\0") + FILL for start, end in pairwise(ends)
    ]


def bar_paths(symbols: Sequence[Modules]) -> list[bytes]:
    """Return the path and fill of each Code 128 symbol, one row of modules each, of any widths."""
    paths = [b""] * len(symbols)
    widths = [symbol.shape[1] for symbol in symbols]
    for width in set(widths):
        places = [place for place, one in enumerate(widths) if one == width]
        drawn = qr_paths(np.stack([symbols[place] for place in places]))
        for place, path in zip(places, drawn, strict=True):
            paths[place] = path
    return paths


def _rectangles(matrices: NDArray[np.bool_]) -> tuple[NDArray[np.intp], ...]:
    """Where each rectangle begins in the modules laid out in one line, its width and height.

    In that line each symbol has a light column and row more, so that no run goes on into the next.
    """
    count, rows, columns = matrices.shape
    line = np.zeros((count, rows + 1, columns + 1), np.bool_)
    line[:, :rows, :columns] = matrices
    edges = np.flatnonzero(np.diff(line.ravel(), prepend=False))
    starts, widths = edges[::2], edges[1::2] - edges[::2]
    stride = columns + 1
    beginning = np.zeros(line.size, np.int16)
    beginning[starts] = widths
    below = beginning[starts + stride] == widths
    above = np.zeros(line.size, np.bool_)
    above[starts[below] + stride] = True
    heads = ~above[starts]
    starts, widths = starts[heads], widths[heads]
    return starts, widths, _heights(starts, widths, beginning, stride)


def _heights(
    starts: NDArray[np.intp], widths: NDArray[np.intp], beginning: NDArray[np.int16], stride: int
) -> NDArray[np.intp]:
    """How many successive rows have the run that begins at each of `starts`."""
    heights = np.ones(len(starts), np.intp)
    growing = np.arange(len(starts))
    while len(growing):
        next_row = starts[growing] + heights[growing] * stride
        growing = growing[beginning[next_row] == widths[growing]]
        heights[growing] += 1
    return heights


@lru_cache(maxsize=16)
def _spellings(rows: int, columns: int) -> tuple[NDArray[np.bytes_], NDArray[np.bytes_]]:
    """Spell the lower left corner of every module, and every size by height and width."""
    across, down = range(columns + 1), range(rows + 1)
    corners = [b"%d %d " % (x, rows - 1 - y) for y in down for x in across]
    sizes = [b"%d %d re\n" % (width, height) for height in down for width in across]
    return np.array(corners, np.bytes_), np.array(sizes, np.bytes_)
