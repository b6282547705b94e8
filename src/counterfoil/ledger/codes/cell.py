"""Cells that a spreadsheet would take for a formula, made harmless and back."""

from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Return `text` with an apostrophe before what a spreadsheet would work out (OWASP's list)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def without_guard(text: str) -> str:
    """Return `text` without the apostrophe that `guarded` has put there."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
