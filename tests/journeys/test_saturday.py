"""Saturday in three shops: a hub, three tills and a network that comes and goes.

Each is a program of its own, used by its command line; the tills' ways to the hub go through
proxies that cut, drop, delay and double. In the evening the hub, the tills and the exported list of
codes agree to the unit, and what the day cost is held against the risk that was granted.
"""

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import httpx2
import pytest

from counterfoil.domain.campaign import Activity, OfflinePolicy
from counterfoil.domain.limit import Limits
from counterfoil.domain.store import Store
from counterfoil.hub.login.token import issue
from counterfoil.hub.wiring import clock
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import put_store
from counterfoil.ledger.tables.codes import STATUSES, batches, codes
from counterfoil.ledger.tables.members import wallet_balances
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import conflicts
from counterfoil.ledger.token_key import token_key
from tests.domain.build import WARSAW, limit
from tests.helpers.flaky_proxy import Fate, FlakyProxy, flaky_proxy, sometimes
from tests.house.checkout import ROOT
from tests.hub.conftest import (
    filled_database,
    postgres,
    postgres_database,
    postgres_ledger,
)
from tests.hub.process import Process, hub_process
from tests.hub.served import Client
from tests.ledger.shop import ANNA, CASHIER, MANAGER, SUPERVISOR, Shop, assert_well

__all__ = ["filled_database", "postgres", "postgres_database", "postgres_ledger"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

SHOPS = {"Warsaw": "W1", "Gdynia": "G1", "Krakow": "K1"}
ALWAYS = Activity(datetime(2020, 1, 1, tzinfo=UTC), None)
HELD, RISKED, ASKED = "held", "risked", "asked"
WEATHER = {
    Fate.REFUSE: 0.02,
    Fate.DROP: 0.03,
    Fate.LOSE: 0.06,
    Fate.CUT: 0.03,
    Fate.DOUBLE: 0.25,
    Fate.LATE: 0.05,
}
TRIES = 40


def program(*words: object, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of the program."""
    return subprocess.run(
        [sys.executable, "-m", "counterfoil", *map(str, words)],
        input=said,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


def records(done: subprocess.CompletedProcess[str], *codes: int) -> list[dict[str, Any]]:
    """Return what a command printed, which must have ended with one of these exit codes."""
    assert done.returncode in (codes or (0,)), done.stderr + done.stdout
    return [json.loads(line) for line in done.stdout.splitlines()]


@dataclass
class Hub:
    """The hub's ledger, its program, and its commands."""

    ledger: Ledger
    running: Process
    database: str
    data: Path

    def __call__(self, *words: object) -> list[dict[str, Any]]:
        """Run a `hub` command that answers in JSON where it does."""
        more = ("--database", self.database, "--data", self.data)
        done = program("hub", *words, *more)
        assert done.returncode == 0, done.stderr
        return records(done) if "--json" in words else []


@dataclass
class Till:
    """A till: its folder, its way to the hub, and what it said to each scan."""

    name: str
    folder: Path
    way: FlakyProxy
    verdicts: list[dict[str, Any]] = field(default_factory=list)

    def scan(self, *given: str) -> list[dict[str, Any]]:
        """Scan codes for Anna, one after the other."""
        lines = "".join(f'{{"code": "{code}", "member": "{ANNA}"}}\n' for code in given)
        who = ("--staff", CASHIER.id, "--data", self.folder)
        said = records(program("redeem", "-", *who, said=lines))
        assert len(said) == len(given)
        self.verdicts += said
        return said

    def sync(self) -> bool:
        """Synchronise; say whether the network let it."""
        done = program("sync", "--json", "--data", self.folder)
        assert done.returncode in {0, 3}, done.stderr
        return done.returncode == 0

    def undo(self, redemption: str) -> None:
        """Undo one of its redemptions."""
        who = ("--staff", SUPERVISOR.id, "--data", self.folder)
        done = program("reverse", redemption, "--reason", "brought back", *who)
        assert done.returncode == 0, done.stderr

    @property
    def waiting(self) -> int:
        """Entries that the hub has not taken yet, as the till knows."""
        (status,) = records(program("sync", "status", "--json", "--data", self.folder))
        return int(status["waiting"])


@pytest.fixture
def hub(postgres_ledger: Ledger, filled_database: str, tmp_path: Path) -> Iterator[Hub]:
    """A hub with a campaign of each policy, in a brand of three shops."""
    ledger = become_hub(postgres_ledger, clock())
    with ledger.write() as conn:
        for name, code in SHOPS.items():
            put_store(conn, Store(code, name, WARSAW, "PLN"))
    shop = Shop(ledger)
    shop.campaign(18, id=HELD, activity=ALWAYS, offline_policy=OfflinePolicy.OWNED)
    for _ in range(2):
        generate(ledger, HELD, 18, MANAGER, clock())
    shop.campaign(
        24,
        id=RISKED,
        activity=ALWAYS,
        offline_policy=OfflinePolicy.CAPPED,
        limits=Limits(points=limit(1600)),
        reuse_after_reversal=True,
    )
    shop.campaign(9, id=ASKED, activity=ALWAYS)
    with hub_process(tmp_path / "hub", "--database", filled_database) as running:
        yield Hub(ledger, running, filled_database, tmp_path / "office")


@pytest.fixture
def tills(hub: Hub, tmp_path: Path) -> Iterator[list[Till]]:
    """A till in each shop, which holds a batch of codes and may risk four redemptions."""
    supplies = ("--budget-units", 500, "--risk-units", 400, "--risk-count", 4, "--quota", 50)
    hub("allow", RISKED, *supplies)
    held = sorted(row["id"] for row in Shop(hub.ledger).rows(batches) if row["campaign_id"] == HELD)
    with ExitStack() as stack:
        made = []
        for (name, store), batch in zip(SHOPS.items(), held, strict=True):
            way = stack.enter_context(flaky_proxy(hub.running.address))
            (invited,) = hub("invite", "--store", store, "--name", name, "--json")
            till = Till(name, tmp_path / name, way)
            joined = program("join", way.address, invited["token"], "--data", till.folder)
            assert joined.returncode == 0, joined.stderr
            hub("hold", name, HELD, "--batch", batch)
            assert till.sync()
            made.append(till)
        yield made


def test_saturday_in_three_shops(hub: Hub, tills: list[Till]) -> None:
    shop = Shop(hub.ledger)
    held, risked, asked = (shop.codes(name) for name in (HELD, RISKED, ASKED))
    warsaw, gdynia, krakow = tills

    # In the morning everybody reaches the hub: one hand-over a code, wherever it is brought.
    assert [each["verdict"] for each in warsaw.scan(*asked[:3])] == ["accepted"] * 3
    again = gdynia.scan(asked[0], asked[3], risked[0])
    assert [each["verdict"] for each in again] == ["refused", "accepted", "accepted"]

    # At noon two shops are cut off. What a till holds is final, what it risks is provisional.
    for till in (gdynia, krakow):
        till.way.cut()
    offline = gdynia.scan(*held[18:22], held[0], *risked[1:4], asked[4])
    assert [each["verdict"] for each in offline] == ["accepted"] * 4 + ["refused"] + [
        "accepted"
    ] * 3 + ["refused"]
    assert [each["final"] for each in offline[:8]] == [True] * 5 + [False] * 3
    assert {offline[4]["reason"], offline[8]["reason"]} == {"not_held", "not_checked"}
    # The same three codes are brought to another shop that is cut off; its risk ends there.
    twice = krakow.scan(*risked[1:7], *held[36:40])
    assert Counter(each["reason"] for each in twice) == {None: 8, "risk_spent": 2}
    warsaw.scan(*risked[8:10], *held[:4])

    # In the afternoon the network is back, and bad. Nothing that it does changes what comes of it.
    for number, till in enumerate(tills):
        till.way.choose = sometimes(Random(number), WEATHER)
    for till in tills:
        till.sync()
    gdynia.scan(risked[10], held[22])
    until_through(tills)

    # What is undone where it came first is the next one's.
    undo_first(shop, tills, risked[1])
    for till in tills:
        till.way.heal()
    until_through(tills)
    check_evening(hub, tills)


def undo_first(shop: Shop, tills: list[Till], code: str) -> None:
    """Undo the redemption that has a code, at the till that made it."""
    (code_id,) = (row["id"] for row in shop.rows(codes) if row["text"] == code)
    (row,) = (row for row in shop.rows(redemptions) if row["code_id"] == code_id)
    (till,) = (till for till in tills if any(v["redemption"] == row["id"] for v in till.verdicts))
    till.undo(row["id"])


def until_through(tills: list[Till]) -> None:
    """Synchronise until each till has said and heard all there is, twice over."""
    for _ in range(2):
        for till in tills:
            tries = iter(range(TRIES))
            while not till.sync() or till.waiting:
                assert next(tries, None) is not None, f"{till.name} does not get through"


def check_evening(hub: Hub, tills: list[Till]) -> None:
    shop = Shop(hub.ledger)
    assert_well(hub.ledger)
    applied = [row for row in shop.rows(redemptions) if row["reversed_at"] is None]
    status = {row["id"]: STATUSES[row["status"]].value for row in shop.rows(codes)}
    by_text = {row["text"]: row["id"] for row in shop.rows(codes)}
    purses = balances(hub.ledger)
    for till in tills:
        with open_ledger(till.folder, clock()) as ledger:
            assert_well(ledger)
            here = {row["id"]: STATUSES[row["status"]].value for row in Shop(ledger).rows(codes)}
            assert here == {each: status[each] for each in here}
            assert balances(ledger) == purses
    exported = export(hub)
    assert {by_text[text]: said for text, said in exported.items()} == status
    used = Counter(row["code_id"] for row in applied)
    assert set(used.values()) == {1}
    assert sorted(used) == sorted(each for each, said in status.items() if said == "used")
    given = Decimal(sum(row["units"] for row in applied)) / 100
    assert given == Decimal(sum(purses.values())) / 100
    summary(hub, tills, given)


def balances(ledger: Ledger) -> dict[str, int]:
    return {row["member_id"]: row["units"] for row in Shop(ledger).rows(wallet_balances)}


def export(hub: Hub) -> dict[str, str]:
    """Return the status of each code as the exported lists say."""
    key = token_key(hub.ledger)
    found: dict[str, str] = {}
    with httpx2.Client(base_url=hub.running.address, timeout=60) as http:
        client = Client(http, key, "W1", issue(key, MANAGER.id, clock(), timedelta(hours=1)))
        for campaign in (HELD, RISKED, ASKED):
            text = client.get(f"campaign/{campaign}/codes/export").text.removeprefix("\ufeff")
            found |= {row["code"]: row["status"] for row in csv.DictReader(io.StringIO(text))}
    return found


def summary(hub: Hub, tills: list[Till], given: Decimal) -> None:
    said = [each for till in tills for each in till.verdicts if each["verdict"] == "accepted"]
    losers = Shop(hub.ledger).rows(conflicts)
    cost = Decimal(sum(row["units"] for row in losers if row["state"] == "open")) / 100
    total = hub("exposure", "--json")[-1]
    granted = Decimal(str(total["grantedUnits"]))
    assert cost <= granted
    assert len(losers) == 3
    assert Counter(row["state"] for row in losers) == {"open": 2, "promoted": 1}
    print(  # noqa: T201 - what the day shows
        f"\n{len(said)} accepted at the counters: {sum(each['final'] for each in said)} final,"
        f" {sum(not each['final'] for each in said)} provisional, of which {len(losers)} were"
        f" duplicates; {given} units stand, the duplicates cost {cost} of {granted} units of risk"
        f" granted. The network: {dict(sum((till.way.fates for till in tills), Counter()))}"
    )
