"""Colours told apart in a picture of a window: inks on their grounds, and what changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

RATIO = 2
"""Pixels of a picture to one of the screen: thin strokes have their whole colour somewhere."""
NEAR = 24
LINE_GAP, WORD_GAP = 3, 10
LEAST = 6
SOLID, ROOM = 0.85, 16
WHOLE = 0.15

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Ink:
    """What stands on a ground: both colours, and the contrast between them."""

    ink: tuple[int, int, int]
    ground: tuple[int, int, int]

    @property
    def contrast(self) -> float:
        """From 1 to 21, as WCAG computes it."""
        return contrast(self.ink, self.ground)


def luminance(colours: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
    """Return the relative luminance of colours (…, 3) of 0 to 255, as WCAG 2 defines it."""
    share = np.asarray(colours, np.float64) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    weighed: NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return weighed


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lights = luminance(np.array([one, other]))
    return float((lights.max() + 0.05) / (lights.min() + 0.05))


def picture(widget: QWidget, ratio: int = RATIO, part: QRect | None = None) -> Pixels:
    """Draw a widget, or a part of it, into an array of (height, width, 3)."""
    box = part or widget.rect()
    image = QImage(box.size() * ratio, QImage.Format.Format_RGB888)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    widget.render(image, QPoint(), box)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return lines[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def cut(pixels: Pixels, box: QRect, ratio: int = RATIO) -> Pixels:
    """Return the part of a picture that a box of the screen's pixels takes."""
    top, left = max(0, box.top()) * ratio, max(0, box.left()) * ratio
    return pixels[top : (box.bottom() + 1) * ratio, left : (box.right() + 1) * ratio]


def inks(pixels: Pixels, deep: int = 2, *, solid: bool = False) -> Iterator[Ink]:
    """Give the inks of each word or sign; what fills its box is a ground for what stands on it.

    With `solid`, only what fills its box is given, such as the columns of a chart.
    """
    if min(pixels.shape[:2]) < LEAST:
        return
    ground = commonest(pixels)
    for block, mask in blocks(pixels, ground):
        fills = mask.mean() > SOLID
        if solid:
            if fills and block.shape[1] >= LEAST * RATIO:
                yield Ink(_colour(commonest(block)), _colour(ground))
        elif not fills:
            yield Ink(_colour(farthest(block[mask], ground)), _colour(ground))
        elif deep and min(block.shape[:2]) >= ROOM * RATIO:
            yield from inks(block, deep - 1)


def blocks(pixels: Pixels, ground: NDArray[np.int16]) -> Iterator[tuple[Pixels, NDArray[np.bool_]]]:
    """Give what stands together in a line, and which of its pixels are not of the ground."""
    apart = np.abs(pixels.astype(np.int16) - ground).max(axis=2) > NEAR
    for top, bottom in runs(apart.any(axis=1), LINE_GAP * RATIO):
        if bottom - top < LEAST * RATIO:
            continue
        for left, right in runs(apart[top:bottom].any(axis=0), WORD_GAP * RATIO):
            yield pixels[top:bottom, left:right], apart[top:bottom, left:right]


def commonest(pixels: Pixels) -> NDArray[np.int16]:
    """Return the colour that most pixels have."""
    flat = pixels.reshape(-1, 3).astype(np.uint32)
    packed = flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2]
    values, counts = np.unique(packed, return_counts=True)
    most = int(values[counts.argmax()])
    return np.array([most >> 16, most >> 8 & 255, most & 255], np.int16)


def farthest(pixels: Pixels, ground: NDArray[np.int16]) -> Pixels:
    """Return the colour that all but the share of whole strokes come short of.

    The edges of strokes are blends of ink and ground, so that the ink is what is farthest off.
    """
    apart = np.abs(luminance(pixels) - float(luminance(ground)))
    chosen: Pixels = pixels[np.argsort(apart)[int(len(pixels) * (1 - WHOLE))]]
    return chosen


def runs(there: NDArray[np.bool_], gap: int) -> Iterator[tuple[int, int]]:
    """Give where something is (from, behind), with gaps of at most `gap` bridged."""
    at = np.flatnonzero(there)
    if not at.size:
        return
    breaks = np.flatnonzero(np.diff(at) > gap + 1)
    edges = [-1, *breaks.tolist(), at.size - 1]
    for before, last in pairwise(edges):
        yield int(at[before + 1]), int(at[last]) + 1


def changed(before: Pixels, after: Pixels, least: float = 3.0) -> int:
    """Return how many pixels changed so much that the contrast of both colours is `least`."""
    high, wide = (min(a, b) for a, b in zip(before.shape[:2], after.shape[:2], strict=True))
    one, other = (luminance(each[:high, :wide]) + 0.05 for each in (before, after))
    return int((np.maximum(one, other) / np.minimum(one, other) >= least).sum())


def _colour(values: NDArray[np.integer[Any]]) -> tuple[int, int, int]:
    red, green, blue = (int(value) for value in values)
    return red, green, blue
