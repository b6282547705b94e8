"""When something will run out, from how quickly it went lately: a range of days, never one alone.

The method. Only whole days count, the last 28 at most, from the first one with anything in it.
Each day of the week has its own rate: the mean of its days, drawn towards the mean of all days as
if one day more had been like that. From today on, each coming day takes its weekday's rate until
nothing is left; that is the likely day. How far the days lay from their rates, and how few days the
rates come from, give the range: four times in five the end falls into it, if all goes on as it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Final, TypeAlias

DAYS: Final = 28
"""Whole days that are looked at."""

LEAST_DAYS: Final = 7
LEAST_ACTIVE: Final = 3
"""With fewer whole days, or fewer days on which anything went, nothing is foretold."""

HORIZON: Final = 730
"""Days beyond which nobody should believe a forecast."""

_WEEK: Final = 7
# The normal distribution's share of four in five lies within so many deviations.
_FOUR_IN_FIVE: Final = 1.2816


@dataclass(frozen=True, slots=True)
class RunsOut:
    """The day it likely ends, and the range; `latest` is None where that is beyond `HORIZON`."""

    earliest: date
    likely: date
    latest: date | None
    a_day: float


@dataclass(frozen=True, slots=True)
class Lasts:
    """It will not run out within `HORIZON` days."""

    a_day: float


@dataclass(frozen=True, slots=True)
class TooEarly:
    """There is not enough history: `days` whole days were looked at, `active` had anything."""

    days: int
    active: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing is left."""


Outlook: TypeAlias = RunsOut | Lasts | TooEarly | Gone


def forecast(spent: Sequence[float], left: float, today: date) -> Outlook:
    """Return when `left` runs out.

    `spent` are the whole days up to yesterday, the oldest first; what today has taken is gone from
    `left` already, and the rest of today is left out.
    """
    if left <= 0:
        return Gone()
    known = _from_first(spent[-DAYS:])
    active = sum(amount > 0 for amount in known)
    if len(known) < LEAST_DAYS or active < LEAST_ACTIVE:
        return TooEarly(len(known), active)
    first = today - timedelta(days=len(known))
    rates = _rates(known, first)
    noise = _variance(known, rates, first)
    expected, quick, slow = (
        _reached(line, left)
        for line in (_line(rates, today, noise, len(known), times) for times in (0, 1, -1))
    )
    a_day = sum(rates) / _WEEK
    if quick is None or expected is None:
        return Lasts(a_day)
    days = [None if each is None else today + timedelta(days=each) for each in (quick, slow)]
    return RunsOut(days[0] or today, today + timedelta(days=expected), days[1], a_day)


def _from_first(spent: Sequence[float]) -> Sequence[float]:
    """Leave out the days before anything went."""
    begun = next((number for number, amount in enumerate(spent) if amount > 0), len(spent))
    return spent[begun:]


def _rates(spent: Sequence[float], first: date) -> tuple[float, ...]:
    """Return the rate of each day of the week, Monday first."""
    mean = sum(spent) / len(spent)
    sums, counts = [mean] * _WEEK, [1] * _WEEK
    for number, amount in enumerate(spent):
        day = (first + timedelta(days=number)).weekday()
        sums[day] += amount
        counts[day] += 1
    return tuple(total / count for total, count in zip(sums, counts, strict=True))


def _variance(spent: Sequence[float], rates: Sequence[float], first: date) -> float:
    """Return how far days lie from their rates, squared; at least as far as chance alone does."""
    far = sum(
        (amount - rates[(first + timedelta(days=number)).weekday()]) ** 2
        for number, amount in enumerate(spent)
    )
    return max(far / len(spent), sum(spent) / len(spent))


def _line(
    rates: Sequence[float], today: date, noise: float, known: int, times: int
) -> Iterator[float]:
    """Yield what is gone after each coming day: as expected, or at an end of the range."""
    gone = most = 0.0
    for number in range(1, HORIZON + 1):
        gone += rates[(today + timedelta(days=number)).weekday()]
        # Chance grows with the days, and an error of the rates with their square.
        spread = sqrt(noise * (number + number**2 / known))
        most = max(most, gone + times * _FOUR_IN_FIVE * spread)
        yield most


def _reached(line: Iterator[float], left: float) -> int | None:
    return next((number for number, gone in enumerate(line, 1) if gone >= left), None)
