"""Keys as Qt has them, caught before any window: with modifiers, dead keys, releases, repeats, and
other scanners than was thought. A window of its own gets what is passed on.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from counterfoil.desk.preferences import from_json
from counterfoil.desk.sources.hand_scanner import MODIFIERS, HandScanner, from_pairs, to_pairs
from tests.fuzz.engine import Run, Target
from tests.fuzz.mutation import VALUES, json_mutated
from tests.fuzz.targets import wedge

PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
ODD: Final = (
    *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_AltGr, Qt.Key.Key_Dead_Acute),
    *(Qt.Key.Key_Left, Qt.Key.Key_F1, Qt.Key.Key_unknown, Qt.Key.Key_Multi_key, Qt.Key.Key_Escape),
)
HELD: Final = (
    *(Qt.KeyboardModifier.NoModifier,) * 5,
    *(Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier),
    *(Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.KeypadModifier),
)
KEPT: Final = {"gap": "0.035", "prefix": "~", "suffix": "#", "terminators": "\r", "silence": "yes"}
LATEST_S: Final = 60.0


def make(rng: Random) -> bytes:
    """What the settings keep of a scanner, as JSON, then keys behind a NUL NUL."""
    kept = json_mutated(rng, KEPT, VALUES) if rng.random() < 0.5 else KEPT
    return json.dumps(kept).encode() + b"\0\0" + wedge.make(rng) + rng.randbytes(8)


class Window(QWindow):
    """Notes which keys come through."""

    def __init__(self) -> None:
        super().__init__()
        self.typed: list[str] = []

    def event(self, event: QEvent) -> bool:
        """Take a key."""
        if isinstance(event, QKeyEvent) and event.type() == PRESS:
            self.typed.append(event.text())
        return True


class Keyboard:
    """A hand scanner under way, a window behind it, and a clock that goes as told."""

    def __init__(self, kept: object) -> None:
        self.now = 1.0
        settings = from_pairs(from_json({"scanner": kept}).scanner)
        assert from_pairs(to_pairs(settings)) == settings, settings
        self.settings = settings
        self.scanner = HandScanner(settings, lambda: self.now)
        self.window = Window()
        self.scans: list[str] = []
        self.scanner.scanned.connect(self.scans.append)

    def key(self, char: str, after: float, *, odd: int = 0, repeat: bool = False) -> None:
        """Press a key and let go of it; what the filter leaves comes to the window."""
        if after > 0.05:
            self.wait(after)
        self.now += after
        key: Any = ODD[odd % len(ODD)] if odd else _key(char)
        text = "" if odd and odd % 3 else char
        held = HELD[odd % len(HELD)]
        for kind in (PRESS, RELEASE):
            event = QKeyEvent(kind, key, held, text, repeat)
            event.setTimestamp(round(self.now * 1000))
            if not self.scanner.eventFilter(self.window, event):
                self.window.event(event)

    def wait(self, seconds: float) -> None:
        """Let time pass in which no key comes; timers do what they are set to at its end."""
        self.now += min(seconds, LATEST_S)
        if hasattr(self.scanner, "_offset"):
            self.scanner._tick()  # noqa: SLF001 - what its timer calls, without the wait

    def close(self) -> None:
        """Let go of what Qt keeps."""
        for each in (self.scanner, self.window):
            _gone(each)


def _key(char: str) -> Qt.Key:
    return {"\r": Qt.Key.Key_Return, "\n": Qt.Key.Key_Enter, "\t": Qt.Key.Key_Tab}.get(
        char, Qt.Key.Key_A
    )


def _gone(thing: QObject) -> None:
    thing.deleteLater()
    QGuiApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)


def keys(data: bytes) -> bool:
    """Press keys: each comes through once or is part of a scan, and a good scan is read after."""
    kept, _, stream = data.partition(b"\0\0")
    try:
        board = Keyboard(json.loads(kept))
    except ValueError:
        return False
    try:
        return _pressed(board, stream)
    finally:
        board.close()


def _pressed(board: Keyboard, stream: bytes) -> bool:
    odd, seen = stream[-8:] or b"\0", 0
    for at, press in enumerate(wedge.presses(stream[1:-8])):
        strange = odd[at % len(odd)] if at % 11 == odd[0] % 11 else 0
        board.key(press.char, press.after, odd=strange, repeat=press.repeat)
        seen += bool(press.char)
    board.wait(LATEST_S)
    assert not board.scanner._held, "a key is held back for good"  # noqa: SLF001
    typed, scanned = len("".join(board.window.typed)), len("".join(board.scans))
    assert typed + scanned <= seen, (typed, scanned, seen)
    settings = board.settings
    board.scans.clear()
    end = "".join(sorted(settings.terminators)[:1])
    for char in f"{settings.prefix}SUM7K2M9{settings.suffix}{end}":
        board.key(char, min(0.004, settings.gap / 2))
    board.wait(LATEST_S)
    assert board.scans == ["SUM7K2M9"], (board.scans, settings)
    return True


@contextmanager
def keyboard() -> Iterator[Run]:
    """Give what presses keys; Qt wants an application for it."""
    application = QGuiApplication.instance() or QGuiApplication(["fuzz", "-platform", "offscreen"])
    assert MODIFIERS
    assert application is not None
    yield keys


TARGETS: Final = (Target("keys", 10_000, make, keyboard, block=10_000),)
