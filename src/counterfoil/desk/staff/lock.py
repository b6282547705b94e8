"""The lock screen: the store, the time, and who is at the till. Nothing else can be reached."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import formats, theme
from counterfoil.desk.staff.who import WhoPanel
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Icon, Live, frame, label
from counterfoil.domain.store import Store

WIDTH, HEIGHT = 440, 460
ROOMY = 600


class LockScreen(Live, QWidget):
    """Covers the counter and the back office until somebody signs in."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._clock = clock
        self._store: Store | None = None
        self._name, self._time = Elided("title"), label("clock")
        for part in (self._name, self._time):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.who = WhoPanel(clock, lambda: _("Who is at the till?"), leaves=False)
        self._card = frame("card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(20, 16, 20, 20)
        inside.addWidget(self.who)
        self._icon = Icon("lock", "soft", 32)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.retranslate)
        self._lay_out()
        self.restyle()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self._place = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._place.setSpacing(6)
        self._place.addWidget(self._name)
        self._place.addWidget(self._time)
        column.addLayout(self._place)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card)
        row.addStretch(1)
        column.addLayout(row, 20)
        column.addStretch(1)

    def show_store(self, store: Store) -> None:
        """Say where this is."""
        self._store = store
        self._name.set_text(store.name)
        self.retranslate()

    def retranslate(self) -> None:
        if self._store is not None:
            now = self._clock()
            self._time.setText(formats.short_moment(now, self._store.zone, now))

    def _spread(self) -> None:
        """Put the store and the time side by side where they stand in the way of the keys."""
        roomy = self.height() >= theme.current().px(ROOMY)
        way = QBoxLayout.Direction
        self._icon.setVisible(roomy)
        self._place.setDirection(way.TopToBottom if roomy else way.LeftToRight)

    def restyle(self) -> None:
        self._spread()
        now = theme.current()
        self._card.setFixedWidth(min(now.px(WIDTH), 900))
        self._card.setMaximumHeight(now.px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.retranslate()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
