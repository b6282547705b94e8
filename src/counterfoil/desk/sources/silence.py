"""A silence among the keys, told only once every key has been heard that came before its end."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

# Qt tells a timer that is due before the keys that wait behind it; the next round comes after them.
ONE_MORE_ROUND_MS = 1


class Silence(QObject):
    """Tells `over` when nothing has begun it anew for so long.

    A screen that was busy finds its timer due and the rest of a scan waiting, both at once: then
    the keys are heard first, and begin the silence anew.
    """

    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._span = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._round = QTimer(self, singleShot=True, interval=ONE_MORE_ROUND_MS)
        self._span.timeout.connect(self._round.start)
        self._round.timeout.connect(self.over)

    def begin(self, milliseconds: int) -> None:
        """Wait for so long, from now on."""
        self._round.stop()
        self._span.start(milliseconds)

    def stop(self) -> None:
        """Tell nothing more."""
        self._span.stop()
        self._round.stop()
