"""Sheets proved and saved, printed, stopped, refused."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.printing.page import PrintPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import last_run, list_sheets
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.sheets.plan import count_unprinted
from counterfoil.ledger.staff import DEFAULT
from counterfoil.scanning.pdf import pages
from counterfoil.scanning.readers import zxing
from tests.desk.conftest import NOW
from tests.desk.printing.conftest import Settle
from tests.helpers.shop import Shop

Save = Callable[[Path], None]


class Opened(QObject):
    """Takes what the system would open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []
        QDesktopServices.setUrlHandler("file", self, "take")  # type: ignore[arg-type]

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


@pytest.fixture
def opened() -> Iterator[list[QUrl]]:
    taking = Opened()
    yield taking.urls
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def save(page: PrintPage, settled: Settle) -> Save:
    """Press the button that saves, and answer where."""

    def to(path: Path) -> None:
        page.foot.save.click()
        answer(page, path)
        settled()

    return to


def answer(page: PrintPage, path: Path) -> None:
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert not dialog.isModal()
    dialog.fileSelected.emit(str(path))
    dialog.close()


def texts_in(path: Path) -> list[str]:
    found = []
    for picture in pages(path):
        found += [each.text for each in zxing(picture, frozenset({"QR Code"}), thorough=True)]
    return found


def test_sheets_are_proved_saved_and_recorded(
    desk: Desk,
    page: PrintPage,
    ledger: Ledger,
    campaign_id: str,
    shop: Shop,
    save: Save,
    tmp_path: Path,
    opened: list[QUrl],
    settled: Settle,
) -> None:
    path = tmp_path / "sheets.pdf"
    save(path)
    outcome = page.outcome
    assert outcome.isVisible()
    assert outcome.line.text() == "12 of 12 labels proved, 1 sheet, number 1"
    assert outcome.detail.text() == "They are in sheets.pdf."
    assert set(shop.codes["points"]) <= set(texts_in(path))
    run = last_run(ledger, campaign_id)
    assert run is not None
    assert (run.labels, run.proved, run.printed_by) == (12, 12, "Maria")
    assert page.choices.codes.left.text() == "0 codes are not printed yet."
    assert page.pages.currentWidget() is page.spent
    assert not page.foot.print.isEnabled()
    outcome.folder.click()
    assert [Path(each.toLocalFile()) for each in opened] == [tmp_path]
    generate(ledger, campaign_id, 30, DEFAULT, NOW)
    page.reload()
    settled()
    assert page.choices.stock.first == 13
    assert page.foot.summary.accessibleName() == "30 labels on 2 sheets"
    outcome.sheets.click()
    assert desk.shell is not None
    assert desk.shell.current is Screen.SHEETS


def test_a_label_that_fails_is_shown_large_and_nothing_is_printed(
    desk: Desk,
    page: PrintPage,
    ledger: Ledger,
    campaign_id: str,
    save: Save,
    settled: Settle,
    tmp_path: Path,
) -> None:
    # So far to the right that the last labels run over the edge of the paper.
    page.choices.design.template.edited.emit("stacked")
    page.choices.printer.right.setText("30")
    page.choices.printer.right.textEdited.emit("30")
    settled()
    path = tmp_path / "sheets.pdf"
    save(path)
    assert not path.exists()
    outcome = page.outcome
    assert outcome.line.text().startswith("Nothing is printed: label 3 of sheet 1 failed")
    assert not outcome.picture.pixmap().isNull()
    assert outcome.detail.text()
    assert outcome.folder.isHidden()
    assert last_run(ledger, campaign_id) is None
    assert count_unprinted(ledger, Selection(campaign_id)) == 12
    assert page.foot.print.isEnabled()
    page.outcome.close_button.click()
    assert not page.outcome.isVisible()
    save(tmp_path / "no such folder" / "sheets.pdf")
    assert not page.outcome.isVisible()
    assert "sheets.pdf" in desk.window.trouble or "folder" in desk.window.trouble
    assert last_run(ledger, campaign_id) is None


def test_stopping_leaves_no_file_and_the_codes_unprinted(
    page: PrintPage, ledger: Ledger, campaign_id: str, settled: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    generate(ledger, campaign_id, 2000, DEFAULT, NOW)
    page.reload()
    settled()
    path = tmp_path / "sheets.pdf"
    page.foot.save.click()
    answer(page, path)
    stages: set[str] = set()

    def going() -> bool:
        stages.add(page.foot.job.said)
        return any(each.startswith("Writing the sheets ·") for each in stages)

    qtbot.waitUntil(going, timeout=20_000)
    assert not page.foot.save.isEnabled()
    page.foot.job.stop.click()
    settled()
    qtbot.waitUntil(lambda: count_unprinted(ledger, Selection(campaign_id)) == 2012)
    assert list(tmp_path.glob("*.pdf*")) == []
    assert list_sheets(ledger) == ()
    page.reload()
    settled()
    assert page.foot.save.isEnabled()


def test_printing_to_a_file_puts_the_proved_sheets_there(
    page: PrintPage, settled: Settle, shop: Shop, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "printed.pdf"

    def printer_is(file: Path) -> None:
        dialog = page.findChild(QPrintDialog)
        assert isinstance(dialog, QPrintDialog)
        assert not dialog.isModal()
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(file))
        dialog.done(1)
        settled()
        qtbot.waitUntil(lambda: page.findChild(QPrintDialog) is None)

    page.foot.print.click()
    printer_is(path)
    assert set(shop.codes["points"]) <= set(texts_in(path))
    assert page.outcome.line.text() == "12 of 12 labels proved, 1 sheet, number 1"
    assert page.outcome.detail.text() == "They are in printed.pdf."
    page.outcome.print.click()
    printer_is(tmp_path / "no such folder" / "printed.pdf")
    assert "could not be written" in page.outcome.line.text()
    page.outcome.print.click()
    printer_is(tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == path.read_bytes()


def test_the_printers_adjustment_is_kept_and_its_page_made(
    desk: Desk, page: PrintPage, settled: Settle, tmp_path: Path, opened: list[QUrl], qtbot: QtBot
) -> None:
    printer = page.choices.printer
    for each, typed in ((printer.right, "1.5"), (printer.down, "-0,5"), (printer.across, "99.8")):
        each.setText(typed)
        each.textEdited.emit(typed)
    settled()
    assert desk.settings.preferences.adjustment == (1.5, -0.5, 0.998, 1.0)
    printer.along.setText("150")
    printer.along.textEdited.emit("150")
    settled()
    assert printer.fields[3].error == "Give a number from 95 to 105."
    assert not page.foot.print.isEnabled()
    printer.along.setText("100")
    printer.along.textEdited.emit("100")
    settled()
    path = tmp_path / "calibration.pdf"
    printer.page.click()
    answer(page, path)
    settled()
    qtbot.waitUntil(lambda: [Path(each.toLocalFile()) for each in opened] == [path])
    assert next(pages(path)).shape[0] > 2000
