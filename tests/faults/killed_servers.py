"""Hubs killed while clients redeem over HTTP: what was answered is there, and no code goes twice.

Each is `counterfoil hub serve` in a fork of a program that has loaded all of it, on SQLite or on
PostgreSQL. Two clients bring each code, and what was not answered is brought again to the next hub.
"""

import os
import random
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2

from counterfoil.cli.app import main
from counterfoil.domain.campaign import Activity
from counterfoil.hub.login.token import issue
from counterfoil.ledger.connect import open_ledger, open_url
from counterfoil.ledger.doctor import examine
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.token_key import token_key
from tests.domain.build import store
from tests.faults import evidence
from tests.faults.deeds import Harm
from tests.faults.evidence import Evidence
from tests.hub.served import STORE
from tests.ledger.shop import ANNA, CASHIER, Shop, fill

CLIENTS = 4
IN_A_ROW = 20
EACH = 24
"""Codes that are brought to one hub."""

EARLY = 0.2
"""The share of hubs that are killed while they answer their first request, or before."""

LONGEST_S, ANSWERS_WITHIN_S = 0.3, 10.0
ALWAYS = Activity(datetime(2020, 1, 1, tzinfo=UTC), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where hubs are: in a folder, or on the database at `url`; `token` is a cashier's."""

    folder: Path
    url: str
    token: str
    codes: tuple[str, ...]

    def command(self) -> list[str]:
        """Return the words that serve it."""
        where = ["--database", self.url] if self.url else []
        return ["hub", "serve", "--port", "0", "--data", str(self.folder / "data"), *where]

    def look(self) -> Evidence:
        """Read what is there, while no hub runs."""
        if self.url:
            return evidence.of_server(self.url)
        return evidence.of_folder(self.folder / "data")

    def opened(self) -> Ledger:
        """Open the ledger."""
        if self.url:
            return open_url(self.url, _now(), store=store())
        return open_ledger(self.folder / "data", _now(), store=store())


def make_place(folder: Path, url: str = "") -> Place:
    """Make a shop with codes for hubs that are killed one after the other."""
    bare = Place(folder, url, "", ())
    with bare.opened() as ledger:
        fill(ledger)
        _, codes = Shop(ledger).campaign(quantity=IN_A_ROW * EACH, activity=ALWAYS)
        token = issue(token_key(ledger), CASHIER.id, _now(), timedelta(days=1))
    return Place(folder, url, token, tuple(codes))


def kill_servers(place: Place, tries: int, chance: random.Random) -> Harm:
    """Kill as many hubs, at most `IN_A_ROW`, at moments of their work; look each time."""
    harm, answered = Harm(), set[str]()
    left = list(place.codes)
    for _ in range(min(tries, IN_A_ROW)):
        # What nobody heard of is brought again.
        brought = [code for code in left[:EACH] if code not in answered]
        with _hub(place) as (address, pid):
            answered |= _redeemed_until_killed(place, address, pid, brought, chance)
        left = [code for code in left if code not in answered]
        harm.add(_judged(place, answered))
    with place.opened() as ledger:
        harm.crashes += [f"{each.check}: {fault}" for each in examine(ledger)
                         for fault in each.faults]  # fmt: skip
    harm.crashes += [line for line in _log(place).splitlines() if "Traceback" in line]
    return harm


def _judged(place: Place, answered: set[str]) -> Harm:
    after = place.look()
    there = set(after.redeemed.values())
    return Harm(
        1,
        [f"{code} was answered as accepted" for code in sorted(answered - there)],
        ["a code was accepted twice"] * after.doubles,
        list(after.faults),
    )


def _redeemed_until_killed(
    place: Place, address: str, pid: int, codes: Sequence[str], chance: random.Random
) -> set[str]:
    accepted: set[str] = set()
    begun, is_early = threading.Event(), chance.random() < EARLY
    killer = threading.Timer(chance.uniform(0, LONGEST_S), os.kill, (pid, signal.SIGKILL))
    with ThreadPoolExecutor(CLIENTS) as pool:
        for number in range(CLIENTS):
            some = codes[number // 2 :: CLIENTS // 2]
            pool.submit(_bring, place, address, some, accepted, begun)
        if not is_early:
            begun.wait(ANSWERS_WITHIN_S)
        killer.start()
    killer.join()
    return accepted


def _bring(
    place: Place, address: str, codes: Sequence[str], accepted: set[str], begun: threading.Event
) -> None:
    head = {"Authorization": f"Bearer {place.token}"}
    with httpx2.Client(base_url=address, timeout=10, headers=head) as http:
        for code in codes:
            event = {"type": "promo_redeemed", "customerData": {"loyaltyCardNumber": ANNA},
                     "body": {"promo_code": code}}  # fmt: skip
            try:
                got = http.post(f"/api/{STORE}/customEvent", json={"event": event})
            except httpx2.HTTPError:
                return
            begun.set()
            if got.status_code == 200:
                accepted.add(code)


@contextmanager
def _hub(place: Place) -> Iterator[tuple[str, int]]:
    """Serve in a fork; give the address and the process, which is gone afterwards."""
    reads, writes = os.pipe()
    pid = os.fork()
    if not pid:
        _serve(place, writes)
    os.close(writes)
    try:
        with os.fdopen(reads, encoding="utf-8") as said:
            line = said.readline()
            assert line.startswith("Serving on "), _log(place)
            yield line.removeprefix("Serving on ").strip(), pid
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _serve(place: Place, writes: int) -> None:
    try:
        os.dup2(writes, 1)
        log = os.open(place.folder / "hub.log", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        os.dup2(log, 2)
        for number, name in ((1, "stdout"), (2, "stderr")):
            setattr(sys, name, os.fdopen(number, "w", 1, encoding="utf-8", closefd=False))
        main(place.command())
    except BaseException:  # noqa: BLE001 - a child must not go on as its parent
        traceback.print_exc()
    finally:
        os._exit(0)


def _log(place: Place) -> str:
    log = place.folder / "hub.log"
    return log.read_text("utf-8") if log.exists() else ""


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - as the hub's clock will say
