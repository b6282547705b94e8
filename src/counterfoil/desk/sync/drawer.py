"""The drawer of sync: how the till stands with its hub, what that means, and what to do."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from counterfoil.desk.parts import drawer
from counterfoil.desk.parts.layout import empty
from counterfoil.desk.parts.scrolled import Unsqueezed
from counterfoil.desk.sync import words
from counterfoil.desk.sync.state import Link, SyncState
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Icon, Scroll, button, describe, label, set_icon

HEIGHT = 470
BREAK = "\u200b"


class SyncDrawer(drawer.Drawer):
    """`sync_wanted` and `inbox_wanted` follow its buttons."""

    sync_wanted = Signal()
    inbox_wanted = Signal()

    def __init__(self, over: QWidget, clock: Callable[[], datetime]) -> None:
        super().__init__(over)
        self._clock = clock
        self._state, self._zone = SyncState(), ZoneInfo("UTC")
        self._title = Elided("heading")
        self._icon, self._word = Icon("offline", "soft", 28), label("heading", wrap=True)
        self._meaning = label("quiet", wrap=True)
        self._progress = QProgressBar(textVisible=False)
        self._progress.setRange(0, 0)
        self.facts = QGridLayout()
        self.leave, self.inbox, self.sync = button("icon"), button(), button("primary")
        self.leave.clicked.connect(self.hide)
        self.inbox.clicked.connect(self._open_inbox)
        self.sync.clicked.connect(self.sync_wanted)
        self._lay_out()
        self.retranslate()
        self.restyle()

    def show_state(self, state: SyncState, zone: ZoneInfo, *, inbox: bool) -> None:
        """Show how it stands; `inbox` says whether whoever is there may open it."""
        self._state, self._zone = state, zone
        self.inbox.setVisible(inbox)
        if not state.joined:
            self.hide()
        self.retranslate()

    def open(self) -> None:
        super().open()
        self.retranslate()
        self.sync.setFocus()

    def tall(self) -> int:
        return HEIGHT

    def retranslate(self) -> None:
        state, now = self._state, self._clock()
        light = words.light(state, now)
        self._title.set_text(_("Sync"))
        self._icon.show_as(light.icon, light.tone)
        self._word.setText(words.name(state.link))
        self._meaning.setText(words.meaning(state.link))
        self._progress.setVisible(state.link is Link.FIRST)
        empty(self.facts)
        for row, texts in enumerate(words.facts(state, now, self._zone)):
            for column, (role, text) in enumerate(zip(("soft", ""), texts, strict=True)):
                shown = label(role, wrap=True)
                # An address without a space could not be wrapped.
                shown.setText(text.replace("/", f"/{BREAK}") if "://" in text else text)
                self.facts.addWidget(shown, row, column, Qt.AlignmentFlag.AlignTop)
        describe(self.leave, _("Close"))
        self.inbox.setText(_("Open the inbox"))
        self.sync.setText(_("Sync now"))

    def restyle(self) -> None:
        set_icon(self.leave, "close", "soft")
        super().restyle()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.leave)
        stands = QHBoxLayout()
        stands.setSpacing(12)
        stands.addWidget(self._icon)
        stands.addWidget(self._word, 1)
        self.facts.setHorizontalSpacing(14)
        self.facts.setVerticalSpacing(8)
        self.facts.setColumnStretch(1, 1)
        inner = Unsqueezed()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(12)
        inside.addLayout(stands)
        inside.addWidget(self._meaning)
        inside.addWidget(self._progress)
        inside.addSpacing(6)
        inside.addLayout(self.facts)
        inside.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 8, 4)
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.inbox)
        buttons.addWidget(self.sync)
        self.column.addLayout(head)
        self.column.addWidget(Scroll(inner), 1)
        self.column.addLayout(buttons)

    def _open_inbox(self) -> None:
        self.hide()
        self.inbox_wanted.emit()
