"""What asks something is left by Escape, answered by Enter, and gives the focus back."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk.campaigns.add_codes import AddCodes
from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.parts.ask_why import Asking, AskWhy
from counterfoil.desk.parts.confirm import Confirm
from counterfoil.desk.support.panel import Showing
from tests.desk.test_counter import type_code, wait_for
from tests.helpers.shop import Shop

SAID = Asking(lambda: "It stays.", str, lambda: "Say why.", lambda: "Do it")
ESCAPE, ENTER = Qt.Key.Key_Escape, Qt.Key.Key_Return


@pytest.fixture
def opener(qtbot: QtBot) -> Iterator[QPushButton]:
    """A button in a window, which has the focus."""
    window = QWidget()
    QVBoxLayout(window)
    made = QPushButton("Ask")
    put(made, window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made)
    yield made
    window.close()


def put(part: QWidget, window: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(part)


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_a_question_is_answered_by_keys(opener: QPushButton) -> None:
    done: list[str] = []
    confirm = Confirm()
    put(confirm, opener.window())
    for key, on, expected in (
        (ESCAPE, confirm.no, []), (ENTER, confirm.no, []), (ESCAPE, confirm.yes, []),
        (ENTER, confirm.yes, ["done"]),
    ):  # fmt: skip
        confirm.ask(lambda: "Really?", lambda: "Yes", lambda: done.append("done"))
        assert QApplication.focusWidget() is confirm.no
        on.setFocus()
        press(key)
        assert confirm.isHidden()
        assert done == expected
        assert QApplication.focusWidget() is opener


def test_a_reason_is_asked_by_keys(opener: QPushButton) -> None:
    given: list[str] = []
    panel = AskWhy(SAID, 40)
    panel.agreed.connect(given.append)
    put(panel, opener.window())
    panel.ask(lambda: "Why?")
    press(ENTER)
    assert QApplication.focusWidget() is panel.reason
    press(ESCAPE)
    assert QApplication.focusWidget() is opener
    panel.ask(lambda: "Why?")
    QTest.keyClicks(panel.reason, "Lost")
    press(ENTER)
    assert given == ["Lost"]
    assert QApplication.focusWidget() is opener


def test_the_focus_stays_where_it_went_meanwhile(opener: QPushButton) -> None:
    confirm, other = Confirm(), QPushButton("Other")
    for part in (confirm, other):
        put(part, opener.window())
    other.show()
    confirm.ask(lambda: "Really?", lambda: "Yes", str)
    other.setFocus()
    confirm.hide()
    assert QApplication.focusWidget() is other


@pytest.mark.slow
@pytest.mark.usefixtures("screen")
def test_drawers_give_the_focus_back(qtbot: QtBot, desk: Desk) -> None:
    header = desk.window.header
    support = desk.support.panel
    active(qtbot, desk.window)
    for pressed, shown, within in openings(desk):
        pressed.setFocus()
        assert QApplication.focusWidget() is pressed
        shown()
        qtbot.waitUntil(lambda within=within: has_focus(within))  # type: ignore[misc]
        press(ESCAPE)
        qtbot.waitUntil(lambda within=within: not within.isVisible())  # type: ignore[misc]
        assert QApplication.focusWidget() is pressed, within
    assert header.isVisible()
    assert support.showing is Showing.SAVED


@pytest.mark.slow
def test_settings_are_left_for_the_code(qtbot: QtBot, desk: Desk, screen: CounterScreen) -> None:
    panel = desk.settings.panel
    assert panel is not None
    active(qtbot, desk.window)
    screen.code.line.setFocus()
    desk.window.header.settings_wanted.emit()
    assert has_focus(panel)
    press(ESCAPE)
    assert screen.side.currentWidget() is screen.controls
    assert QApplication.focusWidget() is screen.code.line


@pytest.mark.slow
def test_settings_keep_the_focus(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop
) -> None:
    panel, gear = desk.settings.panel, desk.window.header.findChildren(QPushButton)[-1]
    assert panel is not None
    active(qtbot, desk.window)
    gear.click()
    type_code(screen, shop.codes["points"][0])
    wait_for(qtbot, screen, Tone.NEEDED)
    desk.session.refresh()
    qtbot.waitUntil(lambda: not desk.door.busy)
    assert has_focus(panel)
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_F2)
    assert QApplication.focusWidget() is screen.code.line
    assert not gear.isChecked()


def openings(desk: Desk) -> list[tuple[QWidget, Callable[[], object], QWidget]]:
    """What opens something, how, and what is opened."""
    header, support = desk.window.header, desk.support.panel
    gear = next(each for each in header.findChildren(QPushButton) if each.isCheckable())
    return [
        (header.staff, header.staff.click, desk.session.drawer),
        (gear, lambda: support.show_saved("report.zip"), support),
    ]


def active(qtbot: QtBot, part: QWidget) -> None:
    part.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is part.window())


def has_focus(part: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and part.isAncestorOf(focus)


@pytest.mark.slow
def test_an_undo_is_left_by_escape(qtbot: QtBot, screen: CounterScreen, shop: Shop) -> None:
    type_code(screen, shop.codes["coupon"][0])
    wait_for(qtbot, screen, Tone.ACCEPTED)
    table = screen.attempts
    qtbot.waitUntil(lambda: table.attempts.rowCount() == 1)
    active(qtbot, screen)
    table.setFocus()
    table.clicked.emit(table.attempts.index(0, 4))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is screen.undo.line)
    press(ESCAPE)
    assert not screen.undo_open
    assert QApplication.focusWidget() is table


@pytest.mark.slow
def test_a_panel_is_left_by_escape(opener: QPushButton) -> None:
    panel = AddCodes()
    put(panel, opener.window())
    panel.show()
    panel.quantity.setFocus()
    press(ESCAPE)
    assert panel.isHidden()
    assert QApplication.focusWidget() is opener
