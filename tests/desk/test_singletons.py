"""What PySide6 takes from Python's three singletons must never use them up."""

import sys

from PySide6.QtCore import QObject, Signal

from counterfoil.desk import singletons


class Sender(QObject):
    sent = Signal()


def test_signals_do_not_use_up_true() -> None:
    singletons.keep_alive()
    sender = Sender()
    for _round in range(10_000):
        sender.sent.emit()
    assert sys.getrefcount(True) > 1 << 29


def test_it_is_done_once() -> None:
    singletons.keep_alive()
    before = sys.getrefcount(None)
    singletons.keep_alive()
    assert sys.getrefcount(None) < before + singletons.REFERENCES // 2
