"""The staff: who they are, what they may do, their PINs."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counterfoil.desk import formats, theme
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.confirm import Confirm
from counterfoil.desk.parts.menu import Item
from counterfoil.desk.parts.table import Column, Row, Rows, Table
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.staff import work
from counterfoil.desk.staff.form import StaffForm
from counterfoil.desk.staff.words import RolesCard
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Scroll, button, describe, frame, set_icon
from counterfoil.domain.errors import Conflict
from counterfoil.domain.store import Staff
from counterfoil.ledger import pins
from counterfoil.ledger.pins import Person
from counterfoil.ledger.staff import save_staff

LIST, FORM = range(2)
LEAST_LIST = 240


class StaffPage(Page):
    """The list, or the form for one person in its place."""

    help_page: ClassVar[str] = "staff"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._people: tuple[Person, ...] = ()
        self.add = button("primary")
        self.add.clicked.connect(lambda: self.edit(""))
        self.head.add(self.add)
        self.rows = Rows(
            (
                Column(lambda: _("Name")),
                Column(lambda: _("Role"), 190, spare=520),
                Column(lambda: _("PIN"), 130),
                Column(lambda: _("Last signed in"), 190, spare=760),
            )
        )
        self.table = Table(self.rows, self.items)
        self.table.opened.connect(self.edit)
        self.confirm = Confirm()
        self.form = StaffForm()
        self.form.saved.connect(self._save)
        self.form.left.connect(self._show_list)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._listed())
        self._pages.addWidget(self.form)
        self.body.addWidget(self.confirm)
        self.body.addWidget(self._pages, 1)
        self.retranslate()
        self.restyle()

    def _listed(self) -> QWidget:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self.table)
        self._card = card
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(card, 1)
        column.addWidget(RolesCard())
        return Scroll(listed)

    def open(self, subject: str = "") -> None:
        """Show the list, or the form for the person whose id is the subject."""
        self._show_list()
        self._read(lambda: self.edit(subject) if subject else None)

    def edit(self, staff_id: str) -> None:
        """Open the form for somebody, or for somebody new where the id is ""."""
        self.confirm.hide()
        self.form.edit(self._find(staff_id))
        self._pages.setCurrentIndex(FORM)
        self.retranslate()

    def items(self, staff_id: str) -> list[Item]:
        """Return what can be done with somebody."""
        person = self._find(staff_id)
        if person is None:
            return []
        no_pin = "" if person.has_pin else _("{name} has no PIN.").format(name=person.staff.name)
        here = person.staff.active
        return [
            Item(_("Edit and set a PIN"), lambda: self.edit(staff_id)),
            Item(_("Take the PIN away"), lambda: self._ask_clear(person), no_pin),
            Item(_("Works here no more"), lambda: self._ask_leave(person))
            if here
            else Item(_("Works here again"), lambda: self._set_active(person, active=True)),
        ]

    def retranslate(self) -> None:
        editing = self._pages.currentIndex() == FORM
        self.head.show(_("Staff"), "" if editing else self._about())
        self.add.setText(_("Add somebody"))
        self.add.setVisible(not editing)
        describe(self.table, _("Staff"))
        self._fill()

    def restyle(self) -> None:
        set_icon(self.add, "add", "on-accent")
        self._card.setMinimumHeight(theme.current().px(LEAST_LIST))

    def _about(self) -> str:
        if not self._people or work.is_guarded(self._people):
            return _("Supervisors and managers sign in with a PIN, cashiers only if they have one.")
        return _(
            "No manager has a PIN, so anybody may sign in as anybody. Set one to ask for PINs."
        )

    def _fill(self) -> None:
        self.rows.show_rows([self._row(person) for person in self._people])

    def _row(self, person: Person) -> Row:
        who, zone = person.staff, self.office.ledger.store.zone
        tone = "text" if who.active else "soft"
        role = formats.role(who.role) if who.active else _("works here no more")
        at = person.signed_in_at
        seen = formats.short_moment(at, zone, self.office.clock()) if at else "–"
        return Row(
            who.id,
            (
                Cell(who.name, who.id, "member", tone, strong=who.active),
                Cell(role, tone=tone),
                _pin_cell(person),
                Cell(seen, tone="soft", tip=formats.moment(at, zone) if at else _("Not yet")),
            ),
        )

    def _find(self, staff_id: str) -> Person | None:
        return next((each for each in self._people if each.staff.id == staff_id), None)

    def _show_list(self) -> None:
        self._pages.setCurrentIndex(LIST)
        self.confirm.hide()
        self.retranslate()

    def _read(self, then: Callable[[], object] = lambda: None) -> None:
        ledger = self.office.ledger

        def show(people: tuple[Person, ...]) -> None:
            self._people = people
            self.retranslate()
            then()

        self.office.read.submit(lambda: pins.list_people(ledger), show, self.office.tell)

    def _save(self, person: Staff, pin: str) -> None:
        ledger, by, now = self.office.ledger, self.office.staff(), self.office.clock()
        self.office.write.submit(
            lambda: work.save(ledger, person, pin, by, now), self._saved, self._not_saved
        )

    def _saved(self, person: Staff) -> None:
        self._show_list()
        self._changed(lambda: _("{name} is saved.").format(name=person.name))

    def _not_saved(self, error: Exception) -> None:
        """Say it beside the role where somebody has to stay manager, else beside the name."""
        part = self.form.roles if isinstance(error, Conflict) else self.form.name_line
        self.form.show_error(part, error)

    def _changed(self, sentence: Callable[[], str]) -> None:
        self.office.say(sentence)
        self.office.staff_changed()
        self._read()

    def _ask_clear(self, person: Person) -> None:
        name = person.staff.name
        self.confirm.ask(
            lambda: _("Take the PIN of {name} away?").format(name=name),
            lambda: _("Take it away"),
            lambda: self._clear(person),
        )

    def _clear(self, person: Person) -> None:
        ledger, by, now = self.office.ledger, self.office.staff(), self.office.clock()
        self.office.write.submit(
            lambda: pins.clear_pin(ledger, person.staff.id, by, now),
            lambda _done: self._changed(
                lambda: _("{name} has no PIN.").format(name=person.staff.name)
            ),
            self.office.tell,
        )

    def _ask_leave(self, person: Person) -> None:
        name = person.staff.name
        self.confirm.ask(
            lambda: _("{name} can sign in no more; what they did stays on record.").format(
                name=name
            ),
            lambda: _("Works here no more"),
            lambda: self._set_active(person, active=False),
        )

    def _set_active(self, person: Person, *, active: bool) -> None:
        ledger, by, now = self.office.ledger, self.office.staff(), self.office.clock()
        changed = replace(person.staff, active=active)
        self.office.write.submit(
            lambda: save_staff(ledger, changed, by, now),
            lambda _done: self._changed(lambda: _("{name} is saved.").format(name=changed.name)),
            self.office.tell,
        )


def _pin_cell(person: Person) -> Cell:
    if person.has_pin:
        return Cell(_("Set"), icon="lock", tone="accepted-text")
    if person.asks_pin and person.staff.active:
        tip = _("{name} cannot sign in without one.").format(name=person.staff.name)
        return Cell(_("Needs one"), icon="warning", tone="refused-text", tip=tip)
    return Cell(_("None"), tone="soft")
