"""Where a symbol lies that is not where it should be."""

import math
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterfoil.sheets.checks import Look
from counterfoil.sheets.lights import Colours, lights
from counterfoil.sheets.rendered import Rendered
from counterfoil.sheets.window import Holes

Field: TypeAlias = NDArray[np.float64]

# How far around its place a symbol is sought, in millimetres: a third of the smallest label.
REACH: Final = 8.0
# How alike a symbol found must be to the one sought, 1 for the same. Another code of the same size
# has finders and quiet zone in common with it, and comes to 0.6 at the most.
ALIKE: Final = 0.85
# What a scanner does not care about, and the module of a small symbol is larger than.
_NEAR: Final = 0.15


def shift(picture: Colours, look: Look, page: Rendered) -> tuple[float, float] | None:
    """Return how far from its place a symbol lies, in millimetres to the right and down.

    None where it is in its place, or nowhere near.
    """
    window = look.window
    down, across = round(REACH * page.down), round(REACH * page.across)
    top, left = max(0, window.top - down), max(0, window.left - across)
    around = picture[
        top : window.top + window.height + down, left : window.left + window.width + across
    ]
    dark: Field = 255.0 - lights(around)[-1].astype(np.float64)
    likeness = _likeness(dark, _drawn(look))
    row, column = np.unravel_index(int(likeness.argmax()), likeness.shape)
    right = (left + int(column) - window.left) / page.across
    below = (top + int(row) - window.top) / page.down
    found = likeness[row, column] >= ALIKE and math.hypot(right, below) >= _NEAR
    return (right, below) if found else None


def _drawn(look: Look) -> Field:
    """Return how dark each pixel of the symbol's window should be."""
    window, modules = look.window, np.pad(look.modules, 1)
    rows = np.ones(window.height, dtype=int)
    if len(look.modules) > 1:
        rows = _modules_of(window.down, window.height)
    columns = _modules_of(window.across, window.width)
    drawn: Field = modules[np.ix_(rows, columns)].astype(np.float64)
    return drawn


def _modules_of(holes: Holes, count: int) -> NDArray[np.int_]:
    """Return which module each pixel lies in, from 1; 0 and one more than the last are outside."""
    middles = ((holes.pixels + 0.5) * holes.shares).sum(axis=1)
    module = (middles[-1] - middles[0]) / (len(middles) - 1)
    places = (np.arange(count) + 0.5 - middles[0]) / module + 1.5
    inside: NDArray[np.int_] = np.floor(places).clip(0, len(middles) + 1).astype(int)
    return inside


def _likeness(around: Field, sought: Field) -> Field:
    """Return the correlation of what is sought with each part of a larger picture, -1 to 1."""
    height, width = sought.shape
    mask = sought - sought.mean()
    shape = around.shape
    spectrum = np.fft.rfft2(around) * np.fft.rfft2(mask, shape).conj()
    inside = (slice(0, shape[0] - height + 1), slice(0, shape[1] - width + 1))
    shared = np.fft.irfft2(spectrum, shape)[inside]
    spread = _sums(around**2, height, width) - _sums(around, height, width) ** 2 / mask.size
    scale = np.sqrt(spread.clip(1.0) * (mask**2).sum())
    likeness: Field = shared / scale
    return likeness


def _sums(field: Field, height: int, width: int) -> Field:
    """Return the sums over each part of that size."""
    total = np.pad(field, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    sums: Field = (
        total[height:, width:]
        - total[:-height, width:]
        - total[height:, :-width]
        + total[:-height, :-width]
    )
    return sums
