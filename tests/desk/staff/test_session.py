"""Signing in, taking over, locking: what is covered stays covered, and each act has its author."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences, from_json
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.theme import TARGET
from counterfoil.domain.store import Role
from counterfoil.ledger.staff import find_staff, save_staff
from tests.desk.conftest import NOW, Clock
from tests.desk.staff.conftest import MARIA
from tests.desk.staff.hands import Hands
from tests.helpers.shop import ANNA_CARD, Shop


def test_a_store_without_pins_is_open_at_once(desk: Desk) -> None:
    assert not desk.session.locked
    assert desk.session.staff.id == "manager"
    assert desk.window.header.staff.text() == "Maria"


def test_where_a_manager_has_a_pin_it_starts_locked(locked: Desk) -> None:
    who = locked.session.lock_screen.who
    assert [each.person.staff.name for each in who.people] == ["Ewa", "Jan", "Maria"]
    assert [each.person.asks_pin for each in who.people] == [True, False, True]
    assert not locked.window.header.isVisible()


def test_a_locked_window_takes_no_scan(
    qtbot: QtBot, locked: Desk, hands: Hands, staffed: Shop, counter: CounterScreen
) -> None:
    code = staffed.codes["coupon"][0]
    before = hands.told()
    locked.devices.serial.scanned.emit(code)
    locked.devices.keys.scanned.emit(code)
    hands.press(Qt.Key.Key_F8)
    hands.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(100)
    qtbot.waitUntil(lambda: not locked.door.busy)
    assert hands.told() == before
    assert counter.verdict.view.tone is Tone.READY
    hands.unlock("jan")
    assert locked.shell is not None
    assert locked.shell.current is Screen.COUNTER
    locked.devices.serial.scanned.emit(code)
    qtbot.waitUntil(lambda: counter.verdict.view.tone is Tone.ACCEPTED)
    assert hands.told()[-1] == ("redeem", "jan")


def test_the_keypad_works_by_mouse_and_a_wrong_pin_says_how_many_are_left(
    qtbot: QtBot, locked: Desk, hands: Hands
) -> None:
    who = locked.session.lock_screen.who
    hands.choose(who, "manager")
    for digit in "7302":
        QTest.mouseClick(who.pad.key(digit), Qt.MouseButton.LeftButton)
    QTest.mouseClick(who.pad.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Tries left before a wait: 2" in who.trouble)
    assert who.pad.line.text() == ""
    for digit in "7301":
        QTest.mouseClick(who.pad.key(digit), Qt.MouseButton.LeftButton)
    QTest.mouseClick(who.pad.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not locked.session.locked)


def test_too_many_wrong_pins_count_down(
    qtbot: QtBot, locked: Desk, hands: Hands, clock: Clock
) -> None:
    who = locked.session.lock_screen.who
    for _round in range(2):
        hands.give(who, "manager", "5555")
        qtbot.waitUntil(lambda: "Tries left" in who.trouble)
        who.show_names()
    hands.give(who, "manager", "5555")
    qtbot.waitUntil(lambda: who.trouble == "Too many wrong PINs. Try again in 0:30.")
    assert not who.pad.isEnabled()
    clock.forward(seconds=21)
    qtbot.waitUntil(lambda: "0:09" in who.trouble)
    clock.forward(seconds=9)
    qtbot.waitUntil(lambda: who.trouble == "")
    hands.unlock("manager", "7301")


def test_somebody_takes_over_beside_the_counter(
    qtbot: QtBot, locked: Desk, hands: Hands, staffed: Shop, counter: CounterScreen
) -> None:
    hands.unlock("manager", "7301")
    hands.type(ANNA_CARD)
    assert locked.office is not None
    assert locked.shell is not None
    locked.office.go(Screen.STAFF, "")
    QTest.mouseClick(locked.window.header.staff, Qt.MouseButton.LeftButton)
    drawer = locked.session.drawer
    assert drawer.isVisible()
    hands.choose(drawer.who, "jan")
    qtbot.waitUntil(lambda: locked.session.staff.id == "jan")
    assert not drawer.isVisible()
    assert locked.window.header.staff.text() == "Jan"
    assert locked.shell.current is Screen.COUNTER
    assert locked.office.staff().id == "jan"
    assert locked.counter is not None
    assert locked.counter.state.member is None
    hands.type(staffed.codes["coupon"][0])
    assert counter.verdict.view.tone is Tone.ACCEPTED
    assert hands.told()[-1] == ("redeem", "jan")
    locked.office.go(Screen.STAFF, "")
    assert locked.shell.current is Screen.COUNTER


def test_a_scan_is_taken_while_somebody_is_asked_for(
    qtbot: QtBot, locked: Desk, hands: Hands, staffed: Shop, counter: CounterScreen
) -> None:
    hands.unlock("jan")
    locked.window.header.staff.click()
    locked.devices.serial.scanned.emit(staffed.codes["coupon"][0])
    qtbot.waitUntil(lambda: counter.verdict.view.tone is Tone.ACCEPTED)
    assert not locked.session.drawer.isVisible()
    locked.window.header.staff.click()
    hands.press(Qt.Key.Key_Escape)
    assert not locked.session.drawer.isVisible()


def test_the_lock_key_and_the_same_person_coming_back(
    qtbot: QtBot, locked: Desk, hands: Hands
) -> None:
    hands.unlock("jan")
    hands.type(ANNA_CARD)
    hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert locked.session.locked
    qtbot.waitUntil(lambda: bool(locked.session.lock_screen.who.people))
    hands.unlock("jan")
    assert locked.counter is not None
    assert locked.counter.state.member is not None


def test_an_idle_till_locks_itself_where_that_is_wanted(
    qtbot: QtBot, locked: Desk, hands: Hands
) -> None:
    hands.unlock("jan")
    locked.session.minute_ms = 300
    locked.settings.change(Preferences(language="en", camera=OFF, lock_after=1))
    for _round in range(4):
        qtbot.wait(150)
        hands.press(Qt.Key.Key_Shift)
        assert not locked.session.locked
    qtbot.waitUntil(lambda: locked.session.locked, timeout=3000)
    hands.unlock("jan")
    locked.settings.change(Preferences(language="en", camera=OFF))
    qtbot.wait(400)
    assert not locked.session.locked


def test_a_changed_role_holds_at_once(qtbot: QtBot, locked: Desk, hands: Hands) -> None:
    hands.unlock("ewa", "4826")
    assert locked.office is not None
    save_staff(hands.ledger, replace(locked.session.staff, role=Role.CASHIER), MARIA, NOW)
    locked.office.staff_changed()
    qtbot.waitUntil(lambda: locked.session.staff.role is Role.CASHIER)
    save_staff(hands.ledger, replace(find_staff(hands.ledger, "ewa"), active=False), MARIA, NOW)
    locked.office.staff_changed()
    qtbot.waitUntil(lambda: locked.session.locked)
    qtbot.waitUntil(lambda: len(locked.session.lock_screen.who.people) == 2)


def test_names_are_chosen_by_keyboard_alone(qtbot: QtBot, locked: Desk, hands: Hands) -> None:
    who = locked.session.lock_screen.who
    qtbot.waitUntil(lambda: locked.window.focusWidget() is who.offer("manager"))
    hands.press(Qt.Key.Key_Up)
    assert locked.window.focusWidget() is who.offer("jan")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert locked.window.focusWidget() is who.pad.line
    for key in (Qt.Key.Key_7, Qt.Key.Key_3, Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_Return):
        hands.press(key)
        qtbot.wait(60)
    qtbot.waitUntil(lambda: not locked.session.locked)


def test_every_control_of_the_lock_screen_is_large_enough_and_named(
    locked: Desk, hands: Hands
) -> None:
    lock = locked.session.lock_screen
    hands.choose(lock.who, "manager")
    for part in lock.findChildren(QAbstractButton):
        if part.isVisible():
            assert part.height() >= TARGET
            assert part.accessibleName() or part.text()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_keypad_is_whole_in_the_smallest_window(
    qtbot: QtBot, locked: Desk, hands: Hands, scale: float
) -> None:
    locked.settings.change(Preferences(language="en", camera=OFF, text_scale=scale))
    locked.window.resize(1024, 700)
    who = locked.session.lock_screen.who
    hands.choose(who, "manager")
    card, ok = locked.session.lock_screen, who.pad.enter
    qtbot.waitUntil(
        lambda: (
            ok.mapTo(card, ok.rect().bottomRight()).y() < card.height()
            and not ok.visibleRegion().isEmpty()
            and ok.visibleRegion().boundingRect().height() >= TARGET
        )
    )
    locked.settings.change(Preferences(language="en", camera=OFF))


@pytest.mark.parametrize(("kept", "read"), [(5, 5), (7, 0), (True, 0), ("1", 0), (None, 0)])
def test_the_time_until_it_locks_is_one_of_a_few(kept: object, read: int) -> None:
    assert from_json({"lock_after": kept}).lock_after == read


def test_the_settings_offer_to_lock(locked: Desk, hands: Hands) -> None:
    hands.unlock("jan")
    assert locked.settings.panel is not None
    segments = locked.settings.panel.findChildren(QAbstractButton)
    wanted = next(part for part in segments if part.text() == "5 min")
    wanted.click()
    assert locked.settings.preferences.lock_after == 5
