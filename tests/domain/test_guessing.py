from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.guessing import (
    Budget,
    Guesses,
    drawn,
    given_back,
    is_waiting,
    most_within,
    readings_counted,
    wait_after,
    whole_minute,
)

NOW = datetime(2026, 8, 5, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
BUDGET = Budget(free=15, back=15 * MINUTE)
DAY = timedelta(days=1)


def tried(*moments: datetime, budget: Budget = BUDGET) -> Guesses | None:
    """Return what there is after a new code at each moment at which one is looked at."""
    guesses = None
    for number, now in enumerate(moments):
        if guesses is None or not is_waiting(guesses, now):
            guesses = drawn(budget, guesses, b"%d" % number, now)
    return guesses


def test_fourteen_are_free_and_each_further_one_waits_twice_as_long() -> None:
    assert [wait_after(BUDGET, count) // SECOND for count in range(13, 23)] == [
        0, 0, 30, 60, 120, 240, 480, 900, 900, 900,
    ]  # fmt: skip
    assert wait_after(BUDGET, 10**9) == 15 * MINUTE
    free = tried(*[NOW] * 14)
    assert free is not None
    assert not is_waiting(free, NOW)
    assert not is_waiting(free, NOW - DAY)
    spent = tried(*[NOW] * 20)
    assert spent is not None
    assert spent.count == 15
    assert is_waiting(spent, NOW + 29 * SECOND)
    assert not is_waiting(spent, NOW + 30 * SECOND)


def test_a_guess_comes_back_after_each_quarter_of_an_hour() -> None:
    spent = tried(*[NOW] * 10)
    assert spent is not None
    assert given_back(BUDGET, spent, NOW + 14 * MINUTE) == spent
    later = given_back(BUDGET, spent, NOW + 31 * MINUTE)
    assert (later.count, later.since) == (8, NOW + 30 * MINUTE)
    assert given_back(BUDGET, spent, NOW + DAY).count == 0


def test_the_same_code_again_is_no_second_guess_and_nothing_read_is_one_each_time() -> None:
    once = drawn(BUDGET, None, b"a", NOW)
    assert drawn(BUDGET, once, b"a", NOW) == once
    assert drawn(BUDGET, once, b"b", NOW).count == 2
    assert drawn(BUDGET, drawn(BUDGET, None, b"", NOW), b"", NOW).count == 2


def test_a_scan_that_may_be_many_codes_counts_for_more() -> None:
    assert [readings_counted(each) for each in (0, 1, 4, 5, 8, 9)] == [1, 1, 1, 2, 2, 3]
    assert drawn(BUDGET, None, b"a", NOW, times=2).count == 2


def test_a_clock_that_is_set_back_gives_nothing_back_and_ends_no_wait() -> None:
    spent = tried(*[NOW] * 15)
    assert spent is not None
    assert is_waiting(spent, NOW - DAY)
    assert given_back(BUDGET, spent, NOW - DAY) == spent
    swinging = tried(*[NOW + (step % 2) * 20 * MINUTE for step in range(200)])
    assert swinging is not None
    assert swinging.count == 15
    emptied = given_back(BUDGET, drawn(BUDGET, None, b"a", NOW), NOW + DAY)
    assert given_back(BUDGET, emptied, NOW).since == NOW + DAY


def test_a_budget_without_free_guesses_or_with_ones_that_add_up_is_refused() -> None:
    for wrong in (
        {"free": 0, "back": MINUTE},
        {"free": 1, "back": MINUTE, "first_wait": timedelta()},
        {"free": 1, "back": MINUTE, "first_wait": 16 * MINUTE},
        {"free": 1, "back": timedelta()},
        {"free": 1, "back": 16 * MINUTE},
    ):
        with pytest.raises(ValueError, match=r"budget|come back"):
            Budget(**wrong)  # type: ignore[arg-type]


budgets = st.builds(
    lambda free, first, grows, share: Budget(free, first * grows // share, first, first * grows),
    st.integers(1, 30),
    st.integers(1, 120).map(lambda seconds: seconds * SECOND),
    st.integers(1, 60),
    st.integers(1, 8),
)


@given(budgets, st.lists(st.integers(-3_600, 3_600), max_size=300))
def test_whatever_the_clock_does_no_more_are_let_through_than_the_budget_says(
    budget: Budget, steps: list[int]
) -> None:
    """Each step sets the clock on or back, and tries codes until one has to wait."""
    numbers, now, tries, readings = count(), NOW, 0, [NOW]
    guesses = None
    for step in [0, *steps]:
        now += step * SECOND
        readings.append(now)
        while guesses is None or not is_waiting(guesses, now):
            guesses = drawn(budget, guesses, b"%d" % next(numbers), now)
            tries += 1
    assert tries <= most_within(budget, max(readings) - NOW)


@given(budgets)
def test_whoever_tries_as_soon_as_they_may_comes_near_the_most_but_not_beyond(
    budget: Budget,
) -> None:
    guesses, now, tries = None, NOW, 0
    while now <= NOW + budget.back * 40:
        guesses = drawn(budget, guesses, b"%d" % tries, now)
        tries += 1
        now = max(now, guesses.until)
    most = most_within(budget, budget.back * 40)
    assert tries <= most


@given(st.lists(st.integers(15, 90), min_size=1, max_size=200))
def test_four_unknown_codes_an_hour_never_lead_to_a_wait(gaps: list[int]) -> None:
    now, guesses = NOW, None
    for number, gap in enumerate(gaps):
        guesses = drawn(BUDGET, guesses, b"%d" % number, now)
        assert not is_waiting(guesses, now)
        now += gap * MINUTE


def test_the_end_of_a_wait_is_told_as_the_next_whole_minute() -> None:
    assert whole_minute(NOW) == NOW
    assert whole_minute(NOW + SECOND) == whole_minute(NOW + MINUTE) == NOW + MINUTE
