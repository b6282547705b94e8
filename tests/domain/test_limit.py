"""Limits, and the windows they are counted in, over every change of the clock."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.limit import (
    MOST_UNITS,
    Interval,
    IntervalType,
    Limit,
    Limits,
    bucket,
    counters,
    first_bucket,
    leaves_room,
    resets_at,
)

WARSAW = ZoneInfo("Europe/Warsaw")
ZONES = st.sampled_from(
    [
        "Europe/Warsaw",
        "Australia/Lord_Howe",  # by half an hour
        "America/St_Johns",
        "Asia/Kathmandu",
        "Pacific/Chatham",
        "America/Havana",  # at midnight: 00:00 to 01:00 repeated
        "America/Santiago",  # at midnight: there is none in September
        "Africa/Casablanca",
        "UTC",
    ]
).map(ZoneInfo)
UNITS = st.sampled_from(IntervalType)
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
SPANS = st.timedeltas(timedelta(0), timedelta(hours=30)) | st.timedeltas(
    timedelta(0), timedelta(days=800)
)
INSTANT = timedelta(microseconds=1)


@cache
def near_changes(zone: ZoneInfo) -> list[datetime]:
    """Every half hour of the days on which the clock of `zone` changes in 2026."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    hours = [start + timedelta(hours=hour) for hour in range(365 * 24)]
    changes = [
        hour
        for hour in hours
        if hour.astimezone(zone).utcoffset()
        != (hour + timedelta(hours=1)).astimezone(zone).utcoffset()
    ]
    return [change + timedelta(minutes=30 * step) for change in changes for step in range(-60, 61)]


@given(UNITS, ZONES, MOMENTS, SPANS)
def test_buckets_never_go_back(
    unit: IntervalType, zone: ZoneInfo, moment: datetime, span: timedelta
) -> None:
    assert bucket(unit, moment, zone) <= bucket(unit, moment + span, zone)


@given(UNITS, ZONES, st.data())
def test_buckets_never_go_back_when_the_clock_does(
    unit: IntervalType, zone: ZoneInfo, data: st.DataObject
) -> None:
    moments = near_changes(zone)
    if not moments:
        return
    at = data.draw(st.integers(0, len(moments) - 2))
    assert bucket(unit, moments[at], zone) <= bucket(unit, moments[at + 1], zone)


@given(UNITS, ZONES, MOMENTS, st.integers(1, MOST_UNITS))
def test_a_window_ends_with_the_current_bucket(
    unit: IntervalType, zone: ZoneInfo, moment: datetime, value: int
) -> None:
    first = first_bucket(Interval(unit, value), moment, zone)
    assert first <= bucket(unit, moment, zone)
    assert (first == bucket(unit, moment, zone)) is (value == 1)


@given(UNITS, ZONES, MOMENTS)
def test_it_resets_at_the_first_instant_of_the_next_bucket(
    unit: IntervalType, zone: ZoneInfo, moment: datetime
) -> None:
    at = resets_at(Interval(unit), moment, zone)
    assert at > moment
    assert bucket(unit, at - INSTANT, zone) == bucket(unit, moment, zone)
    assert bucket(unit, at, zone) > bucket(unit, moment, zone)


@given(UNITS, ZONES)
def test_so_it_does_where_the_clock_changes(unit: IntervalType, zone: ZoneInfo) -> None:
    for moment in near_changes(zone):
        at = resets_at(Interval(unit), moment, zone)
        assert bucket(unit, at - INSTANT, zone) == bucket(unit, moment, zone)
        assert bucket(unit, at, zone) > bucket(unit, moment, zone)


@given(UNITS, ZONES, MOMENTS)
def test_the_zone_a_moment_is_given_in_does_not_matter(
    unit: IntervalType, zone: ZoneInfo, moment: datetime
) -> None:
    assert bucket(unit, moment, zone) == bucket(unit, moment.astimezone(zone), zone)


@pytest.mark.parametrize("zone", ["Europe/Warsaw", "America/St_Johns", "Australia/Lord_Howe"])
def test_the_hour_the_clock_repeats_is_another_hour(zone: str) -> None:
    where = ZoneInfo(zone)
    starts = {
        moment
        for moment in near_changes(where)
        if (local := moment.astimezone(where)).replace(fold=1).utcoffset() != local.utcoffset()
        and not local.fold
    }
    assert starts
    for moment in starts:
        local = moment.astimezone(where)
        again = local.replace(fold=1)
        first = bucket(IntervalType.HOURS, local, where)
        assert first < bucket(IntervalType.HOURS, again, where)


def test_months_begin_at_midnight_in_the_store() -> None:
    last = datetime(2026, 4, 30, 21, 59, 59, tzinfo=UTC)
    assert bucket(IntervalType.MONTHS, last, WARSAW) == 2026 * 12 + 3
    assert bucket(IntervalType.MONTHS, last + timedelta(seconds=1), WARSAW) == 2026 * 12 + 4


def test_weeks_begin_on_monday() -> None:
    sunday = datetime(2026, 5, 17, 12, tzinfo=UTC)
    assert bucket(IntervalType.WEEKS, sunday, WARSAW) == bucket(
        IntervalType.WEEKS, sunday - timedelta(days=6), WARSAW
    )
    assert resets_at(Interval(IntervalType.WEEKS), sunday, WARSAW) == datetime(
        2026, 5, 18, tzinfo=WARSAW
    )


@pytest.mark.parametrize(
    ("unit", "at"),
    [
        (IntervalType.HOURS, datetime(2026, 12, 31, 14, tzinfo=UTC)),
        (IntervalType.DAYS, datetime(2026, 12, 31, 23, tzinfo=UTC)),
        (IntervalType.WEEKS, datetime(2027, 1, 3, 23, tzinfo=UTC)),
        (IntervalType.MONTHS, datetime(2026, 12, 31, 23, tzinfo=UTC)),
        (IntervalType.YEARS, datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_it_resets_in_the_time_of_the_store(unit: IntervalType, at: datetime) -> None:
    now = datetime(2026, 12, 31, 13, 20, tzinfo=UTC)
    assert resets_at(Interval(unit), now, WARSAW) == at


def test_a_total_has_one_bucket() -> None:
    now = datetime(2026, 5, 13, tzinfo=UTC)
    assert bucket(None, now, WARSAW) == first_bucket(None, now, WARSAW) == 0


def test_seven_days_are_today_and_the_six_before() -> None:
    now = datetime(2026, 5, 13, 12, tzinfo=UTC)
    first = first_bucket(Interval(IntervalType.DAYS, 7), now, WARSAW)
    assert first == bucket(IntervalType.DAYS, now - timedelta(days=6), WARSAW)


@pytest.mark.parametrize("value", [0, -1, MOST_UNITS + 1])
def test_an_interval_that_cannot_be_counted(value: int) -> None:
    with pytest.raises(InvalidInput, match=f"An interval of {value} calendarDays"):
        Interval(IntervalType.DAYS, value)


def test_the_unit_of_a_limit() -> None:
    assert Limit(Decimal(1), Interval(IntervalType.DAYS)).unit is IntervalType.DAYS
    assert Limit(Decimal(1)).unit is None


def test_room_under_a_limit() -> None:
    three = Limit(Decimal(3))
    assert leaves_room(three, Decimal(2), Decimal(1))
    assert not leaves_room(three, Decimal(2), Decimal("1.01"))
    assert leaves_room(None, Decimal(10**9), Decimal(1))


def test_what_limits_have_counted() -> None:
    """The total is counted always; each limit in its own unit, of the campaign or of a member."""
    assert counters(Limits()) == {(False, None)}
    daily = Limit(Decimal(1), Interval(IntervalType.DAYS, 7))
    monthly = Limit(Decimal(1), Interval(IntervalType.MONTHS))
    assert counters(Limits(points=daily, executions=monthly)) == {
        (False, None),
        (False, IntervalType.DAYS),
        (False, IntervalType.MONTHS),
    }
    per_member = Limits(points_per_member=daily, executions_per_member=Limit(Decimal(1)))
    assert counters(per_member) == {(False, None), (True, IntervalType.DAYS), (True, None)}
