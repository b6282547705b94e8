"""Cells that a spreadsheet would take for a formula, made harmless and back."""

from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Return `text` with an apostrophe before what a spreadsheet would work out (OWASP's list).

    One more where there are some already, so that what was there comes back.
    """
    return f"'{text}" if _is_formula(text) else text


def without_guard(text: str) -> str:
    """Return `text` without the apostrophe that `guarded` has put there."""
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULA)
