"""The form for somebody on the staff: name, role, a new PIN."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.choices import Segments
from counterfoil.desk.parts.field import Field, line, text_of
from counterfoil.desk.staff.pin_pad import pin_line
from counterfoil.desk.staff.words import may_do
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, Scroll, button, frame
from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.pins import LONGEST, SHORTEST, Person, check_pin
from counterfoil.ledger.staff import LONGEST_NAME, check_person

WIDTH = 620
NOBODY = Staff("", "", Role.CASHIER)


class StaffForm(Live, QWidget):
    """`saved` gives the person and a new PIN, "" for none; somebody new has no id yet."""

    saved = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._staff, self._has_pin, self._role = NOBODY, False, Role.CASHIER
        self.name_line, self.pin, self.again = line(LONGEST_NAME), pin_line(), pin_line()
        self.roles = Segments([role.value for role in Role])
        self.roles.chosen.connect(self._choose)
        self.fields: dict[QWidget, Field] = {
            part: Field(part) for part in (self.name_line, self.roles, self.pin, self.again)
        }
        self.save, self.cancel = button("primary"), button()
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.left)
        for each in (self.name_line, self.pin, self.again):
            each.returnPressed.connect(self._save)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(16)
        pins = QHBoxLayout()
        pins.setSpacing(16)
        for part, field in self.fields.items():
            if part in {self.pin, self.again}:
                pins.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            else:
                column.addWidget(field)
        column.addLayout(pins)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.save)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)
        inner = QWidget()
        around = QVBoxLayout(inner)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)
        around.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(Scroll(inner))

    def edit(self, person: Person | None) -> None:
        """Show somebody to change, or the empty form for somebody new."""
        self._staff = NOBODY if person is None else person.staff
        self._has_pin = person is not None and person.has_pin
        self._role = self._staff.role
        self.name_line.setText(self._staff.name)
        self.pin.clear()
        self.again.clear()
        self._clear_errors()
        self.retranslate()
        self.name_line.setFocus()

    def show_error(self, part: QWidget, error: Exception) -> None:
        """Say what is wrong beside its field, and go there."""
        self.save.setEnabled(True)
        self.fields[part].show_error(formats.error(error))
        part.setFocus()

    def retranslate(self) -> None:
        self.fields[self.name_line].name(_("Name"), _("As it is shown at the counter."))
        self.fields[self.roles].name(_("Role"), may_do(self._role))
        self.roles.name([formats.role(role) for role in Role], _("Role"))
        self.roles.show_value(self._role.value)
        digits = _("{fewest} to {most} digits.").format(fewest=SHORTEST, most=LONGEST)
        keep = _("Leave it empty to keep the one there is.") if self._has_pin else ""
        self.fields[self.pin].name(_("New PIN"), " ".join(filter(None, (digits, keep))))
        self.fields[self.again].name(_("New PIN once more"))
        self.save.setText(_("Save") if self._staff.id else _("Add"))
        self.cancel.setText(_("Cancel"))

    def _choose(self, role: str) -> None:
        self._role = Role(role)
        self.fields[self.roles].show_error("")
        self.retranslate()

    def _clear_errors(self) -> None:
        self.save.setEnabled(True)
        for field in self.fields.values():
            field.show_error("")

    def _save(self) -> None:
        """Hand on what was entered, where it can be kept."""
        if not self.save.isEnabled():
            return
        self._clear_errors()
        pin = self.pin.text()
        made = Staff(self._staff.id, text_of(self.name_line), self._role, self._staff.active)
        try:
            check_person(Staff(made.id or "new", made.name, made.role))
        except UserError as error:
            self.show_error(self.name_line, error)
            return
        if pin or self.again.text():
            try:
                check_pin(pin)
            except UserError as error:
                self.show_error(self.pin, error)
                return
        if pin != self.again.text():
            self.again.clear()
            self.show_error(
                self.again, InvalidInput("The two PINs differ; enter the same one twice.")
            )
            return
        self.save.setEnabled(False)
        self.saved.emit(made, pin)
