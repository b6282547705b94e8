"""Colours, sizes and the style sheet: one theme for the whole application, light or dark."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from counterfoil.resources import resource

FONT = "Inter"
FONT_FILES = ("Regular", "Medium", "SemiBold", "Bold")
# Touch targets: design section 8.
TARGET = 48
SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
_PIXELS = re.compile(r"\b(\d+)px")
_TOKEN = re.compile(r"\$([a-z-]+)")


class Scheme(StrEnum):
    """Which theme is wanted: the system's own choice, or one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by role (see `resources/themes`), and the factor that text and controls grow by."""

    name: str
    colours: Mapping[str, str]
    scale: float = 1.0

    def colour(self, role: str) -> QColor:
        """Return the colour of a role."""
        return QColor(self.colours[role])

    def px(self, size: float) -> int:
        """Return a length in pixels at the chosen text size."""
        return round(size * self.scale)


class _Current:
    theme: Theme | None = None


def current() -> Theme:
    """Return the theme in force."""
    if _Current.theme is None:
        _Current.theme = load("light")
    return _Current.theme


def load(name: str, scale: float = 1.0) -> Theme:
    """Read the theme `name`, light or dark."""
    with resource(f"themes/{name}.toml").open("rb") as file:
        return Theme(name, tomllib.load(file), scale)


def load_fonts() -> None:
    """Make the bundled font known to Qt."""
    for weight in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{FONT}-{weight}.otf")))


def choose(scheme: Scheme, system: Qt.ColorScheme) -> str:
    """Return the name of the theme for a wish and what the system says."""
    if scheme is Scheme.SYSTEM:
        return "dark" if system is Qt.ColorScheme.Dark else "light"
    return scheme.value


def apply(app: QApplication, scheme: Scheme, scale: float = 1.0) -> None:
    """Put a theme in force in the whole application; widgets get a `StyleChange` event."""
    theme = load(choose(scheme, app.styleHints().colorScheme()), scale)
    _Current.theme = theme
    app.setPalette(palette(theme))
    app.setFont(body_font(theme))
    sheet = style_sheet(theme)
    # Qt would dress every widget anew, in the same.
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)


def body_font(theme: Theme) -> QFont:
    """Return the font of running text."""
    font = QFont([FONT])
    font.setPixelSize(theme.px(16))
    return font


def code_font(size: float, weight: QFont.Weight = QFont.Weight.DemiBold) -> QFont:
    """Return the font for codes: figures of one width, a slashed zero, told-apart look-alikes."""
    font = QFont([FONT])
    font.setPixelSize(current().px(size))
    font.setWeight(weight)
    for feature in ("tnum", "zero", "ss02"):
        font.setFeature(QFont.Tag(feature), 1)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, current().px(size) * 0.04)
    return font


def palette(theme: Theme) -> QPalette:
    """Return the palette for what the style sheet leaves to the style."""
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "refused-text",
        QPalette.ColorRole.ToolTipBase: "text",
        QPalette.ColorRole.ToolTipText: "surface",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on-accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.PlaceholderText: "soft",
        QPalette.ColorRole.Accent: "accent",
    }
    made = QPalette()
    for role, name in roles.items():
        made.setColor(role, theme.colour(name))
    return made


def style_sheet(theme: Theme) -> str:
    """Return the style sheet with the theme's colours and lengths."""
    text = resource("themes/desk.qss").read_text("utf-8")
    scaled = _PIXELS.sub(lambda match: f"{theme.px(int(match[1]))}px", text)
    return _TOKEN.sub(lambda match: theme.colours[match[1]], scaled)
