"""The code in a sheet's header, scanned where a customer's code was awaited."""

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.sheets.page import SheetsPage
from counterfoil.desk.shell.notice import Notice
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.attempts import recent
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.header import header_code
from tests.desk.conftest import Clock
from tests.helpers.sheets import record_sheets
from tests.helpers.shop import ANNA_CARD, Shop


@pytest.fixture
def ledger(desk: Desk) -> Ledger:
    assert desk.till is not None
    return desk.till.ledger


@pytest.fixture
def notice(desk: Desk) -> Notice:
    assert desk.shell is not None
    return desk.shell.notice


@pytest.fixture
def header(ledger: Ledger, clock: Clock) -> str:
    campaign = next(each for each in list_campaigns(ledger) if each.name == "Autumn scratch card")
    run = record_sheets(ledger, campaign.id, clock())
    return header_code(ledger.device.id, run.first_sheet)


def scan(qtbot: QtBot, desk: Desk, text: str) -> None:
    assert desk.counter is not None
    with qtbot.waitSignal(desk.counter.decided):
        desk.devices.scanned.emit(Scan((text,), "scanner"))


def test_it_is_said_and_counts_as_no_attempt(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, ledger: Ledger, notice: Notice, header: str
) -> None:
    before = len(list(entries(ledger)))
    scan(qtbot, desk, header)
    assert notice.isVisible()
    assert notice.text.text() == "That is the code of sheet 1, not of a customer."
    assert screen.verdict.view.tone is Tone.READY
    assert recent(ledger, 5) == ()
    assert len(list(entries(ledger))) == before


def test_whoever_may_opens_the_sheet(qtbot: QtBot, desk: Desk, notice: Notice, header: str) -> None:
    scan(qtbot, desk, header.lower())
    assert notice.act.text() == "Open sheet 1"
    notice.act.click()
    assert desk.shell is not None
    page = desk.shell.page
    assert isinstance(page, SheetsPage)
    qtbot.waitUntil(page.detail.isVisible)
    assert page.detail.shown is not None
    assert page.detail.shown.line.sheet.number == 1


def test_a_cashier_is_told_but_not_led_there(
    qtbot: QtBot, desk: Desk, notice: Notice, header: str
) -> None:
    assert desk.shell is not None
    desk.shell.show_staff(Staff("zofia", "Zofia", Role.CASHIER))
    scan(qtbot, desk, header)
    assert notice.isVisible()
    assert notice.act.isHidden()


def test_a_code_that_waits_for_its_member_goes_on_waiting(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, header: str
) -> None:
    scan(qtbot, desk, shop.codes["gold"][0])
    assert screen.verdict.view.tone is Tone.NEEDED
    scan(qtbot, desk, header)
    assert screen.verdict.view.tone is Tone.NEEDED
    scan(qtbot, desk, ANNA_CARD)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)


def test_the_screen_of_codes_leads_to_the_sheet(qtbot: QtBot, desk: Desk, header: str) -> None:
    assert desk.shell is not None
    desk.shell.go(Screen.CODES)
    desk.devices.scanned.emit(Scan((header,), "scanner"))
    qtbot.waitUntil(lambda: desk.shell is not None and desk.shell.current is Screen.SHEETS)
    page = desk.shell.page
    assert isinstance(page, SheetsPage)
    qtbot.waitUntil(page.detail.isVisible)


def test_a_screen_that_has_no_use_for_it_says_where_it_leads(
    desk: Desk, notice: Notice, header: str
) -> None:
    assert desk.shell is not None
    desk.shell.go(Screen.STAFF)
    desk.devices.scanned.emit(Scan((header,), "scanner"))
    assert notice.act.text() == "Open sheet 1"
