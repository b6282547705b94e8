"""Damage to the records of a till: told while the desk is at work, and led out of.

The screen that leads out of it is loaded only then: what speaks with a hub comes with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counterfoil.desk.door import Door
from counterfoil.desk.window import MainWindow
from counterfoil.ledger.connect import DATABASE, KEY
from counterfoil.ledger.damage import Damaged

if TYPE_CHECKING:
    from counterfoil.desk.rescue.rescue import Rescue
    from counterfoil.desk.till import Till


class Mending(QObject):
    """Shows a banner where a door meets damage, and the rescue where the ledger does not open.

    `mended` gives the till that goes on, `report_wanted` asks for a report for support.
    """

    mended = Signal(object)
    report_wanted = Signal()

    def __init__(
        self, window: MainWindow, door: Door, folder: Path, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(window)
        self._window, self._door, self._folder, self._clock = window, door, folder, clock
        self._is_at_work = False
        self.rescue: Rescue | None = None
        self.watch(door)

    def watch(self, door: Door) -> None:
        """Tell of damage that is met behind a door while a till is at work."""
        door.damaged.connect(self._tell)

    def serve(self, *, at_work: bool) -> None:
        """Note whether there is a till at work."""
        self._is_at_work = at_work
        if at_work:
            self.rescue = None
            self._window.show_damage(damaged=False)

    def takes(self, error: Exception) -> bool:
        """Show the rescue where the till's own ledger did not open for damage; say whether."""
        own = (self._folder / DATABASE).exists() or (self._folder / KEY).exists()
        if isinstance(error, Damaged) and own:
            self.begin()
            return True
        return False

    def begin(self) -> None:
        """Show the rescue; nobody has the ledger open."""
        self._window.show_damage(damaged=False)
        made = import_module("counterfoil.desk.rescue.rescue")
        self.rescue = rescue = made.Rescue(self._window, self._door, self._folder, self._clock)
        rescue.mended.connect(self.mended)
        rescue.report_wanted.connect(self.report_wanted)
        rescue.left.connect(self._window.close)
        rescue.begin()

    @property
    def till(self) -> Till | None:
        """A till that was put back and is not at work yet."""
        return None if self.rescue is None else self.rescue.till

    def _tell(self) -> None:
        if self._is_at_work:
            self._window.show_damage(damaged=True)
