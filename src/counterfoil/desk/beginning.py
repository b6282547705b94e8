"""The first run: a demo or a store of one's own, made while its screen says how far it is."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from counterfoil.desk import formats, opening
from counterfoil.desk.door import Door
from counterfoil.desk.first_run.screen import FirstRun, Setup
from counterfoil.desk.till import Till
from counterfoil.desk.window import MainWindow
from counterfoil.ledger.codes.steps import Progress


class Beginning(QObject):
    """Shows the first-run screen, `page`, while there is neither a ledger nor a demo.

    `made` gives the till that came of it, after `encrypted` where it is; `language_chosen` a
    language.
    """

    made = Signal(object)
    encrypted = Signal()
    language_chosen = Signal(str)

    def __init__(
        self, window: MainWindow, door: Door, folder: Path, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(window)
        self._window, self._door, self._folder, self._clock = window, door, folder, clock
        self.page: FirstRun | None = None
        self.made.connect(self._over)

    def show(self) -> None:
        """Show it, in place of all else."""
        self.page = page = FirstRun()
        page.demo.connect(self._make_demo)
        page.set_up.connect(self._set_up)
        page.language_chosen.connect(self.language_chosen)
        self._window.show_demo(demo=False)
        self._window.show_page(page, header=False)

    def _over(self) -> None:
        self.page = None

    def _set_up(self, setup: Setup) -> None:
        now = self._clock()

        def made(till: Till) -> None:
            if setup.encrypted:
                self.encrypted.emit()
            self.made.emit(till)

        self._door.submit(lambda: opening.set_up(self._folder, setup, now), made, self._not_made)

    def _make_demo(self) -> None:
        self._show_progress(Progress(0, 0))
        steps = opening.make_demo(self._folder, self._clock())
        self._door.start(steps, self._show_progress, self.made.emit, self._not_made)

    def _show_progress(self, progress: Progress) -> None:
        if self.page is not None:
            self.page.show_working(progress.done, progress.total)

    def _not_made(self, error: Exception) -> None:
        if self.page is not None:
            self.page.show_trouble(formats.error(error))
