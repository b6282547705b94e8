"""The typeface of what is printed: Noto Sans, which covers Latin, Greek and Cyrillic.

ReportLab embeds TrueType outlines only, and the typeface of the screens has the other kind.
Nothing here shapes text, so scripts that join or reorder their letters are not covered.
"""

import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from counterfoil.resources import resource

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}


def register() -> None:
    """Make the fonts known to ReportLab, once."""
    for name in _FILES:
        _font(name)


def composed(text: str) -> str:
    """Return `text` with letters and their accents joined, as the fonts draw them best."""
    return unicodedata.normalize("NFC", text)


def missing(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that cannot be printed, each once, in their order."""
    glyphs = _font(REGULAR).face.charToGlyph
    wanted = dict.fromkeys(composed(text))
    return tuple(each for each in wanted if not each.isspace() and ord(each) not in glyphs)


def width(text: str, font: str, size: float) -> float:
    """Return how wide `text` comes out in points, in one of the fonts above, `size` points high."""
    return float(_font(font).stringWidth(composed(text), size))


@cache
def _font(name: str) -> TTFont:
    font = TTFont(name, str(resource(f"fonts/{_FILES[name]}")))
    pdfmetrics.registerFont(font)
    return font
