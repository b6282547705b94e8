"""The screen that prints, open on the scratch cards."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.printing.page import PrintPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.ledger import Ledger

Settle = Callable[[], None]


@pytest.fixture
def ledger(desk: Desk) -> Ledger:
    assert desk.office is not None
    return desk.office.ledger


@pytest.fixture
def campaign_id(ledger: Ledger) -> str:
    return next(each.id for each in list_campaigns(ledger) if each.name == "Autumn scratch card")


@pytest.fixture
def page(desk: Desk, campaign_id: str, qtbot: QtBot) -> PrintPage:
    assert desk.office is not None
    assert desk.shell is not None
    desk.office.go(Screen.PRINT, campaign_id)
    shown = desk.shell.page
    assert isinstance(shown, PrintPage)
    settle(desk, shown, qtbot)
    return shown


@pytest.fixture
def settled(desk: Desk, page: PrintPage, qtbot: QtBot) -> Settle:
    """Wait until the page shows what is chosen, and nothing is being made."""
    return lambda: settle(desk, page, qtbot)


def settle(desk: Desk, page: PrintPage, qtbot: QtBot) -> None:
    office = desk.office
    assert office is not None
    qtbot.waitUntil(
        lambda: not (office.read.busy or office.write.busy or page.drawing or page.foot.job.busy),
        timeout=20_000,
    )
    qtbot.wait(30)
    if page.drawing or office.read.busy:
        settle(desk, page, qtbot)
