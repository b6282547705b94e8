"""Redemptions and refusals over time: by hour, day and week, and by hour of the day.

The tallies are grouped by the hour that the clock shows, once for each stretch in which the clock
keeps its offset; so a day of 23 or 25 hours is one day, and an hour that is repeated is two.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final
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
class OverTime:
    """The points of a trend, and one for each hour of the day from 0 to 23.

    The hours are those on the clock of each store, all days together; each starts and ends with
    what is asked for. Where a clock repeats an hour, both count.
    """

    points: tuple[Point, ...]
    hours: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Sums:
    """Figures by the number of what they are summed for."""

    redemptions: Counter[int] = field(default_factory=Counter)
    hundredths: Counter[int] = field(default_factory=Counter)
    refused: Counter[int] = field(default_factory=Counter)

    def tally(self, key: int) -> Tally:
        return Tally(self.redemptions[key], from_hundredths(self.hundredths[key]))

    def by(self, key: Callable[[int], int]) -> "_Sums":
        """Add up what `key` makes the same."""
        found = _Sums()
        for mine, theirs in (
            (self.redemptions, found.redemptions),
            (self.hundredths, found.hundredths),
            (self.refused, found.refused),
        ):
            for each, count in mine.items():
                theirs[key(each)] += count
        return found


_Piece = tuple[Stretch, _Sums]
"""A stretch, and its figures by the number of the hour that the clock shows."""


def over_time(ledger: Ledger, asked: Asked, grain: Grain) -> OverTime:
    """Return the trend and the hours of the day; the tallies are read once, if one zone has all."""
    zone = ledger.store.zone
    with ledger.read() as conn:
        edges = span(conn, asked)
        if edges is None:
            return OverTime((), _hours_of_day((), asked))
        pieces = _read(conn, asked, zone, edges)
        every = zones(conn)
        if list(every) == [zone]:
            theirs = pieces
        else:
            theirs = [
                piece
                for other, codes in every.items()
                for piece in _read(conn, asked, other, edges, codes)
            ]
    whole = replace(asked, start=start_of(edges[0]), end=start_of(edges[1]))
    points = _hours(pieces) if grain is Grain.HOUR else _days(pieces, zone, grain)
    return OverTime(tuple(points), _hours_of_day(theirs, whole))


def trend(ledger: Ledger, asked: Asked, grain: Grain) -> tuple[Point, ...]:
    """Return the points from the first to the last, those with nothing too, on the store's clock.

    The first and last of them are cut where `asked` starts or ends in them.
    """
    zone = ledger.store.zone
    with ledger.read() as conn:
        edges = span(conn, asked)
        pieces = [] if edges is None else _read(conn, asked, zone, edges)
    if not pieces:
        return ()
    return tuple(_hours(pieces) if grain is Grain.HOUR else _days(pieces, zone, grain))


def extent(ledger: Ledger, asked: Asked) -> tuple[datetime, datetime] | None:
    """Return the time that a trend is over; none where nothing was attempted."""
    with ledger.read() as conn:
        edges = span(conn, asked)
    return None if edges is None else (start_of(edges[0]), start_of(edges[1]))


def _read(
    conn: Connection,
    asked: Asked,
    zone: ZoneInfo,
    edges: tuple[int, int],
    codes: Sequence[str] | None = None,
) -> list[_Piece]:
    """Read the figures of some stores or all, by hours on the clock of a zone."""
    found = []
    redeemed = (redemption_tallies.c.redemptions, redemption_tallies.c.units)
    refused = (refusal_tallies.c.refusals,)
    for piece in stretches(zone, *edges):
        sums = _Sums()
        for hour, times, hundredths in _grouped(
            conn, redemption_tallies, asked, piece, redeemed, codes
        ):
            sums.redemptions[hour] += times
            sums.hundredths[hour] += hundredths
        for hour, times in _grouped(conn, refusal_tallies, asked, piece, refused, codes):
            sums.refused[hour] += times
        found.append((piece, sums))
    return found


def _hours(pieces: Sequence[_Piece]) -> Iterator[Point]:
    for piece, sums in pieces:
        first = (piece.first + piece.offset) // QUARTERS_AN_HOUR
        last = (piece.end - 1 + piece.offset) // QUARTERS_AN_HOUR
        for hour in range(first, last + 1):
            begins = hour * QUARTERS_AN_HOUR - piece.offset
            start = start_of(max(begins, piece.first))
            end = start_of(min(begins + QUARTERS_AN_HOUR, piece.end))
            yield Point(start, end, sums.tally(hour), sums.refused[hour])


def _days(pieces: Sequence[_Piece], zone: ZoneInfo, grain: Grain) -> Iterator[Point]:
    length, shift = (1, 0) if grain is Grain.DAY else (_DAYS_A_WEEK, _TO_MONDAY)

    def number(hour: int) -> int:
        return (hour // HOURS_A_DAY + shift) // length

    sums = _added(each.by(number) for _, each in pieces)
    first, last = pieces[0][0], pieces[-1][0]
    begins, ends = start_of(first.first), start_of(last.end)
    for each in range(
        number((first.first + first.offset) // QUARTERS_AN_HOUR),
        number((last.end - 1 + last.offset) // QUARTERS_AN_HOUR) + 1,
    ):
        start, end = (midnight(day_of(n * length - shift), zone) for n in (each, each + 1))
        yield Point(max(start, begins), min(end, ends), sums.tally(each), sums.refused[each])


def _hours_of_day(pieces: Sequence[_Piece], asked: Asked) -> tuple[Point, ...]:
    sums = _added(each.by(lambda hour: hour % HOURS_A_DAY) for _, each in pieces)
    start, end = asked.start or start_of(0), asked.end or start_of(0)
    return tuple(
        Point(start, end, sums.tally(hour), sums.refused[hour]) for hour in range(HOURS_A_DAY)
    )


def _added(some: Iterable[_Sums]) -> _Sums:
    total = _Sums()
    for each in some:
        total.redemptions.update(each.redemptions)
        total.hundredths.update(each.hundredths)
        total.refused.update(each.refused)
    return total


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
