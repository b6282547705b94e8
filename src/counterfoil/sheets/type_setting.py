"""Setting a text: in how many lines, and how large, it fits into a width."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from counterfoil.sheets import fonts
from counterfoil.sheets.units import POINT

LEADING: Final = 1.2
"""From one line to the next, in the size of the type."""

BASELINE: Final = 0.95
"""From the top of a line to its base: room for an accent on a capital, in the size of the type."""

ELLIPSIS: Final = "…"
LEAST_LETTERS: Final = 8
"""A line cut shorter than this tells nothing."""


class Kind(StrEnum):
    """What a part of a label is."""

    QR = "qr"
    CODE_128 = "code128"
    LOGO = "logo"
    NOTE = "note"
    NAME = "name"
    CODE = "code"
    DATES = "dates"
    TERMS = "terms"


NEVER_CUT: Final = frozenset({Kind.CODE, Kind.DATES, Kind.NOTE})
"""Half of these would mislead: they are shown whole or not at all."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text to be set. Sizes are in points; `smallest` is the least that can be read.

    `forms` are the only ways to break a text that must not be cut, the best first; without any it
    is broken between words into at most `most_lines`. Rather than on more than `few_lines` it
    stands a fifth smaller.
    """

    kind: Kind
    text: str
    font: str
    size: float
    smallest: float
    most_lines: int = 1
    few_lines: int = 99
    forms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SetText:
    """A text as set: its lines, its size in points, and whether some of it is missing."""

    lines: tuple[str, ...]
    size: float
    cut: bool = False

    @property
    def height(self) -> float:
        """Millimetres from the top of the first line to the bottom of the last."""
        return len(self.lines) * self.size * LEADING * POINT


def set_text(paragraph: Paragraph, width: float, size: float) -> SetText | None:
    """Set the whole text into `width` mm at `size` points; None where it does not fit."""
    if paragraph.forms:
        return _set_form(paragraph, width, size)
    lines = _wrapped(paragraph, width, size)
    if len(lines) > paragraph.few_lines:
        smaller = max(paragraph.smallest, size * 0.8)
        fewer = _wrapped(paragraph, width, smaller)
        if len(fewer) <= paragraph.few_lines:
            lines, size = fewer, smaller
    if len(lines) > paragraph.most_lines or _too_wide(lines, paragraph.font, width, size):
        return None
    return SetText(tuple(lines), size)


def set_cut(paragraph: Paragraph, width: float, size: float, most_lines: int) -> SetText | None:
    """Set as much of the text as `most_lines` hold, with an ellipsis where some is missing.

    None where only shreds of it would show, or where it must not be cut and does not fit.
    """
    if paragraph.forms:
        fitted = set_text(paragraph, width, size)
        return fitted if fitted and len(fitted.lines) <= most_lines else None
    lines = _wrapped(paragraph, width, size)
    if len(lines) <= most_lines and not _too_wide(lines, paragraph.font, width, size):
        return SetText(tuple(lines), size)
    if paragraph.kind in NEVER_CUT:
        return None
    full = min(most_lines, len(lines)) - 1
    whole, rest = lines[:full], " ".join(lines[full:])
    last = _shortened(rest, paragraph.font, width, size)
    if len(last) < LEAST_LETTERS or _too_wide(whole, paragraph.font, width, size):
        return None
    return SetText((*whole, last), size, cut=True)


def width_mm(text: str, font: str, size: float) -> float:
    """Return how wide a line is in millimetres."""
    return _width_at_one(text, font) * size * POINT


@lru_cache(maxsize=4096)
def _width_at_one(text: str, font: str) -> float:
    return fonts.width(text, font, 1000) / 1000


def _set_form(paragraph: Paragraph, width: float, size: float) -> SetText | None:
    """One line somewhat smaller is better than two."""
    for form, shrink in ((form, s) for form in paragraph.forms for s in (1, 0.9, 0.8, 0.72)):
        smaller = max(paragraph.smallest, size * shrink)
        if not _too_wide(form, paragraph.font, width, smaller):
            return SetText(form, smaller)
    return None


def _too_wide(lines: Sequence[str], font: str, width: float, size: float) -> bool:
    return any(width_mm(line, font, size) > width for line in lines)


def _wrapped(paragraph: Paragraph, width: float, size: float) -> list[str]:
    """Lines as even as can be: filled first, then narrowed as far as their number allows."""
    words = paragraph.text.split()
    lines = _filled(words, paragraph.font, width, size)
    low, high = width * 0.5, width
    for _ in range(5 if 1 < len(lines) <= 4 else 0):
        middle = (low + high) / 2
        narrower = _filled(words, paragraph.font, middle, size)
        if len(narrower) == len(lines) and not _too_wide(narrower, paragraph.font, middle, size):
            lines, high = narrower, middle
        else:
            low = middle
    return lines


def _filled(words: Sequence[str], font: str, width: float, size: float) -> list[str]:
    space = width_mm(" ", font, size)
    lines: list[str] = []
    left = 0.0
    for word in words:
        taken = width_mm(word, font, size)
        if lines and space + taken <= left:
            lines[-1] += f" {word}"
            left -= space + taken
        else:
            lines.append(word)
            left = width - taken
    return lines


def _shortened(line: str, font: str, width: float, size: float) -> str:
    if width_mm(line, font, size) <= width:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if width_mm(line[:middle].rstrip() + ELLIPSIS, font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return line[:low].rstrip(" ,;:–-") + ELLIPSIS
