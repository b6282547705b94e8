"""What is said while a picture is held above the window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, label

EDGE, RADIUS, LINE = 24, 18, 3


class DropHint(Live, QWidget):
    """Lies over the window, which is dimly seen through it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._text = label("title", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * EDGE, 2 * EDGE, 2 * EDGE, 2 * EDGE)
        column.addWidget(self._text)
        self.hide()
        self.retranslate()

    def open(self) -> None:
        """Show it above everything."""
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()

    def retranslate(self) -> None:
        self._text.setText(_("Drop a picture or a PDF to read its code"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = now.colour("accent-ground")
        ground.setAlpha(238)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(now.colour("accent"), LINE, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE), RADIUS, RADIUS)
