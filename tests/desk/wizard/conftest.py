"""The wizard, opened on the desk of the shop."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.wizard.page import WizardPage
from counterfoil.desk.wizard.place import Place

Open = Callable[..., WizardPage]


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until both doors have done what was asked, and what followed from that."""
    office = desk.office
    assert office is not None
    for _round in range(4):
        for door in (office.write, office.read):
            passed: list[None] = []
            door.submit(lambda: None, passed.append)
            qtbot.waitUntil(lambda passed=passed: bool(passed))  # type: ignore[misc]


def wizard_of(desk: Desk) -> WizardPage:
    assert desk.shell is not None
    page = desk.shell.page
    assert isinstance(page, WizardPage)
    return page


def at(page: WizardPage) -> Place:
    """Return the step that is open."""
    return page.form.at


@pytest.fixture
def wizard(qtbot: QtBot, desk: Desk) -> Open:
    def open_wizard(subject: str = "", at: Place = Place.KIND) -> WizardPage:
        assert desk.office is not None
        desk.office.go(Screen.WIZARD, subject)
        page = wizard_of(desk)
        qtbot.waitUntil(lambda: page.wizard.now is not None)
        settle(qtbot, desk)
        if at is not Place.KIND:
            page.form.go(at)
            settle(qtbot, desk)
        return page

    return open_wizard
