"""Keeping in step on a thread of its own."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict
from counterfoil.ledger import journal
from counterfoil.ledger.exchange.epochs import fence
from counterfoil.sync.exchange import Synced
from counterfoil.sync.runner import Runner
from counterfoil.sync.state import SyncState
from tests.helpers.loop_port import Fault, LoopPort
from tests.ledger.shop import CASHIER, MANAGER
from tests.sync.brand import Brand, Till

LONG_S = 20.0


@dataclass
class Told:
    """What a runner told, and a way to wait for more of it."""

    states: list[SyncState] = field(default_factory=list)
    done: list[Synced] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def state(self, state: SyncState) -> None:
        """Take a state."""
        with self.changed:
            self.states.append(state)
            self.changed.notify_all()

    def until(self, is_so: Callable[[SyncState], bool], more: int = 0) -> SyncState:
        """Wait for a state for which this is so, behind the first `more`."""
        with self.changed:
            there = self.changed.wait_for(
                lambda: any(map(is_so, self.states[more:])), timeout=LONG_S
            )
            assert there, self.states
            return next(each for each in self.states[more:] if is_so(each))


@contextmanager
def running(till: Till, *, every_s: float = 3600.0) -> Iterator[tuple[Runner, Told]]:
    """Run a till's runner."""
    told = Told()
    runner = Runner(
        till.ledger,
        till.port,
        till.clock,
        told.state,
        lambda: 0.0,
        every_s=every_s,
        synced=told.done.append,
    )
    runner.start()
    try:
        yield runner, told
    finally:
        runner.stop()


def is_online(state: SyncState) -> bool:
    return state.online


def is_offline(state: SyncState) -> bool:
    return not state.online


def work(till: Till, times: int = 1) -> None:
    """Do something."""
    with till.ledger.write() as conn:
        for _ in range(times):
            body = {"staff": CASHIER.id}
            journal.append(till.ledger, conn, Kind.SIGNED_IN, body, till.clock())


def test_it_begins_at_once_and_says_how_things_stand(brand: Brand) -> None:
    till = brand.device()
    with running(till) as (runner, told):
        state = told.until(is_online)
        assert runner.counter_port() is till.port
    assert (state.waiting, state.first, state.conflicts, state.error) == (0, False, 0, None)
    assert state.last_sync_at == brand.clock()
    assert told.done[0].snapshot
    assert runner.counter_port() is None


def test_what_is_done_wakes_it(brand: Brand) -> None:
    till = brand.till()
    with running(till) as (_, told):
        told.until(is_online)
        seen = len(told.states)
        work(till)
        told.until(lambda state: state.waiting == 0, seen)
        assert told.done[-1].pushed == 1
        assert len(told.done) == 2
    assert till.ledger.database.listeners == []


def test_it_asks_for_news_now_and_then(brand: Brand) -> None:
    till = brand.till()
    with running(till, every_s=0.02) as (_, told):
        told.until(is_online)
        told.until(is_online, more=3)


def test_a_hub_that_is_gone_is_found_again(brand: Brand) -> None:
    till = brand.till()
    till.port.down = True
    with running(till) as (runner, told):
        state = told.until(is_offline)
        assert state.error is not None
        assert runner.counter_port() is None
        work(till)
        till.port.down = False
        state = told.until(is_online)
        assert state.waiting == 0
        assert runner.counter_port() is till.port


def test_what_is_done_meanwhile_does_not_wake_a_hub_that_is_gone(brand: Brand) -> None:
    till = brand.till()
    till.port.down = True
    with running(till) as (runner, told):
        told.until(is_offline)
        tries = till.port.calls.count("challenge")
        for _ in range(20):
            work(till)
        assert till.port.calls.count("challenge") <= tries + 1
        seen = len(told.states)
        runner.wake()
        told.until(is_offline, seen)


def test_a_hub_that_left_the_counter_waiting_is_asked_again(brand: Brand) -> None:
    till = brand.till()
    with running(till) as (runner, told):
        told.until(is_online)
        seen = len(told.states)
        till.port.down = True
        runner.lost()
        assert runner.counter_port() is None
        told.until(is_offline, seen)
        till.port.down = False
        told.until(is_online, seen)


def test_where_the_hub_decides_nothing_the_counter_asks_nobody(brand: Brand) -> None:
    till, _other = brand.till("till"), brand.till("other")
    fence(brand.hub, MANAGER, brand.clock())
    with running(till) as (runner, told):
        state = told.until(lambda each: each.waits_for_hub)
        assert state.online
        assert runner.counter_port() is None


def test_what_the_hub_does_not_take_yet_waits_for_another_try(brand: Brand) -> None:
    till, _other = brand.till("till"), brand.till("other")
    fence(brand.hub, MANAGER, brand.clock())
    work(till, 600)
    with running(till) as (_, told):
        told.until(lambda each: each.waits_for_hub)
        work(till)
        told.until(lambda each: each.waiting == 601)
    assert len(told.done) <= 3


def test_what_the_hub_refuses_is_told_and_tried_again(brand: Brand) -> None:
    till = brand.till()

    def refuse(_call: str) -> Fault:
        raise Conflict("Update this program.")

    till.port.faults = refuse
    with running(till) as (_, told):
        state = told.until(is_offline)
        assert str(state.error) == "Update this program."
        told.until(is_offline, more=1)


@pytest.mark.logs("sync failed")
def test_a_mistake_of_ours_is_logged_and_ends_nothing(brand: Brand) -> None:
    till = brand.till()

    def fail(_call: str) -> Fault:
        raise KeyError("mistake")

    till.port.faults = fail
    with running(till) as (_, told):
        state = told.until(is_offline)
        assert "inside Counterfoil" in str(state.error)
        till.port.faults = lambda _call: Fault.NONE
        told.until(is_online)


def test_it_stops_at_once_though_the_network_is_silent(brand: Brand) -> None:
    till = brand.till()
    never = threading.Event()

    @dataclass
    class Silent(LoopPort):
        def challenge(self, device: str, timeout_s: float | None = None) -> str:
            never.wait(LONG_S)
            return super().challenge(device, timeout_s)

    till.port = Silent(brand.hub, brand.clock)
    with running(till):
        began = time.monotonic()
    assert time.monotonic() - began < LONG_S / 2
    never.set()


def test_it_waits_on_another_thread_until_it_is_told_to(brand: Brand) -> None:
    till = brand.till()
    with running(till) as (runner, told):
        told.until(is_online)
        runner.wait(lambda: True)
        stopper = threading.Timer(0.05, runner.stop)
        stopper.start()
        runner.wait(lambda: False)
        stopper.join()
