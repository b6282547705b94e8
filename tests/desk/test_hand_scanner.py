"""A hand scanner that types, anywhere in the window: real key events into the window itself.

Every key carries the time it was pressed at, as the system stamps it, so that no test depends on
how long the machine takes over it.
"""

import string
import time
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.sources.hand_scanner import HandScanner, from_pairs, to_pairs
from counterfoil.scanning.wedge import GAP, WedgeSettings
from tests.helpers.shop import ANNA_CARD, Shop

SCANNER_MS, PERSON_MS = 2, 70
PLAIN = Qt.KeyboardModifier.NoModifier
ENDS = {"Enter": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab, "silence": None}


class Keys:
    """Presses keys on a window, each so many milliseconds after the one before."""

    def __init__(self, window: QWindow) -> None:
        self.window = window
        self.at = 1000

    def __call__(self, text: str, gap: int, end: Qt.Key | None = None) -> None:
        for char in text:
            self.press(*stroke(char))
            self.at += gap
        if end is not None:
            self.press(end, PLAIN, "")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier, char: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifier, char)
            event.setTimestamp(self.at)
            QCoreApplication.sendEvent(self.window, event)


def stroke(char: str) -> tuple[Qt.Key, Qt.KeyboardModifier, str]:
    """Return the key that types `char`, with Shift where it takes that."""
    shift = char in string.ascii_uppercase
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else PLAIN
    return Qt.Key(ord(char.upper())), modifier, char


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> QWindow:
    desk.window.activateWindow()
    qtbot.waitActive(desk.window)
    handle = desk.window.windowHandle()
    assert handle is not None
    return handle


@pytest.fixture
def keys(window: QWindow) -> Keys:
    return Keys(window)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_scan_leaves_nothing_in_the_field_and_keeps_the_focus(
    qtbot: QtBot, screen: CounterScreen, shop: Shop, keys: Keys, end: Qt.Key | None
) -> None:
    line = screen.member.line
    line.setFocus()
    keys(shop.codes["coupon"][0], SCANNER_MS, end)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    assert (line.text(), screen.focusWidget()) == ("", line)


def test_a_scan_on_a_button_presses_nothing(
    qtbot: QtBot, screen: CounterScreen, shop: Shop, keys: Keys
) -> None:
    screen.check_only.switch.setFocus()
    keys(shop.codes["coupon"][0], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.verdict.view.word == "Accepted")
    assert not screen.check_only.switch.isChecked()


def test_what_a_person_types_arrives_whole_and_in_order(
    qtbot: QtBot, screen: CounterScreen, keys: Keys
) -> None:
    line = screen.code.line
    line.setFocus()
    keys("abc123", PERSON_MS)
    qtbot.waitUntil(lambda: line.text() == "abc123")
    assert screen.verdict.view.tone is Tone.READY


def test_keys_rolled_over_each_other_are_still_typing(
    qtbot: QtBot, screen: CounterScreen, keys: Keys
) -> None:
    line = screen.code.line
    line.setFocus()
    keys("th", SCANNER_MS)
    qtbot.waitUntil(lambda: line.text() == "th")


@pytest.mark.parametrize(("pause", "tone"), [(100, Tone.ACCEPTED), (1000, Tone.USED)])
def test_the_trigger_pulled_twice_in_a_moment_is_one_scan(
    qtbot: QtBot,
    desk: Desk,
    screen: CounterScreen,
    shop: Shop,
    keys: Keys,
    pause: int,
    tone: Tone,
) -> None:
    keys(shop.codes["coupon"][0], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    keys.at += pause
    keys(shop.codes["coupon"][0], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desk.door.busy)
    assert screen.verdict.view.tone is tone


def test_a_card_and_a_code_in_a_row(
    qtbot: QtBot, screen: CounterScreen, shop: Shop, keys: Keys
) -> None:
    keys(ANNA_CARD, SCANNER_MS, Qt.Key.Key_Return)
    keys(shop.codes["points"][0], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    assert "Anna Nowak" in screen.verdict.view.lines[0].detail


def test_a_scan_into_the_reason_of_an_undo(
    qtbot: QtBot, screen: CounterScreen, shop: Shop, keys: Keys
) -> None:
    keys(shop.codes["coupon"][0], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.attempts.attempts.rowCount() == 1)
    screen.attempts.clicked.emit(screen.attempts.attempts.index(0, 4))
    reason: QLineEdit = screen.undo.line
    keys("oops", PERSON_MS)
    keys(shop.codes["coupon"][1], SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.attempts.attempts.rowCount() == 2)
    assert (screen.undo_open, reason.text()) == (True, "oops")


def test_a_busy_screen_does_not_tear_a_scan(
    qtbot: QtBot, screen: CounterScreen, shop: Shop, keys: Keys
) -> None:
    """Its timer is due, and after it come the keys that were pressed meanwhile, all in time."""
    code = shop.codes["coupon"][0]
    line = screen.code.line
    line.setFocus()
    keys(code[:3], SCANNER_MS)
    late = round(GAP * 1000) + 10
    rest = QTimer(singleShot=True, interval=late, timerType=Qt.TimerType.PreciseTimer)
    rest.timeout.connect(lambda: keys(code[3:], SCANNER_MS, Qt.Key.Key_Return))
    rest.start()
    QTest.qSleep(late + 10)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    assert line.text() == ""


def test_keys_of_the_platform_itself_are_a_scan(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, window: QWindow
) -> None:
    """Stamped by the system in real time; only a machine that stands for a second tears them."""
    desk.devices.keys.use(WedgeSettings(gap=1.0))
    line = screen.member.line
    line.setFocus()
    for key, modifier, char in map(stroke, shop.codes["coupon"][0]):
        QTest.sendKeyEvent(QTest.KeyAction.Click, window, key, char, modifier, 0)
        QTest.qWait(SCANNER_MS)
    QTest.sendKeyEvent(QTest.KeyAction.Click, window, Qt.Key.Key_Return, "", PLAIN, 0)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    assert line.text() == ""


def test_keys_without_a_stamp_are_timed_as_they_come() -> None:
    window, now = QWindow(), [time.monotonic()]
    scanner = HandScanner(WedgeSettings(), lambda: now[0])
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    for gap in (GAP / 2, GAP * 2):
        for char in "ABCD\r":
            now[0] += gap
            scanner.eventFilter(window, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, PLAIN, char))
    assert scans == ["ABCD"]


def test_a_scan_that_has_not_ended_when_the_desk_closes_is_dropped(
    qtbot: QtBot, desk: Desk, shop: Shop, keys: Keys
) -> None:
    scans: list[object] = []
    desk.devices.scanned.connect(scans.append)
    keys(shop.codes["coupon"][0], SCANNER_MS)
    desk.devices.stop_watching()
    QTest.qSleep(round(GAP * 1000) + 10)
    qtbot.wait(10)
    assert scans == []


def test_one_scan_teaches_prefix_suffix_and_speed(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, keys: Keys
) -> None:
    panel = desk.settings.panel
    assert panel is not None
    panel.calibrate.emit()
    assert desk.devices.keys.teaching
    with qtbot.waitSignal(desk.devices.learned):
        keys("\x02ABCD1234\x03", SCANNER_MS, Qt.Key.Key_Return)
    learned = from_pairs(desk.settings.preferences.scanner)
    assert (learned.prefix, learned.suffix, learned.terminators) == (
        "\x02",
        "\x03",
        frozenset("\r"),
    )
    assert screen.verdict.view.tone is Tone.READY
    keys(f"\x02{shop.codes['coupon'][0]}\x03", SCANNER_MS, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)


def test_typing_teaches_nothing_and_says_so(qtbot: QtBot, desk: Desk, keys: Keys) -> None:
    panel = desk.settings.panel
    assert panel is not None
    panel.calibrate.emit()
    with qtbot.waitSignal(desk.devices.learned):
        keys("abcdef", 160)
    assert desk.settings.preferences.scanner == ()
    assert desk.window.trouble == "This was typed, not scanned; scan the calibration code."


def test_settings_come_back_as_they_were_kept() -> None:
    settings = WedgeSettings(gap=0.05, prefix="\x02", suffix="~", terminators=frozenset("\t"))
    assert from_pairs(to_pairs(settings)) == settings
    assert from_pairs((("gap", "fast"),)) == WedgeSettings()


@pytest.mark.parametrize(
    "odd",
    [
        {"gap": float("nan")},
        {"gap": -1.0},
        {"gap": 1e20},
        {"prefix": "~" * 17},
        {"prefix": "\t"},
        {"suffix": "\ud800"},
        {"terminators": frozenset("7")},
        {"terminators": frozenset(), "silence": False},
    ],
)
def test_settings_that_no_scanner_has_are_not_taken(odd: dict[str, Any]) -> None:
    assert from_pairs(to_pairs(replace(WedgeSettings(), **odd))) == WedgeSettings()
