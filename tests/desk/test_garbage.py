"""Windows are destroyed on the screen's thread, whichever thread makes the garbage."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from counterfoil.desk.garbage import Garbage


class Loop(QObject):
    """An object that only the cyclic collector can free."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ended.append(threading.current_thread()))


def allocate(kept: list[list[int]]) -> None:
    """Make as many objects as would have Python collect on this thread."""
    kept.extend([number] for number in range(200_000))


def test_another_thread_never_collects(qtbot: QtBot) -> None:
    ended: list[threading.Thread] = []
    kept: list[list[int]] = []
    parent = QObject()
    garbage = Garbage(parent)
    try:
        Loop(ended)
        worker = threading.Thread(target=allocate, args=(kept,))
        worker.start()
        worker.join()
        assert not ended
        qtbot.waitUntil(lambda: bool(ended))
        assert ended == [threading.main_thread()]
    finally:
        garbage.stop()
    assert gc.isenabled()
