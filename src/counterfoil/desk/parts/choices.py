"""Choosing one of several: side by side, or from a list that drops down."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QListView, QSizePolicy, QWidget

from counterfoil.desk import theme
from counterfoil.desk.widgets import button, polish

Choice = tuple[str, str]


class Segments(QWidget):
    """A few choices side by side, of which one holds."""

    chosen = Signal(str)

    def __init__(self, values: Sequence[str]) -> None:
        super().__init__()
        self._values = tuple(values)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, value in enumerate(self._values):
            part = button("segment")
            part.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            part.setCheckable(True)
            part.clicked.connect(lambda _on, value=value: self.chosen.emit(value))
            self._group.addButton(part, index)
            row.addWidget(part, 1)
        self._round_ends()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._round_ends()
        super().changeEvent(event)

    def _round_ends(self) -> None:
        """Round the outer corners, whichever way the language runs."""
        parts = self._group.buttons()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            parts.reverse()
        for part in parts:
            place = "first" if part is parts[0] else "last" if part is parts[-1] else ""
            polish(part, place=place)

    def name(self, texts: Sequence[str], what: str) -> None:
        """Name the choices, and what is chosen for a screen reader."""
        for part, text in zip(self._group.buttons(), texts, strict=True):
            part.setText(text)
            part.setAccessibleName(f"{what}: {text}")

    def show_value(self, value: str) -> None:
        """Show which one holds."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)


class Choices(QComboBox):
    """A drop-down list of values and their names."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setView(QListView())
        self.activated.connect(lambda index: self.picked.emit(self.itemData(index)))

    def offer(self, choices: Sequence[Choice], value: str) -> None:
        """Offer choices (value, name) and show the one that holds, named by itself if not there."""
        self.clear()
        offered = list(choices)
        if value not in {choice for choice, _name in offered}:
            offered.append((value, value))
        for choice, name in offered:
            self.addItem(name, choice)
        self.setCurrentIndex(self.findData(value))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.colour("soft"), 2))
        rtl = self.layoutDirection() == self.layoutDirection().RightToLeft
        x, y = (20.0 if rtl else self.width() - 20.0), self.height() / 2
        points = [QPointF(x - 6, y - 3), QPointF(x, y + 3), QPointF(x + 6, y - 3)]
        painter.drawPolyline(QPolygonF(points))
