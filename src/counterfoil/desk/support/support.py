"""Telling of mistakes in the program, once each, and saving the report for support."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtWidgets import QWidget

from counterfoil.desk import formats
from counterfoil.desk.door import Door
from counterfoil.desk.parts.files import ask_to_save
from counterfoil.desk.support.panel import SupportPanel
from counterfoil.desk.translation import _
from counterfoil.domain.errors import UserError
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.support import report
from counterfoil.logs.places import innermost, traced
from counterfoil.logs.report import Part, write_report

Clock = Callable[[], datetime]


class Support(QObject):
    """Shows mistakes and makes reports, of the ledger that `serve` names while there is one."""

    _came = Signal(list)

    def __init__(self, over: QWidget, door: Door, folder: Path, clock: Clock) -> None:
        super().__init__(over)
        self._over, self._door, self._folder, self._clock = over, door, folder, clock
        self._ledger: Ledger | None = None
        self._parts: tuple[Part, ...] = ()
        self._known: set[str] = set()
        self.panel = SupportPanel(over)
        self.panel.report_wanted.connect(self.make)
        self.panel.save_wanted.connect(self._ask)
        # From whichever thread it comes.
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def serve(self, ledger: Ledger | None) -> None:
        """Say which ledger a report is of; None while there is none."""
        self._ledger = ledger

    def tell(self, error: BaseException) -> bool:
        """Show a mistake in the program the first time it comes, and say whether it is that.

        It may come from any thread.
        """
        kind = innermost(error)
        is_new = kind not in self._known
        self._known.add(kind)
        if is_new:
            self._came.emit(traced(error))
        return is_new

    def make(self) -> None:
        """Make a report and show it; scans go first meanwhile."""
        self.panel.show_making()
        folder = self._folder
        if self._ledger is not None:
            folder = self._ledger.folder or folder
        steps = report(self._ledger, folder, self._clock(), {"qt": qVersion()})
        self._door.start(steps, lambda _done: None, self._made, self._not_made)

    def _made(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self.panel.show_report(parts)

    def _ask(self) -> None:
        name = f"counterfoil-report-{self._clock():%Y%m%d-%H%M}.zip"
        title, pattern = _("Save the report"), _("Zip files (*.zip)")
        ask_to_save(self._over, title, pattern, name, self.save, suffix="zip")

    def save(self, path: Path) -> None:
        """Save the report that is shown."""
        parts = self._parts
        self._door.submit(
            lambda: write_report(parts, path),
            lambda _done: self.panel.show_saved(path.name),
            self._not_made,
        )

    def _not_made(self, error: Exception) -> None:
        # Another mistake than one of the disk is told by itself.
        sentence = formats.error(error) if isinstance(error, UserError) else ""
        self.panel.show_trouble(sentence or _("The report could not be made."))

    @Slot(list)
    def _show(self, places: list[str]) -> None:
        self.panel.show_mishap(places)
