"""A finished file handed to the printer, as it is: no page scaled, none left out, one copy.

CUPS takes the file itself, so that lines stay lines at whatever resolution the printer has. Where
there is no CUPS the pages are painted, at the printer's own resolution. A code is printed once: no
dialog's number of copies is followed.
"""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from counterfoil.domain.errors import InvalidInput, MachineError
from counterfoil.ledger.codes.steps import Progress, Steps

LP: Final = "lp"
LP_SECONDS: Final = 60
"""A server that takes no file for so long is taken for gone."""
BAND_PIXELS: Final = 8_000_000
"""What is painted at once: 32 MB, where an A4 page at 600 dpi has 140."""
POINT: Final = 25.4 / 72
NAMED_MEDIA: Final[Mapping[tuple[int, int], str]] = {(210, 297): "A4", (216, 279): "Letter"}
"""Pages that every printer knows by name (PWG 5101.1), by their whole millimetres."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file goes: a printer by the name the system has for it, or a file of its own.

    `first` to `last` are the pages, both 0 for all.
    """

    printer: str = ""
    file: str = ""
    first: int = 0
    last: int = 0


def target_of(printer: QPrinter) -> Target:
    """Return what was chosen in the print dialog."""
    pages = printer.fromPage(), printer.toPage()
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and printer.outputFileName():
        return Target(file=printer.outputFileName())
    return Target(printer.printerName(), "", *pages)


def takes_files(environ: Mapping[str, str] | None = None) -> bool:
    """Say whether this machine has CUPS, which takes the file itself.

    `environ` stands for the environment of this program.
    """
    return shutil.which(LP, path=environ["PATH"] if environ else None) is not None


def save_copy(path: Path, target: Target) -> None:
    """Put the file where "print to file" was asked to. Raises MachineError."""
    try:
        shutil.copyfile(path, target.file)
    except OSError as error:
        raise MachineError(
            "{file} could not be written: {why}. Choose another place.",
            file=target.file,
            why=error.strerror or "",
        ) from error


def hand_over(
    path: Path, target: Target, title: str, environ: Mapping[str, str] | None = None
) -> None:
    """Hand the file to CUPS; `environ` stands for the environment of this program.

    Raises:
        MachineError: the printer is not there, or its server takes nothing.
    """
    command = [LP, "-d", target.printer, "-t", title, "-n", "1", *_options(path, target)]
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the file's name stands behind "--"
            [*command, "--", str(path)],
            env=None if environ is None else dict(environ),
            capture_output=True,
            text=True,
            timeout=LP_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _gone(target, "the print service does not answer") from error
    if done.returncode:
        raise _gone(target, " ".join(done.stderr.split()) or f"lp: {done.returncode}")


def painting_steps(path: Path, printer: QPrinter) -> Steps[None]:
    """Paint the pages of a file at the printer's resolution, each as large as it is.

    Raises:
        InvalidInput: the file is no PDF.
        MachineError: the printer takes nothing.
    """
    document = opened(path)
    first, last = _range(printer, document.pageCount())
    set_page(printer, document.pagePointSize(first))
    painter = QPainter()
    if not painter.begin(printer):
        raise _gone(target_of(printer), "it cannot be opened")
    try:
        for page in range(first, last + 1):
            if page > first:
                printer.newPage()
            _paint(painter, document, page, printer.resolution())
            yield Progress(page - first + 1, last - first + 1)
    finally:
        painter.end()


def opened(path: Path) -> QPdfDocument:
    """Return a PDF that is open. Raises InvalidInput where it is none."""
    document = QPdfDocument()
    if document.load(str(path)) is not QPdfDocument.Error.None_:
        raise InvalidInput("{file} cannot be read as a PDF.", file=path.name)
    return document


def set_page(printer: QPrinter, points: QSizeF) -> None:
    """Ask for paper of the page's size, to be painted on up to its edges."""
    size = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    upright = QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, upright, QMarginsF()))
    printer.setCopyCount(1)
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)


def _paint(painter: QPainter, document: QPdfDocument, page: int, dpi: int) -> None:
    """Paint a page in bands, so that memory stays small."""
    points = document.pagePointSize(page)
    whole = QSize(round(points.width() / 72 * dpi), round(points.height() / 72 * dpi))
    height = max(1, BAND_PIXELS // max(1, whole.width()))
    for top in range(0, whole.height(), height):
        band = QRect(0, top, whole.width(), min(height, whole.height() - top))
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        options.setScaledClipRect(band)
        painter.drawImage(band, document.render(page, band.size(), options))


def _options(path: Path, target: Target) -> list[str]:
    size = opened(path).pagePointSize(0)
    width, height = size.width() * POINT, size.height() * POINT
    # CUPS cuts paper of one's own to whole points and lays the page in its middle, so that labels
    # move by up to a sixth of a millimetre; by half a point more the nearest one is left.
    custom = f"Custom.{round(size.width()) + 0.5}x{round(size.height()) + 0.5}"
    media = NAMED_MEDIA.get((round(width), round(height)), custom)
    asked = ("print-scaling=none", f"media={media}", "sides=one-sided")
    pages = ["-P", f"{target.first}-{target.last}"] if target.first else []
    return [*pages, *(part for each in asked for part in ("-o", each))]


def _range(printer: QPrinter, count: int) -> tuple[int, int]:
    if printer.printRange() != QPrinter.PrintRange.PageRange or not printer.fromPage():
        return 0, count - 1
    first = max(1, min(printer.fromPage(), count))
    return first - 1, max(first, min(printer.toPage() or count, count)) - 1


def _gone(target: Target, why: str) -> MachineError:
    return MachineError(
        "The printer {printer} did not take the sheets ({why}). See that it is on and connected,"
        " then print again.",
        printer=target.printer,
        why=why,
    )
