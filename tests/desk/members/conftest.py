"""A desk whose pages are opened and waited for."""

from dataclasses import replace
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import DEFAULT, save_staff

P = TypeVar("P", bound=Page)


class Office:
    """The desk's office, and waiting for what it does."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        assert desk.office is not None
        assert desk.shell is not None
        self.qtbot, self.desk = qtbot, desk
        self.office, self.shell = desk.office, desk.shell

    @property
    def ledger(self) -> Ledger:
        return self.office.ledger

    def settle(self) -> None:
        for _turn in range(2):
            self.qtbot.waitUntil(lambda: not (self.office.read.busy or self.office.write.busy))
            self.qtbot.wait(1)

    def open(self, screen: Screen, kind: type[P], subject: str = "") -> P:
        """Show a screen and wait for what it reads."""
        self.office.go(screen, subject)
        self.settle()
        return self.page(kind)

    def page(self, kind: type[P]) -> P:
        """Return the page that is shown."""
        page = self.shell.page
        assert isinstance(page, kind)
        return page

    def page_of(self, role: Role, kind: type[P], subject: str = "") -> P:
        """Return a page of its own as somebody of a role sees it."""
        person = Staff(f"the-{role.value}", role.value.title(), role)
        save_staff(self.ledger, person, DEFAULT, self.office.clock())
        page = kind(replace(self.office, staff=lambda: person))
        self.qtbot.addWidget(page)
        page.open(subject)
        self.settle()
        return page


@pytest.fixture
def office(qtbot: QtBot, desk: Desk) -> Office:
    return Office(qtbot, desk)
