"""What may be decided of a conflict: each button with one sentence that says what it will do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, frame, label

KEEP_FIRST, ACCEPT_LOSS, CONTACT = "keep_first", "accept_loss", "contact"
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class _Way:
    name: Callable[[], str]
    meaning: Callable[[], str]


_OF_CODES: Mapping[str, _Way] = {
    KEEP_FIRST: _Way(
        lambda: _("Keep the first"),
        lambda: _("The second redemption gives nothing: no units, and its coupons are void."),
    ),
    ACCEPT_LOSS: _Way(
        lambda: _("Accept the loss"),
        lambda: _("The second customer keeps units and coupons too, at the brand’s cost."),
    ),
    CONTACT: _Way(
        lambda: _("Contact the member"),
        lambda: _("Nothing moves: it stays open, with your note, until it is settled."),
    ),
}
_OF_CHANGES: Mapping[str, _Way] = {
    KEEP_FIRST: _Way(
        lambda: _("Leave it as it is"),
        lambda: _("What is saved stands; the change that was not applied stays on record here."),
    ),
    CONTACT: _Way(
        lambda: _("Ask who made it"),
        lambda: _("Nothing moves: it stays open, with your note, until it is settled."),
    ),
}
_NEEDED: Mapping[str, Callable[[], str]] = {
    ACCEPT_LOSS: lambda: _("Note why the loss is accepted."),
    CONTACT: lambda: _("Note whom you will ask, or what they said."),
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
        self._boxes: dict[str, QWidget] = {}
        self._meanings: dict[str, QLabel] = {}
        self._ways = _OF_CODES
        self._why = label("quiet", wrap=True)
        self._rows = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(self._rows)
        column.addWidget(self._why)
        beside = Turning(self._rows, gap=8)
        for way in _OF_CODES:
            beside.addWidget(self._box(way), 1)
        self.retranslate()

    def allow(self, *, here: bool, of_code: bool) -> None:
        """Offer what may be decided, `here` or elsewhere, of a code or of something changed."""
        self._ways = _OF_CODES if of_code else _OF_CHANGES
        self._rows.setVisible(here)
        self.field.setVisible(here)
        self._why.setVisible(not here)
        self.retranslate()

    def begin(self, note: str) -> None:
        """Begin anew, with the note that is there already."""
        self.note.setText(note)
        self.field.show_error("")

    def retranslate(self) -> None:
        self.field.name(_("Note"))
        self.note.setPlaceholderText(_("Who was told what; it stays on record"))
        self._why.setText(
            _("It is settled on an office device or at the hub; here it can be looked at.")
        )
        for way, pressed in self.buttons.items():
            known = self._ways.get(way)
            self._boxes[way].setVisible(known is not None)
            if known is not None:
                pressed.setText(known.name())
                pressed.setAccessibleDescription(known.meaning())
                self._meanings[way].setText(known.meaning())

    def _box(self, way: str) -> QWidget:
        pressed, meaning = button(), label("soft", wrap=True)
        pressed.clicked.connect(lambda: self._decide(way))
        self.buttons[way], self._meanings[way] = pressed, meaning
        self._boxes[way] = box = frame("inset")
        column = QVBoxLayout(box)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(pressed)
        column.addWidget(meaning)
        column.addStretch(1)
        return box

    def _decide(self, way: str) -> None:
        note = self.note.text().strip()
        if way in _NEEDED and not note:
            self.field.show_error(_NEEDED[way]())
            self.note.setFocus()
            return
        self.decided.emit(way, note)
