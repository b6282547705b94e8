"""The page of campaigns of a desk at work in the shop."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.campaigns.page import CampaignsPage
from counterfoil.desk.desk import Desk
from counterfoil.desk.parts.menu import Item
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.campaigns import Summary

Choose = Callable[[str, str], Item]


@pytest.fixture
def office(desk: Desk) -> Office:
    assert desk.office is not None
    return desk.office


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, office: Office) -> CampaignsPage:
    """The list, shown and filled."""
    office.go(Screen.CAMPAIGNS, "")
    assert desk.shell is not None
    shown = desk.shell.page
    assert isinstance(shown, CampaignsPage)
    qtbot.waitUntil(lambda: len(shown.rows.rows) == 5)
    return shown


@pytest.fixture
def line(page: CampaignsPage) -> Callable[[str], Summary]:
    """Find a campaign of the list by its prefix."""

    def find(prefix: str) -> Summary:
        return next(each for each in page.listed.campaigns if each.prefix == prefix)

    return find


@pytest.fixture
def choose(page: CampaignsPage, line: Callable[[str], Summary]) -> Choose:
    """Find a line of a campaign's menu."""

    def find(prefix: str, text: str) -> Item:
        return next(item for item in page.acts.items(line(prefix)) if item.text == text)

    return find
