"""Contrast by WCAG 2: text keeps 4.5:1 on its ground, edges and focus 3:1."""

import pytest

from counterfoil.desk import theme
from counterfoil.desk.theme import SCALES, Scheme

THEMES = ("light", "dark")
TONES = ("accepted", "used", "refused", "provisional", "needed", "error")
TEXTS = [
    *((ink, ground) for ink in ("text", "soft") for ground in ("window", "surface", "sunken")),
    *(("on-verdict", tone) for tone in TONES),
    *((f"{tone}-text", f"{tone}-ground") for tone in TONES),
    *((f"{tone}-text", "surface") for tone in TONES),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("accent", "accent-ground"),
    ("text", "accent-ground"),
    ("text", "used-ground"),
    ("text", "refused-ground"),
    ("text", "needed-ground"),
    ("on-viewfinder", "viewfinder"),
]
EDGES = [
    *(("edge", ground) for ground in ("window", "surface")),
    *(("focus", ground) for ground in ("window", "surface")),
    ("found", "viewfinder"),
]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_can_be_read(name: str, ink: str, ground: str) -> None:
    colours = theme.load(name).colours
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_can_be_seen(name: str, edge: str, ground: str) -> None:
    colours = theme.load(name).colours
    assert contrast(colours[edge], colours[ground]) >= 3


def test_both_themes_have_the_same_roles() -> None:
    assert theme.load("light").colours.keys() == theme.load("dark").colours.keys()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_has_every_colour_and_grows(name: str, scale: float) -> None:
    sheet = theme.style_sheet(theme.load(name, scale))
    assert "$" not in sheet
    assert f"font-size: {round(16 * scale)}px" in sheet


def test_the_system_decides_unless_one_is_chosen() -> None:
    from PySide6.QtCore import Qt

    assert theme.choose(Scheme.SYSTEM, Qt.ColorScheme.Dark) == "dark"
    assert theme.choose(Scheme.SYSTEM, Qt.ColorScheme.Unknown) == "light"
    assert theme.choose(Scheme.LIGHT, Qt.ColorScheme.Dark) == "light"
