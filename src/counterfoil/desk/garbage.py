"""Python's cyclic garbage, collected on the screen's thread only.

The collector runs on whichever thread happens to allocate, and would now and then destroy a window
on the thread of the ledger or the camera, which Qt does not survive.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Garbage(QObject):
    """Collects in place of Python's own collector, until it is stopped."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._settled = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are due, as Python itself would."""
        for generation, (count, limit) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if count > limit:
                gc.collect(generation)

    def settle(self) -> None:
        """Take everything that is there for permanent, so that collecting stays quick."""
        if self._timer.isActive():
            gc.collect()
            gc.freeze()
            self._settled = True

    def stop(self) -> None:
        """Give collecting back to Python; no other thread may be at work any more."""
        self._timer.stop()
        if self._settled:
            gc.unfreeze()
        gc.enable()
