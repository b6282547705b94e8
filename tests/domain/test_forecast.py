"""A forecast keeps to what went before, says how sure it is, and says when it cannot know."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.forecast import (
    DAYS,
    HORIZON,
    LEAST_DAYS,
    Gone,
    Lasts,
    RunsOut,
    TooEarly,
    forecast,
)

# A Wednesday.
TODAY = date(2026, 5, 13)
histories = st.lists(st.integers(0, 500), min_size=LEAST_DAYS, max_size=40)
amounts = st.integers(1, 20_000)


@given(histories, amounts, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_likely_day_is_in_its_range(spent: list[int], left: int, today: date) -> None:
    found = forecast(spent, left, today)
    if isinstance(found, RunsOut):
        assert today < found.earliest <= found.likely
        assert found.likely <= today + timedelta(days=HORIZON)
        assert found.latest is None or found.likely <= found.latest
        assert found.a_day > 0


@given(histories, amounts, amounts)
def test_more_never_runs_out_earlier(spent: list[int], left: int, more: int) -> None:
    before, after = (forecast(spent, each, TODAY) for each in (left, left + more))
    assert isinstance(after, type(before) | Lasts)
    if isinstance(before, RunsOut) and isinstance(after, RunsOut):
        assert before.earliest <= after.earliest
        assert before.likely <= after.likely
        assert after.latest is None or (before.latest is not None and before.latest <= after.latest)


@given(st.integers(1, 1000), st.integers(1, 400))
def test_a_steady_rate_ends_on_its_day(rate: int, days: int) -> None:
    found = forecast([rate] * DAYS, rate * days, TODAY)
    assert isinstance(found, RunsOut)
    # A sum of floats may lie just below what it should be.
    assert found.likely - TODAY in {timedelta(days=days), timedelta(days=days + 1)}
    assert found.a_day == pytest.approx(rate)


@given(histories, amounts)
def test_only_the_last_days_count(spent: list[int], left: int) -> None:
    padded = [spent[0] or 1] * DAYS + spent
    assert forecast(padded, left, TODAY) == forecast(padded[-DAYS:], left, TODAY)


def test_a_shop_open_on_saturdays_only_ends_on_one() -> None:
    days = [TODAY - timedelta(days=back) for back in range(DAYS, 0, -1)]
    spent = [100.0 if day.weekday() == 5 else 0.0 for day in days]
    found = forecast(spent, 230, TODAY)
    assert isinstance(found, RunsOut)
    assert found.likely.weekday() == 5
    assert timedelta(days=7) < found.likely - TODAY < timedelta(days=21)


def test_an_unsteady_past_makes_a_wider_range() -> None:
    steady = forecast([50] * DAYS, 1000, TODAY)
    wild = forecast([100, 0, 90, 10, 20, 80, 50] * 4, 1000, TODAY)
    assert isinstance(steady, RunsOut)
    assert isinstance(wild, RunsOut)
    # By weekdays it is as regular as the other: the same days of four weeks are alike.
    assert wild.likely - TODAY == pytest.approx(timedelta(days=20), abs=timedelta(days=3))
    chaotic = forecast([0, 0, 0, 0, 250, 0, 0, 100] * 3 + [0, 0, 0, 350], 1000, TODAY)
    assert isinstance(chaotic, RunsOut)
    assert chaotic.latest is None or (
        chaotic.latest - chaotic.earliest > (steady.latest or TODAY) - steady.earliest
    )


def test_four_times_in_five_the_end_falls_into_the_range() -> None:
    from random import Random

    chance, inside, shops = Random(7), 0, 300

    def day() -> int:
        return sum(chance.random() < 0.4 for _ in range(50))

    for _ in range(shops):
        found = forecast([day() for _ in range(DAYS)], 400, TODAY)
        assert isinstance(found, RunsOut)
        left, end = 400, TODAY
        while left > 0:
            end += timedelta(days=1)
            left -= day()
        inside += found.earliest <= end and (found.latest is None or end <= found.latest)
    assert inside / shops > 0.8


@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        ([], TooEarly(0, 0)),
        ([0] * DAYS, TooEarly(0, 0)),
        ([0] * 20 + [5, 5, 5], TooEarly(3, 3)),
        ([5] + [0] * 20 + [5], TooEarly(22, 2)),
    ],
)
def test_too_little_history_is_said(spent: list[int], expected: TooEarly) -> None:
    assert forecast(spent, 100, TODAY) == expected


def test_what_is_gone_is_gone() -> None:
    assert forecast([5] * DAYS, 0, TODAY) == Gone()
    assert forecast([], -3, TODAY) == Gone()


def test_what_lasts_long_has_no_day() -> None:
    found = forecast([1] * DAYS, 1_000_000, TODAY)
    assert found == Lasts(1.0)
    # The end of the range alone may lie beyond what can be foretold.
    found = forecast([1] * DAYS, HORIZON - 5, TODAY)
    assert isinstance(found, RunsOut)
    assert found.latest is None
