"""Two hubs on one database serve the same tills; none of them remembers anything that counts."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from counterfoil.domain.exchange import DeviceKind, Outcome
from counterfoil.hub.wiring import clock
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.sync import entry_verdicts
from counterfoil.ledger.token_key import token_key
from counterfoil.wire import sync as wire
from tests.hub.process import hub_process
from tests.hub.served import STORE, Client
from tests.hub.sync.till import Till, till
from tests.ledger.shop import MANAGER, Shop

# Programs of their own.
pytestmark = pytest.mark.slow


@pytest.fixture
def hubs(postgres_ledger: Ledger, filled_database: str, tmp_path: Path) -> Iterator[list[Client]]:
    """Clients of two hubs, which start at once on one database."""
    key = token_key(postgres_ledger)
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        starting = [hub_process(tmp_path / name, "--database", filled_database) for name in "ab"]
        running = list(pool.map(stack.enter_context, starting))
        yield [
            Client(stack.enter_context(httpx2.Client(base_url=each.address, timeout=60)), key)
            for each in running
        ]


def at(device: Till, hub: Client) -> Till:
    """Return a till on its way to another hub, with the session it has."""
    return replace(device, client=replace(hub, token=device.client.token))


@pytest.mark.timeout(240)
def test_a_session_begun_at_one_goes_on_at_the_other(
    postgres_ledger: Ledger, hubs: list[Client]
) -> None:
    one, two = hubs
    hub = become_hub(postgres_ledger, clock())
    device = till(one)
    token = invite(hub, STORE, "", DeviceKind.TILL, MANAGER, clock())
    assert device.asks_to_join(token).status_code == 200
    again = at(device, two).asks_to_join(token)
    assert wire.read_enrolment(again.json()).device == device.id
    for _ in range(20):
        device.does()
    elsewhere = at(device, two)
    elsewhere.begins(challenge=device.challenge(), now=clock())
    here = at(elsewhere, one)
    with ThreadPoolExecutor(2) as pool:
        pushed = [
            wire.read_pushed(got.json()) for got in pool.map(Till.pushes, [here, elsewhere] * 4)
        ]
    assert all(each.verdicts == pushed[0].verdicts for each in pushed)
    assert {verdict.outcome for verdict in pushed[0].verdicts} == {Outcome.APPLIED}
    assert Shop(hub).count(entry_verdicts) == 20
