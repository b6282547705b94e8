"""The list of campaigns, with the drafts above it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from counterfoil.desk import formats, theme
from counterfoil.desk.campaigns import words, work
from counterfoil.desk.campaigns.actions import Actions
from counterfoil.desk.campaigns.drafts import Drafts
from counterfoil.desk.parts.choices import Choices
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.menu import Item
from counterfoil.desk.parts.scrolled import Tall
from counterfoil.desk.parts.table import Column, Row, Rows, Table
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import Pages, Scroll, button, describe, frame, set_icon
from counterfoil.desk.wizard.work import DRAFT
from counterfoil.domain.campaign_status import Status
from counterfoil.ledger.drafts import DraftLine, delete_draft

SEARCH_KEY = "Ctrl+F"
ADD_KEY = "Ctrl+N"
LEAST_LIST = 260
# As high as a line of text beside it.
FIELD = 52

COLUMNS = (
    Column(lambda: _("Campaign")),
    Column(lambda: _("Status"), 140),
    Column(lambda: _("Dates"), 170, spare=760),
    Column(lambda: _("Codes"), 250, spare=560),
    Column(lambda: _("Units given"), 130, end=True, spare=900),
)

Lines = Mapping[str, Row]
"""The row of each campaign, by its id."""


def lines_of(listed: work.Listed, office: Office, now: datetime) -> Lines:
    """Return the rows of campaigns as they stand at `now`."""
    zone = office.ledger.store.zone
    return {each.id: Row(each.id, words.cells(each, zone, now)) for each in listed.campaigns}


class CampaignsPage(Page):
    """Every campaign that is not put away; those too, where they are asked for."""

    help_page = "campaigns"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.listed = work.Listed()
        # Put into words where they are read: five hundred take a tenth of a second.
        self._lines: Lines = {}
        self.add = button("primary", ADD_KEY)
        self.acts, self.drafts = Actions(office), Drafts()
        self.search, self.status = QLineEdit(maxLength=200, clearButtonEnabled=True), Choices()
        self.rows = Rows(COLUMNS)
        self.table = Table(self.rows, self._menu)
        self.empty, self.nothing = EmptyState("campaign"), EmptyState("search")
        self._pages = Pages()
        self.head.add(self.add)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    def open(self, subject: str = "") -> None:
        del subject
        self.reload()

    def reload(self) -> None:
        """Read the campaigns and drafts anew."""
        office, now = self.office, self.office.clock()

        def run() -> tuple[work.Listed, Lines]:
            listed = work.look(office.ledger)
            return listed, lines_of(listed, office, now)

        def saved(_none: None) -> None:
            office.read.submit(run, self._take, office.tell)

        # After a draft that the wizard is only just keeping.
        office.write.submit(lambda: None, saved, office.tell)

    def retranslate(self) -> None:
        self.add.setText(_("Add campaign"))
        describe(self.add, _("Add campaign"), ADD_KEY)
        self.search.setPlaceholderText(_("Name or prefix"))
        describe(self.search, _("Search campaigns"), SEARCH_KEY)
        describe(self.status, _("Status"))
        self.table.setAccessibleName(_("Campaigns"))
        choices = [("", _("All but archived"))]
        choices += [(status.value, words.look(status).word) for status in Status]
        self.status.offer(choices, str(self.status.currentData() or ""))
        self.empty.name(
            _("There is no campaign yet"),
            _("The wizard leads you from the codes to the rules, and says what it can cost."),
            _("Add campaign"),
        )
        self.nothing.name(
            _("No campaign is like that"), _("Change the search or the status."), _("Show all")
        )
        self._lines = lines_of(self.listed, self.office, self.office.clock())
        self._show()

    def restyle(self) -> None:
        set_icon(self.add, "add", "on-accent")
        self.status.setFixedHeight(theme.current().px(FIELD))
        self._pages.setMinimumHeight(theme.current().px(LEAST_LIST))

    def _lay_out(self) -> None:
        QShortcut(QKeySequence(SEARCH_KEY), self, self.search.setFocus)
        self._filters = QWidget()
        filters = QHBoxLayout(self._filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(12)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.status)
        card = frame("card")
        in_card = QVBoxLayout(card)
        in_card.setContentsMargins(8, 8, 8, 8)
        in_card.addWidget(self.table)
        for page in (card, self.empty, self.nothing):
            self._pages.addWidget(page)
        self._card = card
        inner = Tall()
        for part in (self.acts, self.drafts, self._filters):
            inner.column.addWidget(part)
        inner.column.addWidget(self._pages, 1)
        # Where panels, drafts and large text leave the list no room, the whole is scrolled.
        scroll = Scroll(inner)
        self.acts.shown.connect(lambda: scroll.verticalScrollBar().setValue(0))
        self.body.addWidget(scroll, 1)

    def _connect(self) -> None:
        go = self.office.go
        self.add.clicked.connect(lambda: go(Screen.WIZARD, ""))
        self.empty.wanted.connect(lambda: go(Screen.WIZARD, ""))
        self.nothing.wanted.connect(self._show_all)
        self.table.opened.connect(lambda key: go(Screen.CAMPAIGN, key))
        self.search.textChanged.connect(lambda _text: self._show())
        self.status.picked.connect(lambda _value: self._show())
        self.acts.changed.connect(self.reload)
        self.drafts.wanted.connect(lambda line: go(Screen.WIZARD, f"{DRAFT}{line.id}"))
        self.drafts.unwanted.connect(self._ask_to_delete)

    def _take(self, read: tuple[work.Listed, Lines]) -> None:
        self.listed, self._lines = read
        self._show()

    def _show(self) -> None:
        """Show what is looked for."""
        office, all_of_them = self.office, self.listed.campaigns
        zone, now = office.ledger.store.zone, office.clock()
        status = str(self.status.currentData() or "")
        found = [c for c in all_of_them if words.matches(c, self.search.text(), status, now)]
        said = [(line, words.draft(line, zone, now)) for line in self.listed.drafts]
        self.drafts.show_drafts(said)
        self.rows.show_rows([self._lines[each.id] for each in found])
        self._filters.setVisible(bool(all_of_them))
        page = self._card if found else self.nothing if all_of_them else self.empty
        self._pages.setCurrentWidget(page)
        self.add.setVisible(bool(all_of_them))
        count = n_("{count} campaign", "{count} campaigns", len(found))
        subtitle = count.format(count=formats.number(len(found))) if all_of_them else ""
        self.head.show(_("Campaigns"), subtitle)

    def _show_all(self) -> None:
        self.status.setCurrentIndex(0)
        self.search.clear()
        self._show()

    def _menu(self, campaign_id: str) -> Sequence[Item]:
        line = self.listed.campaign(campaign_id)
        return self.acts.items(line) if line else ()

    def _ask_to_delete(self, line: DraftLine) -> None:
        office = self.office

        def run() -> None:
            by = office.staff()
            office.write.submit(
                lambda: delete_draft(office.ledger, line.id, by),
                lambda _none: self.reload(),
                office.tell,
            )

        self.acts.confirm.ask(
            lambda: _("Delete the draft {name}? What stands in it is lost.").format(
                name=words.shortened(line.name) or _("without a name yet")
            ),
            lambda: _("Delete"),
            run,
        )
