"""The fields of a member, for somebody new and for changing somebody in place."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.members.form import MemberForm
from counterfoil.desk.members.work import Groups
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.inputs import ChoiceInput, LongInput, TextInput
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, Switch
from counterfoil.domain.errors import UserError

LINES = ("card", "first_name", "last_name", "email", "phone", "segments", "referrer")


class MemberFields(Live, QWidget):
    """All fields of a member. `edited` follows each change by hand."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._groups = Groups()
        self._tier = ""
        self.lines = {name: TextInput() for name in LINES}
        self.tier = ChoiceInput(lambda: list(self._groups.tiers.items()), lambda: _("None"))
        self.pairs = {"attributes": LongInput(), "labels": LongInput(2)}
        self.active = Switch()
        inputs: Mapping[str, QWidget] = {**self.lines, "tier": self.tier, **self.pairs}
        self.fields = {name: Field(inner) for name, inner in inputs.items()}
        for line in self.lines.values():
            line.edited.connect(self.edited)
        for long in self.pairs.values():
            long.edited.connect(self.edited)
        self.tier.edited.connect(self._choose)
        self.active.clicked.connect(self.edited)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        at = self.fields
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for left, right in (
            ("first_name", "last_name"),
            ("card", "phone"),
            ("email", "tier"),
            ("segments", "referrer"),
        ):
            column.addLayout(beside(at[left], at[right]))
        column.addWidget(at["attributes"])
        column.addWidget(at["labels"])
        column.addWidget(self.active)
        column.addStretch(1)

    @property
    def form(self) -> MemberForm:
        """What stands in the fields."""
        lines = {name: line.text().strip() for name, line in self.lines.items()}
        pairs = {name: long.toPlainText().strip() for name, long in self.pairs.items()}
        return MemberForm(tier=self._tier, active=self.active.isChecked(), **lines, **pairs)

    def show_form(self, form: MemberForm, groups: Groups) -> None:
        """Show a member."""
        self._groups, self._tier = groups, form.tier
        for name, line in self.lines.items():
            line.show_value(getattr(form, name))
        for name, long in self.pairs.items():
            long.show_value(getattr(form, name))
        self.active.setChecked(form.active)
        self.show_problems({})
        self._offer()

    def show_problems(self, wrong: Mapping[str, UserError]) -> None:
        """Say beside each field what is wrong with it, and go to the first."""
        for name, field in self.fields.items():
            error = wrong.get(name)
            field.show_error(formats.error(error) if error else "")
        first = next((field for name, field in self.fields.items() if name in wrong), None)
        if first is not None:
            first.inner.setFocus()

    def retranslate(self) -> None:
        at = self.fields
        at["card"].name(_("Loyalty card"))
        at["first_name"].name(_("First name"))
        at["last_name"].name(_("Last name"))
        at["email"].name(_("E-mail"))
        at["phone"].name(_("Phone"))
        at["tier"].name(_("Tier"))
        at["segments"].name(_("Segments"), _("With commas between them."))
        at["referrer"].name(_("Brought in by"), _("The card of another member."))
        at["attributes"].name(
            _("Custom attributes"), _("A line each: key = value. Campaigns may ask for them.")
        )
        at["labels"].name(_("Labels"), _("A line each: key = value."))
        self.active.setText(_("Active"))
        self._offer()

    def _offer(self) -> None:
        self.tier.show_value("")
        self.tier.show_value(self._tier)
        if self._tier and self._groups.tiers:
            # A tier can be taken away again.
            self.tier.insertItem(0, _("None"), "")

    def _choose(self, tier: object) -> None:
        self._tier = str(tier)
        self.edited.emit()
