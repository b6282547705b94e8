"""What a member has, did and is: wallets as transfers, coupons, history, details; as tabs."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import formats, theme
from counterfoil.desk.counter.scene import Scene
from counterfoil.desk.members import words
from counterfoil.desk.members.details import Details
from counterfoil.desk.members.work import Looked
from counterfoil.desk.parts.choices import Segments
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.inputs import ChoiceInput
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.parts.paged import Cursor, Load, PagedRows
from counterfoil.desk.parts.scrolled import Tall
from counterfoil.desk.parts.table import Column, Row, Table
from counterfoil.desk.shell.office import Office
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, Pages, Scroll, button, frame, label, set_icon
from counterfoil.domain.member import DEFAULT_WALLET
from counterfoil.domain.units import ZERO
from counterfoil.ledger.coupon_list import CouponFilter, list_coupons
from counterfoil.ledger.member_history import member_history
from counterfoil.ledger.wallet_statement import statement

WALLET, COUPONS, HISTORY, DETAILS = TABS = ("wallet", "coupons", "history", "details")
PAGE, LEAST_HEIGHT = 100, 120


class PagedList(QWidget):
    """A table in pages, and what stands there while it has no rows."""

    def __init__(self, columns: Sequence[Column], office: Office, icon: str) -> None:
        super().__init__()
        self.rows = PagedRows(columns, office.read)
        self.table, self.empty = Table(self.rows), EmptyState(icon)
        self.rows.failed.connect(office.tell)
        self.rows.counted.connect(self._show)
        self._pages = Pages()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _show(self) -> None:
        self._pages.setCurrentIndex(0 if self.rows.rows else 1)


class Life(Live, QWidget):
    """`adjust_wanted` asks to change the units of the wallet that is shown."""

    adjust_wanted = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._looked: Looked | None = None
        self.wallet_code = DEFAULT_WALLET
        self.tabs = Segments(TABS)
        self.wallet = ChoiceInput(lambda: [(code, code) for code in self._codes()])
        self.balance, self.adjust = label("balance"), button()
        self.lists = {
            WALLET: PagedList(words.STATEMENT, office, "wallet"),
            COUPONS: PagedList(words.OWN_COUPONS, office, "coupon"),
            HISTORY: PagedList(words.HISTORY, office, "history"),
        }
        self.details = Details()
        self._views = Pages()
        self._lay_out()
        self.tabs.chosen.connect(self.show_tab)
        self.wallet.picked.connect(self._choose)
        self.adjust.clicked.connect(lambda: self.adjust_wanted.emit(self.wallet_code))
        self.show_tab(WALLET)
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        wallet = QWidget()
        inside = QVBoxLayout(wallet)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addLayout(beside((self.wallet, 0), (self.balance, 1), (self.adjust, 0)))
        inside.addWidget(self.lists[WALLET], 1)
        for view in (wallet, self.lists[COUPONS], self.lists[HISTORY], self.details):
            self._views.addWidget(view)
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 14, 14, 8)
        column.setSpacing(12)
        column.addWidget(self.tabs)
        column.addWidget(self._views, 1)
        whole = Tall()
        whole.column.addWidget(card)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        # Where large text leaves the lists no room, the whole is scrolled.
        outside.addWidget(Scroll(whole))

    def show_member(self, looked: Looked) -> None:
        """Show a member; what was begun in the details of the same one is kept."""
        same = self._looked is not None and self._looked.member.id == looked.member.id
        self._looked = looked
        if not (same and self.details.dirty):
            self.details.show_member(looked)
        if not same or self.wallet_code not in self._codes():
            self.wallet_code = self._codes()[0]
        self.retranslate()
        self._read()

    def show_tab(self, name: str) -> None:
        """Show one of the lists."""
        self.tabs.show_value(name)
        self._views.setCurrentIndex(TABS.index(name))

    def retranslate(self) -> None:
        names = (_("Units"), _("Coupons"), _("History"), _("Details"))
        self.tabs.name(names, _("Show"))
        for listed, name in zip(self.lists.values(), names, strict=False):
            listed.table.setAccessibleName(name)
        self.adjust.setText(_("Adjust units…"))
        self.wallet.setAccessibleName(_("Wallet"))
        self.wallet.show_value(self.wallet_code)
        self.wallet.setVisible(len(self._codes()) > 1)
        self.lists[WALLET].empty.name(
            _("No units yet"), _("Each time units are given or taken, it stands here.")
        )
        self.lists[COUPONS].empty.name(
            _("No coupons yet"), _("Campaigns issue coupons; they are used up at the counter.")
        )
        self.lists[HISTORY].empty.name(_("Nothing has happened yet"))
        self._say_balance()

    def restyle(self) -> None:
        set_icon(self.adjust, "edit")
        for view in (*self.lists.values(), self.details):
            view.setMinimumHeight(theme.current().px(LEAST_HEIGHT))

    def _codes(self) -> tuple[str, ...]:
        codes = self._looked.wallets if self._looked else ()
        return codes or (DEFAULT_WALLET,)

    def _say_balance(self) -> None:
        if self._looked is not None:
            units = self._looked.member.wallets.get(self.wallet_code, ZERO)
            self.balance.setText(formats.units(units))

    def _choose(self, code: str) -> None:
        self.wallet_code = code
        self._say_balance()
        self._read()

    def _read(self) -> None:
        """Read all lists anew."""
        if self._looked is None:
            return
        member_id, code, ledger = self._looked.member.id, self.wallet_code, self._office.ledger
        now = self._office.clock()
        scene = Scene(ledger.store.zone, ledger.store.currency, now)
        wanted = CouponFilter(member_id=member_id)
        self.lists[WALLET].rows.start(
            pages(
                lambda last: statement(ledger, member_id, code, last, PAGE),
                lambda line: words.statement_row(line, scene),
            )
        )
        self.lists[COUPONS].rows.start(
            pages(
                lambda last: list_coupons(ledger, now, wanted, last, PAGE),
                lambda issued: words.coupon_row(issued, scene, own=True),
            )
        )
        self.lists[HISTORY].rows.start(
            pages(
                lambda last: member_history(ledger, member_id, last, PAGE),
                lambda line: words.history_row(line, scene),
            )
        )


def pages(read: Callable[[Any], Sequence[Any]], row: Callable[[Any], Row]) -> Load:
    """Return how a list is fetched whose pages go on behind their last line."""

    def load(cursor: Cursor) -> tuple[Sequence[Row], Cursor]:
        found = read(cursor)
        return [row(line) for line in found], found[-1] if len(found) == PAGE else None

    return load
