"""The rail and the pages: who may go where, and what lives on below."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import RAIL, SCREENS, Screen, may_see
from counterfoil.desk.shell.shell import Shell
from counterfoil.domain.exchange import Standing
from counterfoil.domain.store import Role, Staff
from tests.helpers.shop import Shop

HERE = [screen for screen in Screen if Standing.ALONE in SCREENS[screen].standings]


@pytest.fixture
def shell(desk: Desk) -> Shell:
    assert desk.shell is not None
    return desk.shell


def person(role: Role) -> Staff:
    return Staff(role.value, role.value.title(), role)


@pytest.mark.parametrize("role", Role)
def test_the_rail_offers_what_a_role_may_see(shell: Shell, role: Role) -> None:
    shell.show_staff(person(role))
    offered = {screen for screen in RAIL if shell.rail.entry(screen).isVisible()}
    assert offered == {s for s in RAIL if may_see(s, person(role), Standing.ALONE)}
    assert {Screen.COUNTER, Screen.MEMBERS, Screen.MANUAL} <= offered


@pytest.mark.parametrize("screen", [screen for screen in HERE if screen is not Screen.COUNTER])
def test_every_screen_opens_and_is_made_once(qtbot: QtBot, shell: Shell, screen: Screen) -> None:
    shell.go(screen)
    first = shell.page
    assert first is not None
    assert shell.current is screen
    assert shell.rail.entry(SCREENS[screen].under).isChecked()
    shell.go(Screen.COUNTER)
    shell.go(screen)
    assert shell.page is first
    qtbot.wait(50)


def test_what_may_not_be_seen_is_not_shown_and_is_left(shell: Shell) -> None:
    shell.go(Screen.STAFF)
    shell.show_staff(person(Role.CASHIER))
    assert shell.current is Screen.COUNTER
    shell.go(Screen.STAFF)
    assert shell.current is Screen.COUNTER


def test_the_keys_of_the_rail_go_to_its_screens(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    desk.window.activateWindow()
    qtbot.waitActive(desk.window)
    # Shortcuts come with the keys of a window, not of a widget.
    window = desk.window.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.current is RAIL[5])
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.current is Screen.COUNTER)


def test_the_counter_goes_on_below_a_page(
    qtbot: QtBot, desk: Desk, shell: Shell, screen: CounterScreen, shop: Shop
) -> None:
    screen.code.typed.emit(shop.codes["coupon"][0])
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    shell.go(Screen.STAFF)
    shell.go(Screen.COUNTER)
    assert screen.verdict.view.tone is Tone.ACCEPTED
    assert desk.screen is screen


def test_a_scan_that_no_page_takes_is_said_and_redeems_nothing(
    qtbot: QtBot, desk: Desk, shell: Shell, screen: CounterScreen, shop: Shop
) -> None:
    shell.go(Screen.STAFF)
    desk.devices.scanned.emit(Scan((shop.codes["coupon"][0],), "scanner"))
    qtbot.waitUntil(shell.notice.isVisible)
    assert "at the counter" in shell.notice.text.text()
    assert screen.verdict.view.tone is Tone.READY


def test_a_notice_never_moves_the_counter(
    qtbot: QtBot, shell: Shell, screen: CounterScreen
) -> None:
    before = screen.verdict.geometry(), screen.attempts.geometry()
    shell.notice.say(
        lambda: "Done, and said in more words than one line of the screen has room for."
    )
    qtbot.wait(20)
    assert (screen.verdict.geometry(), screen.attempts.geometry()) == before
    at = shell.notice.geometry()
    assert shell.rect().contains(at)
    assert not at.intersects(
        screen.verdict.rect().translated(screen.verdict.mapTo(shell, QPoint()))
    )
    shell.go(Screen.STAFF)
    assert shell.page is not None
    qtbot.waitUntil(lambda: shell.page is not None and shell.page.y() >= 0)
    shell.notice.say(lambda: "Done.")
    qtbot.waitUntil(lambda: shell.notice.y() == 0)
    assert shell.page.mapTo(shell, QPoint()).y() >= shell.notice.height()
    shell.go(Screen.COUNTER)
    assert shell.notice.y() > 0


def test_the_settings_open_beside_the_counter_from_anywhere(desk: Desk, shell: Shell) -> None:
    shell.go(Screen.STAFF)
    desk.window.header.settings_wanted.emit()
    assert shell.current is Screen.COUNTER
    assert desk.settings.panel is not None
    assert desk.settings.panel.isVisible()


def test_closing_the_desk_stops_reading_first(desk: Desk) -> None:
    assert desk.office is not None
    read = desk.office.read
    desk.close()
    assert not read.is_open
    assert desk.office is None


def test_what_is_of_hubs_is_offered_only_where_there_is_one(shell: Shell) -> None:
    offered: dict[Standing, set[Screen]] = {}
    for standing in (Standing.ALONE, Standing.TILL, Standing.OFFICE):
        shell.rail.show_staff(person(Role.MANAGER), standing)
        offered[standing] = {each for each in RAIL if shell.rail.entry(each).isVisible()}
    assert offered[Standing.TILL] - offered[Standing.ALONE] == {Screen.INBOX}
    assert offered[Standing.OFFICE] - offered[Standing.ALONE] == {Screen.INBOX, Screen.DEVICES}
    assert not may_see(Screen.INBOX, person(Role.CASHIER), Standing.TILL)
    assert not may_see(Screen.DEVICES, person(Role.SUPERVISOR), Standing.OFFICE)


def test_an_entry_says_how_much_waits_there(shell: Shell) -> None:
    entry = shell.rail.entry(Screen.INBOX)
    shell.rail.count(Screen.INBOX, 3)
    assert entry.accessibleName() == "Inbox, 3 open"
    shell.rail.count(Screen.INBOX, 0)
    assert entry.accessibleName() == "Inbox"
