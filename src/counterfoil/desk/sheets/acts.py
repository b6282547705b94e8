"""What is done with a sheet: made void in one step, or printed again as a file that is proved."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.campaigns.scrolled import Heap
from counterfoil.desk.codes.acts import said
from counterfoil.desk.codes.void_panel import VoidPanel
from counterfoil.desk.door import Done, Door
from counterfoil.desk.parts.job import JobBar
from counterfoil.desk.printing.words import stage
from counterfoil.desk.sheets import words
from counterfoil.desk.sheets.reprint import Reprinting
from counterfoil.desk.sheets.work import About
from counterfoil.desk.shell.office import Office
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import frame
from counterfoil.domain.errors import Conflict
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.void import Voided
from counterfoil.ledger.sheets.void import void_sheet_steps

BUSY = Conflict("Something is still being done with a sheet; wait for it, or stop it.")


class SheetActs(Heap):
    """The panels that ask, and how far the work is. `changed` follows what changes a sheet."""

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._asked: About | None = None
        self.void_panel, self.job = VoidPanel(), JobBar(stage)
        self.reprinting = Reprinting(office, self.job)
        self.void_panel.agreed.connect(self._void)
        self.job.stop.clicked.connect(self._stopped)
        self._card = frame("card")
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(20, 12, 16, 12)
        inner.addWidget(self.job)
        self._card.hide()
        self.reprinting.begun.connect(self._card.show)
        self.reprinting.ended.connect(self._ended)
        for part in (self._card, self.reprinting, self.void_panel):
            self.put(part)

    def ask_to_void(self, about: About) -> None:
        """Ask whether a sheet's unused codes are to be made void."""
        self._asked = about
        self.reprinting.panel.hide()
        self.void_panel.ask(lambda: _question(about))

    def ask_to_reprint(self, about: About) -> None:
        """Ask whether a sheet is to be printed again."""
        if self.job.busy:
            self._office.tell(BUSY)
            return
        self.void_panel.hide()
        self.reprinting.ask(about)

    def _void(self, reason: str) -> None:
        office, about = self._office, self._asked
        assert about is not None  # noqa: S101 - asked about a sheet first
        number = about.line.sheet.number
        steps = void_sheet_steps(office.ledger, number, office.staff(), office.clock(), reason)

        def done(voided: Voided) -> None:
            office.say(
                lambda: _("Sheet {number} is void. {codes}").format(
                    number=number, codes=said(voided)
                )
            )

        title = words.title(about.line.sheet)
        self._begin(office.write, steps, lambda: _("Making {sheet} void").format(sheet=title), done)

    def _begin(
        self, door: Door, steps: Iterator[Any], title: Callable[[], str], then: Done
    ) -> None:
        if self.job.busy:
            self._office.tell(BUSY)
            return

        def done(outcome: object) -> None:
            self._ended()
            then(outcome)

        def failed(error: Exception) -> None:
            self._ended()
            self._office.tell(error)

        self._card.show()
        self.job.start(door, steps, title, done, failed)

    def _stopped(self) -> None:
        self._ended()
        self._office.say(lambda: _("Stopped. What was begun is taken back."))

    def _ended(self) -> None:
        self._card.hide()
        self.changed.emit()


def _question(about: About) -> str:
    """Return what is asked before a sheet is made void: which of its codes that concerns."""
    counts = about.line.counts
    unused, used = counts.get(CodeStatus.UNUSED, 0), counts.get(CodeStatus.USED, 0)
    text = n_(
        "Void sheet {number}? {count} unused code on it becomes void.",
        "Void sheet {number}? {count} unused codes on it become void.",
        unused,
    )
    asked = text.format(number=about.line.sheet.number, count=formats.number(unused))
    if not used:
        return asked
    stays = n_("{count} used one stays used.", "{count} used ones stay used.", used)
    return f"{asked} {stays.format(count=formats.number(used))}"
