"""Symbols in a still picture, read at any price in time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from counterfoil.scanning.closeup import read_bars, read_matrix, read_stacked
from counterfoil.scanning.locate import Region, regions
from counterfoil.scanning.pixels import Grey, grey
from counterfoil.scanning.readers import zbar, zxing
from counterfoil.scanning.symbol import SHOP_FORMATS, WEAK, Corners, Point, Symbol, checked_formats
from counterfoil.scanning.treatment import TREATMENTS, enlarged, evened_out, refocused

# Regions are sought in these sizes (pixels, longer side): one for a symbol that fills a large
# photograph, one for a symbol that is small in it.
SIZES = (1280, 2560)
LARGEST = 4000
LARGEST_TREATED = 2000
MOST_REGIONS = 16
TWICE_BELOW = 1000  # pixels, longer side: enlarged, where all else failed
BLURS = (1.5, 3.0)


def decode(image: NDArray[Any], formats: Iterable[str] = SHOP_FORMATS) -> list[Symbol]:
    """Return all symbols in `image` (see `pixels.grey` for its layouts), each place once.

    Raises `InvalidInput` for a picture layout or a format that is not known.
    """
    wanted = checked_formats(formats)
    picture, scale = bounded(grey(image), LARGEST)
    found = zxing(picture, wanted)
    found += _closer(picture, wanted, found)
    if not found:
        small, smaller = bounded(picture, LARGEST_TREATED)
        tries = (read for read in _harder(small, wanted) if read)
        found = [rescaled(symbol, 1 / smaller) for symbol in next(tries, [])]
    return [rescaled(symbol, 1 / scale) for symbol in distinct(found)]


def bounded(picture: Grey, longest: int) -> tuple[Grey, float]:
    """Return `picture` with its longer side at most `longest` pixels, and by what it was scaled."""
    scale = longest / max(picture.shape)
    if scale >= 1:
        return picture, 1.0
    return enlarged(picture, scale), scale


def rescaled(symbol: Symbol, scale: float) -> Symbol:
    """Return `symbol` as it lies in the picture that is `scale` times as large."""
    if scale == 1:
        return symbol
    one, two, three, four = ((x * scale, y * scale) for x, y in symbol.corners)
    return replace(symbol, corners=(one, two, three, four))


def distinct(symbols: Iterable[Symbol]) -> list[Symbol]:
    """Return `symbols` without those that repeat the text and format of another at its place."""
    kept: list[Symbol] = []
    for symbol in symbols:
        same = (k for k in kept if (k.text, k.format) == (symbol.text, symbol.format))
        if not any(inside(centre(symbol.corners), k.corners) for k in same):
            kept.append(symbol)
    return kept


def centre(corners: Corners) -> Point:
    """Return the middle of `corners`."""
    return sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4


def inside(point: Point, corners: Corners) -> bool:
    """Tell whether `point` is within the upright box around `corners`."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs) <= point[0] <= max(xs) and min(ys) <= point[1] <= max(ys)


def _closer(picture: Grey, formats: frozenset[str], known: list[Symbol]) -> list[Symbol]:
    """Return what close-ups show beside what is `known`."""
    found: list[Symbol] = []
    for size in SIZES:
        small, scale = bounded(picture, size)
        taken = [rescaled(symbol, scale) for symbol in [*known, *found]]
        free = (r for r in regions(small) if not any(_covers(s.corners, r) for s in taken))
        for region, _ in zip(free, range(MOST_REGIONS), strict=False):
            found += [rescaled(s, 1 / scale) for s in _every_way(small, region, formats)]
        if scale == 1:
            break
    return found


def _covers(corners: Corners, region: Region) -> bool:
    return inside(region.centre, corners)


def _every_way(picture: Grey, region: Region, formats: frozenset[str]) -> list[Symbol]:
    if region.bars:
        return read_bars(picture, region, formats) or read_stacked(picture, region, formats)
    tries = (read_matrix(picture, region, formats, turn) for turn in range(len(TREATMENTS)))
    return next((found for found in tries if found), [])


def _harder(picture: Grey, formats: frozenset[str]) -> Iterator[list[Symbol]]:
    """Yield what the readers see in the whole picture, treated in one way after the other.

    What has a weak check is not asked of pictures so far from what was seen: stripes will pass.
    """
    yield zbar(picture, formats)
    if max(picture.shape) < TWICE_BELOW:
        twice = enlarged(picture, 2)
        yield [rescaled(symbol, 0.5) for symbol in zxing(twice, formats)]
        yield [rescaled(symbol, 0.5) for symbol in zbar(twice, formats)]
    strong = formats - WEAK
    yield [rescaled(symbol, 2) for symbol in zxing(enlarged(picture, 0.5), strong)]
    for blur in BLURS:
        yield zxing(refocused(picture, 1, blur, 0.01), strong)
    yield zxing(evened_out(picture, 1), strong)
    yield zbar(255 - picture, strong)
