"""The foot of the page: what would be printed, the buttons that do it, and how far it is."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counterfoil.desk.parts.job import JobBar
from counterfoil.desk.printing import words
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Live, button, describe, set_icon

PRINT_KEY, SAVE_KEY = "Ctrl+P", "Ctrl+S"


class Foot(Live, QFrame):
    """`save_wanted` and `print_wanted` follow its buttons."""

    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._said: Callable[[], str] = str
        self._ready = False
        self.summary = Elided("strong")
        self.save, self.print = button("plain", SAVE_KEY), button("primary", PRINT_KEY)
        self.job = JobBar(words.stage)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.summary, 1)
        row.addWidget(self.save)
        row.addWidget(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.job)
        self.save.clicked.connect(self.save_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.retranslate()
        self.restyle()

    def say(self, said: Callable[[], str], *, ready: bool) -> None:
        """Say what would be printed, and whether it can be."""
        self._said, self._ready = said, ready
        self.retranslate()
        self.follow()

    def follow(self) -> None:
        """Offer the buttons while nothing is being made."""
        free = self._ready and not self.job.busy
        for pressed in (self.save, self.print):
            pressed.setEnabled(free)

    def retranslate(self) -> None:
        self.save.setText(_("Prove and save…"))
        self.print.setText(_("Prove and print…"))
        describe(self.save, _("Prove and save…"), SAVE_KEY)
        describe(self.print, _("Prove and print…"), PRINT_KEY)
        for pressed, key in ((self.save, SAVE_KEY), (self.print, PRINT_KEY)):
            # A button's text takes its shortcut away.
            pressed.setShortcut(key)
        self.summary.set_text(self._said())

    def restyle(self) -> None:
        set_icon(self.print, "print", "on-accent")
