"""Hubs as processes of their own: two on one database, and stopping without dropping anybody."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import select

from counterfoil.domain.campaign import Activity
from counterfoil.hub.login.token import issue
from counterfoil.hub.wiring import clock
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.token_key import token_key
from tests.hub.process import Process, hub_process
from tests.hub.served import PINS, STORE, Client
from tests.ledger.shop import ANNA, CASHIER, Shop, assert_well

CLIENTS = 50
ALWAYS = Activity(datetime(2020, 1, 1, tzinfo=UTC), None)
A_DAY = timedelta(days=1)

# Programs of their own, and clients by the dozen: they want the machine to themselves.
pytestmark = pytest.mark.slow


@pytest.fixture
def till(postgres_ledger: Ledger) -> Shop:
    """The shop on PostgreSQL, looked at from the test."""
    return Shop(postgres_ledger)


@pytest.fixture
def pair(till: Shop, filled_database: str, tmp_path: Path) -> Iterator[tuple[Process, Process]]:
    """Two hubs on the shop's database."""
    assert till.ledger.database.dialect == "postgresql"
    with (
        hub_process(tmp_path / "one", "--database", filled_database) as one,
        hub_process(tmp_path / "two", "--database", filled_database) as two,
    ):
        yield one, two


def client(stack: ExitStack, hub: Process, ledger: Ledger) -> Client:
    """Return a cashier's client with a connection of its own."""
    http = stack.enter_context(httpx2.Client(base_url=hub.address, timeout=60))
    key = token_key(ledger)
    return Client(http, key, STORE, issue(key, CASHIER.id, clock(), A_DAY))


def race(till: Shop, hubs: tuple[Process, ...], times: int) -> None:
    """Let 50 clients, half of them at each hub, bring one code; so many times."""
    _, codes = till.campaign(quantity=times, activity=ALWAYS)
    with ExitStack() as stack:
        clients = [client(stack, hubs[n % len(hubs)], till.ledger) for n in range(CLIENTS)]
        pool = stack.enter_context(ThreadPoolExecutor(CLIENTS))
        together = threading.Barrier(CLIENTS)

        def bring(one: Client, code: str) -> tuple[int, str]:
            body = {
                "type": "promo_redeemed",
                "customerData": {"loyaltyCardNumber": ANNA},
                "body": {"promo_code": code},
            }
            together.wait()
            got = one.post("customEvent", {"event": body})
            return got.status_code, got.json().get("reason", "")

        for code in codes:
            got = Counter(pool.map(bring, clients, [code] * CLIENTS))
            assert got == {(200, ""): 1, (422, "code_refused"): CLIENTS - 1}
    assert till.count(redemptions) == times
    assert_well(till.ledger)


def test_of_fifty_clients_at_two_hubs_one_has_the_code(
    till: Shop, pair: tuple[Process, Process]
) -> None:
    race(till, pair, 3)
    with ExitStack() as stack:
        one, two = (client(stack, hub, till.ledger) for hub in pair)
        two.token = one.log_in(CASHIER.id, PINS[CASHIER.id]).token
        assert two.get("customEvent").json()["total"]["all"] == 3
        assert [each.get("/ready").json() for each in (one, two)] == [{"status": "ready"}] * 2


@pytest.mark.timeout(1800)
def test_of_fifty_clients_one_has_the_code_a_thousand_times(
    till: Shop, pair: tuple[Process, Process]
) -> None:
    race(till, pair, 1000)
    assert len({row["till"] for row in till.rows(redemptions)}) == 2


def test_told_to_stop_it_answers_first(till: Shop, filled_database: str, tmp_path: Path) -> None:
    _, (code, *_) = till.campaign(activity=ALWAYS)
    body = {
        "type": "promo_redeemed",
        "customerData": {"loyaltyCardNumber": ANNA},
        "body": {"promo_code": code},
    }
    with (
        hub_process(tmp_path / "hub", "--database", filled_database) as hub,
        ExitStack() as stack,
        ThreadPoolExecutor(1) as pool,
    ):
        cashier = client(stack, hub, till.ledger)
        cashier.ok("GET", "customEvent")
        with till.ledger.write() as conn:
            # Whoever redeems now waits for this campaign.
            conn.execute(select(campaigns.c.id).with_for_update())
            answer = pool.submit(cashier.post, "customEvent", {"event": body})
            until_waiting(till.ledger)
            hub.terminate()
            until_deaf(hub.address)
            assert not answer.done()
        assert answer.result().status_code == 200
        assert hub.ended() == 0
    assert till.count(redemptions) == 1
    requests = [line for line in hub.logged() if line["event"] == "request"]
    # Whether it still lets anybody in was asked, too.
    assert [each["status"] for each in requests if each["route"] != "/health"] == [200, 200]
    text = hub.log.read_text("utf-8")
    assert all(secret not in text for secret in (code, ANNA, "Anna", "Nowak", "promo_code"))


def until_waiting(ledger: Ledger) -> None:
    """Wait until some transaction waits for a lock."""
    tick = threading.Event()
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    for _ in range(1000):
        with ledger.read() as conn:
            if conn.exec_driver_sql(query).scalar():
                return
        tick.wait(0.01)
    raise AssertionError("nobody waits")


def until_deaf(address: str) -> None:
    """Wait until nobody is let in any more."""
    tick = threading.Event()
    for _ in range(1000):
        try:
            httpx2.get(f"{address}/health", timeout=1)
        except httpx2.TransportError:
            return
        tick.wait(0.01)
    raise AssertionError("it still takes requests")
