"""What is done with a sheet: made void in one step, or printed again as a file that is proved."""

from PySide6.QtCore import Signal

from counterfoil.desk import formats
from counterfoil.desk.codes.acts import said
from counterfoil.desk.codes.void_panel import VoidPanel
from counterfoil.desk.parts.job import JobBar
from counterfoil.desk.parts.job_card import JobCard
from counterfoil.desk.parts.scrolled import Heap
from counterfoil.desk.printing.words import stage
from counterfoil.desk.sheets import words
from counterfoil.desk.sheets.reprint import Reprinting
from counterfoil.desk.sheets.work import About
from counterfoil.desk.shell.office import Office
from counterfoil.desk.translation import _, n_
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
        self._card = JobCard(office, self.job, BUSY)
        self._card.ended.connect(self.changed)
        self.reprinting = Reprinting(office, self._card)
        self.void_panel.agreed.connect(self._void)
        for part in (self._card, self.reprinting, self.void_panel):
            self.put(part)

    def ask_to_void(self, about: About) -> None:
        """Ask whether a sheet's unused codes are to be made void."""
        self._asked = about
        self.reprinting.panel.hide()
        self.void_panel.ask(lambda: _question(about))

    def ask_to_reprint(self, about: About) -> None:
        """Ask whether a sheet is to be printed again."""
        if self._card.is_free():
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
        if self._card.is_free():
            self._card.begin(
                office.write, steps, lambda: _("Making {sheet} void").format(sheet=title), done
            )


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
