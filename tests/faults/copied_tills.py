"""Tills whose folders were copied and used both, or put back to an old copy; what came of it."""

from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import func, select

from counterfoil.domain.errors import UserError
from counterfoil.domain.exchange import DeviceKind, DeviceState
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.devices import list_devices, write_off_device
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.exposure import Stake, exposure
from counterfoil.ledger.salvage.remains import survey
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import entry_verdicts, quarantine
from counterfoil.ledger.verdict import Attempt
from counterfoil.sync import counter
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.salvage import join_anew, salvage
from tests.faults.deeds import Harm
from tests.helpers.loop_port import LoopPort
from tests.ledger.shop import ANNA, CASHIER, MANAGER
from tests.properties.invariants import rows
from tests.properties.parts import Base, copy_folder
from tests.properties.world import HUB, SECOND, UNHURRIED

TILL: Final = "north"
STEPS: Final = (8, 30)
URL: Final = "https://hub.example"


@dataclass
class Twin:
    """One of the folders that are the same till, open, and its way to the hub."""

    ledger: Ledger
    port: LoopPort

    @property
    def folder(self) -> Path:
        """Where it is."""
        assert self.ledger.folder is not None
        return self.ledger.folder


@dataclass
class Brand:
    """The hub, the twins, what was handed over (redemption, code, units), and what was at stake."""

    base: Base
    folder: Path
    random: Random
    now: datetime
    hub: Ledger
    what: str
    found: Harm
    twins: list[Twin] = field(default_factory=list)
    handed: dict[str, tuple[int, Decimal]] = field(default_factory=dict)
    stake: Stake = field(default_factory=Stake)

    @property
    def device(self) -> str:
        """The id that the twins have in common."""
        return self.twins[0].ledger.device.id

    def is_frozen(self) -> bool:
        """Say whether the hub found out."""
        known = {each.id: each.state for each in list_devices(self.hub)}
        return known[self.device] is DeviceState.FROZEN


def history(
    base: Base, folder: Path, seed: int, found: Harm, *, back: bool = False, forged: bool = False
) -> Decimal:
    """Live through one history; return the share of what was at stake that was handed over twice.

    Copies are used side by side, or the till is put `back` to an old copy and the disk it had is
    gone. Where it is `forged`, all but one copy never speak with the hub at the end: a mistake.
    """
    random = Random(seed)
    found.tries += 1
    with ExitStack() as opened:
        copy_folder(base.folder / HUB, folder / HUB)
        copy_folder(base.folder / TILL, folder / "twin0")
        now = base.now + timedelta(minutes=1)
        hub = opened.enter_context(open_ledger(folder / HUB, now))
        brand = Brand(base, folder, random, now, hub, f"seed {seed}", found)
        _open(brand, opened, folder / "twin0")
        _live(brand, random.randrange(6))
        copies = 1 if back else random.choice((1, 1, 2))
        _copy(brand, opened, copies)
        if back:
            old = brand.twins.pop()
            _live(brand, random.randint(*STEPS))
            brand.twins = [old]
        _live(brand, random.randint(*STEPS))
        for twin in random.sample(brand.twins, 1 if forged else len(brand.twins)):
            _sync(brand, twin)
            _sync(brand, twin)
        _reckon(brand)
        share = _duplicates(brand) / max(Decimal(1), copies * _worth(brand.stake))
        _begin_anew(brand, opened)
    return share


def _open(brand: Brand, opened: ExitStack, place: Path) -> None:
    ledger = open_ledger(place, brand.now)
    twin = Twin(ledger, LoopPort(brand.hub, lambda: brand.now))
    brand.twins.append(twin)
    opened.callback(lambda: twin.ledger.close())  # noqa: PLW0108 - it changes


def _copy(brand: Brand, opened: ExitStack, copies: int) -> None:
    """Copy the till's folder while it is shut, as a disk is, or as an old backup will be."""
    first = brand.twins[0]
    place = first.folder
    brand.stake = exposure(brand.hub).of_device(brand.device)
    first.ledger.close()
    for number in range(1, copies + 1):
        copy_folder(place, brand.folder / f"twin{number}")
        _open(brand, opened, brand.folder / f"twin{number}")
    first.ledger = open_ledger(place, brand.now)
    first.port.device = None


def _live(brand: Brand, steps: int) -> None:
    for _ in range(steps):
        brand.now += timedelta(seconds=20)
        twin = brand.random.choice(brand.twins)
        chance = brand.random.random()
        if chance < 0.2:
            _sync(brand, twin)
        else:
            _redeem(brand, twin, online=chance < 0.3)


def _redeem(brand: Brand, twin: Twin, *, online: bool) -> None:
    campaign = brand.random.choice([*brand.base.codes])
    code = brand.random.choice(brand.base.codes[campaign])
    attempt = Attempt((code,), CASHIER, ANNA)
    port = twin.port if online else None
    with suppress(UserError):
        said = counter.redeem(twin.ledger, port, attempt, brand.now, asking=UNHURRIED)
        if said.accepted and said.redemption_id is not None:
            _hand_over(brand, twin, said.redemption_id)


def _hand_over(brand: Brand, twin: Twin, redemption: str) -> None:
    """Note goods that were handed over, each twin's for itself: two may call theirs the same."""
    query = select(redemptions.c.code_id, redemptions.c.units)
    made = rows(twin.ledger, query.where(redemptions.c.id == redemption))
    if made:
        name = f"{twin.folder.name} {redemption}"
        brand.handed[name] = (made[0]["code_id"], from_hundredths(made[0]["units"]))


def _sync(brand: Brand, twin: Twin) -> None:
    """Synchronise; where the hub has had what this one never wrote, it must find out right then."""
    was_frozen, differs = brand.is_frozen(), _differs(brand, twin)
    with suppress(UserError):
        sync_once(twin.ledger, twin.port, brand.now)
    if differs and not brand.is_frozen():
        brand.found.crashes.append(f"{brand.what}: {twin.folder.name} was not found out")
    if brand.is_frozen() and not was_frozen and not differs:
        brand.found.crashes.append(f"{brand.what}: {twin.folder.name} was frozen for nothing")


def _differs(brand: Brand, twin: Twin) -> bool:
    """Say whether the hub has had, or decided about, an entry that this one never wrote."""
    own, decided = (
        select(table.c.n, table.c.hash).where(table.c.device == brand.device)
        for table in (journal, entry_verdicts)
    )
    here = {row["n"]: row["hash"] for row in rows(twin.ledger, own)}
    there = [*rows(brand.hub, own), *rows(brand.hub, decided)]
    return any(here.get(row["n"]) != row["hash"] for row in there)


def _reckon(brand: Brand) -> None:
    """Everything done is at the hub; no code is claimed twice there."""
    aside = {row["raw"] for row in rows(brand.hub, select(quarantine.c.raw))}
    for twin in brand.twins:
        own = select(journal).where(journal.c.device == brand.device)
        heard = {row["hash"] for row in rows(brand.hub, own)}
        lacking = [row["n"] for row in rows(twin.ledger, own)
                   if row["hash"] not in heard and not _is_in(row["hash"], aside)]  # fmt: skip
        brand.found.losses += [
            f"{brand.what}: the hub has nothing of entry {n} of {twin.folder.name}" for n in lacking
        ]
    live = select(redemptions.c.code_id, func.count().label("claims"))
    live = live.where(redemptions.c.reversed_at.is_(None)).group_by(redemptions.c.code_id)
    brand.found.doubles += [
        f"{brand.what}: {row['claims']} claims of code {row['code_id']} are applied"
        for row in rows(brand.hub, live)
        if row["claims"] > 1
    ]


def _is_in(sealed: bytes, aside: set[str]) -> bool:
    return any(bytes(sealed).hex() in raw for raw in aside)


def _duplicates(brand: Brand) -> Decimal:
    """Return the units that were handed over for codes beyond once each."""
    seen, units = Counter[int](), Decimal(0)
    for code, worth in brand.handed.values():
        units += worth if seen[code] else 0
        seen[code] += 1
    return units


def _worth(stake: Stake) -> Decimal:
    """Return what was at stake as the manager was shown it, in units: a code is worth a hundred."""
    return stake.risk.units + 100 * stake.codes


def _begin_anew(brand: Brand, opened: ExitStack) -> None:
    """One of them hands over all it did and joins under a new id; the old one is written off."""
    if not brand.is_frozen():
        return
    twin, before = brand.twins[-1], brand.device
    twin.ledger.close()
    try:
        remains = survey(twin.folder)
        assert remains.key is not None
        salvage(LoopPort(brand.hub, lambda: brand.now), remains.entries(), remains.key, brand.now)
        write_off_device(brand.hub, before, "It was copied.", MANAGER, SECOND, brand.now)
        token = invite(brand.hub, brand.hub.store.code, "new", DeviceKind.TILL, MANAGER, brand.now)
        port = LoopPort(brand.hub, lambda: brand.now)
        join_anew(remains, port, URL, token, "", brand.now)
        ledger = opened.enter_context(open_ledger(twin.folder, brand.now))
        sync_once(ledger, port, brand.now)
    except UserError as error:
        brand.found.crashes.append(f"{brand.what}: joining anew: {error}")
        return
    if ledger.device.id == before:
        brand.found.crashes.append(f"{brand.what}: it joined under its old id")
    _refuses_used(brand, ledger, port)


def _refuses_used(brand: Brand, ledger: Ledger, port: LoopPort) -> None:
    """What the hub knows as redeemed is refused by the new till, with the hub and without."""
    live = select(redemptions.c.code_id).where(redemptions.c.reversed_at.is_(None))
    used = {row["code_id"] for row in rows(brand.hub, live)}
    texts = {code: text for name, texts in brand.base.codes.items()
             for code, text in zip(brand.base.ids[name], texts, strict=True)}  # fmt: skip
    for code in sorted(used):
        for way in (port, None):
            with suppress(UserError):
                attempt = Attempt((texts[code],), CASHIER, ANNA)
                said = counter.redeem(ledger, way, attempt, brand.now, asking=UNHURRIED)
                if said.accepted:
                    brand.found.doubles.append(f"{brand.what}: {code} was accepted anew")
