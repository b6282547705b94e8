"""A clock that is behind what was written here is told of, whether there is a hub or not."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from counterfoil.desk import formats
from counterfoil.desk.door import Door
from counterfoil.desk.translation import _
from counterfoil.desk.window import MainWindow
from counterfoil.ledger.journal import clock_behind
from counterfoil.ledger.ledger import Ledger

LOOK_EVERY_MS = 30_000


class ClockWatch(QObject):
    """Looks at the clock of a till that is open, and has the window say where it is behind."""

    def __init__(self, window: MainWindow, clock: Callable[[], datetime]) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self._ledger: Ledger | None = None
        self._read: Door | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, ledger: Ledger, read: Door) -> None:
        """Watch the clock for a ledger that was opened, which is read through a door."""
        self._ledger, self._read = ledger, read
        self._timer.start()
        self.look()

    def end(self) -> None:
        """Watch no more; called before the ledger is closed."""
        self._timer.stop()
        self._ledger = self._read = None
        self._window.show_clock(None)

    def look(self) -> None:
        """Look now."""
        ledger, read, now = self._ledger, self._read, self._clock()
        if ledger is not None and read is not None:
            read.submit(lambda: clock_behind(ledger, now), self._tell, lambda _error: None)

    def _tell(self, behind: timedelta | None) -> None:
        if self._ledger is not None:
            self._window.show_clock(None if behind is None else lambda: sentence(behind))


def sentence(behind: timedelta) -> str:
    """Return what is said of a clock that is so far behind."""
    return _(
        "The clock of this machine is {span} behind what was written here before. Campaigns and"
        " limits go by the later time until it has caught up; set the clock right."
    ).format(span=formats.span(behind))
