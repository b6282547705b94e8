"""Files handed to a printer: by `lp` as they are, painted in their size, or copied."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from counterfoil.desk.printing import spool
from counterfoil.desk.printing.spool import Target
from counterfoil.domain.errors import InvalidInput, MachineError
from counterfoil.ledger.codes.steps import Progress, finish
from counterfoil.scanning.pdf import DPI, pages

A4, LETTER, ROLL = (210.0, 297.0), (215.9, 279.4), (80.0, 60.0)
MM = 72 / 25.4

Lp = Callable[[str], Mapping[str, str]]


@pytest.fixture
def lp(tmp_path: Path) -> Lp:
    """Put an `lp` on a path of its own that writes down what it is given, then does `also`."""

    def put(also: str) -> Mapping[str, str]:
        folder = tmp_path / "bin"
        folder.mkdir()
        script = folder / "lp"
        script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/asked\n{also}\n')
        script.chmod(0o755)
        return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}

    return put


def sheet(path: Path, size: tuple[float, float] = A4, count: int = 1) -> Path:
    """Write a page with a black square of 10 mm, 20 mm from the left and 30 mm from the top."""
    width, height = size
    canvas = Canvas(str(path), pagesize=(width * MM, height * MM))
    for _page in range(count):
        canvas.rect(20 * MM, (height - 40) * MM, 10 * MM, 10 * MM, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path


def square(page: np.ndarray) -> tuple[float, ...]:
    """Return left, top, right and bottom of what is dark, in millimetres."""
    dark = page < 128
    down, across = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    edges = across[0], down[0], across[-1] + 1, down[-1] + 1
    return tuple(float(edge) / DPI * 25.4 for edge in edges)


@pytest.mark.parametrize(
    ("size", "media"), [(A4, "A4"), (LETTER, "Letter"), (ROLL, "Custom.227.5x170.5")]
)
def test_the_file_itself_goes_to_cups_in_its_size_once_on_one_side(
    lp: Lp, tmp_path: Path, size: tuple[float, float], media: str
) -> None:
    path = sheet(tmp_path / "-sheets.pdf", size)
    environ = lp("")
    assert spool.takes_files(environ)
    spool.hand_over(path, Target("Office", first=2, last=3), "Autumn", environ)
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[-2:] == ["--", str(path)]
    assert asked[:8] == ["-d", "Office", "-t", "Autumn", "-n", "1", "-P", "2-3"]
    options = asked[8:-2]
    assert options[::2] == ["-o"] * 3
    assert set(options[1::2]) == {"print-scaling=none", f"media={media}", "sides=one-sided"}


def test_a_printer_that_is_gone_is_told_with_what_to_do(lp: Lp, tmp_path: Path) -> None:
    environ = lp('echo "lp: The printer or class does not exist." >&2; exit 1')
    with pytest.raises(MachineError, match=r"Office did not take .*does not exist.*print again"):
        spool.hand_over(sheet(tmp_path / "a.pdf"), Target("Office"), "Autumn", environ)
    (tmp_path / "bin" / "lp").unlink()
    nothing = {"PATH": str(tmp_path / "bin")}
    assert not spool.takes_files(nothing)
    with pytest.raises(MachineError, match="print service does not answer"):
        spool.hand_over(sheet(tmp_path / "a.pdf"), Target("Office"), "Autumn", nothing)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", [A4, ROLL])  # at 300 dpi an A4 page takes two bands
def test_pages_are_painted_as_large_as_they_are(tmp_path: Path, size: tuple[float, float]) -> None:
    path = sheet(tmp_path / "in.pdf", size, count=2)
    out = tmp_path / "out.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(300)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setCopyCount(4)
    heard: list[Progress] = []
    finish(spool.painting_steps(path, printer), heard.append)
    assert heard == [Progress(done, 2) for done in (1, 2)]
    drawn = list(pages(out))
    assert len(drawn) == 2
    for page in drawn:
        high, wide = (side / DPI * 25.4 for side in page.shape)
        assert (wide, high) == pytest.approx(size, abs=0.3)
        assert square(page) == pytest.approx((20, 30, 30, 40), abs=0.2)


@pytest.mark.usefixtures("qapp")
def test_some_pages_are_painted_where_they_are_chosen(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    finish(spool.painting_steps(sheet(tmp_path / "in.pdf", ROLL, count=3), printer))
    assert len(list(pages(tmp_path / "out.pdf"))) == 2
    assert spool.target_of(printer) == Target(file=str(tmp_path / "out.pdf"))
    (tmp_path / "no.pdf").write_text("no PDF")
    with pytest.raises(InvalidInput, match="cannot be read"):
        finish(spool.painting_steps(tmp_path / "no.pdf", printer))


@pytest.mark.usefixtures("qapp")
@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "out.pdf"))
    with pytest.raises(MachineError, match="did not take"):
        finish(spool.painting_steps(sheet(tmp_path / "in.pdf"), printer))
