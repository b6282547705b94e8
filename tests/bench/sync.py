"""Tills and their hub on a durable PostgreSQL: pushing, asking, catching up, all at once.

What is pushed is held against pgbench's simple insert on the same server in the same run, and
against one POST to the hub for each scan. Hubs are programs of their own; tills' ledgers are on
this machine's disk.
"""

import gc
import multiprocessing
import resource
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from counterfoil.domain.exchange import DeviceKind, Upload
from counterfoil.domain.rights import GrantKind, Wish
from counterfoil.ledger.connect import FIRST_STORE, open_ledger
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.exchange.push import take
from counterfoil.ledger.feed.publish import last_number
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.sending import MOST_ENTRIES, uploads
from counterfoil.ledger.rights.managing import give
from counterfoil.ledger.staff import DEFAULT
from counterfoil.ledger.verdict import Attempt
from counterfoil.sync import counter
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.http import HttpPort
from counterfoil.sync.join import join
from counterfoil.sync.port import HubUnreachable
from tests.bench.counting_port import CountingPort
from tests.bench.report import Line, at_least, better, quantity, shown
from tests.bench.sync_devices import LightTill, enrolled
from tests.bench.sync_hub import (
    ASKED,
    HELD,
    MEMBERS,
    Hub,
    hub_on_postgres,
    joined,
    more_codes,
    now,
    tills_with_work,
)
from tests.bench.sync_reference import posted, simple_inserts
from tests.helpers.loop_port import LoopPort
from tests.hub.process import hub_process

CLIENTS: Final = 8
PATIENT: Final = counter.Asking(timeout_s=30)


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    pushed: int = 20_000
    posted: int = 1_000
    asked: int = 500
    held: int = 1_000_000
    missed: int = 10_000
    tills: int = 1_000
    each: int = 4_000


def run() -> list[Line]:
    """Measure as much as there is on a busy Saturday."""
    return measured(Sizes())


def measured(sizes: Sizes) -> list[Line]:
    """Measure so much."""
    parts: tuple[Callable[[Hub, Path, Sizes], list[Line]], ...] = (
        pushing, asking, catching_up, reconnecting, two_hubs, first_sync,
    )  # fmt: skip
    lines = []
    for part in parts:
        with TemporaryDirectory() as name, hub_on_postgres() as hub:
            lines += part(hub, Path(name), sizes)
        gc.collect()
    return lines


def pushing(hub: Hub, folder: Path, sizes: Sizes) -> list[Line]:
    """Redemptions a second that one process takes in, directly and over HTTP."""
    here = LoopPort(hub.ledger, now)
    with tills_with_work(hub, folder, [here, here], sizes.pushed) as (one, other):
        batches = [*in_batches(one)]
        began = perf_counter()
        for batch in batches:
            take(hub.ledger, one.device.id, batch, now())
        direct = sizes.pushed / (perf_counter() - began)
        with hub_process(folder / "hub", "--database", hub.url) as served:
            with HttpPort(served.address) as port:
                began = perf_counter()
                sync_once(other, port, now())
                over_http = sizes.pushed / (perf_counter() - began)
            posts = posted(hub, served.address, sizes.posted)
    inserts = simple_inserts(hub.server)
    return [
        at_least("redemptions pushed, one process", direct, 10_000, "a second"),
        better("redemptions pushed", 1 / direct, "pgbench, a simple insert", 1 / inserts, 1),
        shown("  pgbench's simple inserts, 8 clients", quantity(inserts, "a second")),
        better("redemptions pushed over HTTP", 1 / over_http, "one POST each", 1 / posts, 10),
        shown("  over HTTP, the till's part included", quantity(over_http, "a second")),
        shown("  one POST for each scan, 8 clients", quantity(posts, "a second")),
    ]


def in_batches(till: Ledger) -> list[tuple[Upload, ...]]:
    """Return what a till has to push, as it is sent."""
    batches, after = [], 0
    while batch := tuple(uploads(till, after, MOST_ENTRIES)):
        batches.append(batch)
        after = batch[-1].n
    return batches


def asking(hub: Hub, folder: Path, sizes: Sizes) -> list[Line]:
    """How long the counter waits for the hub's answer on loopback."""
    here = LoopPort(hub.ledger, now)
    _, texts = more_codes(hub.ledger, ASKED, sizes.asked)
    times = []
    with (
        joined(hub.ledger, folder / "till", here, "till") as till,
        hub_process(folder / "hub", "--database", hub.url) as served,
        HttpPort(served.address) as port,
    ):
        for number, text in enumerate(texts):
            attempt = Attempt((text,), DEFAULT, f"card{number % MEMBERS}")
            began = perf_counter()
            verdict = counter.redeem(till, port, attempt, now(), asking=PATIENT)
            times.append(perf_counter() - began)
            assert verdict.accepted
            assert verdict.final
    times.sort()
    return [
        shown("redeemed online, 50 of 100", quantity(times[len(times) // 2], "s")),
        shown("  99 of 100", quantity(times[len(times) * 99 // 100], "s")),
    ]


def catching_up(hub: Hub, folder: Path, sizes: Sizes) -> list[Line]:
    """What it takes a till to hear of a day of redemptions elsewhere."""
    here = LoopPort(hub.ledger, now)
    with (
        joined(hub.ledger, folder / "late", here, "late") as late,
        tills_with_work(hub, folder, [here], sizes.missed) as (busy,),
    ):
        sync_once(late, here, now())
        sync_once(busy, here, now())
        with (
            hub_process(folder / "hub", "--database", hub.url) as served,
            CountingPort(served.address) as port,
        ):
            began = perf_counter()
            done = sync_once(late, port, now())
            took = perf_counter() - began
    return [
        shown(f"caught up after {sizes.missed:,} redemptions", quantity(took, "s")),
        shown("  fetched", f"{port.received / 1e6:.2g} MB, {done.pulled:,} changes"),
    ]


def first_sync(hub: Hub, folder: Path, sizes: Sizes) -> list[Line]:
    """The first exchange of a till that holds very many codes, in a process of its own."""
    batch, _ = more_codes(hub.ledger, HELD, sizes.held)
    here = LoopPort(hub.ledger, now)
    ledger = joined_only(hub, folder / "till", here)
    device = ledger.device.id
    ledger.close()
    wish = Wish(device, HELD, GrantKind.CODES, ((batch.first_id, batch.last_id),))
    give(hub.ledger, wish, DEFAULT, now())
    with (
        hub_process(folder / "hub", "--database", hub.url) as served,
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart,
    ):
        took, received, before, peak = apart.submit(
            sync_first, str(folder / "till"), served.address
        ).result()
        again = apart.submit(sync_first, str(folder / "till"), served.address).result()[0]
    return [
        shown(f"first sync with {sizes.held:,} held codes", quantity(took, "s")),
        shown("  fetched", f"{received / 1e6:.1f} MB"),
        shown("  memory at most", f"{peak:.0f} MB ({peak - before:.0f} MB above the start)"),
        shown("  the next sync", quantity(again, "s")),
    ]


def joined_only(hub: Hub, folder: Path, port: LoopPort) -> Ledger:
    """Return a till that has joined and heard nothing yet."""
    token = invite(hub.ledger, FIRST_STORE.code, "till", DeviceKind.TILL, DEFAULT, now())
    return join(open_ledger(folder, now()), port, "http://hub", token, "till", now())


def sync_first(folder: str, address: str) -> tuple[float, int, float, float]:
    """Synchronise a till; return the seconds, the bytes, and the memory before and at most."""
    with open_ledger(Path(folder), now()) as till, CountingPort(address) as port:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = perf_counter()
        sync_once(till, port, now())
        took = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return took, port.received, before, peak


def reconnecting(hub: Hub, folder: Path, sizes: Sizes) -> list[Line]:
    """Very many tills that come back at the same moment, each with a few entries."""
    with hub.ledger.read() as conn:
        seq = last_number(conn)
    tills = [enrolled(hub.ledger, FIRST_STORE.code, seq, now()) for _ in range(sizes.tills)]
    for till in tills:
        for _ in range(3):
            till.sign_in(now())
    together, tries = threading.Barrier(sizes.tills), []
    with hub_process(folder / "hub", "--database", hub.url) as served:

        def come_back(till: LightTill) -> float:
            with HttpPort(served.address) as port:
                together.wait()
                began = perf_counter()
                tries.append(until_taken(till, port))
                return perf_counter() - began

        with ThreadPoolExecutor(sizes.tills) as pool:
            began = perf_counter()
            times = sorted(pool.map(come_back, tills))
            took = perf_counter() - began
    return [
        shown(f"{sizes.tills:,} tills come back at once, all through", quantity(took, "s")),
        shown("  50 of 100 within", quantity(times[len(times) // 2], "s")),
        shown("  asked to come again", f"{sum(tries):,} times"),
    ]


def until_taken(till: LightTill, port: HttpPort) -> int:
    """Greet and push until the hub has it all; return how often it asked to come again."""
    again, rest = 0, threading.Event()
    while True:
        try:
            welcome = till.greet(port, now())
            if welcome.next_n <= len(till.entries):
                pushed = port.push(till.uploads()[welcome.next_n - 1 :])
                assert pushed.next_n == len(till.entries) + 1
        except HubUnreachable as busy:
            again += 1
            rest.wait(busy.retry_after or 1)
        else:
            return again


def two_hubs(hub: Hub, folder: Path, sizes: Sizes) -> list[Line]:
    """Four tills that push at once: to one hub process, then to two."""
    here = LoopPort(hub.ledger, now)
    took: list[float] = []
    with ExitStack() as stack:
        served = [
            stack.enter_context(hub_process(folder / name, "--database", hub.url))
            for name in ("one", "two")
        ]
        work: Sequence[Any] = (served[:1], served)
        for turn, hubs in enumerate(work):
            place = folder / f"turn{turn}"
            place.mkdir()
            with tills_with_work(hub, place, [here] * 4, sizes.each) as tills:
                took.append(pushed_at_once(tills, [each.address for each in hubs]))
    one, two = (4 * sizes.each / each for each in took)
    return [
        shown("4 tills push at once, one hub process", quantity(one, "a second")),
        better("  two hub processes", 1 / two, "one", 1 / one, 1),
    ]


def pushed_at_once(tills: Sequence[Ledger], addresses: Sequence[str]) -> float:
    """Return the seconds that all tills together need, spread over the hubs."""

    def push(place: int) -> None:
        with HttpPort(addresses[place % len(addresses)]) as port:
            sync_once(tills[place], port, now())

    with ThreadPoolExecutor(len(tills)) as pool:
        began = perf_counter()
        list(pool.map(push, range(len(tills))))
        return perf_counter() - began
