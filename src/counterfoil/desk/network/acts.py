"""What is done with devices, rights and stores: the panels that ask, and doing it."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from counterfoil.desk.network import words, work
from counterfoil.desk.network.hold import HoldPanel
from counterfoil.desk.network.invite import InvitePanel
from counterfoil.desk.network.panel import Panel
from counterfoil.desk.network.store_form import StorePanel
from counterfoil.desk.network.supply import SupplyPanel
from counterfoil.desk.network.waive import WaivePanel
from counterfoil.desk.network.work import About, Held, Line, Listed, Supply
from counterfoil.desk.parts.ask_why import Asking, AskWhy
from counterfoil.desk.parts.confirm import Confirm
from counterfoil.desk.parts.scrolled import Heap
from counterfoil.desk.shell.office import Office
from counterfoil.desk.translation import _
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.rights import WAIVED, WAIVERS, Allowance
from counterfoil.domain.store import Store
from counterfoil.ledger.exchange.devices import LONGEST_REASON
from counterfoil.ledger.pins import Person

REVOKING = Asking(
    warning=lambda: _(
        "It still hands over what it did, and decides nothing new. What it holds stays with it"
        " until it is written off."
    ),
    example=lambda: _("It stays on record, such as: till stolen"),
    missing=lambda: _("Give a reason."),
    button=lambda: _("Revoke it"),
)


class NetworkActs(Heap):
    """The panels. `changed` follows what changes something that is listed."""

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._about: About | None = None
        self._held: Held | None = None
        hub, clock = office.ledger.hub or "", office.clock
        self.invite, self.hold = InvitePanel(hub, clock), HoldPanel()
        self.supply, self.store = SupplyPanel(office.ledger.store.currency), StorePanel()
        self.waive, self.revoke, self.confirm = (
            WaivePanel(clock),
            AskWhy(REVOKING, LONGEST_REASON),
            Confirm(),
        )
        self._panels = (
            self.invite,
            self.hold,
            self.supply,
            self.store,
            self.waive,
            self.revoke,
            self.confirm,
        )
        for panel in self._panels:
            self.put(panel)
        self._connect()

    def close_all(self) -> None:
        """Take every question away."""
        for panel in self._panels:
            panel.hide()

    def ask_to_invite(self, listed: Listed) -> None:
        """Ask what the new device is."""
        self.close_all()
        self.invite.ask(listed.stores, self._office.ledger.store.code)

    def ask_to_hold(self, about: About, supplies: tuple[Supply, ...]) -> None:
        """Ask which codes a device is to hold."""
        self.close_all()
        self._about = about
        self.hold.ask(about.line, supplies)

    def ask_to_supply(self, supply: Supply, lines: tuple[Line, ...]) -> None:
        """Ask what tills are to have for a campaign."""
        self.close_all()
        self.supply.ask(supply, lines)

    def ask_store(self, store: Store | None) -> None:
        """Ask for a new store, or change one."""
        self.close_all()
        self.store.ask(store, self._office.ledger.store)

    def ask_to_revoke(self, about: About) -> None:
        """Ask whether a device's rights are to be taken away, and why."""
        self.close_all()
        self._about = about
        name = words.name(about.line)
        self.revoke.ask(lambda: _("Revoke {name}?").format(name=name))

    def ask_to_recall(self, held: Held) -> None:
        """Ask whether a right is to come back."""
        self.close_all()
        what = words.right(held, self._office.ledger.store.currency)[0]
        self.confirm.ask(
            lambda: _("Recall “{right}”? The till gives it back at its next sync.").format(
                right=what
            ),
            lambda: _("Recall it"),
            lambda: self._do(
                None,
                lambda by, now: work.recall(self._office.ledger, held.grant.id, by, now),
                lambda: _("The till is asked to give it back."),
            ),
        )

    def ask_to_waive(self, held: Held) -> None:
        """Ask two managers whether a right is to count as back."""
        self.close_all()
        self._held, self._about = held, None
        what = words.right(held, self._office.ledger.store.currency)[0]
        waives = WAIVERS[WAIVED[held.grant.kind]]
        self._ask_two(
            lambda: _("Write off “{right}”?").format(right=what), lambda: _(waives), reason=False
        )

    def ask_to_write_off(self, about: About) -> None:
        """Ask two managers whether a device is to be given up."""
        self.close_all()
        self._held, self._about = None, about
        name = words.name(about.line)
        waived = tuple(dict.fromkeys(WAIVERS[WAIVED[each.grant.kind]] for each in about.held))
        self._ask_two(
            lambda: _("Write off {name}?").format(name=name),
            lambda: " ".join(map(_, waived)) or _("It holds nothing, so nothing is waived."),
            reason=True,
        )

    def _connect(self) -> None:
        self.invite.wanted.connect(self._invite)
        self.hold.campaign_picked.connect(self._read_batches)
        self.hold.wanted.connect(self._hold)
        self.supply.wanted.connect(self._supply)
        self.store.wanted.connect(self._keep_store)
        self.revoke.agreed.connect(self._revoke)
        self.waive.wanted.connect(self._write_off)

    def _ask_two(
        self, question: Callable[[], str], waives: Callable[[], str], *, reason: bool
    ) -> None:
        office, by = self._office, self._office.staff()

        def ask(people: tuple[Person, ...]) -> None:
            self.waive.ask(question, waives, people, asks_reason=reason)

        office.read.submit(lambda: work.seconds(office.ledger, by), ask, office.tell)

    def _invite(self, store: str, name: str, kind: str) -> None:
        office, by, now = self._office, self._office.staff(), self._office.clock()
        office.write.submit(
            lambda: work.invite(office.ledger, store, name, DeviceKind(kind), by, now),
            self.invite.show_token,
            self.invite.show_error,
        )

    def _read_batches(self, campaign_id: str) -> None:
        office = self._office
        office.read.submit(
            lambda: work.batches(office.ledger, campaign_id),
            self.hold.show_batches,
            self.hold.show_error,
        )

    def _hold(self, campaign_id: str, batch: int, sheet: str) -> None:
        assert self._about is not None  # noqa: S101 - asked about a device first
        line, device = self._about.line, self._about.line.device
        self._do(
            self.hold,
            lambda by, now: work.hold(
                self._office.ledger, device.id, campaign_id, batch or None, sheet, by, now
            ),
            lambda: _("{name} gets the codes at its next sync.").format(name=words.name(line)),
        )

    def _supply(self, allowance: Allowance) -> None:
        self._do(
            self.supply,
            lambda by, now: work.supply(self._office.ledger, allowance, by, now),
            lambda: _("Saved; tills get it at their next sync."),
        )

    def _keep_store(self, store: Store) -> None:
        self._do(
            self.store,
            lambda by, now: work.keep_store(self._office.ledger, store, by, now),
            lambda: _("{name} is saved.").format(name=store.name),
        )

    def _revoke(self, reason: str) -> None:
        assert self._about is not None  # noqa: S101 - asked about a device first
        line, device = self._about.line, self._about.line.device
        self._do(
            None,
            lambda by, now: work.revoke(self._office.ledger, device.id, reason, by, now),
            lambda: _("{name} is revoked.").format(name=words.name(line)),
        )

    def _write_off(self, reason: str, staff_id: str, pin: str) -> None:
        ledger, second, held, about = (
            self._office.ledger,
            (staff_id, pin),
            self._held,
            self._about,
        )
        if held is not None:
            self._do(
                self.waive,
                lambda by, now: work.write_off(ledger, held.grant, by, second, now),
                lambda: _("It is written off."),
            )
        elif about is not None:
            line, device = about.line, about.line.device
            self._do(
                self.waive,
                lambda by, now: work.write_off_device(ledger, device.id, reason, by, second, now),
                lambda: _("{name} is written off.").format(name=words.name(line)),
            )

    def _do(self, panel: Panel | None, run: Callable[..., object], said: Callable[[], str]) -> None:
        """Have something done as whoever is signed in; say it, or why not where it was asked."""
        office, by, now = self._office, self._office.staff(), self._office.clock()

        def done(_result: object) -> None:
            if panel is not None:
                panel.hide()
            office.say(said)
            self.changed.emit()

        failed = office.tell if panel is None else panel.show_error
        office.write.submit(lambda: run(by, now), done, failed)
