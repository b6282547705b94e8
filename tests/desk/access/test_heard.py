"""The verdict is announced to a screen reader at once, once, and in one sentence."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.support.panel import SupportPanel
from tests.desk.access.heard import recorder
from tests.desk.test_counter import type_code, wait_for
from tests.helpers.shop import Shop

Event = QAccessible.Event


def test_a_verdict_is_announced(qtbot: QtBot, screen: CounterScreen, shop: Shop) -> None:
    with recorder() as heard:
        for tone in (Tone.ACCEPTED, Tone.USED):
            type_code(screen, shop.codes["coupon"][0])
            wait_for(qtbot, screen, tone)
            said = [each for each in heard if each.kind is Event.Announcement]
            assert said[-1].assertive
            assert said[-1].of == "VerdictCard"
            assert screen.verdict.view.word in said[-1].said
            assert screen.verdict.view.sentence in said[-1].said
            assert [each.said for each in said].count(said[-1].said) == 1
            assert screen.verdict.accessibleName() == said[-1].said


def test_a_mistake_is_announced(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    panel = SupportPanel(window)
    with recorder() as heard:
        panel.show_mishap(["counter.py:1"])
    assert Event.Alert in {each.kind for each in heard if each.of == "SupportPanel"}
