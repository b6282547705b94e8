"""What the QR symbols of a batch have in common: version, level, mode and mask.

One version for all, so that modules are of one size on every label. The mode is stated, as the
`qrcode` library would else choose it by content: a code that is all digits would come out smaller
than its neighbours. Any mask is readable (ISO/IEC 18004, 7.8); the one is taken that the library's
penalty likes best over a few symbols.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal, cast

import numpy as np
import qrcode
from qrcode.exceptions import DataOverflowError
from qrcode.util import (
    MODE_8BIT_BYTE,
    MODE_ALPHA_NUM,
    MODE_NUMBER,
    QRData,
    lost_point,
    optimal_mode,
)

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.symbol import LEVELS, Modules

SAMPLE: Final = 4  # how many symbols of a batch are weighed to choose its mask


class Mode(IntEnum):
    """How a QR symbol spells its text."""

    NUMERIC = MODE_NUMBER
    ALPHANUMERIC = MODE_ALPHA_NUM
    BYTE = MODE_8BIT_BYTE


@dataclass(frozen=True, slots=True)
class QrShape:
    """What a batch's symbols share."""

    version: int
    level: str
    mode: Mode
    mask: int

    @property
    def size(self) -> int:
        """Modules to a side, without the quiet zone."""
        return 17 + 4 * self.version


def batch_shape(texts: Iterable[str], level: str) -> QrShape:
    """Return the shape that holds every one of `texts`, which are read once and not kept.

    Raises `InvalidInput` where there is no text, one is empty, or no symbol holds the longest.
    """
    sample: list[str] = []
    characters: set[str] = set()
    longest, most = "", -1
    for text in texts:
        if not text:
            raise _no_text()
        characters.update(text)
        size = len(text.encode())
        if size > most:
            longest, most = text, size
        if len(sample) < SAMPLE:
            sample.append(text)
    if not sample:
        raise _no_text()
    return _shape(sample, longest, _mode("".join(characters)), level)


def reference(data: bytes, shape: QrShape) -> Modules:
    """Return the `qrcode` library's own symbol of that shape, without its quiet zone.

    Raises `ValueError` where the shape does not hold so many bytes; that the mode can spell them is
    not checked.
    """
    code = qrcode.QRCode(shape.version, LEVELS[shape.level], border=0, mask_pattern=shape.mask)
    code.add_data(QRData(data, _mode_number(shape.mode), check_data=False))
    try:
        code.make(fit=False)
    except DataOverflowError:
        raise ValueError(f"Version {shape.version} does not hold {len(data)} bytes.") from None
    return np.array(code.modules, dtype=np.bool_)


def _shape(sample: Sequence[str], longest: str, mode: Mode, level: str) -> QrShape:
    code = qrcode.QRCode(error_correction=LEVELS[level], border=0)
    code.add_data(QRData(longest, _mode_number(mode)))
    try:
        version = code.best_fit()
    except (ValueError, DataOverflowError):
        raise InvalidInput("The text is too long for a QR code; shorten it.") from None
    shapes = [QrShape(version, level, mode, mask) for mask in range(8)]
    return min(shapes, key=lambda shape: _penalty(sample, shape))


def _penalty(sample: Sequence[str], shape: QrShape) -> int:
    """How hard symbols are to read, by ISO/IEC 18004, 7.8.3 as the library counts it.

    Noughts are broken up, as the library cannot divide a block that is all 0.
    """
    likenesses = (text.encode().replace(b"000", b"001") for text in sample)
    return sum(lost_point(reference(each, shape).tolist()) for each in likenesses)


def _mode(characters: str) -> Mode:
    return Mode(optimal_mode(characters.encode()))


def _mode_number(mode: Mode) -> Literal[1, 2, 4]:
    return cast("Literal[1, 2, 4]", mode.value)


def _no_text() -> InvalidInput:
    return InvalidInput("There is no text to draw as a QR code; give one.")
