"""A hub and its tills in one process, with real ledgers in folders, and what can befall them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select

from counterfoil.domain.errors import UserError
from counterfoil.domain.exchange import DeviceState
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.devices import list_devices, write_off_device
from counterfoil.ledger.exchange.epochs import fence
from counterfoil.ledger.inflow.apply import take_changes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.intents import void_open_intents
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import conflicts
from counterfoil.ledger.verdict import Attempt, Verdict
from counterfoil.sync import counter
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.port import Port
from tests.helpers.loop_port import LoopPort
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR
from tests.properties.invariants import (
    ALWAYS,
    AT_THE_END,
    Invariant,
    Seen,
    flaws,
    grants_of,
    rows,
)
from tests.properties.model import HandOver, Model
from tests.properties.network import BAD, GOOD, BadPort, Fate
from tests.properties.parts import NONE, Base, Mistake, Till, copy_folder, observe, tip

HUB = "hub"
SECOND = Staff("ola", "Ola", Role.MANAGER)
ROUNDS = 8
"""Syncs of each till after which everything has come everywhere, once the network is good."""

UNHURRIED = counter.Asking(timeout_s=None)


@dataclass
class World:
    """All of it. `said` is what was done so far, to be read when something is wrong.

    `online` is the share of scans at which a till has a way to the hub, which is as `bad` as it
    says. Codes of `favourites` are scanned more. `taken` is for a mistake to note what the hub has
    taken of each device.
    """

    base: Base
    folder: Path
    random: Random
    now: datetime
    hub: Ledger
    mistake: Mistake = NONE
    tills: dict[str, Till] = field(default_factory=dict)
    model: Model = field(default_factory=Model)
    said: list[str] = field(default_factory=list)
    online: float = 0.5
    favourites: tuple[str, ...] = ()
    bad: Mapping[Fate, float] = field(default_factory=lambda: BAD)
    taken: dict[str, int] = field(default_factory=dict)
    has_copy: bool = False

    @property
    def hub_copy(self) -> Path:
        """Where a copy of the hub's folder is."""
        return self.folder / "hub.copy"

    def say(self, what: str) -> None:
        """Note what is done."""
        self.said.append(f"{len(self.said):3} {self.now:%H:%M:%S} {what}")

    def time_at(self, till: Till) -> datetime:
        """Return what a till's clock says."""
        del till
        return self.now

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    def scan(self, till: Till, code: str, card: str, *, online: bool) -> Verdict | None:
        """Scan a code at a till; None where the till stopped meanwhile."""
        attempt = Attempt((code,), CASHIER, card)
        verdict = None
        with self._running(till):
            port = self._port(till, self.bad) if online else None
            now = self.time_at(till)
            verdict = counter.redeem(till.ledger, port, attempt, now, asking=UNHURRIED)
            self._observe()
            assert not verdict.accepted or verdict.redemption_id in self.model.handed
        return verdict

    def undo(self, till: Till, handed: HandOver) -> None:
        """Take goods back at the till that handed them over."""
        with suppress(UserError):
            reverse(till.ledger, handed.id, "came back", SUPERVISOR, self.time_at(till))

    def scan_at_hub(self, code: str, card: str) -> Verdict:
        """Redeem a code at the hub, as an app does."""
        return redeem(self.hub, Attempt((code,), CASHIER, card), self.now)

    def sync(self, till: Till, shares: Mapping[Fate, float] | None = None) -> None:
        """Let a till synchronise as far as the network lets it."""
        with self._running(till), suppress(UserError):
            port = self._port(till, self.bad if shares is None else shares)
            sync_once(till.ledger, port, self.time_at(till))

    def deliver(self, till: Till) -> None:
        """Let one of the messages that were late reach the hub now; nobody hears the answer."""
        if till.mail.late:
            ask = till.mail.late.pop(self.random.randrange(len(till.mail.late)))
            with suppress(UserError):
                ask(self.mistake.port(self, till.way))

    def deliver_page(self, till: Till) -> None:
        """Let a till take in a page of the feed that got stuck on the way."""
        if till.mail.pages:
            page = till.mail.pages.pop(self.random.randrange(len(till.mail.pages)))
            with suppress(UserError):
                take_changes(till.ledger, [self.mistake.page(till.ledger, page)], self.now)

    def push_again(self, till: Till) -> None:
        """Send entries again that the hub has; nothing may come of it."""
        from counterfoil.ledger.outbox.sending import uploads

        first = self.random.randrange(1 + len(self.said))
        sent = tuple(uploads(till.ledger, first, 5))
        with suppress(UserError):
            self.mistake.port(self, till.way).push(sent)

    def restart(self, till: Till) -> None:
        """Stop a till's program and start it."""
        till.stop()
        till.ledger = open_ledger(till.folder, self.now)
        till.stopped = False
        till.way = LoopPort(self.hub, lambda: self.now)
        void_open_intents(till.ledger, self.now)

    def copy_till(self, till: Till) -> None:
        """Make a copy of a till's disk."""
        till.stop()
        copy_folder(till.folder, till.copy)
        self.restart(till)
        till.copied_at = tip(till.ledger)

    def put_till_back(self, till: Till) -> None:
        """Put the copy of a till's disk back; the till does not know."""
        before = tip(till.ledger)
        if till.copied_at is None:
            return
        till.stop()
        copy_folder(till.copy, till.folder)
        self.restart(till)
        if before > till.copied_at:
            self.model.forget(till.ledger.device.id)
            self._lose()

    def copy_hub(self) -> None:
        """Make a backup of the hub."""
        self.hub.close()
        copy_folder(self.folder / HUB, self.hub_copy)
        self.has_copy = True
        self._open_hub()

    def put_hub_back(self) -> None:
        """Restore the hub from its backup, and say so to it, as one is told to."""
        if not self.has_copy:
            return
        self.later(60)
        self.hub.close()
        copy_folder(self.hub_copy, self.folder / HUB)
        self._open_hub()
        fence(self.hub, MANAGER, self.now)
        self._lose()

    def give_up(self, till: Till) -> None:
        """Have two managers write a till off: what it alone could guarantee is waived."""
        device = till.ledger.device.id
        self._observe()
        mine = [each for each in grants_of(self.hub) if each.device == device and each.is_open]
        with suppress(UserError):
            write_off_device(self.hub, device, "It is gone.", MANAGER, SECOND, self.now)
            self.model.given_up.add(device)
            self.model.waived |= {each.campaign_id for each in mine}
            there = self._at_hub()
            for handed in self.model.handed.values():
                handed.late |= handed.till == till.name and handed.id not in there

    def is_frozen(self, till: Till) -> bool:
        """Say whether the hub does not trust a till any more."""
        known = {each.id: each.state for each in list_devices(self.hub)}
        return known[till.ledger.device.id] is DeviceState.FROZEN

    def close(self) -> None:
        """Close every ledger."""
        self.hub.close()
        for till in self.tills.values():
            till.stop()

    def check(self, invariants: tuple[Invariant, ...] = ALWAYS) -> None:
        """Fail where something does not hold."""
        found = flaws(self.seen(), invariants)
        assert not found, "\n".join([*found, *self.said])

    def heal(self) -> None:
        """Give everybody a good network until nothing is left to say, and check what came of it.

        A till that is frozen by then is written off: a hub that was restored waits for it.
        """
        self.calm()
        self.check(AT_THE_END)

    def calm(self) -> None:
        """Do what `heal` does, and check nothing."""
        self._settle()
        for till in self.tills.values():
            if self.is_frozen(till):
                self.say(f"{till.name} is given up")
                self.give_up(till)
        self._settle()

    def _settle(self) -> None:
        for _ in range(ROUNDS):
            if not [till for till in self.tills.values() if self._is_busy(till)]:
                break

    def _is_busy(self, till: Till) -> bool:
        """Synchronise a till on a good network; say whether it had anything to say or to hear."""
        try:
            done = sync_once(till.ledger, self._port(till, GOOD), self.time_at(till))
        except UserError:
            return True
        return bool(done.pushed or done.pulled or done.rights or done.waits or done.snapshot)

    def seen(self) -> Seen:
        """Return all there is, as it is now."""
        self._observe()
        tills = {name: till.ledger for name, till in self.tills.items()}
        return Seen(self.hub, tills, self.base.campaigns, self.model)

    def _observe(self) -> None:
        """Learn from the ledgers what was handed over; what is written there was seen."""
        for name, ledger in ((HUB, self.hub), *((t.name, t.ledger) for t in self.tills.values())):
            observe(self.model, name, ledger)

    def _lose(self) -> None:
        """Note which hand-overs neither their till nor the hub knows of any more."""
        there = self._at_hub()
        ledgers = {HUB: self.hub} | {each.name: each.ledger for each in self.tills.values()}
        own = {
            name: {row["id"] for row in rows(ledger, select(redemptions.c.id))}
            for name, ledger in ledgers.items()
        }
        for each in self.model.handed.values():
            each.lost |= each.id not in own[each.till] | there

    def _at_hub(self) -> set[str]:
        """Return the hand-overs that the hub knows of."""
        known = (rows(self.hub, select(table.c.id)) for table in (redemptions, conflicts))
        return {row["id"] for found in known for row in found}

    def _open_hub(self) -> None:
        self.hub = open_ledger(self.folder / HUB, self.now)
        for till in self.tills.values():
            till.way.hub = self.hub

    def _port(self, till: Till, shares: Mapping[Fate, float]) -> Port:
        return BadPort(self.mistake.port(self, till.way), self.random, shares, till.mail, till.stop)

    @contextmanager
    def _running(self, till: Till) -> Iterator[None]:
        try:
            yield
        except BaseException:
            # Of a machine that stopped, whatever its program still tried failed.
            if not till.stopped:
                raise
            self.say(f"{till.name} stopped")
            self.restart(till)
