"""What would help where a label is too small for its symbols."""

import math
from dataclasses import replace

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets import layout_words as words
from counterfoil.sheets.design import Design, Symbology, qr_content
from counterfoil.sheets.frame import label_frame
from counterfoil.sheets.stock import Box, Shape, Stock
from counterfoil.sheets.symbol import CODE128_QUIET, QR_QUIET
from counterfoil.sheets.symbol_room import BARS_SHARE, bars_need, qr_need, qr_size

_LEVELS = "LMQH"


def no_room(stock: Stock, design: Design, sample: str) -> InvalidInput:
    """Return the error of a label too small: the level, content or size of label that would fit."""
    outer = label_frame(stock).outer
    wide, high = _needed(design, sample)
    needed_width, needed_height = _label_around(stock, outer, wide, high)
    values: dict[str, object] = {
        "width": f"{stock.label_width:g}",
        "height": f"{stock.label_height:g}",
        "needed_width": needed_width,
        "needed_height": needed_height,
    }
    if design.symbology is Symbology.BOTH:
        return InvalidInput(words.NO_ROOM_BOTH, **values)
    if design.symbology is Symbology.CODE_128:
        most = _longest_bars(sample, outer)
        return _shorter(values, most, len(sample))
    level = _fitting_level(design, sample, min(outer.width, outer.height))
    if level:
        return InvalidInput(words.NO_ROOM_LEVEL, level=level, **values)
    content = qr_content(design, sample)
    return _shorter(values, _longest_qr(content, outer), len(content))


def _shorter(values: dict[str, object], most: int, length: int) -> InvalidInput:
    if most < 4:  # no code is that short
        return InvalidInput(words.NO_ROOM, **values)
    return InvalidInput(words.NO_ROOM_SHORTER, most=most, length=length, **values)


def _needed(design: Design, sample: str) -> tuple[float, float]:
    """Width and height in mm of the symbols at their smallest, one under the other."""
    wide = high = 0.0
    if design.symbology is not Symbology.CODE_128:
        need = qr_need(qr_content(design, sample), design.level)
        wide = high = need.across * need.smallest
    if design.symbology is not Symbology.QR:
        need = bars_need(sample)
        across = need.across * need.smallest
        gap = 1.0 if high else 0.0
        wide, high = max(wide, across), high + gap + across * BARS_SHARE
    return wide, high


def _label_around(stock: Stock, outer: Box, wide: float, high: float) -> tuple[int, int]:
    """The label in whole millimetres whose printable part is `wide` × `high`."""
    part = math.sqrt(0.5) if stock.shape is Shape.ELLIPSE else 1.0
    whole = wide + stock.label_width * part - outer.width
    tall = high + stock.label_height * part - outer.height
    return math.ceil(whole / part - 1e-6), math.ceil(tall / part - 1e-6)


def _fitting_level(design: Design, sample: str, side: float) -> str | None:
    """The strongest level below the design's whose symbol has room."""
    for level in reversed(_LEVELS[: _LEVELS.index(design.level)]):
        weaker = replace(design, level=level)
        if max(_needed(weaker, sample)) <= side:
            return level
    return None


def _longest_qr(content: str, outer: Box) -> int:
    """How many characters of `content` a symbol of the weakest level holds that has room."""
    side = min(outer.width, outer.height) / 0.25 - 2 * QR_QUIET
    low, high = 0, len(content)
    while low < high:
        middle = (low + high + 1) // 2
        if qr_size(content[:middle], "L") <= side:
            low = middle
        else:
            high = middle - 1
    return low


def _longest_bars(sample: str, outer: Box) -> int:
    modules = min(outer.width, outer.height / BARS_SHARE) / 0.19 - 2 * CODE128_QUIET
    return max(0, int((modules - 13) / 11) - 2) if not sample.isdigit() else 0
