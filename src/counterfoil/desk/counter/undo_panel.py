"""Undoing a redemption: the reason is asked beside the attempts, and scanning goes on meanwhile."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.counter.attempts import AttemptLine
from counterfoil.desk.flow import Flow
from counterfoil.desk.parts.leaving import Leaving
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.parts.yielding import YieldingButton
from counterfoil.desk.staff.who import WhoPanel
from counterfoil.desk.till import Voucher
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Icon, Live, button, describe, label, set_icon

LONGEST_REASON = 200


class UndoPanel(Live, QWidget):
    """Asks why. `confirmed` gives the redemption's id, the reason and a voucher; `left` goes back.

    The voucher is None unless one is required: then somebody who may undo gives their PIN.
    """

    confirmed = Signal(str, str, object)
    left = Signal()

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._line: AttemptLine | None = None
        self._needs_voucher = False
        self.who = WhoPanel(clock, lambda: _("Who may undo it?"), leaves=True, flat=True)
        self.who.left.connect(self.left)
        self.who.chosen.connect(lambda staff_id, pin: self._confirm_with(Voucher(staff_id, pin)))
        self._title = label("heading", wrap=True)
        self._what = Elided("quiet")
        self._close = button("icon")
        self._close.clicked.connect(self.left)
        self._ask = label("field", wrap=True)
        self._reasons = QButtonGroup(self)
        self._quick = [YieldingButton("reason") for _index in range(3)]
        for quick in self._quick:
            quick.setCheckable(True)
            self._reasons.addButton(quick)
            quick.clicked.connect(lambda _on, quick=quick: self._take_quick(quick.accessibleName()))
        self.line = QLineEdit(maxLength=LONGEST_REASON)
        self._ask.setBuddy(self.line)
        self._trouble = label("trouble", wrap=True)
        self._confirm = button("danger")
        self._confirm.clicked.connect(self._submit)
        self.line.returnPressed.connect(self._submit)
        self.line.textChanged.connect(self._changed)
        self._lay_out()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(Icon("undo", "soft", 24))
        top.addWidget(self._title)
        top.addWidget(self._what, 1)
        top.addWidget(self._close)
        chips = Flow()
        for quick in self._quick:
            chips.addWidget(quick)
        bottom = Turning(gap=12)
        bottom.addWidget(self.line, 1)
        bottom.addWidget(self._confirm)
        self._why = QWidget()
        column = QVBoxLayout(self._why)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._ask)
        column.addLayout(chips)
        column.addLayout(bottom)
        column.addWidget(self._trouble)
        column.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(20, 10, 12, 16)
        outside.addWidget(self._why)
        outside.addWidget(self.who)
        Leaving(self, self.left.emit)

    def require_voucher(self, *, needed: bool) -> None:
        """Say whether somebody else has to stand in for the person at the till."""
        self._needs_voucher = needed
        self.retranslate()

    def ask(self, line: AttemptLine) -> None:
        """Ask for the reason to undo an attempt."""
        self._line = line
        self._ask_why(asked=True)
        self.line.clear()
        self.show_trouble("")
        self._reasons.setExclusive(False)
        for quick in self._quick:
            quick.setChecked(False)
        self._reasons.setExclusive(True)
        self.retranslate()
        self._changed("")
        self.line.setFocus()

    def show_refused(self, error: Exception) -> None:
        """Say why it was not undone, where that was tried."""
        if self.who.isHidden():
            self.show_trouble(formats.error(error))
        else:
            self.who.show_refused(error)

    def show_trouble(self, sentence: str) -> None:
        """Say why it could not be undone."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self._confirm.setEnabled(True)

    def retranslate(self) -> None:
        self._title.setText(_("Undo this redemption?"))
        if self._line is not None:
            self._what.set_text(" · ".join(filter(None, (self._line.code, self._line.campaign))))
        self._ask.setText(_("Why? The reason is kept in the journal."))
        reasons = (_("Wrong member"), _("Scanned by mistake"), _("Customer changed their mind"))
        for quick, reason in zip(self._quick, reasons, strict=True):
            quick.setText(reason)
        describe(self.line, _("Reason"))
        self.line.setPlaceholderText(_("Reason"))
        self._confirm.setText(_("Next") if self._needs_voucher else _("Undo it"))
        describe(self._close, _("Leave it as it is"))

    def restyle(self) -> None:
        set_icon(self._close, "close", "soft")

    def _take_quick(self, reason: str) -> None:
        self.line.setText(reason)
        self.line.setFocus()

    def _changed(self, text: str) -> None:
        self._confirm.setEnabled(bool(text.strip()))

    def _submit(self) -> None:
        reason = self.line.text().strip()
        if not reason or not self._confirm.isEnabled():
            return
        if self._needs_voucher:
            self._ask_why(asked=False)
            return
        self._confirm.setEnabled(False)
        self._confirm_with(None)

    def _confirm_with(self, voucher: Voucher | None) -> None:
        if self._line is not None:
            self.confirmed.emit(self._line.redemption_id, self.line.text().strip(), voucher)

    def _ask_why(self, *, asked: bool) -> None:
        """Ask for the reason, or then for who stands in."""
        self._why.setVisible(asked)
        self.who.setVisible(not asked)
        self.who.show_names()
