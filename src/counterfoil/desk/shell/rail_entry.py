"""An entry of the rail: an icon with its name, and a count where something waits there."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton

from counterfoil.desk import formats, theme
from counterfoil.desk.parts.cells import small_font
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import describe

MOST = 99


class RailEntry(QToolButton):
    """Checked while its screen is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = self._key = ""
        self.count = 0

    def name(self, text: str, key: str) -> None:
        """Name it, in the screen's language, with its shortcut."""
        self._name, self._key = text, key
        self.setText(text)
        self.setShortcut(key)
        self._describe()

    def show_count(self, count: int) -> None:
        """Say how much waits there."""
        if count != self.count:
            self.count = count
            self._describe()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count:
            return
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = small_font(12, QFont.Weight.Bold)
        text = formats.number(self.count) if self.count <= MOST else f"{MOST}+"
        high = now.px(18)
        wide = max(high, QFontMetrics(font).horizontalAdvance(text) + now.px(9))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = self.width() / 2 + (-1 if rtl else 1) * self.iconSize().width() * 0.62
        box = QRectF(middle - wide / 2, 2, wide, high)
        # An edge in the rail's own colour sets it off from the icon below.
        painter.setPen(QPen(now.colour("surface"), 2))
        painter.setBrush(now.colour("refused"))
        painter.drawRoundedRect(box, high / 2, high / 2)
        painter.setFont(font)
        painter.setPen(now.colour("on-verdict"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _describe(self) -> None:
        waits = _("{name}, {count} open").format(name=self._name, count=self.count)
        describe(self, waits if self.count else self._name, self._key)
