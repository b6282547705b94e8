"""Limits, and the calendar windows they are counted in.

A limit with an interval of N calendar units counts what happened in the current unit and the N - 1
before it: `calendarMonths` 1 is this month, `calendarDays` 7 is today and the six days before.
Units are those of the store's time zone. What is counted is kept in numbered *buckets*, one a unit,
so that a window is a range of bucket numbers and no clock change can put a redemption in two.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from counterfoil.domain.errors import InvalidInput

_QUARTER_HOUR = 900
_QUARTERS_AN_HOUR = 4
# Longer windows would be a total in all but name; this is a hundred years of the longest unit.
MOST_UNITS = 100


class IntervalType(StrEnum):
    """The calendar units of Open Loyalty's limits."""

    HOURS = "calendarHours"
    DAYS = "calendarDays"
    WEEKS = "calendarWeeks"
    MONTHS = "calendarMonths"
    YEARS = "calendarYears"


@dataclass(frozen=True, slots=True)
class Interval:
    """The current calendar unit and the `value` - 1 before it."""

    type: IntervalType
    value: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.value <= MOST_UNITS:
            raise InvalidInput(
                "An interval of {value} {type} cannot be counted; give 1 to {most}.",
                value=self.value,
                type=self.type.value,
                most=MOST_UNITS,
            )


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `value` units or executions in each interval, or in total where there is none."""

    value: Decimal
    interval: Interval | None = None

    @property
    def unit(self) -> IntervalType | None:
        """The calendar unit it is counted in, None for a total."""
        return self.interval.type if self.interval else None


@dataclass(frozen=True, slots=True)
class Limits:
    """The four limits of a campaign, each optional.

    `points` is the campaign's budget in units and `executions` its redemptions; the other two are
    the same for each member.
    """

    points: Limit | None = None
    points_per_member: Limit | None = None
    executions_per_member: Limit | None = None
    executions: Limit | None = None


def bucket(unit: IntervalType | None, moment: datetime, zone: ZoneInfo) -> int:
    """Return the number of the bucket that `moment` falls in; all of a total is in bucket 0.

    Buckets are days since 0001-01-01, ISO weeks, months or years counted on the local calendar, so
    that stores in different zones agree on what "November" is; an hour is numbered by the instant
    it starts, because the hour a clock repeats in autumn is another hour.
    """
    if unit is None:
        return 0
    local = moment.astimezone(zone)
    if unit is IntervalType.HOURS:
        past_the_hour = timedelta(
            minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
        return int((moment.astimezone(UTC) - past_the_hour).timestamp()) // _QUARTER_HOUR
    if unit is IntervalType.DAYS:
        return local.toordinal()
    if unit is IntervalType.WEEKS:
        return (local.toordinal() - 1) // 7
    if unit is IntervalType.MONTHS:
        return local.year * 12 + local.month - 1
    return local.year


def first_bucket(interval: Interval | None, now: datetime, zone: ZoneInfo) -> int:
    """Return the first bucket of the window that ends with the bucket of `now`."""
    if interval is None:
        return 0
    step = _QUARTERS_AN_HOUR if interval.type is IntervalType.HOURS else 1
    return bucket(interval.type, now, zone) - (interval.value - 1) * step


def resets_at(interval: Interval, now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the window next moves on: the start of the next calendar unit, in UTC."""
    local = now.astimezone(zone)
    if interval.type is IntervalType.HOURS:
        start = bucket(IntervalType.HOURS, now, zone) + _QUARTERS_AN_HOUR
        return datetime.fromtimestamp(start * _QUARTER_HOUR, UTC)
    next_day = _next_unit(interval.type, local.date())
    return datetime.combine(next_day, time(), zone).astimezone(UTC)


def _next_unit(unit: IntervalType, day: date) -> date:
    if unit is IntervalType.DAYS:
        return day + timedelta(days=1)
    if unit is IntervalType.WEEKS:
        return day + timedelta(days=7 - day.weekday())
    if unit is IntervalType.MONTHS:
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return date(day.year + 1, 1, 1)


def leaves_room(limit: Limit | None, used: Decimal, more: Decimal) -> bool:
    """Say whether `more` still fits under the limit with `used` already counted in its window."""
    return limit is None or used + more <= limit.value


def counters(limits: Limits) -> frozenset[tuple[bool, IntervalType | None]]:
    """Return what has to be counted: per member or not, and in which calendar unit."""
    wanted: set[tuple[bool, IntervalType | None]] = {(False, None)}
    wanted |= {(False, each.unit) for each in (limits.points, limits.executions) if each}
    per_member = (limits.points_per_member, limits.executions_per_member)
    return frozenset(wanted | {(True, each.unit) for each in per_member if each})
