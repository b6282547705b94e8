"""A button whose text gives way where there is no room for it, whole in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from counterfoil.desk import theme

LEAST = 120
ICON_GAP = 4


class YieldingButton(QPushButton):
    """Says what is set by `setText`, cut with an ellipsis where it must be."""

    def __init__(self, kind: str = "plain") -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole = ""

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fill()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        more = metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + more, hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(self.sizeHint().width(), theme.current().px(LEAST)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        contents = QStyle.SubElement.SE_PushButtonContents
        room = self.style().subElementRect(contents, option, self).width()
        if not self.icon().isNull():
            room -= self.iconSize().width() + ICON_GAP
        metrics = self.fontMetrics()
        fits = not self.isVisible() or metrics.horizontalAdvance(self._whole) <= room
        elide = Qt.TextElideMode.ElideRight
        shown = self._whole if fits else metrics.elidedText(self._whole, elide, room)
        if shown != self.text():
            super().setText(shown)
        if not fits or self.toolTip() == self._whole:
            self.setToolTip("" if fits else self._whole)
