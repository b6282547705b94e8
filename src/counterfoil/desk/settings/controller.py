"""The settings at work: what is changed holds at once and is kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from counterfoil.desk import devices, formats, preferences, theme, translation
from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.devices import Devices
from counterfoil.desk.door import Door
from counterfoil.desk.preferences import Preferences
from counterfoil.desk.settings.panel import SettingsPanel
from counterfoil.desk.sounds import Sounds
from counterfoil.desk.support.support import Support
from counterfoil.desk.translation import _
from counterfoil.desk.upkeep import Upkeep
from counterfoil.ledger.daily_backup import last_daily_backup

Tell = Callable[[Callable[[], str]], None]


class Settings(QObject):
    """Holds the preferences of a desk, and puts a panel for them beside the counter.

    `changed` gives those that hold from now on.
    """

    changed = Signal(object)

    def __init__(self, app: QApplication, folder: Path) -> None:
        super().__init__()
        self._app, self._folder = app, folder
        self.preferences = preferences.read(folder)
        self._panel: SettingsPanel | None = None
        self._screen: CounterScreen | None = None
        self._apply_language()
        self._apply_looks()
        app.styleHints().colorSchemeChanged.connect(self._apply_looks)

    def serve(self, door: Door, sources: Devices, sounds: Sounds, tell: Tell) -> None:
        """Say who keeps the file, who follows the settings, and who is told of trouble."""
        self._door, self._devices, self._sounds, self._tell = door, sources, sounds, tell
        sounds.muted = not self.preferences.sound
        sources.learned.connect(self._learned)

    def keep_up(self, upkeep: Upkeep, support: Support) -> None:
        """Say who backs the ledger up, as the settings wish, and who makes reports."""
        self._upkeep, self._support = upkeep, support
        upkeep.wanted = lambda: self.preferences.daily_backup
        upkeep.backed_up.connect(self._show_backup)

    def attach(self, screen: CounterScreen) -> None:
        """Put the panel beside the counter."""
        panel = SettingsPanel(self.preferences)
        panel.changed.connect(self.change)
        panel.calibrate.connect(self._teach)
        panel.forget_scanner.connect(lambda: self.change(replace(self.preferences, scanner=())))
        panel.upkeep.backup_wanted.connect(self._upkeep.back_up)
        panel.upkeep.report_wanted.connect(self._support.make)
        screen.side.addWidget(panel)
        screen.controls_wanted.connect(panel.left)
        self._panel, self._screen = panel, screen

    @property
    def panel(self) -> SettingsPanel | None:
        """The panel, while there is a counter."""
        return self._panel

    def toggle(self, *, open_: bool = False) -> bool:
        """Show the panel or the counter's controls; return whether the panel is shown.

        With `open_`, it is shown whatever was shown before.
        """
        if self._panel is None or self._screen is None:
            return False
        side = self._screen.side
        opening = open_ or side.currentWidget() is not self._panel
        side.setCurrentWidget(self._panel if opening else self._screen.controls)
        if opening:
            self._panel.show_devices(*devices.choices())
            self._show_backup(None)
            self._panel.take_focus()
        return opening

    def change(self, wanted: Preferences) -> None:
        """Let new preferences hold, and keep them."""
        before, self.preferences = self.preferences, wanted
        self._sounds.muted = not wanted.sound
        if (before.scheme, before.text_scale) != (wanted.scheme, wanted.text_scale):
            self._apply_looks()
        if before.language != wanted.language:
            self._apply_language()
        self._devices.use(wanted)
        self.changed.emit(wanted)
        if self._panel is not None:
            self._panel.show_preferences(wanted)
        self._door.submit(
            lambda: preferences.write(self._folder, wanted),
            lambda _done: None,
            self._could_not_keep,
        )

    def speak(self, language: str) -> None:
        """Switch to a language."""
        self.change(replace(self.preferences, language=language))

    def _show_backup(self, trouble: Exception | None) -> None:
        if self._panel is not None:
            self._panel.upkeep.show_last(last_daily_backup(self._folder), trouble)

    def _apply_looks(self) -> None:
        theme.apply(self._app, self.preferences.scheme, self.preferences.text_scale)

    def _apply_language(self) -> None:
        translation.use(self.preferences.language or translation.system_language())

    def _could_not_keep(self, error: Exception) -> None:
        self._tell(lambda: formats.error(error))

    def _teach(self) -> None:
        start = not self._devices.keys.teaching
        self._devices.keys.teach(start=start)
        self._show_lesson(_("Scan any code with the hand scanner now.") if start else "")

    def _learned(self, outcome: Exception | tuple[tuple[str, str], ...]) -> None:
        self._show_lesson("")
        if isinstance(outcome, Exception):
            self._tell(lambda: formats.error(outcome))
        else:
            self.change(replace(self.preferences, scanner=outcome))

    def _show_lesson(self, sentence: str) -> None:
        if self._panel is not None:
            self._panel.show_learning(sentence)
