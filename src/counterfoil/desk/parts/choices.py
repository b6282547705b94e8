"""Choosing one of several: side by side, or from a list that drops down."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from counterfoil.desk import theme
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.widgets import button, polish

Choice = tuple[str, str]


class Segments(QWidget):
    """A few choices side by side, of which one holds."""

    chosen = Signal(str)

    def __init__(self, values: Sequence[str]) -> None:
        super().__init__()
        self._values = tuple(values)
        self._group = QButtonGroup(self)
        self._row = row = Turning(self)
        for index, value in enumerate(self._values):
            part = button("segment")
            part.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            part.setCheckable(True)
            # The group sees to that itself; so it is told to a screen reader too.
            part.setAutoExclusive(True)
            part.clicked.connect(lambda _on, value=value: self.chosen.emit(value))
            self._group.addButton(part, index)
            row.addWidget(part, 1)
        self._round_ends()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._round_ends()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._round_ends()

    def _round_ends(self) -> None:
        """Round the outer corners, whichever way the language runs."""
        parts = self._group.buttons()
        ends = ("top", "bottom") if self._row.is_column else ("first", "last")
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and not self._row.is_column:
            parts.reverse()
        for part in parts:
            place = ends[0] if part is parts[0] else ends[1] if part is parts[-1] else ""
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
        # A long choice is cut, and told by the tooltip, rather than keep what holds it wide.
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme.current(), QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.colour("soft"), now.px(2)))
        rtl = self.layoutDirection() == self.layoutDirection().RightToLeft
        inset, wide, high = now.px(20), now.px(6), now.px(3)
        x, y = (inset if rtl else self.width() - inset), self.height() / 2
        points = [QPointF(x - wide, y - high), QPointF(x, y + high), QPointF(x + wide, y - high)]
        painter.drawPolyline(QPolygonF(points))

    def shown_text(self, option: QStyleOptionComboBox) -> str:
        """Return the text of the choice that holds, with an ellipsis where it has no room."""
        control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, field, self).width()
        elide = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.currentText(), elide, room - 2)

    def event(self, event: QEvent) -> bool:
        """Have the tooltip tell a text that is cut."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            if self.shown_text(option) != self.currentText():
                QToolTip.showText(event.globalPos(), self.currentText(), self)
                return True
        return super().event(event)
