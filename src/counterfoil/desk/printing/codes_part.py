"""Which codes: campaign, batch, and all not printed yet, so many, or from one to another."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.codes import words as code_words
from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.choices import Choices
from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.parts.inputs import NumberInput, SegmentInput
from counterfoil.desk.printing.wanted import CODES, Codes, Which
from counterfoil.desk.printing.work import Looked
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import Live, label


class CodesPart(Live, QFrame):
    """`campaign_chosen` gives another campaign's id; `changed` follows every other change."""

    campaign_chosen = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._looked = Looked()
        self._left: int | None = None
        self._title = label("heading")
        self.campaign, self.batch = Choices(), Choices()
        self.which = SegmentInput([str(each) for each in Which])
        self.quantity, self.first, self.last = NumberInput(), line(), line()
        self.campaign_field, self.batch_field = Field(self.campaign), Field(self.batch)
        self.which_field, self.quantity_field = Field(self.which), Field(self.quantity)
        self.first_field, self.last_field = Field(self.first), Field(self.last)
        self.left = label("soft", wrap=True)
        self._chosen = Which.ALL
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_which()

    def show_choices(self, looked: Looked, batch_id: int | None) -> None:
        """Offer the campaigns there are and the batches of the chosen one."""
        self._looked, self._left = looked, None
        self._offer(batch_id)
        self.retranslate()

    def show_left(self, count: int | None) -> None:
        """Say how many codes of what is chosen are not printed yet; None while it is counted."""
        self._left = count
        self._name_left()

    def show_error(self, name: str, sentence: str) -> bool:
        """Say what is wrong with a field; False where there is no such field."""
        fields = {
            "quantity": self.quantity_field,
            "first": self.first_field,
            "last": self.last_field,
            CODES: self.which_field,
        }
        for each, field in fields.items():
            field.show_error(sentence if each == name else "")
        return name in fields

    @property
    def value(self) -> Codes:
        """What is asked for."""
        batch = str(self.batch.currentData() or "")
        return Codes(
            self._looked.campaign.id if self._looked.campaign else "",
            int(batch) if batch else None,
            self._chosen,
            numbers.canonical(self.quantity.text()),
            self.first.text().strip(),
            self.last.text().strip(),
        )

    def retranslate(self) -> None:
        self._title.setText(_("Codes"))
        self.campaign_field.name(_("Campaign"))
        self.batch_field.name(_("Batch"))
        self.which_field.name(_("Which codes"))
        names = (_("All unprinted"), _("So many"), _("From … to …"))
        self.which.name(names, _("Which codes"))
        self.quantity_field.name(_("How many labels"), _("Those that were made first come first."))
        self.first_field.name(
            _("From code"), _("The first of the range; empty for the very first.")
        )
        self.last_field.name(_("To code"), _("The last of the range; empty for the very last."))
        self._offer(self.value.batch_id)
        self._name_left()

    def _lay_out(self) -> None:
        for choices in (self.campaign, self.batch):
            # Long names give way; the list that drops down has them whole.
            choices.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._range = QWidget()
        row = QHBoxLayout(self._range)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.first_field, 1)
        row.addWidget(self.last_field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(14)
        for part in (
            self._title,
            self.campaign_field,
            self.batch_field,
            self.which_field,
            self.quantity_field,
            self._range,
            self.left,
        ):
            column.addWidget(part)

    def _connect(self) -> None:
        self.campaign.picked.connect(self.campaign_chosen)
        self.batch.picked.connect(lambda _value: self.changed.emit())
        self.which.edited.connect(self._choose)
        for each in (self.quantity, self.first, self.last):
            each.textEdited.connect(lambda _text: self.changed.emit())

    def _choose(self, value: object) -> None:
        self._chosen = Which(str(value))
        self._show_which()
        self.changed.emit()

    def _show_which(self) -> None:
        self.which.show_value(self._chosen)
        self.quantity_field.setVisible(self._chosen is Which.COUNT)
        self._range.setVisible(self._chosen is Which.RANGE)

    def _offer(self, batch_id: int | None) -> None:
        chosen = self._looked.campaign.id if self._looked.campaign else ""
        lines = [(each.id, each.name) for each in self._looked.campaigns]
        self.campaign.offer(lines or [("", _("No campaign yet"))], chosen)
        self.campaign.setToolTip(self.campaign.currentText())
        offered = [(str(each.id), code_words.batch(each)) for each in self._looked.batches]
        known = {value for value, _name in offered}
        value = str(batch_id or "")
        every = ("", _("Every batch but test codes"))
        self.batch.offer([every, *reversed(offered)], value if value in known else "")

    def _name_left(self) -> None:
        if self._left is None:
            self.left.setText("")
            return
        text = n_(
            "{count} code is not printed yet.", "{count} codes are not printed yet.", self._left
        )
        self.left.setText(text.format(count=formats.number(self._left)))
