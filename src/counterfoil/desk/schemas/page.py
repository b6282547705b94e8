"""The page of event schemas: the list, and the form of one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.layout import card
from counterfoil.desk.parts.menu import Item
from counterfoil.desk.parts.table import Column, Row, Rows, Table
from counterfoil.desk.schemas import work
from counterfoil.desk.schemas.editor import SchemaEditor
from counterfoil.desk.schemas.form import SchemaForm, form_of
from counterfoil.desk.schemas.work import Listed
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.translation import _, n_, p_
from counterfoil.desk.widgets import Pages, button, frame, set_icon
from counterfoil.desk.wizard.work import READY_MADE
from counterfoil.domain.event import EventSchema

SHOWN_NAMES = 2


class SchemasPage(Page):
    """Lists the event schemas; opened about an event type, shows that one."""

    help_page: ClassVar[str] = "events"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.schemas: tuple[Listed, ...] = ()
        self._wanted = ""
        columns = (
            Column(lambda: _("Event")),
            Column(lambda: _("Attributes"), 150, spare=620),
            Column(lambda: _("Used by"), 260, spare=900),
            Column(lambda: _("Status"), 130),
        )
        self._rows = Rows(columns)
        self.table = Table(self._rows, self.menu)
        self.table.opened.connect(self._edit)
        self.empty, self.editor = EmptyState("schema"), SchemaEditor()
        self.empty.wanted.connect(self._make_ready)
        self.editor.left.connect(self._show_list)
        self.editor.saved.connect(self._save)
        self.new = button("primary")
        self.new.clicked.connect(lambda: self._edit(""))
        self.head.add(self.new)
        self._views = Pages()
        for view in (frame(""), self.empty, card(self.table), self.editor):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)
        self.retranslate()
        self.restyle()

    def open(self, subject: str = "") -> None:
        self._wanted = subject
        self._views.setCurrentIndex(0)
        self._look()

    def retranslate(self) -> None:
        self.head.show(
            _("Events"),
            _("Redeeming a code is an event. Keep it simple: one event is enough for most shops."),
        )
        self.new.setText(_("New event"))
        self.table.setAccessibleName(_("Events"))
        self.empty.name(
            _("No events yet"),
            _(
                "A campaign needs to know what redeeming a code is called. The ready-made event has"
                " one attribute, promo_code, which carries the code."
            ),
            _("Use the ready-made event"),
        )
        self._fill()

    def restyle(self) -> None:
        set_icon(self.new, "add", "on-accent")

    def menu(self, event_type: str) -> Sequence[Item]:
        """Return what can be done with a schema."""
        schema = self._listed(event_type).schema
        switch = _("Deactivate") if schema.active else _("Activate")
        return [
            Item(_("Edit"), lambda: self._edit(event_type)),
            Item(switch, lambda: self._switch(schema)),
        ]

    def _look(self) -> None:
        ledger = self.office.ledger
        # Through the door that writes: what was just saved is there.
        self.office.write.submit(lambda: work.look(ledger), self._show, self.office.tell)

    def _show(self, schemas: tuple[Listed, ...]) -> None:
        self.schemas = schemas
        self._fill()
        wanted, self._wanted = self._wanted, ""
        if any(each.schema.event_type == wanted for each in schemas):
            self._edit(wanted)
        else:
            self._show_list()

    def _fill(self) -> None:
        self._rows.show_rows([_row(each) for each in self.schemas])

    def _show_list(self) -> None:
        self._views.setCurrentIndex(2 if self.schemas else 1)
        self.new.show()
        if self.schemas:
            self.table.setFocus()
            self.table.selectRow(0)

    def _edit(self, event_type: str) -> None:
        self._views.setCurrentWidget(self.editor)
        self.new.hide()
        types = frozenset(each.schema.event_type for each in self.schemas)
        if not event_type:
            self.editor.begin(None, types)
            return
        listed = self._listed(event_type)
        names = tuple(each.name for each in listed.users)
        self.editor.begin(listed.schema, types - {event_type}, names)

    def _listed(self, event_type: str) -> Listed:
        return next(each for each in self.schemas if each.schema.event_type == event_type)

    def _make_ready(self) -> None:
        self._save(form_of(READY_MADE))

    def _switch(self, schema: EventSchema) -> None:
        self._save(replace(form_of(schema), active=not schema.active))

    def _save(self, form: SchemaForm) -> None:
        ledger, staff, now = self.office.ledger, self.office.staff(), self.office.clock()
        self.office.write.submit(
            lambda: work.save(ledger, form, staff, now), self._saved, self._not_saved
        )

    def _saved(self, schema: EventSchema) -> None:
        self.office.say(lambda: _("The event {name} was saved.").format(name=schema.name))
        self._look()

    def _not_saved(self, error: Exception) -> None:
        if self._views.currentWidget() is self.editor:
            self.editor.show_error(error)
        else:
            self.office.tell(error)


def _row(listed: Listed) -> Row:
    schema, users = listed.schema, listed.users
    names = [each.name for each in users]
    more = len(names) - SHOWN_NAMES
    shown = p_("list", ", ").join(names[:SHOWN_NAMES])
    count = len(schema.fields)
    return Row(
        schema.event_type,
        (
            Cell(schema.name, schema.event_type, strong=True),
            Cell(n_("{count} attribute", "{count} attributes", count).format(count=count)),
            Cell(
                shown or "–",
                n_("and {count} more", "and {count} more", more).format(count=more)
                if more > 0
                else "",
                tip="\n".join(names),
            ),
            Cell(_("Active"), icon="tick", tone="accepted-text")
            if schema.active
            else Cell(_("Inactive"), icon="pause", tone="soft"),
        ),
    )
