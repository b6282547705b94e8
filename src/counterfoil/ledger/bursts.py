"""Bursts of refusals: quarters of an hour with far more than the same hour of other days has."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, func, select

from counterfoil.domain.quarters import HOURS_A_DAY, start_of
from counterfoil.domain.unusual import is_odd
from counterfoil.ledger.asked import Asked, campaign_ids, conditions
from counterfoil.ledger.tables.office import redemption_tallies, refusal_tallies

LEAST: Final = 6
TIMES: Final = 4.0
ENOUGH_QUARTERS: Final = 8
"""With fewer quarters to compare with around the same hour, all are compared with."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Quarters from `first` to before `end`, their refusals, and what is usual for as long."""

    first: int
    end: int
    refused: int
    usual: float


def bursts(conn: Connection, asked: Asked, since: int, zone: ZoneInfo) -> Iterator[Burst]:
    """Yield the bursts from the quarter `since` on; all that is asked for is compared with."""
    refused = _by_quarter(conn, refusal_tallies, asked)
    opened = sorted({*refused, *_by_quarter(conn, redemption_tallies, asked)})
    usual = _Usual(refused, opened, zone)
    places = sum(quarter >= since for quarter in opened)
    found = (
        Burst(quarter, quarter + 1, refused[quarter], usual.rate(quarter))
        for quarter in opened
        if quarter >= since and usual.is_exceeded(quarter, places)
    )
    yield from _joined(found)


class _Usual:
    """What other quarters have, by the day and the hour that the clock shows."""

    def __init__(self, refused: Mapping[int, int], opened: Sequence[int], zone: ZoneInfo) -> None:
        self._refused, self._opened, self._zone = refused, opened, zone
        self._sums: Counter[tuple[int, int]] = Counter()
        self._sizes: Counter[tuple[int, int]] = Counter()
        self._days: defaultdict[int, set[int]] = defaultdict(set)
        for quarter in opened:
            place = self._place(quarter)
            self._sums[place] += refused.get(quarter, 0)
            self._sizes[place] += 1
            self._days[place[1]].add(place[0])
        self._total = sum(refused.values())

    def is_exceeded(self, quarter: int, places: int) -> bool:
        count = self._refused.get(quarter, 0)
        if count < LEAST:
            return False
        others, size = self._others(quarter)
        return size >= ENOUGH_QUARTERS and is_odd(
            count, 1, others, size, places=places, least=LEAST, times=TIMES
        )

    def rate(self, quarter: int) -> float:
        others, size = self._others(quarter)
        return others / size

    def _others(self, quarter: int) -> tuple[int, int]:
        """Return the refusals and the number of the quarters to compare with."""
        day, hour = self._place(quarter)
        around = [(hour + step) % HOURS_A_DAY for step in (-1, 0, 1)]
        places = [(each, near) for near in around for each in self._days[near] if each != day]
        size = sum(self._sizes[place] for place in places)
        if size >= ENOUGH_QUARTERS:
            return sum(self._sums[place] for place in places), size
        return self._total - self._refused.get(quarter, 0), len(self._opened) - 1

    def _place(self, quarter: int) -> tuple[int, int]:
        local = start_of(quarter).astimezone(self._zone)
        return local.toordinal(), local.hour


def _joined(found: Iterator[Burst]) -> Iterator[Burst]:
    """Make one of bursts that follow on each other."""
    open_: Burst | None = None
    for each in found:
        if open_ is not None and open_.end == each.first:
            refused, usual = open_.refused + each.refused, open_.usual + each.usual
            open_ = Burst(open_.first, each.end, refused, usual)
            continue
        if open_ is not None:
            yield open_
        open_ = each
    if open_ is not None:
        yield open_


def _by_quarter(conn: Connection, table: Table, asked: Asked) -> dict[int, int]:
    figure = table.c.refusals if table is refusal_tallies else table.c.redemptions
    query = (
        select(table.c.quarter, func.sum(figure))
        .where(
            table.c.campaign_id.in_(campaign_ids(conn, asked, table)),
            *conditions(conn, table, asked),
        )
        .group_by(table.c.quarter)
    )
    return {quarter: int(count) for quarter, count in conn.execute(query)}
