"""A sheet printed again from its screen: asked why, proved, marked, counted, sent to a printer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from counterfoil.desk.sheets.page import SheetsPage
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.sheets.find import find_sheet
from counterfoil.ledger.staff import DEFAULT
from counterfoil.scanning.pictures import scan_source
from tests.desk.sheets.conftest import Sheets
from tests.helpers.shop import ANNA_CARD, Shop


@pytest.fixture
def page(sheets: Sheets) -> SheetsPage:
    sheets.print(quantity=4, start=20)
    return sheets.show(1)


def agree(page: SheetsPage, reason: str = "Paper jam") -> None:
    page.detail.reprint.click()
    panel = page.acts.reprinting.panel
    QTest.keyClicks(panel.reason, reason)
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)


def save_to(page: SheetsPage, path: Path) -> None:
    dialog = page.acts.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert not dialog.isModal()
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_it_is_proved_marked_and_counted(
    sheets: Sheets, page: SheetsPage, shop: Shop, tmp_path: Path
) -> None:
    used, unused = shop.codes["points"][:2]
    assert redeem(sheets.ledger, Attempt((used,), DEFAULT, card=ANNA_CARD), sheets.clock()).accepted
    agree(page)
    path = tmp_path / "again.pdf"
    save_to(page, path)
    outcome = page.acts.reprinting.outcome
    sheets.qtbot.waitUntil(outcome.isVisible, timeout=20_000)
    assert outcome.line.text() == "Sheet 1 is printed again: 1 of 1 label proved."
    assert outcome.detail.text() == "It is in again.pdf, and marked as a reprint."
    sheets.settle()
    assert find_sheet(sheets.ledger, 1).reprints == 1
    assert page.rows.rows[-1].cells[-1].under == "1 reprint"
    read = {found.text for found in scan_source(path)}
    assert {unused, find_sheet(sheets.ledger, 1).header} <= read
    assert used not in read


def test_it_is_sent_to_a_printer(sheets: Sheets, page: SheetsPage, tmp_path: Path) -> None:
    agree(page)
    save_to(page, tmp_path / "again.pdf")
    outcome = page.acts.reprinting.outcome
    sheets.qtbot.waitUntil(outcome.isVisible, timeout=20_000)
    outcome.print.click()
    dialog = page.acts.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    copy = tmp_path / "copy.pdf"
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(copy))
    dialog.done(1)
    sheets.qtbot.waitUntil(copy.exists)
    sheets.settle()
    assert copy.read_bytes() == (tmp_path / "again.pdf").read_bytes()
    assert sheets.desk.shell is not None
    assert sheets.desk.shell.notice.text.text() == "They are in copy.pdf."


def test_a_file_that_cannot_be_written_counts_nothing(sheets: Sheets, page: SheetsPage) -> None:
    agree(page)
    save_to(page, Path("/nowhere/at/all.pdf"))
    sheets.qtbot.waitUntil(lambda: bool(sheets.desk.window.trouble), timeout=20_000)
    assert find_sheet(sheets.ledger, 1).reprints == 0
    assert page.acts.job.isHidden()
    assert page.acts.reprinting.outcome.isHidden()


def test_asking_for_one_thing_takes_the_question_about_the_other_away(page: SheetsPage) -> None:
    page.detail.reprint.click()
    assert page.acts.reprinting.panel.text.text() == "Print sheet 1 again?"
    page.detail.void.click()
    assert page.acts.reprinting.panel.isHidden()
    assert page.acts.void_panel.isVisible()
    page.detail.reprint.click()
    assert page.acts.void_panel.isHidden()
    assert page.acts.reprinting.panel.isVisible()
