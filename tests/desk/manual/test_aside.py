"""The manual lies over the screen it was opened on, which waits below as it was."""

from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.manual.page import ManualPage
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.shell.shell import Shell
from counterfoil.domain.store import Role, Staff


class Notebook(Page):
    """A page with something typed on it."""

    help_page: ClassVar[str] = "codes"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.line = QLineEdit()
        self.body.addWidget(self.line)
        self.opened: list[str] = []
        self.left = 0

    def open(self, subject: str = "") -> None:
        self.opened.append(subject)

    def leave(self) -> None:
        self.left += 1


def at(shell: Shell) -> Screen:
    return shell.current


@pytest.fixture
def shell(desk: Desk) -> Shell:
    assert desk.shell is not None
    return desk.shell


@pytest.fixture
def notebook(desk: Desk, shell: Shell) -> Notebook:
    """A page in the place of the rewards, shown about a subject, half filled in."""
    assert desk.office is not None
    made = Notebook(desk.office)
    shell.put(Screen.REWARDS, made)
    shell.go(Screen.REWARDS, "a subject")
    made.line.setText("half a na")
    return made


def test_f1_opens_the_page_of_the_screen_and_back_finds_it_as_it_was(
    qtbot: QtBot, shell: Shell, notebook: Notebook
) -> None:
    shell.help()
    manual = shell.page
    assert isinstance(manual, ManualPage)
    qtbot.waitUntil(lambda: manual.chapter == "codes")
    QTest.mouseClick(manual.back, Qt.MouseButton.LeftButton)
    assert at(shell) is Screen.REWARDS
    assert notebook.isVisible()
    assert notebook.line.text() == "half a na"
    assert (notebook.opened, notebook.left) == (["a subject"], 0)


def test_going_on_from_the_manual_leaves_what_lies_below(shell: Shell, notebook: Notebook) -> None:
    shell.help()
    shell.go(Screen.COUNTER)
    assert notebook.left == 1


def test_closing_leaves_what_lies_below(shell: Shell, notebook: Notebook) -> None:
    shell.help()
    shell.close_pages()
    assert notebook.left == 1


def test_who_may_not_see_what_lies_below_goes_back_to_the_counter(
    shell: Shell, notebook: Notebook
) -> None:
    shell.help()
    shell.show_staff(Staff("c", "Zofia", Role.CASHIER))
    assert at(shell) is Screen.MANUAL
    shell.back()
    assert at(shell) is Screen.COUNTER
    assert notebook.left == 1
