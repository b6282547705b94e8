"""The settings panel: looks, sound, scanners, locking, receipt printer, backup, this till."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk.parts.choices import Choice, Choices, Segments
from counterfoil.desk.parts.leaving import Leaving
from counterfoil.desk.parts.yielding import YieldingButton
from counterfoil.desk.preferences import AUTOMATIC, LOCK_AFTER, OFF, Preferences
from counterfoil.desk.settings.encryption import EncryptionSettings
from counterfoil.desk.settings.joining import JoinSettings
from counterfoil.desk.settings.receipts import ReceiptSettings
from counterfoil.desk.settings.upkeep import UpkeepSettings
from counterfoil.desk.theme import SCALES, Scheme
from counterfoil.desk.translation import LANGUAGES, _
from counterfoil.desk.widgets import (
    Live,
    Scroll,
    Switch,
    button,
    describe,
    frame,
    label,
    set_icon,
)


class SettingsPanel(Live, QWidget):
    """Shows the preferences; `changed` gives new ones, the other signals are wishes."""

    changed = Signal(object)
    calibrate = Signal()
    forget_scanner = Signal()
    left = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._cameras: Sequence[Choice] = ()
        self._ports: Sequence[Choice] = ()
        self._learning = ""
        self._title = label("heading")
        self._back = button("icon")
        self._back.clicked.connect(self.left)
        Leaving(self, self.left.emit)
        self._fields = [label("field", wrap=True) for _index in range(7)]
        self._language = Choices()
        self._scheme = Segments([str(scheme) for scheme in Scheme])
        self._scale = Choices()
        self._sound = Switch()
        self._lock_after = Segments([str(minutes) for minutes in LOCK_AFTER])
        self._camera = Choices()
        self._port = Choices()
        self._scanner = label("quiet", wrap=True)
        self._calibrate = YieldingButton()
        self._forget = button("quiet")
        self.receipts = ReceiptSettings(preferences)
        self.upkeep = UpkeepSettings(preferences)
        self.encryption = EncryptionSettings()
        self.joining = JoinSettings()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 4, 18, 18)
        column.setSpacing(6)
        parts = (
            self._language,
            self._scheme,
            self._scale,
            self._camera,
            self._scanner,
            self._port,
            self._lock_after,
        )
        for field, part in zip(self._fields, parts, strict=True):
            column.addSpacing(8)
            column.addWidget(field)
            column.addWidget(part)
            if part is self._scale:
                column.addSpacing(4)
                column.addWidget(self._sound)
            if part is self._scanner:
                row = QHBoxLayout()
                row.addWidget(self._calibrate, 0)
                row.addWidget(self._forget)
                row.addStretch(1)
                column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self.receipts)
        column.addSpacing(8)
        column.addWidget(self.upkeep)
        column.addSpacing(8)
        column.addWidget(self.encryption)
        column.addSpacing(8)
        column.addWidget(self.joining)
        column.addStretch(1)
        card = frame("card")
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 18, 0)
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 6)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(Scroll(inner), 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)

    def _connect(self) -> None:
        self._language.picked.connect(lambda value: self._change(language=value))
        self._scheme.chosen.connect(lambda value: self._change(scheme=Scheme(value)))
        self._scale.picked.connect(lambda value: self._change(text_scale=float(value)))
        self._sound.clicked.connect(lambda on: self._change(sound=on))
        self._lock_after.chosen.connect(lambda value: self._change(lock_after=int(value)))
        self._camera.picked.connect(lambda value: self._change(camera=value))
        self._port.picked.connect(lambda value: self._change(serial_port=value))
        self._calibrate.clicked.connect(self.calibrate)
        self._forget.clicked.connect(self.forget_scanner)
        for part in (self.receipts, self.upkeep):
            part.changed.connect(lambda wished: self._change(**wished))

    def _change(self, **values: object) -> None:
        self.changed.emit(replace(self._preferences, **values))  # type: ignore[arg-type]

    def show_preferences(self, preferences: Preferences) -> None:
        """Show the settings in force."""
        self._preferences = preferences
        self.receipts.show_preferences(preferences)
        self.upkeep.show_preferences(preferences)
        self.retranslate()

    def take_focus(self) -> None:
        """Have the focus, on the way back."""
        self._back.setFocus()

    def show_devices(self, cameras: Sequence[Choice], ports: Sequence[Choice]) -> None:
        """Offer the cameras and the serial ports that the machine has."""
        self._cameras, self._ports = cameras, ports
        self.retranslate()

    def show_learning(self, sentence: str) -> None:
        """Say how the calibration stands; "" when it is over."""
        self._learning = sentence
        self.retranslate()

    def retranslate(self) -> None:
        kept = self._preferences
        self._title.setText(_("Settings"))
        describe(self._back, _("Back to the counter"))
        names = (
            _("Language"),
            _("Colours"),
            _("Text size"),
            _("Camera"),
            _("Hand scanner"),
            _("Serial scanner"),
            _("Lock when nobody is there for"),
        )
        for field, name in zip(self._fields, names, strict=True):
            field.setText(name)
        own = [(language.code, language.name) for language in LANGUAGES]
        self._language.offer([(AUTOMATIC, _("As the system")), *own], kept.language)
        self._language.setAccessibleName(names[0])
        self._scheme.name((_("System"), _("Light"), _("Dark")), names[1])
        self._scheme.show_value(str(kept.scheme))
        sizes = [(str(scale), f"{round(scale * 100)}%") for scale in SCALES]
        self._scale.offer(sizes, str(kept.text_scale))
        self._scale.setAccessibleName(names[2])
        self._sound.setText(_("Sounds"))
        self._sound.setChecked(kept.sound)
        cameras = [(AUTOMATIC, _("The first that works")), *self._cameras, (OFF, _("Off"))]
        self._camera.offer(cameras, kept.camera)
        self._camera.setAccessibleName(names[3])
        self._port.offer([("", _("None")), *self._ports], kept.serial_port)
        self._port.setAccessibleName(names[5])
        spans = [_("{count} min").format(count=count) for count in LOCK_AFTER[1:]]
        self._lock_after.name((_("Never"), *spans), names[6])
        self._lock_after.show_value(str(kept.lock_after))
        self._show_scanner()

    def restyle(self) -> None:
        set_icon(self._back, "back")

    def _show_scanner(self) -> None:
        learned = bool(self._preferences.scanner)
        if self._learning:
            self._scanner.setText(self._learning)
        elif learned:
            self._scanner.setText(_("This till has learned its hand scanner."))
        else:
            self._scanner.setText(
                _("Most hand scanners work at once. If yours leaves letters in fields, teach it.")
            )
        self._calibrate.setText(_("Stop") if self._learning else _("Teach with one scan"))
        self._forget.setText(_("Forget"))
        self._forget.setVisible(learned and not self._learning)
