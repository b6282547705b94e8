"""Clocks that are wrong: years off, set back and forth between acts, over every change of the hour.

What should come of an act is worked out here anew, by the calendar of the store alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from counterfoil.domain.campaign import Activity
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.checkup import checkup
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.journal import CLOCK_TOLERANCE, clock_behind, entries, verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.schemas import save_schema
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.verdict import Attempt
from tests.domain.build import campaign, limit, member, schema, store
from tests.faults.killed_hubs import scratch
from tests.faults.reckoning import Harm
from tests.ledger.shop import ANNA, CASHIER, FORMAT, MANAGER, Shop

ACTS: Final = 50
ZONES: Final = (
    "Europe/Warsaw",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/Havana",
    "Asia/Kathmandu",
)
TURNS: Final = (
    "2024-02-29T00:00", "2027-02-28T23:00", "2028-02-29T12:00",  # leap days, and none
    "2026-03-29T01:00", "2026-10-25T01:00",  # Warsaw
    "2026-03-08T07:00", "2026-11-01T06:00",  # New York, Havana
    "2026-04-04T15:00", "2026-10-03T15:30",  # Lord Howe, by half an hour
    "2011-12-30T10:00",  # Apia leaves out a day
    "2026-02-15T02:00", "2026-03-22T02:00",  # Casablanca, in Ramadan
    "2026-12-31T23:00",
)  # fmt: skip
STEPS: Final = tuple(
    timedelta(**step)
    for step in (
        {"seconds": 1}, {"minutes": 7}, {"minutes": 31}, {"hours": 1}, {"hours": 5}, {"days": 1},
        {"minutes": -3}, {"hours": -1}, {"days": -1}, {"days": 40}, {"days": 366}, {"days": -365},
    )
)  # fmt: skip
OFTEN: Final = (9, 9, 9, 9, 5, 5, 3, 3, 2, 0.4, 0.2, 0.7)


@dataclass
class Calendar:
    """What a store's calendar says: the latest time that is known, and what was accepted when."""

    zone: ZoneInfo
    start: datetime
    end: datetime
    unit: IntervalType
    most: int
    known: datetime
    accepted: list[datetime] = field(default_factory=list)

    def expects(self, wall: datetime) -> Reason | None:
        """Return what an act should be refused for; None where it should be accepted."""
        self.known = max(self.known, wall)
        if self.known < self.start:
            return Reason.NOT_STARTED
        if self.known >= self.end:
            return Reason.ENDED
        same = sum(self._page(each) == self._page(self.known) for each in self.accepted)
        return Reason.MEMBER_EXECUTIONS_REACHED if same >= self.most else None

    def _page(self, moment: datetime) -> tuple[Any, ...]:
        """Return the hour, day, week, month or year of the calendar that a moment is in."""
        local = moment.astimezone(self.zone)
        if self.unit is IntervalType.HOURS:
            return local.date(), local.hour, local.utcoffset()
        if self.unit is IntervalType.WEEKS:
            return local.isocalendar()[:2]
        fields = {IntervalType.DAYS: 3, IntervalType.MONTHS: 2, IntervalType.YEARS: 1}
        return (local.year, local.month, local.day)[: fields[self.unit]]


def wandering(tries: int, seed: int, *, by_the_wall: bool = False) -> Harm:
    """Redeem so often while the clock wanders. `by_the_wall` is a till that believes its clock."""
    random, harm, done = Random(seed), Harm(), 0
    while done < tries:
        with scratch() as folder:
            done += _history(folder, random, harm, by_the_wall=by_the_wall)
    return harm


def _history(folder: Path, random: Random, harm: Harm, *, by_the_wall: bool) -> int:
    turn = datetime.fromisoformat(random.choice(TURNS)).replace(tzinfo=UTC)
    zone, unit = ZoneInfo(random.choice(ZONES)), random.choice([*IntervalType])
    first = turn - timedelta(days=random.choice((0, 1, 3)), hours=random.randrange(6))
    with open_ledger(
        folder / "till", first - timedelta(days=800), store=store(zone=zone)
    ) as ledger:
        most = random.randrange(1, 4)
        calendar = Calendar(
            zone, first, first + timedelta(days=random.choice((3, 60, 500))), unit, most, first
        )
        limits = Limits(executions_per_member=limit(most, unit))
        activity = Activity(calendar.start, calendar.end)
        codes = _filled(ledger, first, activity=activity, limits=limits)
        for wall in _walls(random, first):
            _act(ledger, calendar, codes, wall, harm, by_the_wall=by_the_wall)
        _in_order(ledger, harm)
    return ACTS


def _filled(ledger: Ledger, first: datetime, **over: Any) -> list[str]:  # noqa: ANN401 - a campaign's fields
    """Set a shop up before anything happens there; return the codes of its campaign."""
    save_staff(ledger, CASHIER, MANAGER, first)
    save_schema(ledger, schema(), MANAGER, first)
    save_member(ledger, member(wallets={}), MANAGER, first)
    saved = save_campaign(ledger, campaign(code_format=FORMAT, **over), MANAGER, first)
    generate(ledger, saved.id, ACTS, MANAGER, first)
    return Shop(ledger).codes(saved.id)


def _walls(random: Random, first: datetime) -> Iterator[datetime]:
    """Yield what the clock says at each act."""
    wall = first
    for _ in range(ACTS):
        wall += random.choices(STEPS, OFTEN)[0]
        yield wall


def _act(
    ledger: Ledger,
    calendar: Calendar,
    codes: list[str],
    wall: datetime,
    harm: Harm,
    *,
    by_the_wall: bool,
) -> None:
    expected = calendar.expects(wall)
    at = wall if by_the_wall else None
    attempt = Attempt((codes[len(calendar.accepted)],), CASHIER, ANNA, at=at)
    verdict = redeem(ledger, attempt, wall)
    reason = None if verdict.refused is None else verdict.refused.reason
    told = f"{wall} in {calendar.zone}, {calendar.unit} {calendar.most}, known {calendar.known}"
    if verdict.accepted and expected is not None:
        harm.double(f"{told}: accepted, and should be refused as {expected}")
    elif reason is not expected:
        harm.lose(f"{told}: refused as {reason}, and should be {expected or 'accepted'}")
    if verdict.at != calendar.known:
        harm.crash(f"{told}: it is said to be {verdict.at}")
    if verdict.accepted:
        calendar.accepted.append(calendar.known)
    off = calendar.known - wall
    is_behind = off > CLOCK_TOLERANCE
    if (clock_behind(ledger, wall) == off) is not is_behind:
        harm.crash(f"{told}: the clock is {clock_behind(ledger, wall)} behind")


def _in_order(ledger: Ledger, harm: Harm) -> None:
    """The journal goes on by one, never back in time, and is whole; the doctor sees the clock."""
    own = [each.entry for each in entries(ledger)]
    for before, after in pairwise(own):
        if after.n != before.n + 1 or after.wall_time < before.wall_time:
            harm.crash(f"entry {after.n} of {after.wall_time} follows {before.n}")
    harm.crash(*(str(flaw) for flaw in verify(ledger)))
    slow = own[-1].wall_time - timedelta(days=1)
    if all(each.is_well for each in checkup(ledger, slow) if each.check == "clock"):
        harm.crash("the doctor does not see that the clock is behind")
