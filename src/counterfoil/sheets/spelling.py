"""Letters as a PDF shows them in an embedded typeface, each asked of ReportLab once.

ReportLab spells and measures every text letter by letter; on sheets they are always the same few.
"""

from typing import cast

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from counterfoil.sheets.streamed import StreamedCanvas


class Spelling:
    """Spells texts in one font of one file.

    ReportLab embeds a typeface in parts of some 250 letters; only those in the first are spelled.
    """

    def __init__(self, canvas: StreamedCanvas, font: str) -> None:
        self._font = cast("TTFont", pdfmetrics.getFont(font))
        self._document = canvas.document
        self._letters: dict[str, str] = {}
        self._widths: dict[str, float] = {}
        self._others: set[str] = set()

    def choose(self, size: float) -> str:
        """Return the operator that chooses the font, `size` points high."""
        name = self._font.getSubsetInternalName(0, self._document)
        return f"{name} {size:.5f} Tf"

    def spells(self, text: str) -> bool:
        """Whether all letters are in the font's first part, which they join where there is room."""
        for letter in text:
            if letter not in self._letters:
                self._learn(letter)
        return self._others.isdisjoint(text)

    def show(self, text: str) -> str:
        """Return the operator that shows a text that `spells` holds for."""
        return f"({''.join([self._letters[letter] for letter in text])}) Tj"

    def width(self, text: str, size: float) -> float:
        """Return how wide such a text is in points."""
        return sum([self._widths[letter] for letter in text]) * size

    def _learn(self, letter: str) -> None:
        ((part, spelled),) = self._font.splitString(letter, self._document)
        self._letters[letter] = escapePDF(spelled)
        self._widths[letter] = self._font.stringWidth(letter, 1)
        if part:
            self._others.add(letter)
