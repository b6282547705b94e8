"""The screen of codes: the list with its filters, one code beside it, and what is done."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from counterfoil.desk.codes import words, work
from counterfoil.desk.codes.acts import Acts
from counterfoil.desk.codes.detail import Detail
from counterfoil.desk.codes.filters import Filters
from counterfoil.desk.codes.foot import Foot
from counterfoil.desk.codes.rows import CodeRows
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.parts.beside import Beside
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.menu import open_menu
from counterfoil.desk.parts.table import Row, Table
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import (
    Pages,
    button,
    describe,
    frame,
    set_icon,
)
from counterfoil.domain.store import Act, may
from counterfoil.ledger.codes.listing import CodeLine
from counterfoil.ledger.sheets.header import is_header

NEAR = 4
"""Rows from the upper edge at which the page above is fetched."""


class CodesPage(Page):
    """A campaign's codes, however many there are."""

    help_page = "codes"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        zone = office.ledger.store.zone
        self._looked = work.Looked()
        self._to_bottom = self._makes = False
        self._sought = ""
        self.filters, self.detail = Filters(zone), Detail(zone)
        self.acts = Acts(office)
        self.rows = CodeRows(words.COLUMNS, office.read, self._row)
        self.table = Table(self.rows)
        self.add, self.export, self.more = button("primary"), button(), button()
        self.foot = Foot()
        self.empty, self.nothing, self.none = (
            EmptyState("campaign"),
            EmptyState("code"),
            EmptyState("search"),
        )
        self.pages = Pages()
        self._lay_out()
        self._connect()
        self._select_several(on=False)
        self.retranslate()
        self.restyle()

    def open(self, subject: str = "") -> None:
        known = self._looked.campaign.id if self._looked.campaign else ""
        campaign_id, self._sought = work.read_subject(subject)
        if self._sought:
            self.filters.seek(self._sought)
        self._makes = may(self.office.staff(), Act.MAKE_CODES)
        self.filters.begin(self.office.clock())
        self.look(campaign_id or known)

    def look(self, campaign_id: str) -> None:
        """Read a campaign's batches, then its codes."""
        ledger = self.office.ledger
        self.office.read.submit(
            lambda: work.look(ledger, campaign_id), self._take, self.office.tell
        )

    def take_scan(self, scan: Scan) -> bool:
        if not scan.texts:
            return False
        if is_header(scan.texts[0]):
            self.office.go(Screen.SHEETS, scan.texts[0])
            return True
        self.filters.search.setText(scan.texts[0])
        self.reload()
        return True

    def reload(self) -> None:
        """Read the codes anew, as the filters ask."""
        campaign = self._looked.campaign
        if campaign is None:
            self._show()
            return
        wanted = self.filters.wanted(self.office.clock())
        ledger, campaign_id = self.office.ledger, campaign.id
        self.acts.show_campaign(self._looked, wanted)
        self.detail.forget()
        self.rows.start(lambda after, before: work.page(ledger, campaign_id, wanted, after, before))

    def retranslate(self) -> None:
        self.add.setText(_("Add codes"))
        self.export.setText(_("Export"))
        self.more.setText(_("More"))
        describe(self.export, _("Export what is shown as CSV"))
        describe(self.more, _("Import, test codes, a whole batch"))
        self.empty.name(
            _("There is no campaign yet"),
            _("Codes belong to a campaign; add one first."),
            _("Campaigns"),
        )
        self.nothing.name(
            _("This campaign has no codes yet"),
            _("Generate them here, or import those that were made elsewhere."),
            _("Add codes"),
        )
        self.none.name(
            _("No code is like that"), _("Change the text or the filters."), _("Show all")
        )
        self.table.setAccessibleName(_("Codes"))
        self.rows.reword()
        self._show()

    def restyle(self) -> None:
        set_icon(self.add, "add", "on-accent")
        set_icon(self.export, "export")
        set_icon(self.more, "more")

    def _row(self, line: CodeLine) -> Row:
        zone, now = self.office.ledger.store.zone, self.office.clock()
        return Row(str(line.id), words.cells(line, zone, now))

    def _lay_out(self) -> None:
        for pressed in (self.more, self.export, self.add):
            self.head.add(pressed)
        card = frame("card")
        in_card = QVBoxLayout(card)
        in_card.setContentsMargins(8, 8, 8, 8)
        in_card.addWidget(self.table, 1)
        in_card.addWidget(self.foot)
        self._card = card
        for page in (card, self.none, self.nothing, self.empty):
            self.pages.addWidget(page)
        self.body.addWidget(Beside(self.pages, self.detail, above=(self.filters, self.acts)), 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self.reload)
        self.filters.campaign_chosen.connect(self._choose)
        self.rows.failed.connect(self.office.tell)
        self.rows.counted.connect(self._counted)
        self.rows.grown.connect(self._keep_place)
        self.rows.shrunk.connect(lambda count: self._keep_place(-count))
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.table.selection_changed.connect(self._selected)
        self.foot.several.toggled.connect(lambda on: self._select_several(on=on))
        self.foot.void_wanted.connect(self._void_selected)
        self.foot.start_wanted.connect(self._go_to_start)
        self.foot.end_wanted.connect(self._go_to_end)
        self.detail.void_wanted.connect(self._void_shown)
        self.detail.closed.connect(self.table.clearSelection)
        self.detail.slip_wanted.connect(lambda: self.acts.print_slip(self.detail.shown))
        self.detail.sheet_wanted.connect(lambda number: self.office.go(Screen.SHEETS, number))
        self.detail.try_wanted.connect(lambda code: self.office.go(Screen.SIMULATE, code))
        self.add.clicked.connect(self.acts.add)
        self.nothing.wanted.connect(self.acts.add)
        self.none.wanted.connect(self.filters.clear)
        self.empty.wanted.connect(lambda: self.office.go(Screen.CAMPAIGNS, ""))
        self.export.clicked.connect(lambda: self._open_menu(self.export))
        self.more.clicked.connect(lambda: self._open_menu(self.more))
        self.acts.changed.connect(self._again)

    def _open_menu(self, under: QWidget) -> None:
        items = self.acts.exports() if under is self.export else self.acts.items()
        open_menu(under, items, under.mapToGlobal(QPoint(0, under.height())))

    def _choose(self, campaign_id: str) -> None:
        self.filters.clear()
        self.look(campaign_id)

    def _again(self) -> None:
        if self._looked.campaign is not None:
            self.look(self._looked.campaign.id)

    def _take(self, looked: work.Looked) -> None:
        self._looked = looked
        self.filters.show_choices(looked)
        self.reload()

    def _counted(self) -> None:
        self._show()
        if self._sought and len(self.rows.rows) == 1:
            self.table.selectRow(0)
        self._sought = ""
        if self._to_bottom and not self.rows.fetching:
            self._to_bottom = False
            # Only once the view has laid the new rows out.
            QTimer.singleShot(0, self.table, self.table.scrollToBottom)

    def _show(self) -> None:
        campaign = self._looked.campaign
        has_codes = campaign is not None and bool(self._looked.batches)
        if campaign is None:
            page: QWidget = self.empty
        elif not has_codes:
            page = self.nothing
        else:
            page = self._card if self.rows.rows or self.rows.fetching else self.none
        self.pages.setCurrentWidget(page)
        self.filters.setVisible(campaign is not None)
        self.add.setVisible(campaign is not None and self._makes)
        self.export.setVisible(has_codes)
        self.more.setVisible(campaign is not None)
        self.head.show(_("Codes"), words.figures(campaign) if campaign else "")
        self.foot.show_rows(self.rows, self._chosen)

    @property
    def _chosen(self) -> list[CodeLine]:
        return [self.rows.lines[key] for key in self.table.selected]

    def _selected(self) -> None:
        chosen = self._chosen
        self.foot.show_rows(self.rows, chosen)
        if len(chosen) != 1:
            self.detail.forget()
            return
        (line,), ledger = chosen, self.office.ledger
        self.office.read.submit(
            lambda: work.about(ledger, line), self._show_detail, self.office.tell
        )

    def _show_detail(self, about: work.About) -> None:
        if self.table.selected == (str(about.line.id),):
            printer = self.office.preferences().receipt_printer
            self.detail.show_code(about, slips=bool(printer))

    def _select_several(self, *, on: bool) -> None:
        modes = QAbstractItemView.SelectionMode
        self.table.setSelectionMode(modes.MultiSelection if on else modes.ExtendedSelection)
        if not on:
            self.table.clearSelection()

    def _void_selected(self) -> None:
        self.acts.ask_to_void(self._chosen)

    def _void_shown(self) -> None:
        line = self.rows.lines.get(str(self.detail.shown_id))
        if line is not None:
            self.acts.ask_to_void([line])

    def _go_to_start(self) -> None:
        self.rows.to_start()
        self.table.scrollToTop()

    def _go_to_end(self) -> None:
        self._to_bottom = True
        self.rows.to_end()

    def _scrolled(self, value: int) -> None:
        if value < NEAR * self.table.verticalHeader().defaultSectionSize():
            self.rows.fetch_above()

    def _keep_place(self, rows: int) -> None:
        """Leave what is seen where it is, while rows come or go above it."""
        bar = self.table.verticalScrollBar()
        bar.setValue(bar.value() + rows * self.table.verticalHeader().defaultSectionSize())
