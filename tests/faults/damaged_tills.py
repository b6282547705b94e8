"""Tills whose files are damaged at random, and what came of opening, using and salvaging them.

What should be found is told from the files themselves, byte by byte, by no code of the program's:
an entry stands where its signature does, and where that page is as it was, it must be found.
"""

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.entry import Kind, SignedEntry
from counterfoil.domain.errors import UserError
from counterfoil.ledger.backup import backup
from counterfoil.ledger.checkup import checkup
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.salvage.carve import Carved, carve
from counterfoil.ledger.salvage.remains import survey
from counterfoil.ledger.salvage.restoring import go_back
from counterfoil.ledger.salvage.since import void_since
from counterfoil.sync.salvage import salvage
from tests.domain.build import NOW
from tests.faults.deeds import Harm as Found
from tests.faults.harm import FRAME, HARMS, LOG_HEADER, PAGE, copied
from tests.helpers.loop_port import LoopPort
from tests.ledger.shop import MANAGER, Shop, fill
from tests.sync.brand import Brand, Clock

LATER: Final = NOW + timedelta(days=1)
USED, MORE, SPARE = 30, 20, 6
"""Codes redeemed before the log was copied home, after that, and never."""


@dataclass(frozen=True)
class Base:
    """Folders of a till as it lies on the disk, what it signed, and its codes as printed.

    `brand` is the folder of the hub that it had joined and `heard` how many entries that has; None
    for a till that stands alone.
    """

    open: Path
    shut: Path
    device: str
    every: tuple[SignedEntry, ...]
    used: tuple[str, ...]
    spare: tuple[str, ...]
    hub: Path | None = None
    heard: int = 0


@dataclass
class Count:
    """What is found of entries that stand undamaged, and codes that a lost end of a log frees."""

    whole: int = 0
    found: int = 0
    freed: int = 0


def alone(folder: Path) -> Base:
    """Make a till that stands alone, with a backup made after half of its redemptions."""
    place = folder / "alone"
    with open_ledger(place, NOW) as ledger:
        fill(ledger)
        shop = Shop(ledger)
        _, texts = shop.campaign(USED + MORE + SPARE)
        for number, text in enumerate(texts[:USED]):
            shop.redeem(text, NOW + timedelta(seconds=number))
        backup(ledger, NOW + timedelta(hours=1))
    with open_ledger(place, NOW) as ledger:
        shop = Shop(ledger)
        for number, text in enumerate(texts[USED : USED + MORE]):
            shop.redeem(text, NOW + timedelta(hours=2, seconds=number))
        shop.redeem("NOBODYKNOWS", NOW + timedelta(hours=3))
        every, device = tuple(entries(ledger)), ledger.device.id
        copied(place, folder / "alone-open")
    copied(place, folder / "alone-shut")
    used, spare = tuple(texts[: USED + MORE]), tuple(texts[USED + MORE :])
    return Base(folder / "alone-open", folder / "alone-shut", device, every, used, spare)


def joined(folder: Path) -> Base:
    """Make a till that has joined a hub, and has a few redemptions that the hub never heard of."""
    with ExitStack() as opened:
        hub = open_ledger(folder / "hub-made", NOW)
        opened.callback(hub.close)
        fill(hub)
        brand = Brand(become_hub(hub, NOW), folder, opened)
        made, texts = brand.shop.campaign(USED, offline_policy=OfflinePolicy.CAPPED)
        brand.risk(made.id)
        till = brand.till("joined")
        for text in texts[:3]:
            till.redeem(text, offline=True)
        till.sync()
        heard = len(tuple(entries(till.ledger)))
        for text in texts[3:9]:
            till.redeem(text, offline=True)
            till.redeem("NOBODYKNOWS", offline=True)
        every, device = tuple(entries(till.ledger)), till.ledger.device.id
        copied(folder / "joined", folder / "joined-open")
    copied(folder / "joined", folder / "joined-shut")
    copied(folder / "hub-made", folder / "hub")
    return Base(folder / "joined-open", folder / "joined-shut", device, every, tuple(texts[:9]),
                tuple(texts[9:12]), folder / "hub", heard)  # fmt: skip


Carver = Callable[[Path], Carved]


def forgetful(path: Path) -> Carved:
    """Find the entries, and forget one of each device: a mistake, to be found out."""
    carved = carve(path)
    chains = {
        device: replace(chain, entries={n: each for n, each in chain.entries.items() if n != 9})
        for device, chain in carved.chains.items()
    }
    return replace(carved, chains=chains)


def damage(
    base: Base,
    place: Path,
    harm: str,
    seed: int,
    found: Found,
    count: Count,
    carver: Carver = carve,
) -> None:
    """Damage a copy of a till, and note what came of it."""
    random = Random(seed)
    source = base.open if random.random() < 0.5 or harm.startswith("log") else base.shut
    database = copied(source, place)
    found.tries += 1
    HARMS[harm](database, random)
    what = f"{harm}, seed {seed}"
    raw = copied(place, place.with_name(f"{place.name}-raw"))
    carved = carver(raw)
    _compare(base, source / "ledger.db", raw, carved, what, found, count)
    _use(base, place, what, found, count, is_log=harm.startswith("log"))
    _go_on(base, raw.parent, carved, what, found)


def _compare(
    base: Base, before: Path, after: Path, carved: Carved, what: str, found: Found, count: Count
) -> None:
    """Compare what was found with what was signed, and with what stands undamaged."""
    kept = {each.entry.n: each for each in carved.entries(base.device)}
    wrong = [n for n, each in kept.items() if each != base.every[n - 1]]
    found.crashes += [f"{what}: entry {n} is not as it was signed" for n in wrong]
    whole = standing(base, before, after)
    count.whole += len(whole)
    count.found += len(whole & set(kept))
    found.losses += [f"{what}: entry {n} stands whole and was not found" for n in whole - set(kept)]
    chain = carved.chains.get(base.device)
    told = set() if chain is None else {n for a, b in chain.gaps for n in range(a, b + 1)}
    last = 0 if chain is None else chain.last
    if told | set(kept) != {*range(1, last + 1)}:
        found.crashes.append(f"{what}: the gaps told are not what lacks")


def standing(base: Base, before: Path, after: Path) -> set[int]:
    """Return the numbers of entries of which a page stands as it was, by its bytes alone."""
    there = set[int]()
    for old, new, length, skip in (
        (before, after, PAGE, 0),
        (log_of(before), log_of(after), FRAME, LOG_HEADER),
    ):
        if not old.exists() or not new.exists():
            continue
        was, now = old.read_bytes(), new.read_bytes()
        for start in range(skip, len(was), length):
            part = was[start : start + length]
            if now[start : start + length] != part:
                continue
            there |= {each.entry.n for each in base.every if each.signature in part}
    return {n for n in there if len(str(base.every[n - 1].entry.body)) < PAGE // 8}


def log_of(database: Path) -> Path:
    """Return where a database's log is."""
    return database.with_name(database.name + "-wal")


def _use(base: Base, place: Path, what: str, found: Found, count: Count, *, is_log: bool) -> None:
    """Open the till and do what a day brings; no code may be accepted that was before."""
    try:
        ledger = open_ledger(place, LATER)
    except UserError:
        return
    except Exception as error:  # noqa: BLE001 - what is not foreseen is counted
        found.crashes.append(f"{what}: opening: {error!r}")
        return
    with ledger:
        again = [text for text in base.used if _is_accepted(ledger, text, what, found)]
        if is_log:
            # What was told last may be gone with the end of its log.
            count.freed = max(count.freed, len(again))
        else:
            found.doubles += [f"{what}: {text} was accepted again" for text in again]
        if _is_accepted(ledger, "SUMWRONGONE", what, found):
            found.crashes.append(f"{what}: a code that nobody made was accepted")
        for text in base.spare:
            _is_accepted(ledger, text, what, found)
        _read(ledger, what, found)


def _is_accepted(ledger: Ledger, text: str, what: str, found: Found) -> bool:
    try:
        return Shop(ledger).redeem(text, LATER).accepted
    except UserError:
        return False
    except Exception as error:  # noqa: BLE001 - what is not foreseen is counted
        found.crashes.append(f"{what}: redeeming: {error!r}")
        return False


def _read(ledger: Ledger, what: str, found: Found) -> None:
    for read in (
        lambda: list(entries(ledger)),
        lambda: list(checkup(ledger, LATER)),
        lambda: list_codes(ledger, "c1"),
    ):
        try:
            read()
        except UserError:
            continue
        except Exception as error:  # noqa: BLE001 - what is not foreseen is counted
            found.crashes.append(f"{what}: reading: {error!r}")


def _go_on(base: Base, folder: Path, carved: Carved, what: str, found: Found) -> None:
    """Let the till go on: from its backup where it stands alone, else by its hub."""
    try:
        if base.hub is None:
            _restore(base, folder, carved, what, found)
        else:
            _hand_over(base, folder, carved, what, found)
    except UserError as error:
        found.crashes.append(f"{what}: going on: {error}")
    except Exception as error:  # noqa: BLE001 - what is not foreseen is counted
        found.crashes.append(f"{what}: going on: {error!r}")


def _restore(base: Base, folder: Path, carved: Carved, what: str, found: Found) -> None:
    """Codes accepted since the backup are void afterwards, but for those whose entry is lost."""
    known = {each.entry.n for each in carved.entries(base.device)}
    remains = survey(folder)
    done = go_back(remains, remains.backups[-1].path, LATER)
    lost = sum(each.entry.kind == Kind.REDEEM and each.entry.n not in known for each in base.every)
    with open_ledger(folder, LATER) as ledger:
        void_since(ledger, done.uses, MANAGER, LATER)
        again = sum(_is_accepted(ledger, text, what, found) for text in base.used)
    if again > lost:
        found.doubles.append(f"{what}: {again} codes accepted again, {lost} entries lost")


def _hand_over(base: Base, folder: Path, carved: Carved, what: str, found: Found) -> None:
    """Afterwards the hub has each entry that was found, and each code of theirs is used."""
    assert base.hub is not None
    remains = survey(folder)
    place = copied(base.hub, folder.with_name(f"{folder.name}-hub")).parent
    kept = {each.entry.n: each for each in carved.entries(base.device)}
    with open_ledger(place, LATER) as hub:
        if remains.key is not None and kept:
            salvage(LoopPort(hub, Clock()), kept.values(), remains.key, LATER)
        there = {each.entry.n: each for each in entries(hub, base.device)}
        missing = sorted(n for n in kept if there.get(n) != kept[n])
        found.losses += [f"{what}: the hub has not entry {n} as it was found" for n in missing]
        if any(each != base.every[n - 1] for n, each in there.items()):
            found.crashes.append(f"{what}: the hub has what was never signed")
        again = [text for text in base.used if _is_accepted(hub, text, what, found)]
        heard = {*range(1, base.heard + 1), *kept}
        lost = sum(each.entry.kind == Kind.REDEEM and each.entry.n not in heard
                   for each in base.every)  # fmt: skip
    if len(again) > lost:
        found.doubles.append(f"{what}: {again} were accepted at the hub, {lost} entries lost")
    with suppress(OSError):
        shutil.rmtree(place)
