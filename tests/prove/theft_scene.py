"""A brand with a till after a day of work, and its folder as a thief takes it."""

import contextlib
import io
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from counterfoil.cli.app import main
from counterfoil.desk.preferences import Preferences, write
from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.domain.exchange import DeviceKind
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.encryption import encrypt
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.codes import code_spaces, codes
from tests.domain.build import NOW, rule, store
from tests.ledger.shop import ANNA, MANAGER, PIOTR, Shop, fill
from tests.sync.brand import Brand, Till, hold

EACH: Final = 150
HELD: Final = 40
RISKED: Final = 10
POLICIES: Final = {
    "online": OfflinePolicy.ONLINE_ONLY,
    "owned": OfflinePolicy.OWNED,
    "capped": OfflinePolicy.CAPPED,
}
_BOTH: Final = (rule(effects=(GivePoints("5"), GiveReward("coffee"))),)


@dataclass(frozen=True, slots=True)
class Scene:
    """A hub with one till that worked all day; `made` are each campaign's codes by its id."""

    brand: Brand
    till: Till
    made: dict[str, list[str]]

    @property
    def folder(self) -> Path:
        """The till's data folder."""
        assert self.till.ledger.folder is not None
        return self.till.ledger.folder

    @property
    def coupons(self) -> list[str]:
        """The codes of all coupons that were issued, here or there."""
        known = [*self.brand.shop.rows(coupons), *Shop(self.till.ledger).rows(coupons)]
        return sorted({row["code"] for row in known})

    @property
    def mint_keys(self) -> list[bytes]:
        """The keys that the hub makes codes with."""
        return [row["key"] for row in self.brand.shop.rows(code_spaces)]


@contextmanager
def scene(folder: Path, random: Random, *, encrypted: bool = False) -> Iterator[Scene]:
    """Give a till after a day of work, part of which its hub has not had."""
    with ExitStack() as opened:
        hub = opened.enter_context(open_ledger(folder / "hub", NOW, store=store()))
        fill(hub)
        brand = Brand(become_hub(hub, NOW), folder, opened)
        made = {name: _campaign(brand, name) for name in POLICIES}
        till = _joined(brand, encrypted=encrypted)
        ids = _ids(brand, made["owned"])
        hold(brand, till, "owned", ids[0], ids[HELD - 1])
        brand.risk("capped")
        till.sync()
        at = Scene(brand, till, made)
        _work(at, random)
        yield at


def _campaign(brand: Brand, name: str) -> list[str]:
    code_format = CodeFormat(CharacterSet.ALPHANUM, 8, name[:3])
    over = {"id": name, "code_format": code_format, "rules": _BOTH}
    brand.shop.campaign(EACH, offline_policy=POLICIES[name], **over)
    return brand.shop.codes(name)


def _joined(brand: Brand, *, encrypted: bool) -> Till:
    till = brand.device("till", DeviceKind.TILL)
    if encrypted:
        folder = till.ledger.folder
        assert folder is not None
        encrypt(till.ledger, MANAGER, brand.clock())
        till.ledger = open_ledger(folder, brand.clock())
        till.port.device = None
    till.sync()
    return till


def _ids(brand: Brand, texts: list[str]) -> list[int]:
    wanted = set(texts)
    return sorted(row["id"] for row in brand.shop.rows(codes) if row["text"] in wanted)


def _work(at: Scene, random: Random) -> None:
    """Redeem with and without a network, refuse, sync, save settings, and leave some unsent."""
    till, made = at.till, at.made
    for turn in range(24):
        at.brand.clock.pass_by(minutes=7)
        name = random.choice(list(POLICIES))
        code = made[name][turn] if name != "owned" else made[name][turn % HELD]
        offline = name != "online" and random.random() < 0.7
        till.redeem(code, offline=offline, card=random.choice((ANNA, PIOTR)))
        if turn % 5 == 0:
            till.redeem(code, offline=True)
        if turn % 8 == 7:
            till.sync()
    backup(till.ledger, at.brand.clock())
    write(at.folder, Preferences(receipt_printer="tcp:192.0.2.10"))


def at_the_command_line(at: Scene) -> None:
    """Have the program itself open the till's ledger and look, as it writes its logs."""
    at.till.ledger.close()
    commands = [
        ["doctor"],
        ["stats", "owned"],
        ["journal", "verify"],
        ["journal", "export", "-o", str(at.folder / "journal.jsonl")],
    ]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        for words in commands:
            main([*words, "--data", str(at.folder)])
    at.till.ledger = open_ledger(at.folder, at.brand.clock())
    at.till.port.device = None


def taken(at: Scene, to: Path) -> Path:
    """Copy the folder as it lies while the till is at work, with what is only in its log."""
    at.till.redeem(at.made["owned"][HELD - 1], offline=True)
    shutil.copytree(at.folder, to)
    return to


def spent_by_a_thief(folder: Path, at: Scene) -> dict[str, list[str]]:
    """Redeem all that a stolen till redeems without its hub, by one who knows every code.

    Return the codes by campaign.
    """
    done: dict[str, list[str]] = {name: [] for name in at.made}
    at.brand.clock.pass_by(minutes=30)
    with open_ledger(folder, at.brand.clock()) as ledger:
        stolen = Till(ledger, at.till.port, at.brand.clock)
        for name, texts in at.made.items():
            for text in texts:
                at.brand.clock.pass_by(seconds=20)
                if stolen.redeem(text, offline=True).accepted:
                    done[name].append(text)
    return done
