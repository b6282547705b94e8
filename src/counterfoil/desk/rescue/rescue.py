"""Leads through the rescue of a damaged till: looks, saves, puts back, joins; gives the till."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from counterfoil.desk import formats
from counterfoil.desk.door import Done, Door
from counterfoil.desk.parts.files import ask_to_save
from counterfoil.desk.rescue import work
from counterfoil.desk.rescue.screen import RescuePage
from counterfoil.desk.rescue.work import Joined
from counterfoil.desk.till import Till
from counterfoil.desk.translation import _
from counterfoil.desk.window import MainWindow
from counterfoil.ledger.codes.void import Voided
from counterfoil.ledger.doctor import Finding
from counterfoil.ledger.salvage.remains import Remains
from counterfoil.ledger.salvage.restoring import Restored
from counterfoil.ledger.salvage.since import Use
from counterfoil.sync.salvage import save_journal


class Rescue(QObject):
    """Shows the screen in the window from `begin` on. `mended` gives the till that goes on.

    `report_wanted` asks for a report for support, `left` says that the person gave up for now.
    """

    mended = Signal(object)
    report_wanted = Signal()
    left = Signal()

    def __init__(
        self, window: MainWindow, door: Door, folder: Path, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(window)
        self._window, self._door, self._folder, self._clock = window, door, folder, clock
        self._remains: Remains | None = None
        self._uses: tuple[Use, ...] = ()
        self._till: Till | None = None
        self.page: RescuePage | None = None
        self.dialog: QFileDialog | None = None

    def begin(self) -> None:
        """Show the screen, and look what is left."""
        self.page = page = RescuePage()
        self._connect(page)
        self._window.show_demo(demo=False)
        self._window.show_page(page, header=False)
        now = self._clock()
        self._do(lambda: work.look(self._folder, now), self._show)

    @property
    def till(self) -> Till | None:
        """The till that was opened on a backup, while its codes are still looked at."""
        return self._till

    def _connect(self, page: RescuePage) -> None:
        page.save_wanted.connect(self._save)
        page.look_wanted.connect(self._look_over)
        page.report_wanted.connect(self.report_wanted)
        page.close_wanted.connect(self.left)
        page.backups.wanted.connect(self._put_back)
        page.form.wanted.connect(self._join)
        page.uses.void.connect(self._void)
        page.uses.done.connect(self._end)

    def _do(self, run: Callable[[], object], done: Done) -> None:
        self._door.submit(run, done, self._fail)

    def _fail(self, error: Exception) -> None:
        if self.page is not None:
            self.page.show_error(formats.error(error))

    def _show(self, remains: Remains) -> None:
        self._remains = remains
        if self.page is not None:
            self.page.show_remains(remains)

    def _save(self) -> None:
        page, remains = self.page, self._remains
        if page is not None and remains is not None:
            name = f"journal-{remains.device or 'till'}.jsonl"
            pattern = f"{_('Journal')} (*.jsonl)"
            self.dialog = ask_to_save(
                page, _("Save the journal"), pattern, name, self._save_to, suffix="jsonl"
            )

    def _save_to(self, path: Path) -> None:
        page, remains = self.page, self._remains
        if page is None or remains is None:
            return
        page.show_working(_("Saving the journal…"))
        saved = _("The journal is in {file}: {count} entries.")
        self._do(
            lambda: save_journal(remains, path),
            lambda count: page.say(saved.format(file=path, count=formats.number(count))),
        )

    def _look_over(self) -> None:
        page, now = self.page, self._clock()
        if page is None:
            return
        page.show_working(_("Looking it over…"))

        def show(found: tuple[Finding, ...]) -> None:
            page.found.show_findings(found)
            page.show_step(page.found)

        self._do(lambda: work.findings(self._folder, now), show)

    def _put_back(self, backup: Path) -> None:
        page, remains, now = self.page, self._remains, self._clock()
        if page is not None and remains is not None:
            page.show_working(_("Putting the backup back…"))
            self._do(lambda: work.put_back(remains, backup, now), self._put_in_place)

    def _put_in_place(self, done: tuple[Restored, Till]) -> None:
        restored, self._till = done
        self._uses = restored.uses
        if self.page is not None:
            self.page.uses.show_uses(self._uses, self._till.ledger.store.zone)
            self.page.show_step(self.page.uses)

    def _void(self) -> None:
        till, now = self._till, self._clock()
        if till is not None:
            self._do(lambda: work.void(till, self._uses, now), self._voided)

    def _voided(self, done: Voided) -> None:
        if self.page is not None:
            self.page.uses.show_void(done.void)

    def _join(self, url: str, token: str, name: str) -> None:
        page, remains, now = self.page, self._remains, self._clock()
        if page is not None and remains is not None:
            page.show_working(_("Handing over, and joining…"))
            self._do(lambda: work.join(remains, url, token, name, now), self._joined)

    def _joined(self, done: Joined) -> None:
        self._till = done.till
        self._end()

    def _end(self) -> None:
        till, self._till, self.page = self._till, None, None
        if till is not None:
            self.mended.emit(till)
