"""The form of one event schema."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.inputs import ChoiceInput, TextInput
from counterfoil.desk.parts.layout import beside, card, level
from counterfoil.desk.schemas.form import (
    MOST_FIELDS,
    FieldForm,
    SchemaForm,
    form_of,
    problems,
)
from counterfoil.desk.translation import _, p_
from counterfoil.desk.widgets import Live, Scroll, Switch, button, describe, label, set_icon
from counterfoil.domain.errors import UserError
from counterfoil.domain.event import EventSchema, FieldType


def type_name(kind: str) -> str:
    """Return what a type of attribute is called."""
    return {
        FieldType.TEXT: p_("attribute", "text"),
        FieldType.NUMBER: p_("attribute", "number"),
        FieldType.DATETIME: p_("attribute", "date and time"),
        FieldType.BOOLEAN: p_("attribute", "yes or no"),
    }[FieldType(kind)]


class FieldRow(Live, QWidget):
    """One attribute; `removed` asks for it to be taken out."""

    removed = Signal()

    def __init__(self, form: FieldForm) -> None:
        super().__init__()
        self._type = form.type
        self.name_input, self.about_input = TextInput(), TextInput()
        self.type_input = ChoiceInput(lambda: [(each.value, type_name(each)) for each in FieldType])
        self.type_input.edited.connect(self._choose)
        self.name_field, self.kind = Field(self.name_input), Field(self.type_input)
        self.about = Field(self.about_input)
        self._remove = button("icon")
        self._remove.clicked.connect(self.removed)
        self.name_input.setText(form.name)
        self.about_input.setText(form.description)
        row = beside(
            (self.name_field, 4), (self.kind, 3), (self.about, 5), (level(self._remove), 0)
        )
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.retranslate()
        self.restyle()

    @property
    def form(self) -> FieldForm:
        """What stands in the fields."""
        return FieldForm(
            self.name_input.text().strip(), self._type, self.about_input.text().strip()
        )

    def retranslate(self) -> None:
        self.name_field.name(_("Attribute"))
        self.kind.name(_("Type"))
        self.about.name(_("Description"))
        self.type_input.show_value(self._type)
        describe(self._remove, _("Take this attribute out"))

    def restyle(self) -> None:
        set_icon(self._remove, "trash")

    def _choose(self, kind: object) -> None:
        self._type = str(kind)


class SchemaEditor(Live, QWidget):
    """`saved` gives the form once nothing is wrong with it; `left` asks for the list again."""

    saved = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._taken: frozenset[str] = frozenset()
        self._existing = False
        self._users = ""
        self.rows: list[FieldRow] = []
        self.type_input, self.name_input = TextInput(), TextInput()
        self.type_field, self.name_field = Field(self.type_input), Field(self.name_input)
        self.active = Switch()
        self._hint, self.trouble = label("quiet", wrap=True), label("trouble", wrap=True)
        self._used: QLabel = label("soft", wrap=True)
        self._title = label("strong")
        self.add, self.save, self._back = button("quiet"), button("primary"), button()
        self.add.clicked.connect(lambda: self._add(FieldForm()))
        self.save.clicked.connect(self._submit)
        self._back.clicked.connect(self.left)
        self._lay_out()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        inner, self._list = QWidget(), QVBoxLayout()
        self._list.setSpacing(14)
        adding = beside((self.add, 0))
        adding.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 12, 16)
        column.setSpacing(16)
        column.addWidget(card(beside(self.name_field, self.type_field), self.active, self._used))
        column.addWidget(card(self._title, self._hint, self._list, adding))
        column.addStretch(1)
        foot = beside((self._back, 0), (self.trouble, 1), (self.save, 0))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(Scroll(inner), 1)
        outside.addLayout(foot)

    def begin(
        self, schema: EventSchema | None, taken: frozenset[str], used_by: tuple[str, ...] = ()
    ) -> None:
        """Show a schema, or an empty form; `taken` are the event types of the others."""
        form = form_of(schema) if schema is not None else SchemaForm()
        self._taken, self._existing = taken, schema is not None
        self._users = p_("list", ", ").join(used_by)
        self.type_input.setText(form.event_type)
        self.name_input.setText(form.name)
        self.type_input.setEnabled(schema is None)
        self.active.setChecked(form.active)
        while self.rows:
            self._drop(self.rows[-1])
        for field in form.fields:
            self._add(field, focus=False)
        self.show_error(None)
        self._show_problems({})
        self.retranslate()
        self.name_input.setFocus()

    @property
    def form(self) -> SchemaForm:
        """What stands in the fields."""
        return SchemaForm(
            self.type_input.text().strip(),
            self.name_input.text().strip(),
            tuple(row.form for row in self.rows),
            self.active.isChecked(),
        )

    def show_error(self, error: Exception | None) -> None:
        """Say why it was not saved."""
        self.trouble.setText(formats.error(error) if error is not None else "")

    def retranslate(self) -> None:
        self.name_field.name(_("Name"), _("What staff read, such as Code redeemed."))
        self.type_field.name(
            _("Event type"),
            _("It stays as it is: campaigns and other systems know the event by it.")
            if self._existing
            else _("What other systems call it, such as code_redeemed."),
        )
        self.active.setText(_("Active"))
        self._used.setText(
            _("Used by {campaigns}.").format(campaigns=self._users)
            if self._users
            else _("No campaign uses it.")
        )
        self._title.setText(_("Attributes"))
        self._hint.setText(
            _("Keep it simple: one text attribute that carries the code is enough for most shops.")
        )
        self.add.setText(_("Add an attribute"))
        self.save.setText(_("Save"))
        self._back.setText(_("Back to the list"))

    def restyle(self) -> None:
        set_icon(self.add, "add")

    def _add(self, form: FieldForm, *, focus: bool = True) -> None:
        row = FieldRow(form)
        row.removed.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._list.addWidget(row)
        self.add.setEnabled(len(self.rows) < MOST_FIELDS)
        if focus:
            row.name_input.setFocus()

    def _drop(self, row: FieldRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.add.setEnabled(True)

    def _submit(self) -> None:
        wrong = problems(self.form, self._taken)
        self._show_problems(wrong)
        self.show_error(wrong.get(""))
        if not wrong:
            self.saved.emit(self.form)

    def _show_problems(self, wrong: dict[str, UserError]) -> None:
        fields = {"name": self.name_field, "event_type": self.type_field}
        for at, row in enumerate(self.rows):
            fields[f"fields.{at}.name"] = row.name_field
            fields[f"fields.{at}.description"] = row.about
        for path, field in fields.items():
            error = wrong.get(path)
            field.show_error(formats.error(error) if error else "")
        first = next((field for path, field in fields.items() if path in wrong), None)
        if first is not None:
            first.inner.setFocus()
