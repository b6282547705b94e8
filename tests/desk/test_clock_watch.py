"""A clock that went back is told of under the header, until it is right again."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from tests.desk.conftest import Clock


def said(desk: Desk) -> list[str]:
    labels = desk.window.findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible() and "clock" in each.text()]


def test_a_clock_that_went_back_is_told_of(qtbot: QtBot, desk: Desk, clock: Clock) -> None:
    assert not said(desk)
    clock.forward(hours=-26)
    watch = desk.sync.watch
    watch.look()
    qtbot.waitUntil(lambda: bool(said(desk)))
    assert said(desk)[0].startswith("The clock of this machine is ")
    clock.forward(days=2)
    watch.look()
    qtbot.waitUntil(lambda: not said(desk))
