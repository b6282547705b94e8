"""The form of somebody new."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.members.fields import MemberFields
from counterfoil.desk.members.form import MemberForm, problems
from counterfoil.desk.members.work import Groups
from counterfoil.desk.parts.layout import beside, card
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, Scroll, button, label


class NewMember(Live, QWidget):
    """`saved` gives the form once nothing is wrong with it; `left` asks for the list again."""

    saved = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields, self.trouble = MemberFields(), label("trouble", wrap=True)
        self.save, self.cancel = button("primary"), button()
        self._title = label("heading")
        self.save.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.left)
        self.fields.lines["card"].returnPressed.connect(self._submit)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(card(self._title, self.fields))
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Scroll(inner), 1)
        column.addLayout(beside((self.cancel, 0), (self.trouble, 1), (self.save, 0)))
        self.retranslate()

    def begin(self, form: MemberForm, groups: Groups) -> None:
        """Show an empty form, or one with what is known already."""
        self.fields.show_form(form, groups)
        self.trouble.clear()
        first = "first_name" if form.card else "card"
        self.fields.lines[first].setFocus()

    def show_error(self, error: Exception) -> None:
        """Say why the member was not saved."""
        self.trouble.setText(formats.error(error))

    def retranslate(self) -> None:
        self._title.setText(_("New member"))
        self.save.setText(_("Save"))
        self.cancel.setText(_("Cancel"))

    def _submit(self) -> None:
        wrong = problems(self.fields.form)
        self.fields.show_problems(wrong)
        self.trouble.clear()
        if not wrong:
            self.saved.emit(self.fields.form)
