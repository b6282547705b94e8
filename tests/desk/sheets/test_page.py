"""The screen of sheets: the list, one sheet with its codes, and a lost one made void."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from counterfoil.desk import translation
from counterfoil.desk.codes.page import CodesPage
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.sheets.page import SheetsPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.sheets.find import find_sheet, sheet_codes
from counterfoil.ledger.staff import DEFAULT
from tests.desk.sheets.conftest import Sheets
from tests.helpers.shop import ANNA_CARD, Shop


def said(page: SheetsPage) -> set[str]:
    return {each.text() for each in page.detail.findChildren(QLabel) if each.isVisible()}


def use(sheets: Sheets, *codes: str) -> None:
    for code in codes:
        attempt = Attempt((code,), DEFAULT, card=ANNA_CARD)
        assert redeem(sheets.ledger, attempt, sheets.clock()).accepted


def test_without_sheets_it_says_what_they_are_for(sheets: Sheets) -> None:
    page = sheets.open()
    assert page.pages.currentWidget() is page.empty
    assert page.filters.isHidden()


def test_sheets_are_listed_the_newest_first(sheets: Sheets, shop: Shop) -> None:
    sheets.print(quantity=4, stock="avery-5160", proved=False)
    sheets.print("Free coffee")
    use(sheets, shop.codes["points"][0])
    page = sheets.open()
    rows = [[cell.text for cell in row.cells] for row in page.rows.rows]
    assert rows == [
        ["2", "Free coffee", "12 unused", "14:04", "Proved"],
        ["1", "Autumn scratch card", "3 unused", "14:03", "Not proved"],
    ]
    under = [[cell.under for cell in row.cells] for row in page.rows.rows]
    assert under == [
        ["12 labels", "Avery L7160", "", "Maria", ""],
        ["4 labels", "Avery 5160", "1 used", "Maria", ""],
    ]


def test_those_of_one_campaign_are_chosen(sheets: Sheets) -> None:
    sheets.print(quantity=4)
    sheets.print("Free coffee")
    page = sheets.open()
    page.campaign.setCurrentIndex(page.campaign.findData(sheets.campaign("Free coffee")))
    page.reload()
    sheets.settle()
    assert [row.key for row in page.rows.rows] == ["2"]
    page.campaign.setCurrentIndex(page.campaign.findData(sheets.campaign("Gold coffee")))
    page.reload()
    sheets.settle()
    assert page.pages.currentWidget() is page.none
    page.none.wanted.emit()
    sheets.settle()
    assert len(page.rows.rows) == 2


def test_the_list_goes_on_as_it_is_scrolled(sheets: Sheets) -> None:
    generate(sheets.ledger, sheets.campaign("Free coffee"), 60, DEFAULT, sheets.clock())
    sheets.print("Free coffee", stock="roll-80x40")
    page = sheets.open()
    assert (len(page.rows.rows), page.rows.complete) == (60, False)
    page.table.scrollToBottom()
    sheets.qtbot.waitUntil(lambda: page.rows.complete)
    assert [row.key for row in page.rows.rows] == [str(n) for n in range(72, 0, -1)]


def test_a_sheet_is_found_by_number_and_by_its_header(sheets: Sheets) -> None:
    sheets.print(quantity=4)
    sheets.print("Free coffee")
    page = sheets.open()
    QTest.keyClicks(page.search, "1")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    sheets.settle()
    assert page.detail.shown is not None
    assert page.detail.shown.line.sheet.number == 1
    assert page.table.selected == ("1",)
    assert page.search.text() == ""
    header = find_sheet(sheets.ledger, 2).header
    assert page.take_scan(Scan((header,), "scanner"))
    sheets.settle()
    assert page.detail.shown.line.sheet.number == 2
    assert not page.take_scan(Scan(("CUP123",), "scanner"))
    QTest.keyClicks(page.search, "77")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    sheets.settle()
    assert sheets.desk.window.trouble == "There is no sheet 77; list the sheets."


def test_one_sheet_tells_what_there_is_to_know(sheets: Sheets, shop: Shop) -> None:
    sheets.print(quantity=4, start=20)
    use(sheets, shop.codes["points"][1])
    page = sheets.show(1)
    assert {
        "Sheet 1",
        "Proved",
        "1 unused",
        "1 used",
        "Autumn scratch card",
        "Avery L7160",
        "Sheets 1 to 2",
        "24 Nov 2026, 14:03 · Maria",
        "All 4 labels were read back",
    } <= said(page)
    picture = page.detail.picture
    shown = {place for place in range(1, 22) if picture.code_at(picture.box(place).center())}
    assert shown == {20, 21}


def test_a_code_in_the_picture_opens_the_screen_of_codes(sheets: Sheets, shop: Shop) -> None:
    sheets.print(quantity=4)
    page = sheets.show(1)
    at = page.detail.picture.box(3).center().toPoint()
    QTest.mouseMove(page.detail.picture, at)
    code = shop.codes["points"][2]
    sheets.qtbot.waitUntil(lambda: page.detail.said_of_code == f"Place 3 · {code} · Unused")
    QTest.mouseClick(page.detail.picture, Qt.MouseButton.LeftButton, pos=at)
    assert sheets.desk.shell is not None
    codes = sheets.desk.shell.page
    assert isinstance(codes, CodesPage)
    sheets.qtbot.waitUntil(codes.detail.isVisible)
    assert codes.detail.shown_code == code
    assert codes.detail.sheet.text() == "Sheet 1, place 3"
    codes.detail.sheet.click()
    sheets.settle()
    assert page.isVisible()
    assert page.detail.isVisible()


def test_a_lost_sheet_is_made_void_in_one_step(sheets: Sheets, shop: Shop) -> None:
    sheets.print(quantity=4)
    use(sheets, shop.codes["points"][0])
    page = sheets.show(1)
    page.detail.void.click()
    panel = page.acts.void_panel
    assert panel.text.text() == (
        "Void sheet 1? 3 unused codes on it become void. 1 used one stays used."
    )
    panel.yes.click()
    assert panel.field.error == "Give a reason for making the codes void."
    QTest.keyClicks(panel.reason, "Lost in the post")
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    sheets.settle()
    assert sheets.desk.shell is not None
    told = "Sheet 1 is void. 3 codes are void now. 1 stays used."
    assert sheets.desk.shell.notice.text.text() == told
    statuses = [code.status for code in sheet_codes(sheets.ledger, 1)]
    assert statuses == [CodeStatus.USED, *[CodeStatus.VOID] * 3]
    cells = page.rows.rows[0].cells
    assert (cells[2].text, cells[2].under) == ("None unused", "1 used · 3 void")
    assert cells[-1].text == "Void"
    assert "24 Nov 2026, 14:03 · Lost in the post" in said(page)
    assert not page.detail.void.isEnabled()
    assert not page.detail.reprint.isEnabled()
    screen = sheets.desk.screen
    assert screen is not None
    screen.code.typed.emit(shop.codes["points"][2])
    sheets.qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.REFUSED)


def test_a_supervisor_voids_and_does_not_print(sheets: Sheets) -> None:
    sheets.print(quantity=4)
    assert sheets.desk.office is not None
    ewa = Staff("ewa", "Ewa", Role.SUPERVISOR)
    page = SheetsPage(replace(sheets.desk.office, staff=lambda: ewa))
    sheets.qtbot.addWidget(page)
    page.open("1")
    sheets.settle()
    assert page.detail.void.isEnabled()
    assert not page.detail.reprint.isEnabled()
    assert page.detail.reprint.toolTip() == "Ask a manager."


def test_a_sheet_takes_the_lists_place_where_there_is_no_room_for_both(sheets: Sheets) -> None:
    sheets.print(quantity=4)
    page = sheets.show(1)
    sheets.desk.window.resize(1024, 700)
    assert not page.pages.isVisible()
    page.detail.leave.click()
    assert page.pages.isVisible()


def test_the_screen_follows_the_language(sheets: Sheets) -> None:
    sheets.print(quantity=4)
    page = sheets.show(1)
    translation.use("pl")
    page.retranslate()
    page.detail.retranslate()
    sheets.settle()
    assert page.rows.rows[0].cells[-1].text != "Proved"
    assert page.detail.shown is not None
    translation.use("en")


def test_a_manager_is_led_to_print_where_nothing_was_printed(sheets: Sheets) -> None:
    page = sheets.open()
    page.empty.wanted.emit()
    assert sheets.desk.shell is not None
    assert sheets.desk.shell.current is Screen.PRINT
    sheets.settle()
