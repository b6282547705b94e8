"""The keys that the manual lists are there, do what it says, and no two parts want the same."""

import importlib
import pkgutil
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import counterfoil.desk
from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import RAIL, Screen
from counterfoil.resources import resource
from tests.desk.access import keys
from tests.desk.access.register import PAGES, PANELS
from tests.desk.access.sweep import LIGHT, sweep
from tests.desk.access.test_leaving import active

NAMED = re.compile(r"`((?:Ctrl|Alt|Shift)\+[^`\s]+|F\d+)`")
# Of other programs, which the manual names, too.
NOT_OURS = {"Ctrl+C"}
ZOOM = {"Ctrl++", "Ctrl+-"}
NUMBERS = {f"Ctrl+{number}" for number in range(10)}


def listed() -> set[str]:
    """The keys that the manual names."""
    texts = [page.read_text("utf-8") for page in resource("manual/en").glob("*.md")]
    return {key for text in texts for key in NAMED.findall(text)} - NOT_OURS


def named() -> set[str]:
    """The keys that the desk's modules name."""
    found: set[str] = set()
    for each in pkgutil.walk_packages(counterfoil.desk.__path__, "counterfoil.desk."):
        things = vars(importlib.import_module(each.name)).items()
        found |= {key for name, key in things if name.endswith("_KEY") and isinstance(key, str)}
    return found | ZOOM | NUMBERS


def test_every_key_of_the_manual_is_there() -> None:
    assert listed() <= named()


def test_a_clash_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    inner = QWidget(window)
    QShortcut(QKeySequence("F2"), window)
    QShortcut(QKeySequence("F3"), inner, context=keys.INSIDE)
    pressed = QPushButton("&Find", window)
    window.show()
    assert keys.check(window) == []
    pressed.setShortcut("F3")
    assert [each.kind for each in keys.check(window)] == ["key"]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.qt_log_ignore("does not support")
def test_no_two_parts_want_the_same_key(qapp: QApplication) -> None:
    assert not sweep(qapp, LIGHT, (PAGES, PANELS), [keys.check]).lines()


@pytest.mark.slow
def test_the_keys_of_the_counter_do_what_the_manual_says(qtbot: QtBot, desk: Desk) -> None:
    screen, window = desk.screen, desk.window
    assert screen is not None
    active(qtbot, window)

    def press(key: Qt.Key, way: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(window.windowHandle(), key, way)
        # A button that was pressed by its key comes up a tenth of a second later.
        qtbot.wait(150)

    for key, line in (
        (Qt.Key.Key_F3, screen.member.line),
        (Qt.Key.Key_F4, screen.amount.line),
        (Qt.Key.Key_F2, screen.code.line),
    ):
        press(key)
        assert QApplication.focusWidget() is line
    press(Qt.Key.Key_F5)
    qtbot.waitUntil(screen.check_only.switch.isChecked)
    press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not screen.check_only.switch.isChecked())
    with qtbot.waitSignal(screen.reset_wanted):
        press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen.side.currentWidget() is desk.settings.panel)
    press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen.side.currentWidget() is screen.controls)


def reached(qtbot: QtBot, desk: Desk, screen: Screen) -> None:
    qtbot.waitUntil(lambda: desk.shell is not None and desk.shell.current is screen)


@pytest.mark.slow
@pytest.mark.usefixtures("screen")
def test_the_keys_of_every_screen_do_what_the_manual_says(qtbot: QtBot, desk: Desk) -> None:
    shell, control = desk.shell, Qt.KeyboardModifier.ControlModifier
    assert shell is not None
    active(qtbot, desk.window)

    def press(key: Qt.Key, way: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(desk.window.windowHandle(), key, way)
        qtbot.wait(150)

    seen = [each for each in RAIL if shell.may_see(each)]
    for number, screen in enumerate(seen[:10], start=1):
        press(Qt.Key(Qt.Key.Key_0 + number % 10), control)
        reached(qtbot, desk, screen)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.isVisible()
        assert focus.window() is desk.window
        press(Qt.Key.Key_F1)
        reached(qtbot, desk, Screen.MANUAL)
        press(Qt.Key.Key_F1)
        reached(qtbot, desk, screen)
    for screen in (Screen.CAMPAIGNS, Screen.CODES, Screen.SHEETS, Screen.MANUAL):
        shell.go(screen)
        qtbot.waitUntil(lambda: not desk.door.busy)
        assert "Ctrl+F" in {each.text for each in keys.live(desk.window)}
    press(Qt.Key.Key_L, control)
    assert desk.session.locked
