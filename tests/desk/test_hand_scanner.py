"""A hand scanner that types, anywhere in the window: real key events into the window itself."""

import string

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.sources.hand_scanner import from_pairs, to_pairs
from counterfoil.scanning.wedge import WedgeSettings
from tests.helpers.shop import ANNA_CARD, Shop

pytestmark = pytest.mark.alone

SCANNER_MS, PERSON_MS = 2, 70
PLAIN = Qt.KeyboardModifier.NoModifier
ENDS = {"Enter": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab, "silence": None}


def keys(window: QWindow, text: str, gap: int, end: Qt.Key | None = None) -> None:
    for char in text:
        key = Qt.Key(ord(char.upper()))
        shift = char in string.ascii_uppercase
        modifier = Qt.KeyboardModifier.ShiftModifier if shift else PLAIN
        QTest.sendKeyEvent(QTest.KeyAction.Click, window, key, char, modifier, 0)
        QTest.qWait(gap)
    if end is not None:
        QTest.sendKeyEvent(QTest.KeyAction.Click, window, end, "", PLAIN, 0)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> QWindow:
    desk.window.activateWindow()
    qtbot.waitActive(desk.window)
    handle = desk.window.windowHandle()
    assert handle is not None
    return handle


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_scan_leaves_nothing_in_the_field_and_keeps_the_focus(
    qtbot: QtBot, screen: CounterScreen, shop: Shop, window: QWindow, end: Qt.Key | None
) -> None:
    line = screen.member.line
    line.setFocus()
    keys(window, shop.codes["coupon"][0], SCANNER_MS, end)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    assert (line.text(), screen.focusWidget()) == ("", line)


def test_a_scan_on_a_button_presses_nothing(
    qtbot: QtBot, screen: CounterScreen, shop: Shop, window: QWindow
) -> None:
    screen.check_only.switch.setFocus()
    keys(window, shop.codes["coupon"][0], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.verdict.view.word == "Accepted")
    assert not screen.check_only.switch.isChecked()


def test_what_a_person_types_arrives_whole_and_in_order(
    qtbot: QtBot, screen: CounterScreen, window: QWindow
) -> None:
    line = screen.code.line
    line.setFocus()
    keys(window, "abc123", PERSON_MS)
    qtbot.waitUntil(lambda: line.text() == "abc123")
    assert screen.verdict.view.tone is Tone.READY


def test_keys_rolled_over_each_other_are_still_typing(
    qtbot: QtBot, screen: CounterScreen, window: QWindow
) -> None:
    line = screen.code.line
    line.setFocus()
    keys(window, "th", SCANNER_MS)
    qtbot.waitUntil(lambda: line.text() == "th")


def test_the_trigger_pulled_twice_is_one_scan(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, window: QWindow
) -> None:
    for _twice in range(2):
        keys(window, shop.codes["coupon"][0], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    qtbot.waitUntil(lambda: not desk.door.busy)
    assert screen.verdict.view.tone is Tone.ACCEPTED


def test_a_card_and_a_code_in_a_row(
    qtbot: QtBot, screen: CounterScreen, shop: Shop, window: QWindow
) -> None:
    keys(window, ANNA_CARD, SCANNER_MS, Qt.Key.Key_Return)
    keys(window, shop.codes["points"][0], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    assert "Anna Nowak" in screen.verdict.view.lines[0].detail


def test_a_scan_into_the_reason_of_an_undo(
    qtbot: QtBot, screen: CounterScreen, shop: Shop, window: QWindow
) -> None:
    keys(window, shop.codes["coupon"][0], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.attempts.attempts.rowCount() == 1)
    screen.attempts.clicked.emit(screen.attempts.attempts.index(0, 4))
    reason: QLineEdit = screen.undo.line
    keys(window, "oops", PERSON_MS)
    keys(window, shop.codes["coupon"][1], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.attempts.attempts.rowCount() == 2)
    assert (screen.undo_open, reason.text()) == (True, "oops")


def test_one_scan_teaches_prefix_suffix_and_speed(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, window: QWindow
) -> None:
    panel = desk.settings.panel
    assert panel is not None
    panel.calibrate.emit()
    assert desk.devices.keys.teaching
    with qtbot.waitSignal(desk.devices.learned):
        keys(window, "\x02ABCD1234\x03", SCANNER_MS, Qt.Key.Key_Return)
    learned = from_pairs(desk.settings.preferences.scanner)
    assert (learned.prefix, learned.suffix, learned.terminators) == (
        "\x02",
        "\x03",
        frozenset("\r"),
    )
    assert screen.verdict.view.tone is Tone.READY
    keys(window, f"\x02{shop.codes['coupon'][0]}\x03", SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)


def test_typing_teaches_nothing_and_says_so(qtbot: QtBot, desk: Desk, window: QWindow) -> None:
    panel = desk.settings.panel
    assert panel is not None
    panel.calibrate.emit()
    with qtbot.waitSignal(desk.devices.learned):
        keys(window, "abcdef", 160)
    assert desk.settings.preferences.scanner == ()
    assert desk.window.trouble == "This was typed, not scanned; scan the calibration code."


def test_settings_come_back_as_they_were_kept() -> None:
    settings = WedgeSettings(gap=0.05, prefix="\x02", suffix="~", terminators=frozenset("\t"))
    assert from_pairs(to_pairs(settings)) == settings
    assert from_pairs((("gap", "fast"),)) == WedgeSettings()
