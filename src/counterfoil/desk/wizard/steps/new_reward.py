"""A reward made in place: what a coupon is for, what it is worth, how long it is valid."""

import re
import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.inputs import NumberInput, TextInput
from counterfoil.desk.parts.layout import beside, card
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button
from counterfoil.domain.reward import Reward

MOST_DAYS = 36_500
# Letters that Unicode does not take apart into a plain one and its mark.
_UNDIVIDED = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d", "Đ": "D"})


def reward_id(name: str) -> str:
    """Return an id like a name, in plain letters: "free-coffee"."""
    apart = unicodedata.normalize("NFKD", name.translate(_UNDIVIDED))
    plain = apart.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "reward"


class NewReward(Live, QWidget):
    """Hidden until it is begun; `wanted` gives the reward to be saved."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.name_field, self.value = Field(TextInput()), Field(NumberInput())
        self.days = Field(NumberInput())
        self.add, self._cancel = button("primary"), button("quiet")
        self.add.clicked.connect(self._submit)
        self._cancel.clicked.connect(self.hide)
        buttons = beside((self._cancel, 0))
        buttons.addStretch(1)
        buttons.addWidget(self.add)
        row = beside(card(self.name_field, beside(self.value, self.days), buttons, kind="inset"))
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.retranslate()

    def begin(self) -> None:
        """Ask for a reward."""
        for field in self._fields:
            field.inner.setText("")  # type: ignore[attr-defined]
            field.show_error("")
        self.show()
        self.name_field.inner.setFocus()

    @property
    def _fields(self) -> tuple[Field, Field, Field]:
        return (self.name_field, self.value, self.days)

    def retranslate(self) -> None:
        self.name_field.name(_("What the coupon is for"))
        self.value.name(_("Worth"), _("In the store’s currency; may be empty."))
        self.days.name(_("Valid for days"), _("Empty for always."))
        self.add.setText(_("Add the reward"))
        self._cancel.setText(_("Cancel"))

    def _submit(self) -> None:
        name, value, days = (_text(field) for field in self._fields)
        worth, valid = numbers.number(value), numbers.whole(days)
        wrong = {
            self.name_field: "" if name else _("Say what the coupon is for."),
            self.value: ""
            if not value or (worth is not None and 0 <= worth <= 10_000_000)
            else _("Give the worth as a number, or leave it empty."),
            self.days: ""
            if not days or (valid is not None and 0 < valid <= MOST_DAYS)
            else _("Give the days as a whole number above 0, or leave it empty."),
        }
        for field, sentence in wrong.items():
            field.show_error(sentence)
        first = next((field for field, sentence in wrong.items() if sentence), None)
        if first is not None:
            first.inner.setFocus()
            return
        self.hide()
        self.wanted.emit(Reward(reward_id(name), name, worth, valid))


def _text(field: Field) -> str:
    widget = field.inner
    text = widget.text().strip()  # type: ignore[attr-defined]
    return numbers.canonical(text) if isinstance(widget, NumberInput) else text
