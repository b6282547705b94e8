"""A finished file sent to a printer: the system's print dialog, and what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from counterfoil.desk.parts.job import JobBar
from counterfoil.desk.printing import spool, words
from counterfoil.desk.shell.office import Office
from counterfoil.desk.translation import _

Sent = Callable[[Callable[[], str]], object]
"""Gets what is told of it, in whatever language is in force."""


class Spooler:
    """Works behind the reading door; `job` shows how far painting is, where that is needed."""

    def __init__(self, office: Office, parent: QWidget, job: JobBar) -> None:
        self._office, self._parent, self._job = office, parent, job

    def ask(self, chosen: Callable[[QPrinter], object], *, pages: bool) -> QPrintDialog:
        """Open the system's print dialog, which holds nothing up; `pages` lets some be chosen."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._parent)
        options = QAbstractPrintDialog.PrintDialogOption
        dialog.setOption(options.PrintPageRange, pages)
        dialog.setOption(options.PrintCollateCopies, False)
        dialog.setModal(False)
        dialog.accepted.connect(lambda *_printer: chosen(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        return dialog

    def send(
        self, path: Path, printer: QPrinter, sent: Sent, failed: Callable[[Exception], None]
    ) -> None:
        """Give a file to where the print dialog says."""
        read, target = self._office.read, spool.target_of(printer)

        def there() -> str:
            if target.file:
                return _("They are in {file}.").format(file=Path(target.file).name)
            return _("They are on their way to {printer}.").format(printer=target.printer)

        def done(_none: None) -> None:
            sent(there)

        if target.file:
            read.submit(lambda: spool.save_copy(path, target), done, failed)
        elif spool.takes_files():
            read.submit(lambda: spool.hand_over(path, target, path.stem), done, failed)
        else:
            steps = spool.painting_steps(path, printer)
            self._job.start(read, steps, lambda: words.stage("printing"), done, failed)
