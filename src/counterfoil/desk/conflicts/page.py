"""The inbox: conflicts that wait for a decision, one beside the list, settled ones below."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QVBoxLayout

from counterfoil.desk.codes.work import subject_of
from counterfoil.desk.conflicts import words, work
from counterfoil.desk.conflicts.detail import ConflictDetail
from counterfoil.desk.conflicts.risk import RiskCard
from counterfoil.desk.parts.beside import Beside
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.paged import Cursor, PagedRows
from counterfoil.desk.parts.scrolled import Low
from counterfoil.desk.parts.table import Row, Table
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Pages, describe, frame
from counterfoil.domain.exchange import Standing
from counterfoil.ledger.exchange.inbox import Cursor as Place
from counterfoil.ledger.exchange.inbox import Shown
from counterfoil.ledger.rights.exposure import Exposure

ROOMY = 1040


class InboxPage(Page):
    """Conflicts; `open` takes the id of one."""

    help_page = "inbox"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._open = 0
        store = office.ledger.store
        self.rows = PagedRows(words.COLUMNS, office.read)
        self.table = Table(self.rows)
        self.detail = ConflictDetail(store.zone, store.currency)
        self.empty = EmptyState("inbox")
        self.pages = Pages()
        self.risk = RiskCard(store.currency)
        self._risk_room = Low(self.risk)
        self._risk_room.hide()
        self._lay_out()
        self.rows.failed.connect(office.tell)
        self.rows.counted.connect(self._show)
        self.table.opened.connect(self.look_up)
        self.detail.closed.connect(self._mark)
        self.detail.code_wanted.connect(self._open_code)
        self.detail.decision.decided.connect(self._settle)
        self.retranslate()

    def open(self, subject: str = "") -> None:
        self.detail.forget()
        self.reload()
        if subject:
            self.look_up(subject)

    def heard(self) -> None:
        ledger, before = self.office.ledger, self._open
        self.office.read.submit(
            lambda: work.count_open(ledger), lambda now: self.reload() if now != before else None
        )

    def reload(self) -> None:
        """Read the list anew."""
        ledger, store, now = self.office.ledger, self.office.ledger.store, self.office.clock()

        def load(after: Cursor) -> tuple[Sequence[Row], Cursor]:
            found = work.page(ledger, cast("Place | None", after))
            lines = [words.row(each, store.zone, store.currency, now) for each in found.conflicts]
            return lines, found.next

        self.rows.start(load)
        self.office.read.submit(lambda: work.count_open(ledger), self._counted, self.office.tell)
        if self._in_office:
            self.office.read.submit(
                lambda: work.exposure(ledger), self._show_risk, self.office.tell
            )

    def look_up(self, conflict_id: str) -> None:
        """Show one conflict beside the list."""
        ledger = self.office.ledger
        self.office.read.submit(
            lambda: work.about(ledger, conflict_id), self._show_detail, self.office.tell
        )

    def retranslate(self) -> None:
        self.head.show(_("Inbox"), words.counted(self._open))
        describe(self.table, _("Conflicts"))
        self.empty.name(
            _("Nothing waits here"),
            _(
                "Where two tills accept one code without a network, both redemptions are shown here"
                " side by side, for a person to settle."
            ),
        )
        if self.rows.rows:
            self.reload()

    def _lay_out(self) -> None:
        self._card = frame("card")
        in_card = QVBoxLayout(self._card)
        in_card.setContentsMargins(8, 8, 8, 8)
        in_card.addWidget(self.table)
        for page in (self.empty, self._card):
            self.pages.addWidget(page)
        beside = Beside(self.pages, self.detail, over=(self._risk_room,), roomy=ROOMY)
        self.body.addWidget(beside, 1)

    @property
    def _in_office(self) -> bool:
        return self.office.ledger.standing is Standing.OFFICE

    def _counted(self, count: int) -> None:
        self._open = count
        self.head.show(_("Inbox"), words.counted(count))

    def _show(self) -> None:
        self.pages.setCurrentWidget(self._card if self.rows.rows else self.empty)
        self._mark()

    def _show_detail(self, about: work.About) -> None:
        self.detail.show_conflict(about, decides=self._in_office)
        self._mark()

    def _show_risk(self, exposure: Exposure) -> None:
        self.risk.show_exposure(exposure)
        self._risk_room.setVisible(not self.risk.isHidden())

    def _settle(self, how: str, note: str) -> None:
        office, clash = self.office, self.detail.shown
        if clash is None:
            return
        by, now = office.staff(), office.clock()
        office.write.submit(
            lambda: work.settle(office.ledger, clash.id, how, note, by, now),
            self._settled,
            office.tell,
        )

    def _settled(self, about: work.About) -> None:
        self._show_detail(about)
        self.reload()
        self.office.say(lambda: words.done(about.shown))

    def _mark(self) -> None:
        """Mark the conflict that is shown in the list, where it is there."""
        self.table.mark(self.detail.shown.id if self.detail.shown else "")

    def _open_code(self, clash: Shown) -> None:
        self.office.go(Screen.CODES, subject_of(clash.campaign_id or "", clash.code))
