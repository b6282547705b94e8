"""Colours that scanners and eyes can tell apart.

Scanners light with red, 650 to 670 nm (GS1 General Specifications grade at 660 nm), cameras with
white, so a pair of colours is judged in the red channel and in luminance. The reflectance of a
printed colour is taken to be its linear light in sRGB (IEC 61966-2-1).
"""

import re
from typing import Final

from counterfoil.domain.errors import InvalidInput

SYMBOL_CONTRAST: Final = 0.70
"""ISO/IEC 15415: a symbol contrast of 70% or more is grade 4, the best."""

BLACK: Final = "#000000"
WHITE: Final = "#FFFFFF"
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def colour_parts(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of `#RRGGBB`, each from 0 to 1.

    Raises InvalidInput for anything else.
    """
    if not _COLOUR.fullmatch(colour):
        raise InvalidInput(
            "{colour} is no colour; write it as #RRGGBB, such as #1F3A5F.", colour=repr(colour)[:40]
        )
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


def red_light(colour: str) -> float:
    """Return how much red light a colour throws back, from 0 to 1."""
    return _linear(colour_parts(colour)[0])


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    red, green, blue = map(_linear, colour_parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours to an eye, from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_colour(behind: str) -> str:
    """Return black or white, whichever reads better on `behind`; always 4.5 to 1 or more."""
    return max(BLACK, WHITE, key=lambda colour: contrast_ratio(colour, behind))


def check_contrast(ink: str, paper: str) -> None:
    """Refuse colours of a symbol that a scanner may not tell apart. Raises InvalidInput."""
    if luminance(ink) >= luminance(paper):
        raise InvalidInput(
            "The ink {ink} is not darker than the paper {paper}, and many scanners read dark on"
            " light only; choose a darker ink or a lighter paper.",
            ink=ink,
            paper=paper,
        )
    if red_light(paper) < SYMBOL_CONTRAST or luminance(paper) < SYMBOL_CONTRAST:
        raise InvalidInput(
            "The paper {paper} is too dark for a scanner, whatever the ink; choose a lighter one.",
            paper=paper,
        )
    if luminance(paper) - luminance(ink) < SYMBOL_CONTRAST:
        raise InvalidInput(
            "The ink {ink} is too light on the paper {paper}; choose a darker ink or a lighter"
            " paper.",
            ink=ink,
            paper=paper,
        )
    if red_light(paper) - red_light(ink) < SYMBOL_CONTRAST:
        raise InvalidInput(
            "The ink {ink} looks as light as paper in a scanner’s red light; choose black, dark"
            " blue or dark green.",
            ink=ink,
        )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
