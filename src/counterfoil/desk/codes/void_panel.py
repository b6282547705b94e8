"""Asking, in place, whether codes are to be made void, and why."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Live, button, label
from counterfoil.ledger.codes.void import LONGEST_REASON


class VoidPanel(Live, QFrame):
    """Hidden until it asks; `agreed` gives the reason."""

    agreed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "marked")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._question: Callable[[], str] = str
        self.text = label("strong", wrap=True)
        self._warning = label("quiet", wrap=True)
        self.reason = line(LONGEST_REASON)
        self.field = Field(self.reason)
        self.yes, self.no = button("danger"), button()
        self.yes.clicked.connect(self._agree)
        self.reason.returnPressed.connect(self._agree)
        self.no.clicked.connect(self.hide)
        self._lay_out()
        self.hide()
        self.retranslate()

    def ask(self, question: Callable[[], str]) -> None:
        """Ask about codes that `question` names."""
        self._question = question
        self.reason.clear()
        self.field.show_error("")
        self.retranslate()
        self.show()
        self.reason.setFocus()

    def retranslate(self) -> None:
        self.text.setText(self._question())
        self._warning.setText(_("This cannot be undone. Codes that were used stay used."))
        self.field.name(_("Reason"))
        self.reason.setPlaceholderText(_("It stays on record, such as: sheet lost"))
        self.yes.setText(_("Make void"))
        self.no.setText(_("Cancel"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.text)
        texts.addWidget(self._warning)
        above = QHBoxLayout()
        above.setSpacing(14)
        above.addWidget(Icon("warning", "used-text"), 0, Qt.AlignmentFlag.AlignTop)
        above.addLayout(texts, 1)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addStretch(1)
        below.addWidget(self.no)
        below.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addLayout(above)
        column.addWidget(self.field)
        column.addLayout(below)

    def _agree(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.field.show_error(_("Give a reason for making the codes void."))
            self.reason.setFocus()
            return
        self.hide()
        self.agreed.emit(reason)
