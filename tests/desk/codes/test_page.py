"""The screen of codes, driven as a manager does."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from counterfoil.desk import translation
from counterfoil.desk.codes.page import CodesPage
from counterfoil.desk.codes.work import Used
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.codes.presets import Preset
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.staff import DEFAULT
from tests.desk.conftest import NOW, Clock
from tests.helpers.shop import ANNA_CARD, Shop

Open = Callable[[str], CodesPage]


def campaign_id(desk: Desk, name: str = "Autumn scratch card") -> str:
    assert desk.office is not None
    return next(each.id for each in list_campaigns(desk.office.ledger) if each.name == name)


def settled(qtbot: QtBot, desk: Desk, page: CodesPage) -> None:
    office = desk.office
    assert office is not None
    qtbot.waitUntil(lambda: not (office.read.busy or office.write.busy or page.rows.fetching))
    qtbot.wait(1)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CodesPage:
    """The screen, open on the scratch cards."""
    assert desk.office is not None
    assert desk.shell is not None
    desk.office.go(Screen.CODES, campaign_id(desk))
    shown = desk.shell.page
    assert isinstance(shown, CodesPage)
    settled(qtbot, desk, shown)
    return shown


def texts(page: CodesPage) -> list[str]:
    return [line.text for line in page.rows.lines.values()]


def redeemed(desk: Desk, *codes: str) -> None:
    assert desk.office is not None
    for code in codes:
        attempt = Attempt((code,), DEFAULT, card=ANNA_CARD)
        assert redeem(desk.office.ledger, attempt, NOW).accepted


def test_a_campaigns_codes_are_listed(page: CodesPage, shop: Shop) -> None:
    assert texts(page) == list(shop.codes["points"])
    assert page.head.title == "Codes"
    assert page.foot.said == "12 codes"


def test_filters_choose_by_status_text_batch_and_use(
    desk: Desk, page: CodesPage, shop: Shop, qtbot: QtBot
) -> None:
    codes = shop.codes["points"]
    redeemed(desk, codes[3])
    page.filters.status.setCurrentIndex(page.filters.status.findData("used"))
    page.reload()
    settled(qtbot, desk, page)
    assert texts(page) == [codes[3]]
    cells = page.rows.rows[0].cells
    assert (cells[1].text, cells[1].icon) == ("Used", "tick")
    assert (cells[3].under, cells[4].text) == ("Corner Coffee · Maria", ANNA_CARD)
    page.filters.clear()
    page.filters.used.setCurrentIndex(page.filters.used.findData(Used.YESTERDAY))
    page.reload()
    settled(qtbot, desk, page)
    assert texts(page) == []
    assert page.pages.currentWidget() is page.none
    page.none.wanted.emit()
    settled(qtbot, desk, page)
    assert len(texts(page)) == 12
    QTest.keyClicks(page.filters.search, codes[5].lower())
    qtbot.waitUntil(lambda: texts(page) == [codes[5]])


def test_a_scan_finds_the_code(desk: Desk, page: CodesPage, shop: Shop, qtbot: QtBot) -> None:
    assert page.take_scan(Scan((shop.codes["points"][7],), "scanner"))
    qtbot.waitUntil(lambda: texts(page) == [shop.codes["points"][7]])
    assert not page.take_scan(Scan((), "scanner", "why"))
    settled(qtbot, desk, page)


def test_another_campaign_is_chosen(desk: Desk, page: CodesPage, shop: Shop, qtbot: QtBot) -> None:
    page.filters.campaign_chosen.emit(campaign_id(desk, "Free coffee"))
    settled(qtbot, desk, page)
    assert texts(page) == list(shop.codes["coupon"])


def test_one_code_tells_what_happened_to_it(
    desk: Desk, page: CodesPage, shop: Shop, qtbot: QtBot
) -> None:
    redeemed(desk, shop.codes["points"][2])
    page.reload()
    settled(qtbot, desk, page)
    page.table.selectRow(2)
    qtbot.waitUntil(page.detail.isVisible)
    assert page.detail.shown_code == shop.codes["points"][2]
    assert not page.detail.void.isEnabled()
    said = {each.text() for each in page.detail.findChildren(type(page.detail.code))}
    assert {"Redeemed", "Generated", "Batch 1", "What happened"} <= said
    page.detail.copy.click()
    assert QGuiApplication.clipboard().text() == page.detail.shown_code
    page.detail.closed.emit()
    page.detail.try_out.click()
    assert desk.shell is not None
    assert desk.shell.current is Screen.SIMULATE


def test_a_selection_is_made_void_with_a_reason(
    desk: Desk, page: CodesPage, shop: Shop, qtbot: QtBot
) -> None:
    redeemed(desk, shop.codes["points"][0])
    page.reload()
    settled(qtbot, desk, page)
    page.foot.several.click()
    for row in range(3):
        page.table.selectRow(row)
    assert page.foot.void.text() == "Make 2 void…"
    page.foot.void.click()
    panel = page.acts.void_panel
    assert panel.text.text() == "Make 2 codes void?"
    panel.yes.click()
    assert panel.field.error == "Give a reason for making the codes void."
    QTest.keyClicks(panel.reason, "Sheet lost")
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    assert not panel.isVisible()
    qtbot.waitUntil(lambda: [line.status for line in page.rows.lines.values()][:4] == [
        CodeStatus.USED, CodeStatus.VOID, CodeStatus.VOID, CodeStatus.UNUSED
    ])  # fmt: skip
    settled(qtbot, desk, page)


def test_a_batch_is_made_void_once_it_is_chosen(desk: Desk, page: CodesPage, qtbot: QtBot) -> None:
    whole = page.acts.items()[-1]
    assert whole.why_not == "Choose a batch first."
    page.filters.batch.setCurrentIndex(1)
    page.reload()
    settled(qtbot, desk, page)
    whole = page.acts.items()[-1]
    assert (whole.text, whole.why_not) == ("Make the batch 1 void…", "")
    whole.run()
    page.acts.void_panel.reason.setText("Old")
    page.acts.void_panel.yes.click()
    qtbot.waitUntil(lambda: {line.status for line in page.rows.lines.values()} == {CodeStatus.VOID})
    settled(qtbot, desk, page)


@pytest.mark.parametrize("preset", Preset)
def test_what_is_shown_is_exported(
    desk: Desk, page: CodesPage, shop: Shop, qtbot: QtBot, tmp_path: Path, preset: Preset
) -> None:
    page.filters.search.setText(shop.codes["points"][4])
    page.reload()
    settled(qtbot, desk, page)
    page.acts.exports()[list(Preset).index(preset)].run()
    dialog = page.acts.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert not dialog.isModal()
    path = tmp_path / "out.csv"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(path.exists)
    settled(qtbot, desk, page)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 2
    assert shop.codes["points"][4] in rows[1]


def test_test_codes_are_under_their_batch_and_marked(
    desk: Desk, page: CodesPage, qtbot: QtBot
) -> None:
    assert desk.office is not None
    generate(desk.office.ledger, campaign_id(desk), 5, DEFAULT, NOW, test=True)
    page.look(campaign_id(desk))
    settled(qtbot, desk, page)
    assert len(texts(page)) == 12
    page.filters.batch.setCurrentIndex(1)
    page.reload()
    settled(qtbot, desk, page)
    assert len(texts(page)) == 5
    assert {row.cells[1].under for row in page.rows.rows} == {"Test"}


def test_the_end_of_many_is_one_press_away(desk: Desk, page: CodesPage, qtbot: QtBot) -> None:
    assert desk.office is not None
    ledger, chosen = desk.office.ledger, campaign_id(desk)
    generate(ledger, chosen, 3000, DEFAULT, NOW)
    page.look(chosen)
    settled(qtbot, desk, page)
    assert not page.rows.at_end
    assert not page.foot.to_start.isEnabled()
    last = list_codes(ledger, chosen, before=2**62, limit=1).codes[0]
    page.foot.to_end.click()
    qtbot.waitUntil(lambda: page.rows.at_end)
    settled(qtbot, desk, page)
    assert texts(page)[-1] == last.text
    bar = page.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    count = len(page.rows.rows)
    bar.setValue(0)
    qtbot.waitUntil(lambda: len(page.rows.rows) > count)
    assert bar.value() > 0
    page.foot.to_start.click()
    qtbot.waitUntil(lambda: page.rows.at_start)
    settled(qtbot, desk, page)


def test_codes_are_added_in_place(desk: Desk, page: CodesPage, qtbot: QtBot) -> None:
    page.add.click()
    panel = page.acts.jobs.add_codes
    qtbot.waitUntil(panel.isVisible)
    panel.quantity.setText("8")
    panel.go.click()
    qtbot.waitUntil(lambda: len(texts(page)) == 20)
    settled(qtbot, desk, page)


def test_an_import_is_reported_and_the_report_copied(
    desk: Desk, page: CodesPage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "partner.csv"
    path.write_text("code\nPARTNER-1\nPARTNER-1\n\x07\n", encoding="utf-8")
    page.acts.items()[0].run()
    dialog = page.acts.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    report = page.acts.jobs.report
    qtbot.waitUntil(report.isVisible)
    report.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("partner.csv: 1 code imported · ")
    assert "\nLine 4: " in copied
    settled(qtbot, desk, page)
    assert len(texts(page)) == 13


def test_a_supervisor_makes_codes_void_but_makes_none(
    desk: Desk, page: CodesPage, qtbot: QtBot
) -> None:
    assert desk.office is not None
    ewa = Staff("ewa", "Ewa", Role.SUPERVISOR)
    theirs = CodesPage(replace(desk.office, staff=lambda: ewa))
    qtbot.addWidget(theirs)
    theirs.open(campaign_id(desk))
    settled(qtbot, desk, theirs)
    assert len(texts(theirs)) == len(texts(page))
    assert theirs.add.isHidden()
    assert theirs.acts.items()[0].why_not == "Ask a manager."


def test_a_code_takes_the_lists_place_where_there_is_no_room_for_both(
    desk: Desk, page: CodesPage, qtbot: QtBot
) -> None:
    desk.window.resize(900, 700)
    page.resize(800, 600)
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: page.detail.shown_id is not None)
    page.resize(800, 601)
    assert not page.pages.isVisible()
    page.detail.leave.click()
    assert page.pages.isVisible()


def test_the_screen_follows_the_language(desk: Desk, page: CodesPage, clock: Clock) -> None:
    assert desk.office is not None
    clock.forward(hours=1)
    translation.use("pl")
    page.retranslate()
    page.filters.retranslate()
    assert len(texts(page)) == 12
    translation.use("en")
