"""A desk that redeems one code after the other by itself, and says what staff see, until it ends.

Run as `python -m tests.faults.driven_desk CODE…`, or `drive` in a fork of a program that has loaded
all of it. It says `asks` or `quiet` once it is open, and `accepted` with the redemption and the
code when such a verdict was painted.
"""

import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QTimer

from counterfoil.desk import app
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.wiring import data_folder, logged

LOOKS_EVERY_MS = 5


def say(*words: object) -> None:
    """Write a line at once, past all buffers."""
    os.write(1, ("\t".join(map(str, words)) + "\n").encode())


class Driver:
    """Brings the codes to a desk, each when the verdict of the one before was painted."""

    def __init__(self, desk: Desk, codes: Sequence[str]) -> None:
        self._desk, self._codes = desk, list(codes)
        self._shown: set[str] = set()
        self._looking = QTimer(interval=LOOKS_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()

    def _look(self) -> None:
        desk = self._desk
        if desk.screen is None or desk.counter is None or desk.door.busy:
            return
        self._looking.stop()
        say("asks" if desk.window.asks else "quiet")
        desk.screen.verdict.painted.connect(self._painted)
        self._bring()

    def _bring(self) -> None:
        if self._codes and self._desk.screen is not None:
            self._desk.screen.code.typed.emit(self._codes.pop(0))

    def _painted(self) -> None:
        desk = self._desk
        shown = desk.counter.state.shown if desk.counter is not None else None
        if desk.screen is None or shown is None or shown.verdict is None:
            return
        is_accepted = desk.screen.verdict.view.tone is Tone.ACCEPTED
        name = shown.verdict.redemption_id
        if is_accepted and name is not None and name not in self._shown:
            self._shown.add(name)
            say("accepted", name, shown.verdict.code)
            QTimer.singleShot(0, self._bring)


def drive(codes: Sequence[str]) -> int:
    """Open the desk on the data folder and bring it the codes; return its exit code."""
    application = app.make_application(["counterfoil"])
    desk = app.make_desk(application)
    with logged(data_folder(), desk.support.tell, lambda: desk.exit_code):
        desk.start()
        driver = Driver(desk, codes)
        code = application.exec()
        desk.close()
        del driver
    return desk.exit_code or code


if __name__ == "__main__":
    sys.exit(drive(sys.argv[1:]))
