"""Redemptions and refusals over time: by hour, day and week, and by hour of the day.

The tallies are grouped by the hour that the clock shows, once for each stretch in which the clock
keeps its offset; so a day of 23 or 25 hours is one day, and an hour that is repeated is two.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Table, func, select

from counterfoil.domain.quarters import (
    HOURS_A_DAY,
    QUARTERS_AN_HOUR,
    Stretch,
    day_of,
    start_of,
    stretches,
)
from counterfoil.domain.units import ZERO, from_hundredths
from counterfoil.ledger.asked import (
    EARLIER,
    Asked,
    campaign_ids,
    conditions,
    local_hour,
    midnight,
    span,
    zones,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.office import redemption_tallies, refusal_tallies

_EARLIER_HOURS: Final = EARLIER // QUARTERS_AN_HOUR
_DAYS_A_WEEK: Final = 7
# 1970-01-01 was a Thursday; weeks begin on Monday.
_TO_MONDAY: Final = 3


class Grain(StrEnum):
    """How long each point of a trend is."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Tally:
    """Redemptions that were not reversed, and the units they gave."""

    redemptions: int = 0
    units: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Point:
    """An hour, a day or a week: what was redeemed in it, and how often a code was refused."""

    start: datetime
    end: datetime
    tally: Tally
    refused: int


@dataclass(frozen=True, slots=True)
class _Sums:
    """Figures by the number of what they are summed for."""

    redemptions: Counter[int] = field(default_factory=Counter)
    hundredths: Counter[int] = field(default_factory=Counter)
    refused: Counter[int] = field(default_factory=Counter)

    def tally(self, key: int) -> Tally:
        return Tally(self.redemptions[key], from_hundredths(self.hundredths[key]))


def trend(ledger: Ledger, asked: Asked, grain: Grain) -> tuple[Point, ...]:
    """Return the points from the first to the last, those with nothing too, on the store's clock.

    The first and last of them are cut where `asked` starts or ends in them.
    """
    with ledger.read() as conn:
        edges = span(conn, asked)
        if edges is None:
            return ()
        pieces = tuple(stretches(ledger.store.zone, *edges))
        if grain is Grain.HOUR:
            return tuple(_hours(conn, asked, pieces))
        return tuple(_days(conn, asked, pieces, ledger.store.zone, grain))


def hours_of_day(ledger: Ledger, asked: Asked) -> tuple[Point, ...]:
    """Return a point for each hour from 0 to 23 on the clock of each store, all days together.

    Each point starts and ends with what is asked for. Where a clock repeats an hour, both count.
    """
    sums = _Sums()
    with ledger.read() as conn:
        edges = span(conn, asked) or (0, 0)
        every = zones(conn)
        for zone, codes in every.items():
            for piece in stretches(zone, *edges):
                _add(conn, asked, piece, sums, lambda hour: hour % HOURS_A_DAY, codes)
    start, end = map(start_of, edges)
    return tuple(
        Point(start, end, sums.tally(hour), sums.refused[hour]) for hour in range(HOURS_A_DAY)
    )


def _hours(conn: Connection, asked: Asked, pieces: Sequence[Stretch]) -> Iterator[Point]:
    for piece in pieces:
        sums = _Sums()
        _add(conn, asked, piece, sums, int)
        first = (piece.first + piece.offset) // QUARTERS_AN_HOUR
        last = (piece.end - 1 + piece.offset) // QUARTERS_AN_HOUR
        for hour in range(first, last + 1):
            begins = hour * QUARTERS_AN_HOUR - piece.offset
            start = start_of(max(begins, piece.first))
            end = start_of(min(begins + QUARTERS_AN_HOUR, piece.end))
            yield Point(start, end, sums.tally(hour), sums.refused[hour])


def _days(
    conn: Connection, asked: Asked, pieces: Sequence[Stretch], zone: ZoneInfo, grain: Grain
) -> Iterator[Point]:
    length, shift = (1, 0) if grain is Grain.DAY else (_DAYS_A_WEEK, _TO_MONDAY)

    def number(hour: int) -> int:
        return (hour // HOURS_A_DAY + shift) // length

    sums = _Sums()
    for piece in pieces:
        _add(conn, asked, piece, sums, number)
    first, last = pieces[0], pieces[-1]
    begins, ends = start_of(first.first), start_of(last.end)
    for each in range(
        number((first.first + first.offset) // QUARTERS_AN_HOUR),
        number((last.end - 1 + last.offset) // QUARTERS_AN_HOUR) + 1,
    ):
        start, end = (midnight(day_of(n * length - shift), zone) for n in (each, each + 1))
        yield Point(max(start, begins), min(end, ends), sums.tally(each), sums.refused[each])


def _add(
    conn: Connection,
    asked: Asked,
    piece: Stretch,
    sums: _Sums,
    key: Any,  # noqa: ANN401 - from the number of an hour to what it is summed for
    codes: Sequence[str] | None = None,
) -> None:
    """Add the figures of a stretch, of some stores or all."""
    redeemed = (redemption_tallies.c.redemptions, redemption_tallies.c.units)
    for hour, times, hundredths in _grouped(
        conn, redemption_tallies, asked, piece, redeemed, codes
    ):
        sums.redemptions[key(hour)] += times
        sums.hundredths[key(hour)] += hundredths
    for hour, times in _grouped(
        conn, refusal_tallies, asked, piece, (refusal_tallies.c.refusals,), codes
    ):
        sums.refused[key(hour)] += times


def _grouped(
    conn: Connection,
    table: Table,
    asked: Asked,
    piece: Stretch,
    columns: Sequence[ColumnElement[int]],
    codes: Sequence[str] | None,
) -> Iterator[tuple[int, ...]]:
    hour = local_hour(f"{table.name}.quarter", piece.offset)
    query = (
        select(hour, *map(func.sum, columns))
        .where(
            table.c.campaign_id.in_(campaign_ids(conn, asked, table)),
            table.c.quarter.between(piece.first, piece.end - 1),
            *conditions(conn, table, replace(asked, start=None, end=None)),
        )
        .group_by(hour)
    )
    if codes is not None:
        query = query.where(table.c.store.in_(codes))
    for number, *figures in conn.execute(query):
        yield (number - _EARLIER_HOURS, *map(int, figures))
