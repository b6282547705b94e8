"""Hand scanners that type: their keys are caught anywhere in the application, before any field.

Keys are looked at where they enter a window. What a person types is handed on a moment later, and
what a scanner sends reaches no field, so the focus stays where it is.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWindow

from counterfoil.desk.sources.silence import Silence
from counterfoil.domain.errors import InvalidInput
from counterfoil.scanning.steady import Debounce
from counterfoil.scanning.wedge import (
    ENTER,
    TAB,
    Action,
    Decision,
    Key,
    Wedge,
    WedgeSettings,
    calibrate,
    is_usable,
)

COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
# Pressed for the sake of another key, as before every capital letter.
MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
# A calibration scan is over when no key has come for so long.
LEARNED_AFTER_MS = 400


class HandScanner(QObject):
    """Catches scans among the keys: `scanned` a text, `learned` settings, or what was wrong."""

    scanned = Signal(str)
    learned = Signal(object)

    def __init__(
        self, settings: WedgeSettings, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._seconds = seconds
        self._debounce = Debounce()
        self._held: list[tuple[QWindow, QKeyEvent]] = []
        self._replaying = False
        self._lesson: list[Key] | None = None
        self._silence = Silence(self)
        self._silence.over.connect(self._tick)
        self._lesson_end = Silence(self)
        self._lesson_end.over.connect(self._learn)
        self.use(settings)

    def use(self, settings: WedgeSettings) -> None:
        """Expect a scanner that sends like this."""
        self._settings = settings
        self._wedge = Wedge(settings)

    def forget(self) -> None:
        """Drop what is held back, as nobody is there any more to hand it to."""
        self._held = []
        self._silence.stop()
        self.teach(start=False)
        self.use(self._settings)

    @property
    def teaching(self) -> bool:
        """Whether the next scan is to teach how the scanner sends."""
        return self._lesson is not None

    def teach(self, *, start: bool) -> None:
        """Take the next scan as a lesson, or stop doing so."""
        self._lesson = [] if start else None
        self._lesson_end.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in {PRESS, RELEASE} or self._replaying:
            return False
        if not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if event.key() in MODIFIERS:
            return False
        if event.type() == RELEASE:
            return self._release(watched, event)
        return self._press(watched, event)

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        at = self._at(event)
        char = self._char(event)
        if self._lesson is not None:
            if char:
                self._lesson.append(Key(char, at))
                self._lesson_end.begin(LEARNED_AFTER_MS)
            return True
        passed = True
        for decision in self._wedge.press(char, at, repeat=event.isAutoRepeat()):
            if decision.action in {Action.PASS, Action.HOLD, Action.SWALLOW}:
                passed = decision.action is Action.PASS
                if decision.action is Action.HOLD:
                    self._held.append((window, copied(event)))
            else:
                self._carry_out(decision, at)
        self._wait()
        return not passed

    def _release(self, window: QWindow, event: QKeyEvent) -> bool:
        """Keep a release behind its press, where that is held."""
        if not self._held:
            return False
        self._held.append((window, copied(event)))
        return True

    def _char(self, event: QKeyEvent) -> str:
        """Return what a key types; a framing control character where the scanner sends such."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return ENTER
        if event.key() == Qt.Key.Key_Tab:
            return TAB
        text = event.text()
        framing = self._settings.prefix + self._settings.suffix
        command = bool(event.modifiers() & COMMANDS) and text not in framing
        return "" if command and self._lesson is None else text

    def _at(self, event: QKeyEvent) -> float:
        """Return when the system saw the key, in seconds; without a stamp, when we do."""
        stamp = event.timestamp() / 1000 or self._seconds()
        self._offset = stamp - self._seconds()
        return stamp

    def _tick(self) -> None:
        now = self._seconds() + self._offset
        for decision in self._wedge.tick(now):
            self._carry_out(decision, now)
        self._wait()

    def _wait(self) -> None:
        deadline = self._wedge.deadline
        if deadline is None:
            self._silence.stop()
            return
        left = deadline - self._seconds() - self._offset
        self._silence.begin(max(1, round(left * 1000) + 2))

    def _carry_out(self, decision: Decision, at: float) -> None:
        held, self._held = self._held, []
        if decision.action is Action.REPLAY:
            self._replay(held)
        elif decision.action is Action.SCAN and self._debounce.accept(decision.text, at):
            self.scanned.emit(decision.text)

    def _replay(self, held: list[tuple[QWindow, QKeyEvent]]) -> None:
        self._replaying = True
        try:
            for window, event in held:
                QCoreApplication.sendEvent(window, event)
        finally:
            self._replaying = False

    def _learn(self) -> None:
        keys, self._lesson = self._lesson or [], None
        try:
            settings = calibrate(keys)
        except InvalidInput as error:
            self.learned.emit(error)
        else:
            self.use(settings)
            self.learned.emit(settings)


def copied(event: QKeyEvent) -> QKeyEvent:
    """Return a key event that can be sent later."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )


def to_pairs(settings: WedgeSettings) -> tuple[tuple[str, str], ...]:
    """Return settings in the form that the preferences keep."""
    return (
        ("gap", str(settings.gap)),
        ("prefix", settings.prefix),
        ("suffix", settings.suffix),
        ("terminators", "".join(sorted(settings.terminators))),
        ("silence", "yes" if settings.silence else ""),
    )


def from_pairs(pairs: tuple[tuple[str, str], ...]) -> WedgeSettings:
    """Return settings from what was kept; the usual ones where that is nothing or unusable."""
    kept = dict(pairs)
    try:
        settings = WedgeSettings(
            gap=float(kept["gap"]),
            prefix=kept["prefix"],
            suffix=kept["suffix"],
            terminators=frozenset(kept["terminators"]),
            silence=bool(kept["silence"]),
        )
    except (KeyError, ValueError):
        return WedgeSettings()
    return settings if is_usable(settings) else WedgeSettings()
