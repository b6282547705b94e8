"""The screen of devices and stores: the devices, one beside the list; stores; what tills may do."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk.counter.state import Scan
from counterfoil.desk.network import words, work
from counterfoil.desk.network.acts import NetworkActs
from counterfoil.desk.network.detail import DeviceDetail
from counterfoil.desk.network.work import About, Listed
from counterfoil.desk.parts.beside import Beside
from counterfoil.desk.parts.choices import Segments
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.table import Rows, Table
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Pages, button, describe, frame, set_icon
from counterfoil.ledger.sheets.header import is_header

DEVICES, STORES, SUPPLIES = "devices", "stores", "supplies"


class DevicesPage(Page):
    """Three lists; `open` takes the id of a device."""

    help_page = "devices"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._listed = Listed()
        self._part = DEVICES
        store = office.ledger.store
        self.parts = Segments([DEVICES, STORES, SUPPLIES])
        self.add = button("primary")
        self.head.add(self.add)
        self.rows = {
            DEVICES: Rows(words.DEVICES),
            STORES: Rows(words.STORES),
            SUPPLIES: Rows(words.SUPPLIES),
        }
        self.tables = {part: Table(rows) for part, rows in self.rows.items()}
        self.detail = DeviceDetail(store.zone, store.currency)
        self.acts = NetworkActs(office)
        self.empty = EmptyState("till")
        self.pages = Pages()
        self._cards: dict[str, QWidget] = {}
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    def open(self, subject: str = "") -> None:
        self.acts.close_all()
        self.detail.forget()
        self.reload()
        if subject:
            self.look_up(subject)

    def leave(self) -> None:
        # An invitation is for nobody who comes by later.
        self.acts.close_all()

    def take_scan(self, scan: Scan) -> bool:
        header = next(filter(is_header, scan.texts), None)
        if header is None or not self.acts.hold.isVisible():
            return False
        self.acts.hold.take_sheet(header)
        return True

    def heard(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Read everything anew, and the device that is shown."""
        ledger = self.office.ledger
        self.office.read.submit(lambda: work.look(ledger), self._take, self.office.tell)
        if self.detail.shown is not None:
            self.look_up(self.detail.shown.line.device.id)

    def look_up(self, device: str) -> None:
        """Show one device beside the list."""
        ledger = self.office.ledger
        self.office.read.submit(
            lambda: work.about(ledger, device), self._show_detail, self.office.tell
        )

    def retranslate(self) -> None:
        self.head.show(
            _("Devices and stores"),
            _("What each till is, holds and may do; what whoever takes one could do with it."),
        )
        names = (_("Devices"), _("Stores"), _("What tills may do"))
        self.parts.name(names, _("What is listed"))
        self.parts.show_value(self._part)
        self.add.setText(_("Add a store") if self._part == STORES else _("Invite a device"))
        for part, name in zip((DEVICES, STORES, SUPPLIES), names, strict=True):
            describe(self.tables[part], name)
        self.empty.name(
            _("Every campaign asks the hub"),
            _(
                "Where a campaign’s offline policy lets tills redeem without the hub, what each of"
                " them may do is set here."
            ),
        )
        self._fill()

    def restyle(self) -> None:
        set_icon(self.add, "add", "on-accent")

    def _lay_out(self) -> None:
        for part, table in self.tables.items():
            card = frame("card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(8, 8, 8, 8)
            inside.addWidget(table)
            self._cards[part] = card
            self.pages.addWidget(card)
        self.pages.addWidget(self.empty)
        self.body.addWidget(Beside(self.pages, self.detail, above=(self.parts, self.acts)), 1)

    def _connect(self) -> None:
        self.parts.chosen.connect(self.show_part)
        self.add.clicked.connect(self._add)
        self.tables[DEVICES].opened.connect(self.look_up)
        self.tables[STORES].opened.connect(self._change_store)
        self.tables[SUPPLIES].opened.connect(self._change_supply)
        self.acts.changed.connect(self.reload)
        detail = self.detail
        detail.closed.connect(self._mark)
        detail.hold_wanted.connect(
            lambda: self._ask(lambda about: self.acts.ask_to_hold(about, self._listed.supplies))
        )
        detail.revoke_wanted.connect(lambda: self._ask(self.acts.ask_to_revoke))
        detail.write_off_wanted.connect(lambda: self._ask(self.acts.ask_to_write_off))
        detail.recall_wanted.connect(self.acts.ask_to_recall)
        detail.waive_wanted.connect(self.acts.ask_to_waive)

    def show_part(self, part: str) -> None:
        """Show the devices, the stores or what tills may do."""
        self._part = part
        self.acts.close_all()
        self.detail.forget()
        self.retranslate()

    def _take(self, listed: Listed) -> None:
        if listed == self._listed:
            # Whoever scrolls through the list is not sent back to its top.
            return
        self._listed = listed
        self._fill()

    def _fill(self) -> None:
        store, now, listed = self.office.ledger.store, self.office.clock(), self._listed
        self.rows[DEVICES].show_rows(
            [words.row(each, store.zone, store.currency, now) for each in listed.lines]
        )
        self.rows[STORES].show_rows([words.store_row(each, store.code) for each in listed.stores])
        self.rows[SUPPLIES].show_rows(
            [words.supply_row(each, store.currency) for each in listed.supplies]
        )
        nothing = self._part == SUPPLIES and not listed.supplies
        self.pages.setCurrentWidget(self.empty if nothing else self._cards[self._part])
        self._mark()

    def _show_detail(self, about: About) -> None:
        if self._part != DEVICES:
            return
        zone, now = self.office.ledger.store.zone, self.office.clock()
        self.detail.show_device(about, words.facts(about.line, zone, now))
        self._mark()

    def _mark(self) -> None:
        """Mark the device that is shown in the list, where it is there."""
        shown = self.detail.shown
        self.tables[DEVICES].mark(shown.line.device.id if shown else "")

    def _add(self) -> None:
        if self._part == STORES:
            self.acts.ask_store(None)
        else:
            self.acts.ask_to_invite(self._listed)

    def _change_store(self, code: str) -> None:
        self.acts.ask_store(next(each for each in self._listed.stores if each.code == code))

    def _change_supply(self, campaign_id: str) -> None:
        supplies = self._listed.supplies
        found = next(each for each in supplies if each.campaign_id == campaign_id)
        self.acts.ask_to_supply(found, self._listed.lines)

    def _ask(self, ask: Callable[[About], None]) -> None:
        if self.detail.shown is not None:
            ask(self.detail.shown)
