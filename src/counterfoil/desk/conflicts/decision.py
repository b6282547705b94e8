"""What may be decided of a conflict: each button with one sentence that says what it will do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, frame, label

KEEP_FIRST, ACCEPT_LOSS, CONTACT = "keep_first", "accept_loss", "contact"
LONGEST_NOTE = 500
BUTTON = 190


@dataclass(frozen=True, slots=True)
class _Way:
    name: Callable[[], str]
    meaning: Callable[[], str]


WAYS: Mapping[str, _Way] = {
    KEEP_FIRST: _Way(
        lambda: _("Keep the first"),
        lambda: _(
            "The first redemption stands, and what the second gave on record stays taken away."
        ),
    ),
    ACCEPT_LOSS: _Way(
        lambda: _("Accept the loss"),
        lambda: _(
            "Both customers keep what they got, and the second is booked as the brand’s loss."
        ),
    ),
    CONTACT: _Way(
        lambda: _("Contact the member"),
        lambda: _("Nothing moves: it stays open with your note until it is settled."),
    ),
}


class Decision(Live, QWidget):
    """`decided` gives how, and the note."""

    decided = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.note = line(LONGEST_NOTE)
        self.field = Field(self.note)
        self.note.textEdited.connect(lambda _text: self.field.show_error(""))
        self.buttons: dict[str, QPushButton] = {}
        self._meanings: dict[str, QLabel] = {}
        self._why = label("quiet", wrap=True)
        self._rows = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(self._rows)
        column.addWidget(self._why)
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for way in WAYS:
            rows.addWidget(self._row(way))
        self.retranslate()

    def allow(self, *, here: bool, member: bool) -> None:
        """Offer what may be decided `here`; nobody can be contacted without a member."""
        self._rows.setVisible(here)
        self.field.setVisible(here)
        self._why.setVisible(not here)
        self.buttons[CONTACT].setEnabled(member)
        self.buttons[CONTACT].setToolTip("" if member else _("No member was named."))

    def begin(self, note: str) -> None:
        """Begin anew, with the note that is there already."""
        self.note.setText(note)
        self.field.show_error("")

    def retranslate(self) -> None:
        self.field.name(_("Note"), _("Who was told what; it stays on record."))
        self._why.setText(
            _("It is settled on an office device or at the hub; here it can be looked at.")
        )
        for way, pressed in self.buttons.items():
            pressed.setText(WAYS[way].name())
            pressed.setAccessibleDescription(WAYS[way].meaning())
            self._meanings[way].setText(WAYS[way].meaning())

    def _row(self, way: str) -> QWidget:
        pressed, meaning = button(), label("quiet", wrap=True)
        pressed.setMinimumWidth(BUTTON)
        pressed.clicked.connect(lambda: self._decide(way))
        self.buttons[way], self._meanings[way] = pressed, meaning
        box = frame("inset")
        row = QHBoxLayout(box)
        row.setContentsMargins(10, 8, 14, 8)
        row.setSpacing(14)
        row.addWidget(pressed, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(meaning, 1)
        return box

    def _decide(self, way: str) -> None:
        note = self.note.text().strip()
        if way == CONTACT and not note:
            self.field.show_error(_("Note whom you will contact, or what they said."))
            self.note.setFocus()
            return
        self.decided.emit(way, note)
