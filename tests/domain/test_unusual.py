"""The rule of what is unusual: exact odds, and silence where nothing is odd."""

from itertools import pairwise
from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.unusual import is_odd, tail


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.01, 0.99))
def test_the_tail_is_that_of_the_binomial_distribution(count: int, more: int, p: float) -> None:
    of = count + more
    exact = sum(comb(of, k) * p**k * (1 - p) ** (of - k) for k in range(count, of + 1))
    found = tail(count, of, p)
    if count > of * p:
        assert found == pytest.approx(exact, rel=1e-6)
    else:
        assert found == 1.0


@given(st.integers(1, 100_000), st.floats(0.001, 0.999))
def test_more_is_less_likely(of: int, p: float) -> None:
    steps = sorted({of * part // 10 for part in range(11)})
    found = [tail(count, of, p) for count in steps]
    assert all(later <= before for before, later in pairwise(found))
    assert 0 <= found[-1] <= found[0] <= 1


def test_what_cannot_be_has_no_chance() -> None:
    assert tail(3, 10, 0.0) == 0.0


def test_few_events_are_never_odd() -> None:
    assert not is_odd(4, 1, 0, 1000, places=1, least=5, times=3)
    assert is_odd(5, 1, 0, 1000, places=1, least=5, times=3)


def test_a_place_must_have_some_times_what_others_have() -> None:
    # 1,200 against 1,000 of as many attempts is no chance, and still not worth a word.
    assert not is_odd(1200, 1, 1000, 1, places=1, least=5, times=2)
    assert is_odd(2200, 1, 1000, 1, places=1, least=5, times=2)


def test_the_more_places_the_more_it_takes() -> None:
    assert is_odd(6, 1, 20, 99, places=1, least=5, times=3)
    assert not is_odd(6, 1, 20, 99, places=1000, least=5, times=3)


def test_random_shops_give_no_alarm() -> None:
    chance = Random(11)
    for _ in range(300):
        rate, places = chance.random() / 3, 200
        counts = [sum(chance.random() < rate / 3 for _ in range(9)) for _ in range(places)]
        total = sum(counts)
        assert not any(
            is_odd(each, 1, total - each, places - 1, places=places, least=5, times=3)
            for each in counts
        )
