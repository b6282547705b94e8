"""Clocks that are wrong change neither order nor limits; a till that believes its clock shows."""

from collections.abc import Iterator

import pytest

from tests.faults.clocks import wandering
from tests.faults.clocks_of_tills import jumping, set_back
from tests.faults.killed_hubs import Place, in_folders
from tests.faults.reckoning import Harm

# Very many acts.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """A place for a hub and its tills."""
    with in_folders() as made:
        yield made


def test_a_clock_that_wanders() -> None:
    assert_none(wandering(300, seed=5))


def test_a_till_that_believes_its_clock_shows() -> None:
    assert not wandering(50, seed=5, by_the_wall=True).is_none


def test_a_clock_that_is_set_back(place: Place) -> None:
    assert_none(set_back(place, 10, seed=5))


def test_clocks_that_jump() -> None:
    with in_folders(1) as made:
        assert_none(jumping(made, 30, seed=5))


def assert_none(harm: Harm) -> None:
    assert harm.is_none, "\n".join(harm.said[:80])
