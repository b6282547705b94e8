"""Sheets written, proved and recorded, then saved or printed; one order at a time."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter

from counterfoil.desk import formats
from counterfoil.desk.parts import files
from counterfoil.desk.printing import draw, words
from counterfoil.desk.printing.foot import Foot
from counterfoil.desk.printing.outcome import Outcome, Told
from counterfoil.desk.printing.spooler import Sent, Spooler
from counterfoil.desk.printing.wanted import Wanted
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _
from counterfoil.ledger.sheets.model import Run
from counterfoil.sheets.print_run import Printed


class Making(QObject):
    """Works behind the reading door, with the foot of the page for its bar.

    `changed` follows whatever it made, and every end of it; `printed` sheets that are recorded.
    """

    changed = Signal()
    printed = Signal()

    def __init__(self, office: Office, foot: Foot, outcome: Outcome) -> None:
        super().__init__(foot)
        self._office, self._foot, self._outcome = office, foot, outcome
        self._spooler = Spooler(office, foot, foot.job)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._made: Path | None = None
        self._first = 0
        foot.job.stop.clicked.connect(self._stopped)
        outcome.folder_wanted.connect(self._open_folder)
        outcome.print_wanted.connect(self._print_again)
        outcome.sheets_wanted.connect(self._show_sheets)

    def save(self, wanted: Wanted, name: str) -> None:
        """Ask where the sheets go, then make them there."""
        title = _("Save the sheets of {campaign}").format(campaign=name)
        files.ask_to_save(
            self._foot,
            title,
            _("PDF files (*.pdf)"),
            files.file_name(name, ".pdf"),
            lambda path: self._make(wanted, path, self._saved),
            suffix="pdf",
        )

    def print(self, wanted: Wanted, name: str) -> None:
        """Ask for a printer, then make the sheets and hand them over."""

        def chosen(printer: QPrinter) -> None:
            path = self._own_folder() / files.file_name(name, ".pdf")
            self._make(wanted, path, lambda made: self._send(made, path, printer))

        self._spooler.ask(chosen, pages=False)

    def _make(self, wanted: Wanted, path: Path, then: Callable[[Run], None]) -> None:
        office = self._office
        by, now = office.staff(), office.clock()

        def done(printed: Printed) -> None:
            self._ended()
            self._tell(printed, path, then)

        def failed(error: Exception) -> None:
            self._ended()
            office.tell(error)

        self._outcome.hide()
        steps = draw.making_steps(office.ledger, wanted, by, now, path)
        self._foot.job.start(office.read, steps, words.making, done, failed)
        self._foot.follow()

    def _tell(self, printed: Printed, path: Path, then: Callable[[Run], None]) -> None:
        """Tell of a proof that failed, or go on."""
        if printed.proof is not None and printed.proof.failures:
            failure = printed.proof.failures[0]
            self._outcome.tell(
                Told(
                    good=False,
                    line=lambda: words.failed(failure),
                    detail=lambda: words.why(failure),
                    picture=failure.picture,
                )
            )
            return
        self._made, self._first = path, printed.run.first_sheet
        self.printed.emit()
        then(printed.run)

    def _saved(self, run: Run) -> None:
        outcome, path = self._outcome, self._made
        assert path is not None  # noqa: S101 - it was made just now
        told = Told(
            good=True,
            line=lambda: words.proved(run),
            detail=lambda: _("They are in {file}.").format(file=path.name),
        )
        outcome.tell(told, outcome.folder, outcome.print, outcome.sheets)

    def _send(self, run: Run, path: Path, printer: QPrinter) -> None:
        """Hand proved sheets to the printer."""
        outcome = self._outcome

        def sent(detail: Callable[[], str]) -> None:
            told = Told(good=True, line=lambda: words.proved(run), detail=detail)
            outcome.tell(told, outcome.print, outcome.sheets)

        self._spool(path, printer, sent)

    def _print_again(self) -> None:
        """Print what was made, or some pages of it, where the printer jammed."""
        path = self._made
        if path is None:
            return

        def sent(detail: Callable[[], str]) -> None:
            self._office.say(detail)

        self._spooler.ask(lambda printer: self._spool(path, printer, sent), pages=True)

    def _spool(self, path: Path, printer: QPrinter, sent: Sent) -> None:
        """Give a file to where the print dialog says; `sent` gets what is told of it."""

        def done(detail: Callable[[], str]) -> None:
            self._ended()
            sent(detail)

        def failed(error: Exception) -> None:
            self._ended()
            self._not_sent(error)

        self._spooler.send(path, printer, done, failed)
        self._foot.follow()

    def _not_sent(self, error: Exception) -> None:
        """Tell that the sheets are proved and yet not printed, and let it be tried again."""
        outcome = self._outcome
        told = Told(good=False, line=lambda: formats.error(error), detail=words.still_there)
        outcome.tell(told, outcome.print, outcome.sheets)

    def _own_folder(self) -> Path:
        """Return a folder for what is printed and not saved; it goes away with the desk."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="counterfoil-")
            self.destroyed.connect(self._folder.cleanup)
        return Path(self._folder.name)

    def _open_folder(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made.parent)))

    def _show_sheets(self) -> None:
        self._office.go(Screen.SHEETS, str(self._first))

    def _stopped(self) -> None:
        self._ended()
        self._office.say(lambda: _("Stopped. What was begun is taken back."))

    def _ended(self) -> None:
        self._foot.follow()
        self.changed.emit()
