"""The counter's sounds. A machine with no loudspeaker stays silent, without a word."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, qInstallMessageHandler

from counterfoil.resources import resource

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

NAMES = ("accepted", "refused", "used", "provisional", "notice", "error")


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Qt from complaining about missing loudspeakers and sound servers."""
    before = qInstallMessageHandler(lambda _kind, _context, _message: None)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


class Sounds:
    """Plays sounds by name once loaded; `muted` silences it."""

    def __init__(self) -> None:
        self.muted = False
        self._effects: dict[str, QSoundEffect] = {}

    def load(self) -> None:
        """Load the sounds; slow where the audio system is slow, so done after the first window."""
        with quiet():
            self._load()

    def _load(self) -> None:
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415 - slow
        except ImportError:
            return
        if not QMediaDevices.audioOutputs():
            return
        for name in NAMES:
            effect = QSoundEffect()
            effect.setSource(QUrl.fromLocalFile(str(resource(f"sounds/{name}.wav"))))
            self._effects[name] = effect

    @property
    def audible(self) -> bool:
        """Whether this machine can play anything."""
        return bool(self._effects)

    def play(self, name: str) -> None:
        """Play a sound, from its start."""
        effect = self._effects.get(name)
        if effect is not None and not self.muted:
            effect.play()
