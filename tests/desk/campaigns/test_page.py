"""The list of campaigns: what it shows, finds and leads to; the drafts above it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from counterfoil.desk import translation
from counterfoil.desk.campaigns.page import CampaignsPage
from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.campaign import Translation
from counterfoil.ledger.campaigns import Summary, archive, get_campaign, save_campaign, set_active
from counterfoil.ledger.drafts import Draft, list_drafts, save_draft
from counterfoil.ledger.staff import DEFAULT
from tests.desk.campaigns.conftest import Choose
from tests.desk.conftest import NOW, Start

MANY = 500
Find = Callable[[str], Summary]


def texts(page: CampaignsPage, column: int) -> list[str]:
    return [row.cells[column].text for row in page.rows.rows]


def shown(desk: Desk) -> Screen:
    assert desk.shell is not None
    return desk.shell.current


def test_each_campaign_has_its_status_dates_and_figures(
    qtbot: QtBot, desk: Desk, page: CampaignsPage
) -> None:
    assert desk.shell is not None
    assert texts(page, 0) == [
        "Autumn scratch card",
        "Double points on your basket",
        "Free coffee",
        "Gold coffee",
        "Summer lemonade",
    ]
    assert texts(page, 1) == ["Active"] * 4 + ["Ended"]
    assert {row.cells[1].icon for row in page.rows.rows} == {"play", "used"}
    assert page.rows.rows[4].cells[2].text == "from 1 Jun 2026"
    assert page.rows.rows[4].cells[2].under == "until 1 Sept 2026"
    assert page.rows.rows[0].cells[2].under == "no end"
    assert page.rows.rows[0].cells[3].text == "0 redeemed, 12 left"
    assert page.rows.rows[0].cells[3].share == 0
    desk.shell.go(Screen.COUNTER, "")
    desk.shell.go(Screen.CAMPAIGNS, "")
    qtbot.waitUntil(lambda: len(page.rows.rows) == 5)


def test_the_search_and_the_status_narrow_it(
    qtbot: QtBot, office: Office, page: CampaignsPage, line: Find
) -> None:
    QTest.keyClicks(page.search, "COFFEE gold")
    assert texts(page, 0) == ["Gold coffee"]
    page.search.clear()
    QTest.keyClicks(page.search, "summer")
    assert texts(page, 0) == ["Summer lemonade"]
    QTest.keyClicks(page.search, "zzz")
    assert page.nothing.isVisible()
    QTest.mouseClick(page.nothing.button, Qt.MouseButton.LeftButton)
    assert len(page.rows.rows) == 5
    set_active(office.ledger, line("CUP").id, DEFAULT, NOW, active=False)
    archive(office.ledger, line("GOLD").id, DEFAULT, NOW)
    page.reload()
    qtbot.waitUntil(lambda: len(page.rows.rows) == 4)
    for status, names in (
        ("inactive", ["Free coffee"]),
        ("archived", ["Gold coffee"]),
        ("ended", ["Summer lemonade"]),
        ("scheduled", []),
    ):
        page.status.setCurrentIndex(page.status.findData(status))
        page.status.picked.emit(status)
        assert texts(page, 0) == names


# A platform that draws nowhere says of each menu what it cannot do.
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_row_opens_its_campaign_and_its_menu(
    qtbot: QtBot, desk: Desk, page: CampaignsPage
) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Menu)
    menu = page.table.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        "Show",
        "Edit",
        "Duplicate",
        "Add codes",
        "Import codes",
        "Print…",
        "Export to CSV",
        "Codes",
        "Try a code",
        "Deactivate",
        "Archive",
    ]
    menu.close()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert shown(desk) is Screen.CAMPAIGN
    qtbot.wait(1)


def test_add_campaign_leads_to_the_wizard(desk: Desk, page: CampaignsPage) -> None:
    QTest.mouseClick(page.add, Qt.MouseButton.LeftButton)
    assert shown(desk) is Screen.WIZARD


def test_what_an_archived_campaign_cannot_do_says_why(
    qtbot: QtBot, office: Office, page: CampaignsPage, line: Find, choose: Choose
) -> None:
    archive(office.ledger, line("GOLD").id, DEFAULT, NOW)
    page.reload()
    qtbot.waitUntil(lambda: line("GOLD").archived)
    for text in ("Edit", "Add codes", "Import codes", "Activate", "Archive"):
        assert choose("GOLD", text).why_not == ("It is archived; duplicate it and use the copy.")
    for text in ("Show", "Duplicate", "Export to CSV", "Codes"):
        assert choose("GOLD", text).why_not == ""


@pytest.fixture
def drafts(office: Office) -> None:
    for number, name in enumerate(("Sommer 🎉 קיץ", "", "Old one")):
        at = NOW - timedelta(days=number)
        save_draft(office.ledger, Draft(f"d{number}", name, {}), DEFAULT, at)
    save_draft(office.ledger, Draft("d9", "Gold", {}, "c9", 3), DEFAULT, NOW - timedelta(days=9))


@pytest.mark.usefixtures("drafts")
def test_drafts_stand_above_and_go_on_in_the_wizard(desk: Desk, page: CampaignsPage) -> None:
    said = [(row.name, row.saved) for row in page.drafts.rows]
    assert said == [
        ("Draft: Sommer 🎉 קיץ", "saved today at 14:02 by Maria"),
        ("Draft: without a name yet", "saved yesterday at 14:02 by Maria"),
        ("Draft: Old one", "saved 22 Nov 2026, 14:02 by Maria"),
        ("Change of Gold, not saved", "saved 15 Nov 2026, 14:02 by Maria"),
    ]
    QTest.mouseClick(page.drafts.rows[0].go_on, Qt.MouseButton.LeftButton)
    assert shown(desk) is Screen.WIZARD


@pytest.mark.usefixtures("drafts")
def test_a_draft_is_deleted_only_after_the_question(
    qtbot: QtBot, office: Office, page: CampaignsPage
) -> None:
    delete, confirm = page.drafts.rows[1].delete, page.acts.confirm
    QTest.mouseClick(delete, Qt.MouseButton.LeftButton)
    assert confirm.text.text() == (
        "Delete the draft without a name yet? What stands in it is lost."
    )
    QTest.keyClick(confirm.no, Qt.Key.Key_Escape)
    assert not confirm.isVisible()
    QTest.mouseClick(delete, Qt.MouseButton.LeftButton)
    QTest.mouseClick(confirm.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.drafts.rows) == 3)
    assert [each.id for each in list_drafts(office.ledger)] == ["d0", "d2", "d9"]


def test_a_draft_that_is_only_just_being_kept_is_in_the_list(
    qtbot: QtBot, office: Office, page: CampaignsPage
) -> None:
    draft = Draft("d1", "Just begun", {})
    office.write.submit(lambda: save_draft(office.ledger, draft, DEFAULT, NOW), lambda _kept: None)
    page.reload()
    qtbot.waitUntil(lambda: [row.name for row in page.drafts.rows] == ["Draft: Just begun"])


def test_five_hundred_campaigns_of_any_name_stay_usable(
    qtbot: QtBot, office: Office, page: CampaignsPage, line: Find
) -> None:
    base = get_campaign(office.ledger, line("CARD").id)
    names = ("Very long " * 25, "מבצע קיץ 🎉", "🎂" * 40, "Kawa")
    for number in range(MANY - 5):
        name = f"{names[number % 4]} {number}"[:255]
        made = replace(
            base, id=f"x{number}", version=1, translations={"en": Translation(name)}, active=False
        )
        save_campaign(office.ledger, made, DEFAULT, NOW)
    page.reload()
    qtbot.waitUntil(lambda: len(page.rows.rows) == MANY)
    page.search.setText("קיץ 125")
    assert texts(page, 0) == ["מבצע קיץ 🎉 125"]
    page.search.clear()
    page.table.scrollToBottom()
    assert page.table.verticalScrollBar().value() > 0
    # What is asked about a campaign is said shortly, however long its name is.
    page.acts.ask_to_archive(line("CARD"))
    assert len(page.acts.confirm.text.text()) < 200


def test_it_follows_the_language(page: CampaignsPage) -> None:
    translation.use("pl")
    assert page.rows.rows
    translation.use("en")
    assert page.head.title == "Campaigns"


def test_where_there_is_none_it_leads_to_the_wizard(qtbot: QtBot, start: Start) -> None:
    opened = start()
    qtbot.waitUntil(lambda: opened.first_run is not None)
    assert opened.first_run is not None
    opened.first_run.store.setText("New store")
    opened.first_run.zone.setText("Europe/Warsaw")
    opened.first_run.open_form()
    opened.first_run.person.setText("Maria")
    QTest.keyClick(opened.first_run.person, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.shell is not None)
    assert opened.shell is not None
    opened.shell.go(Screen.CAMPAIGNS, "")
    page = opened.shell.page
    assert isinstance(page, CampaignsPage)
    qtbot.waitUntil(page.empty.isVisible)
    assert not page.add.isVisible()
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert shown(opened) is Screen.WIZARD
