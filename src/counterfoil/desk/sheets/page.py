"""The screen of printed sheets: the list, one sheet beside it, and what is done with it."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from counterfoil.desk.codes.work import subject_of
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.parts.beside import Beside
from counterfoil.desk.parts.choices import Choices
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.paged import Cursor, PagedRows
from counterfoil.desk.parts.table import Row, Table
from counterfoil.desk.sheets import words, work
from counterfoil.desk.sheets.acts import SheetActs
from counterfoil.desk.sheets.detail import SheetDetail
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Pages, describe, frame
from counterfoil.domain.store import Act, may
from counterfoil.ledger.campaigns import Summary
from counterfoil.ledger.sheets.header import is_header
from counterfoil.ledger.sheets.model import SheetCode

SEARCH_KEY = "Ctrl+F"
LONGEST = 60


class SheetsPage(Page):
    """The sheets of every campaign or of one; `open` takes a sheet's number or header code."""

    help_page = "sheets"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._campaigns: tuple[Summary, ...] = ()
        self._prints = False
        self.campaign = Choices()
        self.search = QLineEdit(maxLength=LONGEST, clearButtonEnabled=True)
        self.rows = PagedRows(words.COLUMNS, office.read)
        self.table = Table(self.rows)
        self.detail = SheetDetail(office.ledger.store.zone)
        self.acts = SheetActs(office)
        self.empty, self.none = EmptyState("sheet"), EmptyState("search")
        self.pages = Pages()
        self._lay_out()
        self._connect()
        self.retranslate()

    def open(self, subject: str = "") -> None:
        ledger = self.office.ledger
        self._prints = may(self.office.staff(), Act.PRINT_CODES)
        self._name_empty()
        self.detail.forget()
        self.office.read.submit(lambda: work.campaigns(ledger), self._take, self.office.tell)
        if subject:
            self.look_up(subject)

    def take_scan(self, scan: Scan) -> bool:
        header = next(filter(is_header, scan.texts), None)
        if header is not None:
            self.look_up(header)
        return header is not None

    def look_up(self, wanted: str) -> None:
        """Show the sheet that a number or a header code names."""
        ledger = self.office.ledger
        self.office.read.submit(
            lambda: work.about(ledger, wanted), self._show_detail, self.office.tell
        )

    def reload(self) -> None:
        """Read the list anew, as the filter asks."""
        ledger, zone, now = self.office.ledger, self.office.ledger.store.zone, self.office.clock()
        campaign_id = str(self.campaign.currentData() or "")

        def load(before: Cursor) -> tuple[Sequence[Row], Cursor]:
            lines, more = work.page(ledger, campaign_id, int(str(before)) if before else None)
            return [words.row(line, zone, now) for line in lines], more

        self.rows.start(load)

    def retranslate(self) -> None:
        self.head.show(_("Sheets"), _("What was printed, and what became of it."))
        describe(self.campaign, _("Campaign"))
        self.table.setAccessibleName(_("Sheets"))
        describe(self.search, _("Open a sheet by its number or the code in its header"), SEARCH_KEY)
        self.search.setPlaceholderText(_("Number or header code"))
        self._offer_campaigns()
        self._name_empty()
        self.none.name(_("No sheet of this campaign was printed"), "", _("Show all"))
        if self.rows.rows:
            self.reload()

    def _name_empty(self) -> None:
        self.empty.name(
            _("No sheet was printed yet"),
            _("Each printed sheet is listed here, so that a lost one can be made void."),
            _("Print codes") if self._prints else "",
        )

    def _lay_out(self) -> None:
        QShortcut(QKeySequence(SEARCH_KEY), self, self.search.setFocus)
        self.campaign.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.filters = QWidget()
        filters = QHBoxLayout(self.filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(10)
        filters.addWidget(self.campaign, 3)
        filters.addWidget(self.search, 4)
        self._card = frame("card")
        in_card = QVBoxLayout(self._card)
        in_card.setContentsMargins(8, 8, 8, 8)
        in_card.addWidget(self.table)
        for page in (self._card, self.none, self.empty):
            self.pages.addWidget(page)
        self.body.addWidget(Beside(self.pages, self.detail, above=(self.filters, self.acts)), 1)

    def _connect(self) -> None:
        self.campaign.picked.connect(lambda _value: self.reload())
        self.search.returnPressed.connect(self._search)
        self.rows.failed.connect(self.office.tell)
        self.rows.counted.connect(self._show)
        self.table.opened.connect(self.look_up)
        self.none.wanted.connect(self._show_all)
        self.empty.wanted.connect(lambda: self.office.go(Screen.PRINT, ""))
        self.detail.closed.connect(self._mark)
        self.detail.code_wanted.connect(self._open_code)
        self.detail.void_wanted.connect(lambda: self._act(self.acts.ask_to_void))
        self.detail.reprint_wanted.connect(lambda: self._act(self.acts.ask_to_reprint))
        self.acts.changed.connect(self._again)

    def _take(self, campaigns: tuple[Summary, ...]) -> None:
        self._campaigns = campaigns
        self._offer_campaigns()
        self.reload()

    def _offer_campaigns(self) -> None:
        chosen = str(self.campaign.currentData() or "")
        offered = [("", _("Every campaign")), *((each.id, each.name) for each in self._campaigns)]
        self.campaign.offer(offered, chosen)

    def _show(self) -> None:
        filtered = bool(self.campaign.currentData())
        nothing = self.none if filtered else self.empty
        self.pages.setCurrentWidget(self._card if self.rows.rows else nothing)
        self._mark()
        self.filters.setVisible(bool(self.rows.rows) or filtered)

    def _show_all(self) -> None:
        self.campaign.setCurrentIndex(0)
        self.reload()

    def _search(self) -> None:
        wanted = self.search.text().strip()
        if wanted:
            self.search.clear()
            self.look_up(wanted)

    def _show_detail(self, about: work.About) -> None:
        self.detail.show_sheet(about, reprints=self._prints)
        self._mark()

    def _mark(self) -> None:
        """Mark the sheet that is shown in the list, where it is there."""
        shown = self.detail.shown
        number = str(shown.line.sheet.number) if shown else ""
        self.table.mark(number)

    def _again(self) -> None:
        """Show what is there now, after something was done with a sheet."""
        self.reload()
        if self.detail.shown is not None:
            self.look_up(str(self.detail.shown.line.sheet.number))

    def _act(self, ask: Callable[[work.About], None]) -> None:
        if self.detail.shown is not None:
            ask(self.detail.shown)

    def _open_code(self, code: SheetCode) -> None:
        if self.detail.shown is not None:
            campaign_id = self.detail.shown.line.sheet.campaign_id
            self.office.go(Screen.CODES, subject_of(campaign_id, code.text))
