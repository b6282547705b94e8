"""A colour as it is typed, with a swatch that opens the system's palette."""

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QPushButton, QWidget

from counterfoil.desk import theme
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.inputs import TextInput
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, describe, polish

HEX = re.compile(r"#?([0-9A-Fa-f]{6})", re.ASCII)


def canonical(typed: str) -> str:
    """Return a typed colour as `#RRGGBB`; other text as it was typed."""
    found = HEX.fullmatch(typed.strip())
    return f"#{found[1].upper()}" if found else typed.strip()


class Swatch(Live, QPushButton):
    """A button that shows a colour."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        self.setProperty("kind", "icon")

    def show_colour(self, text: str) -> None:
        """Show a colour; what is none as an empty box."""
        self._colour = QColor(text) if HEX.fullmatch(text) else QColor()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = now.px(30)
        painter.setPen(QPen(now.colour("edge"), 1))
        if self._colour.isValid():
            painter.setBrush(self._colour)
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        painter.drawRoundedRect(left, top, side, side, 6, 6)


class ColourInput(Live, QWidget):
    """`edited` gives what the colour was changed to."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.swatch, self.text = Swatch(), TextInput()
        self.text.setMaxLength(20)
        self.setFocusProxy(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.swatch)
        row.addWidget(self.text, 1)
        self.text.edited.connect(self._typed)
        self.swatch.clicked.connect(self._open)

    @property
    def value(self) -> str:
        """The colour, as it stands."""
        return canonical(self.text.text())

    def show_value(self, value: object) -> None:
        """Show a colour."""
        if canonical(self.text.text()) != str(value):
            self.text.show_value(value)
        self.swatch.show_colour(str(value))

    def name(self, text: str) -> None:
        """Name both parts."""
        self.text.setAccessibleName(text)
        describe(self.swatch, _("Choose: {what}").format(what=text))

    def _typed(self, _text: object) -> None:
        self.swatch.show_colour(self.value)
        self.edited.emit(self.value)

    def _open(self) -> None:
        dialog = QColorDialog(QColor(self.value), self)
        dialog.colorSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(False)
        dialog.show()

    def _picked(self, colour: QColor) -> None:
        self.show_value(colour.name().upper())
        self.edited.emit(self.value)


class ColourField(Field):
    """A colour with its name above and what is wrong with it below."""

    def __init__(self) -> None:
        self.colour = ColourInput()
        super().__init__(self.colour)

    def name(self, text: str, hint: str = "") -> None:
        super().name(text, hint)
        self.colour.name(text)

    def show_error(self, sentence: str) -> None:
        super().show_error(sentence)
        polish(self.colour.text, wrong="true" if sentence else "false")
        self.colour.text.setAccessibleDescription(sentence)
