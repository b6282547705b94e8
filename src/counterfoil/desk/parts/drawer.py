"""A panel under the header, over a part of the window; the counter goes on beside it."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.header import HEIGHT as HEADER
from counterfoil.desk.parts.leaving import Leaving
from counterfoil.desk.widgets import Live

WIDTH, HEIGHT, GAP = 440, 500, 12


class Drawer(Live, QFrame):
    """Lies over a part of `over`, at the trailing side. Hidden until it is opened."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("kind", "drawer")
        self._over = over
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 12, 12, 12)
        self.column.setSpacing(8)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.hide)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        Leaving(self, self.hide)
        over.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it above everything."""
        self.place()
        self.show()
        self.raise_()

    def restyle(self) -> None:
        shade = QGraphicsDropShadowEffect(self, blurRadius=36, offset=QPointF(0, 6))
        colour = theme.current().colour("viewfinder")
        colour.setAlpha(110)
        shade.setColor(colour)
        self.setGraphicsEffect(shade)
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def place(self) -> None:
        """Take its place, no larger than the window has room for."""
        now, room = theme.current(), self._over.size()
        top = now.px(HEADER) + GAP
        width = min(now.px(self.wide()), room.width() - 2 * GAP)
        height = min(now.px(self.tall()), room.height() - top - GAP)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setGeometry(GAP if rtl else room.width() - width - GAP, top, width, height)

    def wide(self) -> int:
        """Return the width it wants, at 100%."""
        return WIDTH

    def tall(self) -> int:
        """Return the height it wants, at 100%."""
        return HEIGHT
