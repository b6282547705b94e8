"""A list, and one of its lines in whole: beside it, or in its place where both have no room."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.parts.layout import take_width
from counterfoil.desk.parts.scrolled import Tall
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, Scroll, button, describe, set_icon

LEAST_HEIGHT, ROOMY, GAP = 300, 1000, 16
MARGINS = 48
"""What a page leaves free at both sides, at any size of text."""


class Aside(Live, QFrame):
    """What a line of a list is about; hidden until it is shown. `closed` follows its cross."""

    closed = Signal()

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._about: object | None = None
        self._width, self._wide = width, False
        self.leave = button("icon")
        self.leave.clicked.connect(self._left)
        self.hide()

    def be_wide(self, *, wide: bool) -> None:
        """Take all the room there is, or as much as beside the list."""
        self._wide = wide
        take_width(self, self._width, wide=wide)

    def forget(self) -> None:
        """Show nothing."""
        self._about = None
        self.hide()

    def retranslate(self) -> None:
        describe(self.leave, _("Close"))

    def restyle(self) -> None:
        self.be_wide(wide=self._wide)
        set_icon(self.leave, "close")

    def _left(self) -> None:
        self.forget()
        self.closed.emit()


class Beside(Live, Scroll):
    """Shares the room between a list and what stands `aside`, below what is `above` both.

    What is `over` the list alone goes with it. Where panels and large text leave the list no room,
    the whole is scrolled.
    """

    def __init__(
        self,
        listed: QWidget,
        aside: Aside,
        *,
        above: Sequence[QWidget] = (),
        over: Sequence[QWidget] = (),
        roomy: int = ROOMY,
    ) -> None:
        self._listed, self._aside, self._roomy = listed, aside, roomy
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GAP)
        for part in over:
            left.addWidget(part)
        left.addWidget(listed, 1)
        sides = QHBoxLayout()
        sides.setSpacing(GAP)
        sides.addWidget(self._left, 1)
        sides.addWidget(aside)
        inner = Tall()
        for part in above:
            inner.column.addWidget(part)
        inner.column.addLayout(sides, 1)
        super().__init__(inner)
        aside.installEventFilter(self)
        self.restyle()

    def restyle(self) -> None:
        for part in (self._listed, self._aside):
            part.setMinimumHeight(theme.current().px(LEAST_HEIGHT))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._aside and event.type() in {
            QEvent.Type.ShowToParent,
            QEvent.Type.HideToParent,
        }:
            self._share()
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        narrow = self.width() < theme.current().px(self._roomy) - MARGINS
        self._aside.be_wide(wide=narrow)
        self._left.setVisible(not narrow or self._aside.isHidden())
