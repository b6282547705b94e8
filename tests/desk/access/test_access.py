"""Some screens, looked at by each check; all of them in the slow sweep."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import Screen
from tests.desk.access import contrast, keyboard, room, tree
from tests.desk.access.register import TOURS, classes
from tests.desk.access.shown import SHOWN
from tests.desk.access.sweep import HUGE, LIGHT, LOOKS, MIRRORED, Look, sweep
from tests.prove.access import prove

offscreen = pytest.mark.qt_log_ignore("This plugin does not support")
"""Tours raise windows and hold the keyboard, which Qt can only with a screen."""


@pytest.mark.parametrize("screen_name", [Screen.COUNTER, Screen.CODES])
def test_a_screen_is_for_everybody(
    qapp: QApplication,
    desk: Desk,
    screen: CounterScreen,  # noqa: ARG001 - there is one once it is open
    screen_name: Screen,
) -> None:
    assert desk.shell is not None
    desk.shell.go(screen_name)
    for _round in range(10):
        qapp.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    window = desk.window
    found = list(contrast.measure(window).findings)
    found += keyboard.walk(window) + tree.check(window) + room.check(window)
    assert not found


def test_no_screen_is_forgotten() -> None:
    """A new class is to be seen in one of the tours, and then to be named there."""
    assert sorted(classes()) == sorted(SHOWN)


@offscreen
@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_screen_is_for_everybody(qapp: QApplication, look: Look) -> None:
    checks = [lambda window: contrast.measure(window).findings, tree.check, room.check]
    assert not sweep(qapp, look, TOURS, checks).lines()


@offscreen
@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("look", [LIGHT, MIRRORED], ids=lambda look: look.name)
def test_every_screen_is_gone_through_by_keys(qapp: QApplication, look: Look) -> None:
    # It moves the focus and scrolls, so it goes on tours of its own.
    assert not sweep(qapp, look, TOURS, [keyboard.walk]).lines()


@offscreen
@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_screen_has_room_at_its_tightest(qapp: QApplication, language: str) -> None:
    look = replace(HUGE, kept=replace(HUGE.kept, language=language))
    assert not sweep(qapp, look, TOURS, [room.check]).lines()


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_small_proof_is_kept() -> None:
    assert all(each.kept for each in prove(0.01))
