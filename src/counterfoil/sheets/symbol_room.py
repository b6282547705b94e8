"""How large symbols are: what readers need, and what a printer makes of it.

Sources of the sizes: GS1 General Specifications (5.12.3.1 asks QR symbols at a shop's counter for
modules of 0.396 to 0.990 mm), DENSO WAVE (a module wants four dots of the printer: 0.33 mm at
300 dpi; usual readers see down to 0.25 mm), ISO/IEC 15417 (bars 5 mm or 15% of the symbol's width
high, whichever is more), AIM's USS-128 (bars of open systems no narrower than 7.5 mil, 0.19 mm),
and GS1 General Specifications again for the widest bars (1.016 mm).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import qrcode
from qrcode.exceptions import DataOverflowError
from qrcode.util import QRData

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.bars import bar_symbols
from counterfoil.sheets.symbol import CODE128_QUIET, LEVELS, QR_QUIET
from counterfoil.sheets.units import INCH

Mode: TypeAlias = Literal[1, 2, 4]  # ISO/IEC 18004, 7.4.1
_ALPHANUMERIC: Final = 2
_BYTE: Final = 4

BARS_HEIGHT: Final = 5.0
BARS_SHARE: Final = 0.15
USUAL_BAR: Final = 0.5
"""Millimetres: bars grow wider only where the label has room for them twice."""

TRIED: Final = 9
"""Sizes that are tried between the largest and the smallest wished for."""


@dataclass(frozen=True, slots=True)
class SymbolNeed:
    """What a symbol needs: modules `across` with the quiet ones at both sides, and their sizes.

    Millimetres: below `smallest` nothing is printed, below `wanted` only where nothing else goes.
    """

    across: int
    quiet: int
    smallest: float
    wanted: float
    largest: float


def qr_need(content: str, level: str) -> SymbolNeed:
    """Return what a QR symbol of `content` needs. Raises InvalidInput where none holds it."""
    return SymbolNeed(qr_size(content, level) + 2 * QR_QUIET, QR_QUIET, 0.25, 0.33, 5.0)


def bars_need(code: str) -> SymbolNeed:
    """Return what a Code 128 symbol of a code needs.

    Codes as long as this one may lack the digits that make it short, so only one that is all digits
    counts as such. Raises InvalidInput where Code 128 cannot say it.
    """
    (symbol,) = bar_symbols([code if code.isdigit() else re.sub("[0-9]", "A", code)])
    modules = symbol.shape[1]
    return SymbolNeed(modules + 2 * CODE128_QUIET, CODE128_QUIET, 0.19, 0.25, 1.016)


def qr_size(content: str, level: str) -> int:
    """Return the modules to a side of the QR symbol of `content`, without its quiet zone.

    Raises InvalidInput where there is none.
    """
    if level not in LEVELS:
        raise InvalidInput(
            "{level} is no level of error correction; choose L, M, Q or H.", level=repr(level)
        )
    if not content:
        raise InvalidInput("There is no text to draw as a QR code; give one.")
    return 17 + 4 * _version(content, level, None)


def widest_letter(content: str, level: str) -> str:
    """Return the most demanding of "a", "A" and "0" that `content` may hold at no cost in size.

    So codes as long as the longest fit the same symbol though it happens to be all digits.
    """
    own = _version(content, level, None)
    wider: tuple[tuple[str, Mode], ...] = (("a", _BYTE), ("A", _ALPHANUMERIC))
    for letter, mode in wider:
        spelled = mode == _BYTE or _is_alphanumeric(content)
        if spelled and _version(content, level, mode) == own:
            return letter
    return "0"


def modules_to_try(need: SymbolNeed, most: float) -> Iterator[float]:
    """Yield sizes of a module in mm that fit into `most` mm, the largest first.

    Only the largest that fits, where it is less than wanted; none, where it is too small.
    """
    largest = min(need.largest, most / need.across)
    if largest < need.smallest:
        return
    least = min(need.wanted, largest)
    step = (largest - least) / (TRIED - 1)
    tried = (whole_dots(largest - step * index, least) for index in range(TRIED))
    yield from dict.fromkeys(tried)


def whole_dots(module: float, least: float) -> float:
    """Return `module` as whole dots of a printer where that makes it at most a tenth smaller.

    300 dpi is tried before 600: modules are then all of one size on paper.
    """
    for dpi in (300, 600):
        dot = INCH / dpi
        whole = math.floor(module / dot + 1e-9) * dot
        if whole >= max(least, module * 0.9):
            return whole
    return module


def bar_module(need: SymbolNeed, width: float) -> float | None:
    """Return the width in mm of the narrowest bar in `width` mm, None where there is no room."""
    module = min(need.largest, width / need.across, max(USUAL_BAR, 0.6 * width / need.across))
    if module < need.smallest:
        return None
    return whole_dots(module, min(need.wanted, module))


def bars_heights(width: float, most: float) -> Iterator[float]:
    """Yield heights in mm for bars `width` mm wide, the wished one first, within `most`.

    Nothing where there is no room for bars that a hand scanner can cross.
    """
    proper = max(BARS_HEIGHT, BARS_SHARE * width)
    least = BARS_SHARE * width
    tall = (each for each in (proper * 2.2, proper * 1.5) if each <= most * 0.4)
    for height in (*tall, proper, least):
        if height <= most:
            yield height


def _version(content: str, level: str, mode: Mode | None) -> int:
    code = qrcode.QRCode(error_correction=LEVELS[level], border=0)
    data = content.encode()
    code.add_data(QRData(data, mode) if mode else QRData(data))
    try:
        return int(code.best_fit())
    except (ValueError, DataOverflowError):
        raise InvalidInput("The text is too long for a QR code; shorten it.") from None


def _is_alphanumeric(content: str) -> bool:
    try:
        QRData(content.encode(), _ALPHANUMERIC)
    except ValueError:
        return False
    return True
