"""Asking, in place, whether something is to be done, and why: the reason stays on record."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.parts.leaving import Leaving
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Live, button, label

Text = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Asking:
    """What is said besides the question, in whatever language is in force.

    `missing` is what is said where no reason is given; `button` names what does it, in the style of
    `kind`.
    """

    warning: Text
    example: Text
    missing: Text
    button: Text
    kind: str = "danger"
    icon: str = "warning"


class AskWhy(Live, QFrame):
    """Hidden until it asks; `agreed` gives the reason, of at most `longest` characters."""

    agreed = Signal(str)

    def __init__(self, said: Asking, longest: int) -> None:
        super().__init__()
        self.setProperty("kind", "marked")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._said = said
        self._question: Text = str
        self.text = label("strong", wrap=True)
        self._warning = label("quiet", wrap=True)
        self.reason = line(longest)
        self.field = Field(self.reason)
        self.yes, self.no = button(said.kind), button()
        self.yes.clicked.connect(self._agree)
        self.reason.returnPressed.connect(self._agree)
        self.no.clicked.connect(self.hide)
        self._lay_out()
        self.hide()
        Leaving(self, self.hide)
        self.retranslate()

    def ask(self, question: Text) -> None:
        """Ask about what `question` names."""
        self._question = question
        self.reason.clear()
        self.field.show_error("")
        self.retranslate()
        self.show()
        self.reason.setFocus()

    def retranslate(self) -> None:
        self.text.setText(self._question())
        self._warning.setText(self._said.warning())
        self.field.name(_("Reason"))
        self.reason.setPlaceholderText(self._said.example())
        self.yes.setText(self._said.button())
        self.no.setText(_("Cancel"))

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.text)
        texts.addWidget(self._warning)
        above = QHBoxLayout()
        above.setSpacing(14)
        above.addWidget(Icon(self._said.icon, "used-text"), 0, Qt.AlignmentFlag.AlignTop)
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
            self.field.show_error(self._said.missing())
            self.reason.setFocus()
            return
        self.hide()
        self.agreed.emit(reason)
