"""What the dashboard reads; every function that takes a ledger runs behind the reading door."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from counterfoil.ledger.asked import Asked, days
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.codes.batches import Counts, counts
from counterfoil.ledger.codes.cell import guarded
from counterfoil.ledger.forecast import Burn, burns
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.overview import live_redemptions
from counterfoil.ledger.statistics import Figures, figures
from counterfoil.ledger.trend import Grain, Point, extent, over_time
from counterfoil.ledger.unusual import Unusual, unusual
from counterfoil.ledger.whole_file import written_whole

MOST_DAYS = 92
"""A longer time is drawn by weeks."""


class Period(StrEnum):
    """What time the figures are of."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"
    CUSTOM = "custom"


_DAYS = {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30}


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: one campaign or all ("" for all), and the time."""

    campaign_id: str = ""
    period: Period = Period.MONTH
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Remaining:
    """How many codes of a campaign are redeemed and left, its redemptions, what may run out."""

    campaign_id: str
    name: str
    counts: Counts
    live: int
    burns: tuple[Burn, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that is shown, as of `now`; `ever` says whether anything was ever attempted."""

    view: View
    asked: Asked
    now: datetime
    ever: bool
    figures: Figures
    grain: Grain
    points: tuple[Point, ...]
    hours: tuple[Point, ...]
    remaining: tuple[Remaining, ...]
    unusual: tuple[Unusual, ...]


def asked_of(view: View, now: datetime, zone: ZoneInfo) -> Asked:
    """Return the conditions that a view stands for."""
    asked = Asked(view.campaign_id or None)
    today = now.astimezone(zone).date()
    if view.period is Period.ALL:
        return asked
    first, last = today - timedelta(days=_DAYS.get(view.period, 1) - 1), today
    if view.period is Period.CUSTOM:
        first, last = view.first or today, view.last or today
    start, end = days(min(first, last), max(first, last), zone)
    return replace(asked, start=start, end=end)


def grain_of(time: tuple[datetime, datetime] | None) -> Grain:
    """Return how a time is drawn: hours of two days or less, weeks of very many."""
    if time is None or time[1] - time[0] <= timedelta(days=2, hours=1):
        return Grain.HOUR
    return Grain.DAY if time[1] - time[0] <= timedelta(days=MOST_DAYS) else Grain.WEEK


def read_board(ledger: Ledger, view: View, now: datetime) -> Board:
    """Read everything for a view."""
    asked = asked_of(view, now, ledger.store.zone)
    found = figures(ledger, asked)
    grain = grain_of(extent(ledger, asked))
    time = over_time(ledger, asked, grain)
    return Board(
        view=view,
        asked=asked,
        now=now,
        ever=extent(ledger, Asked()) is not None,
        figures=found,
        grain=grain,
        points=time.points,
        hours=time.hours,
        remaining=_remaining(ledger, view, now),
        unusual=unusual(ledger, asked, now),
    )


def read_campaigns(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Return the ids and names of all campaigns."""
    return tuple((each.id, each.name) for each in list_campaigns(ledger, archived=True))


def write_table(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    """Write rows of cells as CSV; the file appears only when whole."""
    with written_whole(path) as file:
        csv.writer(file).writerows([guarded(str(cell)) for cell in row] for row in rows)
    return path


def write_bytes(path: Path, content: bytes) -> Path:
    """Write a picture; the file appears only when whole."""
    with written_whole(path) as file:
        file.buffer.write(content)
    return path


def _remaining(ledger: Ledger, view: View, now: datetime) -> tuple[Remaining, ...]:
    """Return the campaigns that have codes, those with the most redeemed first."""
    wanted = [
        each for each in list_campaigns(ledger, archived=True) if view.campaign_id in {"", each.id}
    ]
    live = live_redemptions(ledger)
    found = []
    for each in wanted:
        with ledger.read() as conn:
            counted = counts(conn, each.id)
        if counted.codes or view.campaign_id:
            shown = each.id == view.campaign_id or (each.active and not each.archived)
            outlook = burns(ledger, each.id, now) if shown else ()
            found.append(Remaining(each.id, each.name, counted, live.get(each.id, 0), outlook))
    return tuple(sorted(found, key=lambda each: (-each.counts.used, each.name)))
