"""A hand scanner on a serial port; what its thread says comes out on the screen's."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from counterfoil.scanning.serial_port import PortState, SerialScanner
from counterfoil.scanning.steady import Debounce


class SerialSource(QObject):
    """Reads one port at a time. `scanned` gives a text, `state` how the port stands."""

    scanned = Signal(str)
    state = Signal(object)
    _text = Signal(str)

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._seconds = seconds
        self._scanner: SerialScanner | None = None
        self._debounce = Debounce()
        self._text.connect(self._take)

    def open(self, device: str) -> None:
        """Read `device` from now on; "" for none."""
        self.close()
        if device:
            self._scanner = SerialScanner(device, self._text.emit, self.state.emit)
            self._scanner.start()
        else:
            self.state.emit(PortState.ABSENT)

    def close(self) -> None:
        """Read nothing any more."""
        if self._scanner is not None:
            self._scanner.stop()
            self._scanner = None

    def _take(self, text: str) -> None:
        if self._debounce.accept(text, self._seconds()):
            self.scanned.emit(text)
