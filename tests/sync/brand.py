"""A hub, and devices that have joined it, in one process."""

# ruff: noqa: ANN401 - what a test wants different is checked by the dataclass it goes into

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.rights import Allowance, Amount, GrantKind, Wish
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.allowances import set_allowance
from counterfoil.ledger.rights.managing import give
from counterfoil.ledger.tables.codes import codes as code_table
from counterfoil.ledger.verdict import Attempt, Verdict
from counterfoil.sync import counter
from counterfoil.sync.exchange import Synced, sync_once
from counterfoil.sync.join import join
from tests.domain.build import NOW
from tests.helpers.loop_port import LoopPort
from tests.ledger.shop import ANNA, CASHIER, MANAGER, Shop, assert_well

URL = "https://hub.example"
PATIENT = counter.Asking(timeout_s=None)


class Clock:
    """Time, the same for all, which a test moves on."""

    def __init__(self) -> None:
        self.now = NOW + timedelta(minutes=1)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


@dataclass
class Till:
    """A device that has joined, and its way to the hub."""

    ledger: Ledger
    port: LoopPort
    clock: Clock

    def close(self) -> None:
        """Close its ledger, which may be another one than it joined with."""
        self.ledger.close()

    def sync(self) -> Synced:
        """Exchange everything."""
        return sync_once(self.ledger, self.port, self.clock())

    def redeem(self, code: str, *, offline: bool = False, **over: Any) -> Verdict:
        """Redeem a code for Anna by the cashier, the hub first unless `offline`."""
        attempt = replace(Attempt((code,), CASHIER, ANNA), **over)
        port = None if offline else self.port
        return counter.redeem(self.ledger, port, attempt, self.clock(), asking=PATIENT)

    def check(self, code: str, *, offline: bool = False, **over: Any) -> counter.Checked:
        """Say what would come of a code."""
        attempt = replace(Attempt((code,), CASHIER, ANNA), **over)
        return counter.check(self.ledger, None if offline else self.port, attempt, self.clock())


@dataclass
class Brand:
    """The hub's ledger, and a place for those of its devices."""

    hub: Ledger
    folder: Path
    opened: ExitStack
    clock: Clock = field(default_factory=Clock)
    devices: list[Till] = field(default_factory=list)

    @property
    def shop(self) -> Shop:
        """The hub's things, and short ways to do what tests do over and over."""
        return Shop(self.hub)

    def device(self, name: str = "till", kind: DeviceKind = DeviceKind.TILL) -> Till:
        """Join with a new device, which knows nothing yet."""
        token = invite(self.hub, self.hub.store.code, name, kind, MANAGER, self.clock())
        made = open_ledger(self.folder / name, self.clock())
        port = LoopPort(self.hub, self.clock)
        till = Till(join(made, port, URL, token, "", self.clock()), port, self.clock)
        self.opened.callback(till.close)
        self.devices.append(till)
        return till

    def join_again(self, till: Till) -> None:
        """Join with a device that was restored from a backup."""
        token = invite(self.hub, self.hub.store.code, "", DeviceKind.TILL, MANAGER, self.clock())
        till.ledger = join(till.ledger, till.port, URL, token, "", self.clock())

    def risk(self, campaign_id: str) -> None:
        """Let each till take a risk with a campaign's codes."""
        amount = Amount(Decimal(1000), Decimal(1000), 10)
        allowance = Allowance(campaign_id, risk=amount, hours=24)
        set_allowance(self.hub, allowance, MANAGER, self.clock())

    def restart(self, till: Till) -> None:
        """Stop a device's program, wherever it is, and start it again."""
        folder = till.ledger.folder
        assert folder is not None
        till.ledger.close()
        till.ledger = open_ledger(folder, self.clock())
        till.port.device = None

    def till(self, name: str = "till") -> Till:
        """Join with a new till, which has fetched what the hub knows."""
        made = self.device(name)
        made.sync()
        return made

    def assert_well(self) -> None:
        """Fail where the hub does not agree with itself, or one of its devices with itself."""
        assert_well(self.hub)
        for each in self.devices:
            assert_well(each.ledger)


def kinds(till: Till) -> list[str]:
    """Return the kinds of a till's entries since it joined."""
    every = [each.entry.kind for each in entries(till.ledger)]
    return every[every.index(Kind.JOINED) + 1 :]


def hold(brand: Brand, till: Till, campaign_id: str, first: int, last: int) -> None:
    """Give a till codes to hold, and let it accept them."""
    wish = Wish(till.ledger.device.id, campaign_id, GrantKind.CODES, ranges=((first, last),))
    give(brand.hub, wish, MANAGER, brand.clock())
    till.sync()


def code_ids(brand: Brand) -> list[int]:
    """Return the ids of every code, in order."""
    return sorted(row["id"] for row in brand.shop.rows(code_table))
