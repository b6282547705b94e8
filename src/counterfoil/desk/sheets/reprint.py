"""A sheet printed again: why is asked and kept; the file is proved, marked and counted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter

from counterfoil.desk import formats
from counterfoil.desk.parts import files
from counterfoil.desk.parts.ask_why import Asking, AskWhy
from counterfoil.desk.parts.job_card import JobCard
from counterfoil.desk.parts.scrolled import Heap
from counterfoil.desk.printing import words as printing
from counterfoil.desk.printing.outcome import Outcome, Told
from counterfoil.desk.printing.spooler import Spooler
from counterfoil.desk.sheets import words
from counterfoil.desk.sheets.work import About, reprint_steps
from counterfoil.desk.shell.office import Office
from counterfoil.desk.translation import _, n_
from counterfoil.ledger.codes.void import LONGEST_REASON
from counterfoil.sheets.making import Printed

AGAIN = Asking(
    warning=lambda: _(
        "Codes used or void meanwhile are crossed out. Destroy the first print, or make the sheet"
        " void instead: each code is good once, whoever brings it."
    ),
    example=lambda: _("It stays on record, such as: paper jam"),
    missing=lambda: _("Give a reason for printing the sheet again."),
    button=lambda: _("Choose a file…"),
    kind="primary",
    icon="print",
)


class Reprinting(Heap):
    """The panel that asks, and what came of it; `card` shows how far it is."""

    def __init__(self, office: Office, card: JobCard) -> None:
        super().__init__()
        self._office, self._card = office, card
        self._asked: About | None = None
        self._path: Path | None = None
        self.panel, self.outcome = AskWhy(AGAIN, LONGEST_REASON), Outcome()
        self.spooler = Spooler(office, self, card.job)
        self.panel.agreed.connect(self._ask_for_file)
        self.outcome.folder_wanted.connect(self._open_folder)
        self.outcome.print_wanted.connect(self._print)
        for part in (self.panel, self.outcome):
            self.put(part)

    def ask(self, about: About) -> None:
        """Ask whether a sheet is to be printed again."""
        self._asked = about
        self.outcome.hide()
        self.panel.ask(lambda: _question(about))

    def _ask_for_file(self, reason: str) -> None:
        assert self._asked is not None  # noqa: S101 - asked about a sheet first
        name = words.title(self._asked.line.sheet)
        files.ask_to_save(
            self,
            _("Save {sheet}").format(sheet=name),
            _("PDF files (*.pdf)"),
            files.file_name(name, ".pdf"),
            lambda path: self.make(path, reason),
            suffix="pdf",
        )

    def make(self, path: Path, reason: str) -> None:
        """Print the sheet that was asked about into a file, prove it, and count it."""
        assert self._asked is not None  # noqa: S101 - asked about a sheet first
        office, number = self._office, self._asked.line.sheet.number

        steps = reprint_steps(
            office.ledger,
            number,
            office.staff(),
            office.clock(),
            path,
            reason,
            office.preferences().adjustment,
        )
        title = _("Printing sheet {number} again")
        self._card.begin(
            office.read,
            steps,
            lambda: title.format(number=number),
            lambda printed: self._tell(printed, path),
        )

    def _tell(self, printed: Printed, path: Path) -> None:
        """Say that it is proved and where it is, or which label is not and why."""
        if printed.proof is not None and printed.proof.failures:
            failure = printed.proof.failures[0]
            told = Told(
                good=False,
                line=lambda: printing.failed(failure),
                detail=lambda: printing.why(failure),
                picture=failure.picture,
            )
            self.outcome.tell(told)
            return
        self._path = path
        told = Told(
            good=True,
            line=lambda: _proved(printed),
            detail=lambda: _("It is in {file}, and marked as a reprint.").format(file=path.name),
        )
        self.outcome.tell(told, self.outcome.print, self.outcome.folder)

    def _print(self) -> None:
        path = self._path
        assert path is not None  # noqa: S101 - the button is there once a file is

        def sent(detail: Callable[[], str]) -> None:
            self._card.end()
            self._office.say(detail)

        def chosen(printer: QPrinter) -> None:
            self._card.show()
            self.spooler.send(path, printer, sent, self._not_sent)

        self.spooler.ask(chosen, pages=False)

    def _not_sent(self, error: Exception) -> None:
        self._card.end()
        told = Told(good=False, line=lambda: formats.error(error), detail=printing.still_there)
        self.outcome.tell(told, self.outcome.print, self.outcome.folder)

    def _open_folder(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))


def _question(about: About) -> str:
    sheet = about.line.sheet
    asked = _("Print sheet {number} again?").format(number=sheet.number)
    return " ".join(filter(None, (asked, words.reprinted(sheet))))


def _proved(printed: Printed) -> str:
    text = n_(
        "Sheet {number} is printed again: {count} of {count} label proved.",
        "Sheet {number} is printed again: {count} of {count} labels proved.",
        printed.labels,
    )
    return text.format(number=printed.first_sheet, count=formats.number(printed.labels))
