"""Quarters of an hour fall into the hours and days that the clock on the wall shows."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.quarters import (
    day_number,
    day_of,
    end_quarter,
    quarter_of,
    start_of,
    stretches,
)

ZONES = ("Europe/Warsaw", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")
# Years in which every zone's offset is a whole number of quarters.
END = datetime(9999, 12, 30)  # noqa: DTZ001 - the strategy adds the zone
quarters = st.integers(quarter_of(datetime(1990, 1, 1, tzinfo=UTC)), 2_400_000)


@given(st.datetimes(max_value=END, timezones=st.just(UTC)))
def test_a_moment_is_in_its_quarter(moment: datetime) -> None:
    start = start_of(quarter_of(moment))
    assert start <= moment < start + timedelta(minutes=15)
    end = start_of(end_quarter(moment))
    assert end - timedelta(minutes=15) < moment <= end


@given(st.dates())
def test_a_day_has_one_number(day: date) -> None:
    assert day_of(day_number(day)) == day
    assert day_number(date(1970, 1, 2)) == 1


@given(st.sampled_from(ZONES), quarters, st.integers(1, 60_000), st.data())
def test_each_stretch_has_one_offset(
    name: str, first: int, length: int, data: st.DataObject
) -> None:
    zone, end = ZoneInfo(name), first + length
    found = list(stretches(zone, first, end))
    assert (found[0].first, found[-1].end) == (first, end)
    for before, after in pairwise(found):
        assert before.end == after.first
        assert before.offset != after.offset
    one = data.draw(st.sampled_from(found))
    for quarter in (one.first, one.end - 1, data.draw(st.integers(one.first, one.end - 1))):
        assert start_of(quarter).astimezone(zone).utcoffset() == timedelta(minutes=15 * one.offset)


def test_the_clock_changes_twice_a_year() -> None:
    first = quarter_of(datetime(2026, 1, 1, tzinfo=UTC))
    found = list(stretches(ZoneInfo("Europe/Warsaw"), first, first + 96 * 365))
    assert [each.offset for each in found] == [4, 8, 4]
    assert start_of(found[1].first) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert start_of(found[2].first) == datetime(2026, 10, 25, 1, tzinfo=UTC)


def test_nothing_has_no_stretches() -> None:
    assert list(stretches(ZoneInfo("UTC"), 5, 5)) == []
