"""The screen of sheets, with some printed before it is opened."""

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.sheets.page import SheetsPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.ledger import Ledger
from tests.desk.conftest import Clock
from tests.helpers.sheets import record_sheets


class Sheets:
    """The screen with somebody at it."""

    def __init__(self, qtbot: QtBot, desk: Desk, clock: Clock) -> None:
        self.qtbot, self.desk, self.clock = qtbot, desk, clock

    @property
    def ledger(self) -> Ledger:
        assert self.desk.office is not None
        return self.desk.office.ledger

    @property
    def page(self) -> SheetsPage:
        assert self.desk.shell is not None
        page = self.desk.shell.page
        assert isinstance(page, SheetsPage)
        return page

    def campaign(self, name: str) -> str:
        lines = list_campaigns(self.ledger)
        return next(each.id for each in lines if each.name == name)

    def print(self, name: str = "Autumn scratch card", **order: object) -> None:
        """Record sheets as printed a minute on."""
        self.clock.forward(minutes=1)
        record_sheets(self.ledger, self.campaign(name), self.clock(), **order)  # type: ignore[arg-type]

    def open(self, subject: str = "") -> SheetsPage:
        assert self.desk.office is not None
        self.desk.office.go(Screen.SHEETS, subject)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until both doors have done what was asked, and what followed from that."""
        office = self.desk.office
        assert office is not None
        for _round in range(4):
            passed: list[None] = []
            for door in (office.write, office.read):
                door.submit(lambda: None, passed.append)
            self.qtbot.waitUntil(partial(has_two, passed))

    def show(self, number: int) -> SheetsPage:
        """Open the screen about a sheet."""
        page = self.open(str(number))
        self.qtbot.waitUntil(page.detail.isVisible)
        return page


def has_two(passed: list[None]) -> bool:
    return len(passed) == 2


@pytest.fixture
def sheets(qtbot: QtBot, desk: Desk, clock: Clock) -> Sheets:
    return Sheets(qtbot, desk, clock)
