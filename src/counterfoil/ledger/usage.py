"""What the limits of a campaign have counted, by calendar bucket, so that no decision scans rows.

A limit's window is a range of buckets (domain.limit). Only what the campaign's limits ask for is
counted, and its total. A reversal takes away in the buckets of the time of redemption.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, delete, func, select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.facts import Used
from counterfoil.domain.limit import Interval, Limit, bucket, counters, first_bucket
from counterfoil.domain.units import ZERO, from_hundredths, to_hundredths
from counterfoil.ledger.bulk import Bulk
from counterfoil.ledger.given import points_by_member, restored
from counterfoil.ledger.statement import Statement, putting
from counterfoil.ledger.tables.base import from_micros, load
from counterfoil.ledger.tables.campaigns import usage
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import stores

__all__ = ["WHOLE", "Execution", "add", "counted", "counters", "kept", "rebuild", "used"]

WHOLE: Final = ""
"""Stands in `usage.member_id` for the whole campaign."""

Counts = tuple[int, int]
"""Points in hundredths, and executions."""

_ADD: Final = putting(usage, adding=True)
_ADD_ALL: Final = Bulk(usage, adding=True)
_IN_WINDOW: Final = Statement(
    select(func.sum(usage.c.points), func.sum(usage.c.executions)).where(
        usage.c.campaign_id == bindparam("campaign_id"),
        usage.c.member_id == bindparam("who"),
        usage.c.unit == bindparam("unit"),
        usage.c.bucket.between(bindparam("first"), bindparam("last")),
    )
)


@dataclass(frozen=True, slots=True)
class Execution:
    """One redemption as limits see it: who, when, where, and the units given to each member."""

    member_id: str | None
    at: datetime
    zone: ZoneInfo
    points: Decimal = ZERO
    points_by_member: Mapping[str, Decimal] = field(default_factory=dict)


def used(
    conn: Connection,
    campaign: Campaign,
    members: tuple[str | None, str | None],
    at: datetime,
    zone: ZoneInfo,
) -> Used:
    """Return what is counted in the window of each limit, for the member and the referrer."""
    limits = campaign.limits
    windows: dict[tuple[str, Interval | None], Counts] = {}

    def counted(limit: Limit | None, who: str) -> Counts:
        if limit is None:
            return (0, 0)
        window = who, limit.interval
        if window not in windows:
            windows[window] = _in_window(conn, campaign.id, who, limit.interval, at, zone)
        return windows[window]

    return Used(
        points=from_hundredths(counted(limits.points, WHOLE)[0]),
        executions=counted(limits.executions, WHOLE)[1],
        executions_per_member=counted(limits.executions_per_member, members[0])[1]
        if members[0]
        else 0,
        points_per_member={
            who: from_hundredths(counted(limits.points_per_member, who)[0])
            for who in members
            if who
        },
    )


def add(conn: Connection, campaign: Campaign, execution: Execution, sign: int = 1) -> None:
    """Count a redemption, or with `sign` -1 take it away again."""
    for row in _rows(campaign, execution, sign):
        _ADD.run(conn, row)


def add_all(conn: Connection, campaign: Campaign, executions: Iterable[Execution]) -> None:
    """Count several redemptions of a campaign."""
    sums: dict[Key, dict[str, Any]] = {}
    for execution in executions:
        for row in _rows(campaign, execution, 1):
            known = sums.setdefault((row["member_id"], row["unit"], row["bucket"]), row)
            if known is not row:
                known["points"] += row["points"]
                known["executions"] += row["executions"]
    _ADD_ALL.run(conn, list(sums.values()))


def is_total_only(campaign: Campaign) -> bool:
    """Say whether nothing of a campaign is counted but its total."""
    return counters(campaign.limits) == {(False, None)}


def add_to_total(conn: Connection, campaign: Campaign, points: int, executions: int) -> None:
    """Count several redemptions, and their points in hundredths; see `is_total_only`."""
    place = {"campaign_id": campaign.id, "member_id": WHOLE, "unit": "", "bucket": 0}
    _ADD.run(conn, {**place, "points": points, "executions": executions})


def rebuild(conn: Connection, campaign: Campaign) -> None:
    """Count a campaign's redemptions anew, for limits that count something else than before."""
    conn.execute(delete(usage).where(usage.c.campaign_id == campaign.id))
    for execution in _executions(conn, campaign.id):
        add(conn, campaign, execution)


Key = tuple[str, str, int]
"""Member id or `WHOLE`, unit, bucket."""


def kept(conn: Connection, campaign_id: str) -> dict[Key, Counts]:
    """Return what a campaign's counters say, those that went back to nothing left out."""
    rows = conn.execute(select(usage).where(usage.c.campaign_id == campaign_id))
    return {
        (row.member_id, row.unit, row.bucket): (row.points, row.executions)
        for row in rows
        if row.points or row.executions
    }


def counted(conn: Connection, campaign: Campaign) -> dict[Key, Counts]:
    """Return what a campaign's counters should say, from its redemptions."""
    sums: dict[Key, Counts] = {}
    for execution in _executions(conn, campaign.id):
        for row in _rows(campaign, execution, 1):
            key = (row["member_id"], row["unit"], row["bucket"])
            points, executions = sums.get(key, (0, 0))
            sums[key] = (points + row["points"], executions + row["executions"])
    return sums


def _in_window(
    conn: Connection,
    campaign_id: str,
    who: str,
    interval: Interval | None,
    at: datetime,
    zone: ZoneInfo,
) -> Counts:
    unit = interval.type if interval else None
    values = {
        "campaign_id": campaign_id,
        "who": who,
        "unit": unit or "",
        "first": first_bucket(interval, at, zone),
        "last": bucket(unit, at, zone),
    }
    points, executions = _IN_WINDOW.run(conn, values).fetchone() or (None, None)
    return int(points or 0), int(executions or 0)


def _rows(campaign: Campaign, execution: Execution, sign: int) -> Iterator[dict[str, Any]]:
    for per_member, unit in counters(campaign.limits):
        place = {
            "campaign_id": campaign.id,
            "unit": unit or "",
            "bucket": bucket(unit, execution.at, execution.zone),
        }
        for who, points, executions in _counted(execution, per_member=per_member):
            yield {
                **place,
                "member_id": who,
                "points": sign * to_hundredths(points),
                "executions": sign * executions,
            }


def _counted(execution: Execution, *, per_member: bool) -> Iterator[tuple[str, Decimal, int]]:
    if not per_member:
        yield WHOLE, execution.points, 1
        return
    given = execution.points_by_member
    if execution.member_id is not None:
        yield execution.member_id, given.get(execution.member_id, ZERO), 1
    for who, points in given.items():
        if who != execution.member_id:
            yield who, points, 0


def _executions(conn: Connection, campaign_id: str) -> Iterator[Execution]:
    """Yield the redemptions that count, each with the units that were given with it."""
    rows = conn.execute(
        select(
            redemptions.c.member_id,
            redemptions.c.at,
            redemptions.c.units,
            redemptions.c.given,
            stores.c.zone,
        )
        .join(stores, stores.c.code == redemptions.c.store)
        .where(
            redemptions.c.campaign_id == campaign_id,
            redemptions.c.reversed_at.is_(None),
            ~redemptions.c.test,
        ),
        execution_options={"yield_per": 1000},
    )
    for row in rows:
        yield Execution(
            row.member_id,
            from_micros(row.at),
            ZoneInfo(row.zone),
            from_hundredths(row.units),
            points_by_member(restored(conn, document) for document in load(row.given)),
        )
