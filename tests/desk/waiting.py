"""Waiting for a desk, which handles its events meanwhile."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from counterfoil.desk.desk import Desk

PATIENCE_S = 20
ALL = QEventLoop.ProcessEventsFlag.AllEvents


class Waiting:
    """Has an application and a desk, and waits for them."""

    app: QApplication
    desk: Desk

    def until(self, held: Callable[[], object]) -> None:
        """Wait until something holds."""
        end = perf_counter() + PATIENCE_S
        while not held():
            self.app.processEvents(ALL, 20)
            if perf_counter() > end:
                raise TimeoutError

    def settle(self) -> None:
        """Wait until the desk has done what was asked, and shows it."""
        self.until(lambda: not self.desk.door.busy)
        for _round in range(6):
            self.app.processEvents(ALL, 10)
