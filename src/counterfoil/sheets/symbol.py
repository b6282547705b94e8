"""QR and Code 128 symbols as modules and as grey pictures."""

from typing import TypeAlias

import numpy as np
import qrcode
from numpy.typing import NDArray
from qrcode.exceptions import DataOverflowError
from reportlab.graphics.barcode.code128 import Code128Auto

from counterfoil.domain.errors import InvalidInput

Modules: TypeAlias = NDArray[np.bool_]  # rows × columns, true where dark
Grey: TypeAlias = NDArray[np.uint8]

# The light border that readers need, in modules: ISO/IEC 18004 (QR), ISO/IEC 15417 (Code 128).
QR_QUIET = 4
CODE128_QUIET = 10
# ISO/IEC 15417 asks for bars at least 15% as high as the symbol is wide.
CODE128_HEIGHT = 0.25

LEVELS = {
    "L": qrcode.ERROR_CORRECT_L,
    "M": qrcode.ERROR_CORRECT_M,
    "Q": qrcode.ERROR_CORRECT_Q,
    "H": qrcode.ERROR_CORRECT_H,
}


def qr_modules(text: str, level: str = "M") -> Modules:
    """Return the smallest QR symbol for `text`, without its quiet zone.

    Raises `InvalidInput` where the text is empty or too long for any QR symbol.
    """
    if not text:
        raise InvalidInput("There is no text to draw as a QR code; give one.")
    code = qrcode.QRCode(error_correction=LEVELS[level], border=0)
    code.add_data(text)
    try:
        code.make(fit=True)
    except (ValueError, DataOverflowError):
        raise InvalidInput("The text is too long for a QR code; shorten it.") from None
    return np.array(code.get_matrix(), dtype=np.bool_)


def code128_modules(text: str) -> Modules:
    """Return the Code 128 symbol for `text` as one row of modules, without its quiet zone.

    Raises `InvalidInput` where the text is empty or holds what Code 128 cannot say.
    """
    if not text or not text.isascii():
        raise InvalidInput("A Code 128 symbol holds plain ASCII letters, digits and signs only.")
    code = Code128Auto(text, quiet=0)
    code.validate()  # type: ignore[no-untyped-call]
    code.encode()  # type: ignore[no-untyped-call]
    code.decompose()  # type: ignore[no-untyped-call]
    return bar_modules(code.decomposed)


def bar_modules(spelling: str) -> Modules:
    """Return one row of modules from the letters ReportLab spells bars and spaces with.

    A bar is a capital, a space a small letter, its width its place in the alphabet.
    """
    runs = [(letter.isupper(), ord(letter.upper()) - ord("A") + 1) for letter in spelling]
    return np.array([[dark for dark, width in runs for _ in range(width)]], dtype=np.bool_)


def draw(modules: Modules, scale: int = 8, quiet: int = QR_QUIET) -> Grey:
    """Return `modules` in black on white, `scale` pixels to a module, with its quiet zone.

    A single row of modules is drawn as bars.
    """
    padded = np.pad(modules, ((0, 0), (quiet, quiet)) if len(modules) == 1 else quiet)
    if len(modules) == 1:
        padded = np.repeat(padded, max(1, round(padded.shape[1] * CODE128_HEIGHT)), axis=0)
        padded = np.pad(padded, ((2, 2), (0, 0)))
    dark = np.kron(padded, np.ones((scale, scale), dtype=np.bool_))
    return np.where(dark, 0, 255).astype(np.uint8)


def qr_picture(text: str, scale: int = 8, level: str = "M") -> Grey:
    """Return `text` as a picture of a QR symbol, `scale` pixels to a module."""
    return draw(qr_modules(text, level), scale, QR_QUIET)


def code128_picture(text: str, scale: int = 4) -> Grey:
    """Return `text` as a picture of a Code 128 symbol, `scale` pixels to a module."""
    return draw(code128_modules(text), scale, CODE128_QUIET)
