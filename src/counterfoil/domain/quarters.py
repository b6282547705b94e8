"""Quarters of an hour since 1970 in UTC, and the stretches in which a clock keeps its offset."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

QUARTERS_AN_HOUR: Final = 4
QUARTERS_A_DAY: Final = 96
HOURS_A_DAY: Final = 24

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY: Final = date(1970, 1, 1)
_QUARTER: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Quarters from `first` to before `end`, on a clock that is `offset` quarters ahead of UTC."""

    first: int
    end: int
    offset: int


def quarter_of(moment: datetime) -> int:
    """Return the quarter that a moment is in."""
    return (moment - _EPOCH) // _QUARTER


def end_quarter(moment: datetime) -> int:
    """Return the first quarter that does not begin before a moment."""
    return -((_EPOCH - moment) // _QUARTER)


def start_of(quarter: int) -> datetime:
    """Return when a quarter begins, in UTC."""
    return _EPOCH + quarter * _QUARTER


def day_number(day: date) -> int:
    """Return how many days after 1970-01-01 a day is."""
    return (day - _FIRST_DAY).days


def day_of(number: int) -> date:
    """Return the day that is so many days after 1970-01-01."""
    return _FIRST_DAY + timedelta(days=number)


def stretches(zone: ZoneInfo, first: int, end: int) -> Iterator[Stretch]:
    """Yield the stretches of the quarters from `first` to before `end`, in order."""
    while first < end:
        offset = _offset(zone, first)
        until = _changed(zone, first, end, offset)
        yield Stretch(first, until, offset)
        first = until


def _changed(zone: ZoneInfo, first: int, end: int, offset: int) -> int:
    """Return the first quarter with another offset, or `end`: found by days, then by halving."""
    same, other = first, min(first + QUARTERS_A_DAY, end)
    while other < end and _offset(zone, other) == offset:
        same, other = other, min(other + QUARTERS_A_DAY, end)
    if _offset(zone, other - 1) == offset:
        return other
    while other - same > 1:
        middle = (same + other) // 2
        if _offset(zone, middle) == offset:
            same = middle
        else:
            other = middle
    return other


def _offset(zone: ZoneInfo, quarter: int) -> int:
    ahead = start_of(quarter).astimezone(zone).utcoffset()
    return (ahead or timedelta()) // _QUARTER
