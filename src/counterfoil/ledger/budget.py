"""How much of a campaign's limits is used, and how much is left, in the window of each."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.limit import Limit, bucket, first_bucket, resets_at
from counterfoil.domain.units import ZERO, to_hundredths
from counterfoil.ledger import journal
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.campaigns import usage
from counterfoil.ledger.usage import WHOLE, used


class LimitName(StrEnum):
    """A campaign's limits, by the names of the field."""

    POINTS = "points"
    EXECUTIONS = "executions"
    POINTS_PER_MEMBER = "pointsPerMember"
    EXECUTIONS_PER_MEMBER = "executionsPerMember"


@dataclass(frozen=True, slots=True)
class LimitUse:
    """A limit of the whole campaign: units or executions that are used and left until `resets_at`.

    That is None where the limit is in total.
    """

    name: LimitName
    limit: Limit
    used: Decimal
    left: Decimal
    resets_at: datetime | None


@dataclass(frozen=True, slots=True)
class MemberLimitUse:
    """A limit of each member: how many members it counts now, and how many have reached it."""

    name: LimitName
    limit: Limit
    members: int
    reached: int
    resets_at: datetime | None


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits a campaign has, those of the whole campaign and those of each member."""

    whole: tuple[LimitUse, ...]
    per_member: tuple[MemberLimitUse, ...]


def budget(ledger: Ledger, campaign_id: str, now: datetime) -> Budget:
    """Return how much of a campaign's limits is used at `now`. Raises NotFound.

    Limits of the whole campaign are read from a counter; limits of each member from the counters
    of all its members, by index, but as many as there are.
    """
    zone = ledger.store.zone
    with ledger.read() as conn:
        campaign = current(ledger, conn, campaign_id)
        at = journal.peek(ledger, conn, now).now
        return Budget(_whole(conn, campaign, at, zone), _per_member(conn, campaign, at, zone))


def _whole(
    conn: Connection, campaign: Campaign, at: datetime, zone: ZoneInfo
) -> tuple[LimitUse, ...]:
    counted = used(conn, campaign, (None, None), at, zone)
    limits = (
        (LimitName.POINTS, campaign.limits.points, counted.points),
        (LimitName.EXECUTIONS, campaign.limits.executions, Decimal(counted.executions)),
    )
    return tuple(
        LimitUse(name, limit, so_far, max(limit.value - so_far, ZERO), _resets(limit, at, zone))
        for name, limit, so_far in limits
        if limit is not None
    )


def _per_member(
    conn: Connection, campaign: Campaign, at: datetime, zone: ZoneInfo
) -> tuple[MemberLimitUse, ...]:
    limits = (
        (LimitName.POINTS_PER_MEMBER, campaign.limits.points_per_member),
        (LimitName.EXECUTIONS_PER_MEMBER, campaign.limits.executions_per_member),
    )
    return tuple(
        _of_members(conn, campaign.id, name, limit, at, zone)
        for name, limit in limits
        if limit is not None
    )


def _of_members(
    conn: Connection, campaign_id: str, name: LimitName, limit: Limit, at: datetime, zone: ZoneInfo
) -> MemberLimitUse:
    is_points = name is LimitName.POINTS_PER_MEMBER
    most = to_hundredths(limit.value) if is_points else int(limit.value)
    total = func.sum(usage.c.points if is_points else usage.c.executions)
    sums = (
        select(total.label("used"))
        .where(
            usage.c.campaign_id == campaign_id,
            usage.c.member_id != WHOLE,
            usage.c.unit == (limit.unit or ""),
            usage.c.bucket.between(
                first_bucket(limit.interval, at, zone), bucket(limit.unit, at, zone)
            ),
        )
        .group_by(usage.c.member_id)
        .having(total > 0)
        .subquery()
    )
    reached = func.count().filter(sums.c.used >= most)
    row = conn.execute(select(func.count(), reached).select_from(sums)).one()
    return MemberLimitUse(name, limit, row[0], row[1], _resets(limit, at, zone))


def _resets(limit: Limit, at: datetime, zone: ZoneInfo) -> datetime | None:
    return None if limit.interval is None else resets_at(limit.interval, at, zone)
