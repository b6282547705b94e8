"""A hub that is killed, restored or bereft of its database loses nothing; a faulty one shows."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select, update

from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.members import wallet_balances
from counterfoil.ledger.tables.redemptions import redemptions
from tests.faults.apart import HubServed
from tests.faults.killed_hubs import Place, in_folders, killed, memory, on_postgres, restarted
from tests.faults.reckoning import Harm
from tests.faults.restored_hubs import restored
from tests.helpers.postgres import postgres_server
from tests.properties.mistakes import MISTAKES

# Programs of their own, killed.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A place for hubs."""
    if request.param == "sqlite":
        with in_folders() as made:
            yield made
    else:
        with postgres_server(where=memory()) as server, on_postgres(server) as made:
            yield made


def test_a_hub_that_is_killed(place: Place) -> None:
    assert_none(killed(place, 5, seed=7))


def test_the_program_itself_killed() -> None:
    with in_folders() as made:
        assert_none(killed(made, 2, seed=3, kind=HubServed))


def test_postgres_stopped() -> None:
    assert_none(restarted(2, seed=5))


def test_a_hub_that_is_restored(place: Place) -> None:
    assert_none(restored(place, 5, seed=11))


def applies_again(hub: Ledger) -> None:
    """Give every member once more what the last batch gave."""
    with hub.write() as conn:
        conn.execute(update(wallet_balances).values(units=wallet_balances.c.units + 100))


def forgets_the_last(hub: Ledger) -> None:
    """Take a redemption for undone."""
    with hub.write() as conn:
        last = conn.scalar(select(func.max(redemptions.c.id)))
        conn.execute(update(redemptions).where(redemptions.c.id == last).values(reversed_at=1))


@pytest.mark.parametrize("mistake", [applies_again, forgets_the_last])
def test_a_hub_that_does_wrong_as_it_starts_shows(mistake: Callable[[Ledger], None]) -> None:
    with in_folders() as made:
        assert not killed(made, 3, seed=7, on_start=mistake).is_none


def test_a_hub_without_a_fence_shows() -> None:
    with in_folders(1) as made:
        mistake, _ = MISTAKES["no fence after a restore"]
        for seed in range(40):
            if not restored(made, 1, seed, mistake).is_none:
                return
    pytest.fail("nothing showed")


def assert_none(harm: Harm) -> None:
    assert harm.is_none, "\n".join(harm.said[:80])
