"""Whatever becomes of messages, nothing is lost and nothing counts twice; what does wrong shows."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import update

from counterfoil.domain.exchange import Pushed, Upload
from counterfoil.ledger.tables.members import wallet_balances
from tests.faults.killed_hubs import Place, in_folders
from tests.faults.networks import mixed_up, stormy, torn, weathered
from tests.faults.outage import drained
from tests.faults.poison import poisoned
from tests.faults.reckoning import Harm
from tests.faults.replays import replayed, stolen_invitation
from tests.properties.mistakes import MISTAKES
from tests.properties.network import Relay
from tests.properties.parts import Mistake
from tests.properties.world import World

# Very many messages, over HTTP too.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """A place for hubs with many codes."""
    with in_folders() as made:
        yield made


@pytest.fixture(scope="module")
def small() -> Iterator[Place]:
    """A place for hubs where tills want the same codes."""
    with in_folders(1) as made:
        yield made


def test_a_bad_network(small: Place) -> None:
    assert_none(weathered(small, 40, seed=5))


def test_a_storm_over_http(place: Place) -> None:
    assert_none(stormy(place, 40, seed=5))


def test_answers_that_are_cut_off(place: Place) -> None:
    assert_none(torn(place, 24, seed=5))


def test_answers_to_other_questions(place: Place) -> None:
    assert_none(mixed_up(place, 20, seed=5))


@pytest.mark.logs("bug")
def test_poison_in_the_midst() -> None:
    assert_none(poisoned(40, seed=5))


def test_what_is_replayed() -> None:
    assert_none(replayed(40, seed=5))
    assert_none(stolen_invitation(4, seed=5))


def test_a_long_outage() -> None:
    assert_none(drained(1_000, seed=5))


@dataclass
class AppliesRetries(Relay):
    """A hub that gives its members once more what a push gives that comes again."""

    world: World

    def push(self, uploads: tuple[Upload, ...]) -> Pushed:
        if any(each.n < self.world.taken.get("n", 0) for each in uploads):
            with self.world.hub.write() as conn:
                conn.execute(update(wallet_balances).values(units=wallet_balances.c.units + 1))
        self.world.taken["n"] = max(each.n for each in uploads)
        return super().push(uploads)


APPLIES_RETRIES = Mistake(port=lambda world, port: AppliesRetries(port, world))


@pytest.mark.parametrize("name", ["applies retries", "gaps accepted"])
def test_a_hub_that_does_wrong_shows(small: Place, name: str) -> None:
    mistake = APPLIES_RETRIES if name == "applies retries" else MISTAKES[name][0]
    assert any(not weathered(small, 20, seed, mistake).is_none for seed in range(0, 60, 3))


def assert_none(harm: Harm) -> None:
    assert harm.is_none, "\n".join(harm.said[:80])
