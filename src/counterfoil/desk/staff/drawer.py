"""The panel under the header where somebody else takes over; the counter goes on beside it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counterfoil.desk.parts import drawer
from counterfoil.desk.staff.who import WhoPanel
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, set_icon

LOCK_KEY = "Ctrl+L"


class Drawer(drawer.Drawer):
    """Asks who takes over, and locks the till."""

    def __init__(self, over: QWidget, clock: Callable[[], datetime]) -> None:
        super().__init__(over)
        self.who = WhoPanel(clock, lambda: _("Who is at the till?"), leaves=True)
        self.who.left.connect(self.hide)
        self.lock = button("quiet")
        self.column.addWidget(self.who, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.lock)
        self.column.addLayout(row)
        self.retranslate()
        self.restyle()

    def open(self) -> None:
        super().open()
        # Until the names are there; Escape works from then on.
        self.lock.setFocus()

    def retranslate(self) -> None:
        self.lock.setText(_("Lock the till"))
        keys = QKeySequence(LOCK_KEY).toString(QKeySequence.SequenceFormat.NativeText)
        self.lock.setToolTip(keys)

    def restyle(self) -> None:
        set_icon(self.lock, "lock")
        super().restyle()
