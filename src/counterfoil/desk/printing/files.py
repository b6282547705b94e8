"""The files beside the sheets: a logo that is read, a calibration page that is written."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from counterfoil.desk.parts import files
from counterfoil.desk.printing import words, work
from counterfoil.desk.printing.choices import Choices
from counterfoil.desk.shell.office import Office
from counterfoil.desk.translation import _
from counterfoil.sheets.calibration import write_calibration


class Files(QObject):
    """Asks for files where the choices want them."""

    def __init__(self, office: Office, choices: Choices) -> None:
        super().__init__(choices)
        self._office, self._choices = office, choices
        choices.design.logo.wanted.connect(self._ask_for_logo)
        choices.printer.page_wanted.connect(self._ask_for_calibration)

    def _ask_for_logo(self) -> None:
        pattern = _("Pictures (*.png *.jpg *.jpeg *.gif *.bmp *.webp *.tif *.tiff)")
        files.ask_to_open(self._choices, _("Choose a logo"), pattern, self._read_logo)

    def _read_logo(self, path: Path) -> None:
        office, logo = self._office, self._choices.design.logo
        office.read.submit(
            lambda: work.read_logo(path), lambda data: logo.take(data, path.name), office.tell
        )

    def _ask_for_calibration(self) -> None:
        title, pattern = _("Save the calibration page"), _("PDF files (*.pdf)")
        name = files.file_name(_("Calibration page"), ".pdf")
        files.ask_to_save(self._choices, title, pattern, name, self._calibrate, suffix="pdf")

    def _calibrate(self, path: Path) -> None:
        office, stock = self._office, self._choices.stock.stock
        if stock is None:
            return
        adjustment, said = self._choices.printer.value, words.calibration()

        def done(_none: None) -> None:
            office.say(lambda: _("The calibration page is in {file}.").format(file=path.name))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        office.read.submit(
            lambda: write_calibration(path, stock, adjustment, said), done, office.tell
        )
