"""The panel under the header where somebody else takes over; the counter goes on beside it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.header import HEIGHT as HEADER
from counterfoil.desk.staff.who import WhoPanel
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, set_icon

WIDTH, HEIGHT, GAP = 400, 500, 12
LOCK_KEY = "Ctrl+L"


class Drawer(Live, QFrame):
    """Lies over a part of `over`, at the trailing side. Hidden until it is opened."""

    def __init__(self, over: QWidget, clock: Callable[[], datetime]) -> None:
        super().__init__(over)
        self.setProperty("kind", "drawer")
        self._over = over
        self.who = WhoPanel(clock, lambda: _("Who is at the till?"), leaves=True)
        self.who.left.connect(self.hide)
        self.lock = button("quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.who, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.lock)
        column.addLayout(row)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.hide)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        over.installEventFilter(self)
        self.hide()
        self.retranslate()
        self.restyle()

    def open(self) -> None:
        """Show it above everything."""
        self._place()
        self.show()
        self.raise_()
        # Until the names are there; Escape works from then on.
        self.lock.setFocus()

    def retranslate(self) -> None:
        self.lock.setText(_("Lock the till"))
        keys = QKeySequence(LOCK_KEY).toString(QKeySequence.SequenceFormat.NativeText)
        self.lock.setToolTip(keys)

    def restyle(self) -> None:
        set_icon(self.lock, "lock")
        shade = QGraphicsDropShadowEffect(self, blurRadius=36, offset=QPointF(0, 6))
        colour = theme.current().colour("viewfinder")
        colour.setAlpha(110)
        shade.setColor(colour)
        self.setGraphicsEffect(shade)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        now, room = theme.current(), self._over.size()
        top = now.px(HEADER) + GAP
        width = min(now.px(WIDTH), room.width() - 2 * GAP)
        height = min(now.px(HEIGHT), room.height() - top - GAP)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setGeometry(GAP if rtl else room.width() - width - GAP, top, width, height)
