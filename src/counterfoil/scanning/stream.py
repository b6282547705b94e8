"""Symbols in a stream of frames: quick on each, and a second look only where something moved.

A reader given the whole frame needs 5 to 25 ms for the symbologies of a shop, most of it for
nothing. So the likely places are found first and read in close-up, treated in another way each
time; the whole frame is read only where that failed, for a few symbologies at a time, in turn.

All of it runs in the one thread that delivers the frames. Threads were measured on two cores and do
not help: decoding two streams in two threads took 1.2 times as long as one after the other, and
OpenCV with two threads of its own as long as with one.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from counterfoil.scanning.closeup import read_bars, read_matrix, read_stacked
from counterfoil.scanning.decoder import bounded, distinct, rescaled
from counterfoil.scanning.locate import CELL, Region, cells, regions
from counterfoil.scanning.pixels import Grey, grey
from counterfoil.scanning.readers import zxing
from counterfoil.scanning.symbol import LINEAR, QR, SHOP_FORMATS, Symbol, checked_formats

LONGEST = 1280
MOVED = 12  # grey levels between two frames, averaged over a cell
COOLING = 0.97  # a cell that moved stays warm for three seconds at 30 frames a second
WARM = 0.08
MATRIX_LOOKS, BARS_LOOKS = 2, 1
INVERTED_EVERY, STACKED_EVERY = 2, 3
RECALLED = 20  # frames
IDLE_EVERY = 4  # a still scene is read in every fourth frame


class StreamDecoder:
    """Reads frame after frame of one camera. Not for use from several threads at once."""

    def __init__(self, formats: Iterable[str] = SHOP_FORMATS) -> None:
        self._formats = checked_formats(formats)
        self._groups = _groups(self._formats)
        self._frame = self._fresh = self._turn = 0
        self._good = (0, -RECALLED)  # the turn that last read something, and in which frame
        self._before: NDArray[np.float32] | None = None
        self._heat = np.zeros((0, 0), np.float32)

    def read(self, frame: NDArray[Any]) -> list[Symbol]:
        """Return the symbols seen in `frame`, a picture of any layout that `pixels.grey` takes."""
        self._frame += 1
        picture, scale = bounded(grey(frame), LONGEST)
        warm = self._warm(picture)
        if not warm.any() and self._frame % IDLE_EVERY:
            return []
        self._turn = self._next_turn()
        found = distinct(self._close(picture, warm) or self._whole(picture))
        if found:
            self._good = (self._turn, self._frame)
            self._keep_warm(found)
        return [rescaled(symbol, 1 / scale) for symbol in found]

    def _next_turn(self) -> int:
        """Return the manner of this frame's looks: one that has just worked, or the next.

        What worked is repeated every other time, so that frames soon agree on a hard symbol.
        """
        turn, frame = self._good
        if self._frame % 2 and self._frame - frame < RECALLED:
            return turn
        self._fresh += 1
        return self._fresh

    def _keep_warm(self, found: list[Symbol]) -> None:
        """Keep looking where `found` lie, or they would seem gone once they lie still."""
        for symbol in found:
            xs = [max(0, int(x) // CELL) for x, _ in symbol.corners]
            ys = [max(0, int(y) // CELL) for _, y in symbol.corners]
            self._heat[min(ys) : max(ys) + 1, min(xs) : max(xs) + 1] = 1.0

    def _warm(self, picture: Grey) -> NDArray[np.bool_]:
        """Return which cells have moved of late; all are warm when the scene is new."""
        rows, columns = cells(picture)
        small = cv2.resize(picture, (max(1, columns), max(1, rows)), interpolation=cv2.INTER_AREA)
        now = cv2.blur(small, (3, 3)).astype(np.float32)
        if self._before is None or self._before.shape != now.shape:
            self._heat = np.ones_like(now)
        else:
            moved = np.abs(now - self._before) > MOVED
            self._heat = np.where(moved, 1.0, self._heat * COOLING).astype(np.float32)
        self._before = now
        around = cv2.dilate(self._heat, np.ones((7, 7), np.uint8))
        warm: NDArray[np.bool_] = around > WARM
        return warm

    def _close(self, picture: Grey, warm: NDArray[np.bool_]) -> list[Symbol]:
        places = regions(picture, warm)
        looks = [self._matrix(picture, places), self._bars(picture, places)]
        # What is read first spares the other; each goes first every other time, so that two
        # symbols in one view are both read.
        if self._turn % 2:
            looks.reverse()
        return next((found for look in looks if (found := list(look))), [])

    def _matrix(self, picture: Grey, places: list[Region]) -> Iterator[Symbol]:
        for region in _some([p for p in places if not p.bars], MATRIX_LOOKS, self._turn):
            yield from read_matrix(picture, region, self._formats, self._turn)

    def _bars(self, picture: Grey, places: list[Region]) -> Iterator[Symbol]:
        for region in _some([p for p in places if p.bars], BARS_LOOKS, self._turn):
            inverted = self._turn % INVERTED_EVERY == 0
            found = read_bars(picture, region, self._formats, inverted=inverted)
            if not found and self._turn % STACKED_EVERY == 0:
                found = read_stacked(picture, region, self._formats)
            yield from found

    def _whole(self, picture: Grey) -> list[Symbol]:
        formats, thorough = self._groups[self._turn % len(self._groups)]
        return zxing(picture, formats, thorough=thorough)


def _some(places: list[Region], count: int, turn: int) -> list[Region]:
    """Return `count` of `places`: the strongest every other time, the others in turn."""
    if len(places) <= count:
        return places
    start = 0 if turn % 2 == 0 else turn // 2 % len(places)
    return [places[(start + i) % len(places)] for i in range(count)]


def _groups(formats: frozenset[str]) -> tuple[tuple[frozenset[str], bool], ...]:
    """Return what is sought in the whole frame, one group a frame, in turn."""
    often = [group for group in (formats & {QR}, formats & LINEAR) if group]
    others = [frozenset({name}) for name in sorted(formats - LINEAR - {QR})]
    turns: list[tuple[frozenset[str], bool]] = []
    for other in [*others, formats & {QR}]:
        turns += [(group, False) for group in often]
        if other:
            turns.append((other, True))
    return tuple(turns)
