"""All campaigns together, the coupons that were issued, and the hours of the day.

Codes, live redemptions and units come from what is kept, a row a campaign. Reversed redemptions,
refusals and coupons are counted by reading them (`coupons` of a campaign: its redemptions).
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    func,
    literal_column,
    select,
    type_coerce,
)

from counterfoil.domain.units import ZERO, from_hundredths
from counterfoil.ledger.codes.batches import Counts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.statistics import Tally, span
from counterfoil.ledger.tables.base import ID, to_micros
from counterfoil.ledger.tables.campaigns import campaigns, usage
from counterfoil.ledger.tables.campaigns import coupons as coupon_rows
from counterfoil.ledger.tables.codes import campaign_counts
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tables.stores import stores
from counterfoil.ledger.usage import WHOLE

_HOURS_A_DAY: Final = 24
_QUARTER: Final = timedelta(minutes=15)
"""Every time zone's hours begin on a quarter of an hour in UTC."""


@dataclass(frozen=True, slots=True)
class Coupons:
    """Coupons that were issued, and how many of them were used, or cancelled by a reversal."""

    issued: int = 0
    used: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of all campaigns together; `total` leaves reversed redemptions out."""

    campaigns: int
    counts: Counts
    total: Tally
    reversed: int
    refused: int
    coupons: Coupons
    first_at: datetime | None
    last_at: datetime | None


def overview(ledger: Ledger) -> Overview:
    """Return the figures of all campaigns, archived ones too."""
    with ledger.read() as conn:
        ids = list(conn.scalars(select(campaigns.c.id)))
        times = [span(conn, campaign_id) for campaign_id in ids]
        spans = [each for each in times if each is not None]
        return Overview(
            campaigns=len(ids),
            counts=_counts(conn),
            total=_total(conn, ids),
            reversed=_count(
                conn, select(func.count()).where(redemptions.c.reversed_at.is_not(None))
            ),
            refused=_count(conn, select(func.count()).select_from(refusals)),
            coupons=_coupons(conn, select(*_COUPON_FIGURES)),
            first_at=min((first for first, _ in spans), default=None),
            last_at=max((last for _, last in spans), default=None),
        )


def coupons(ledger: Ledger, campaign_id: str) -> Coupons:
    """Return how many coupons a campaign's redemptions have issued; none for one not known."""
    of_campaign = select(*_COUPON_FIGURES).join(
        redemptions, redemptions.c.id == coupon_rows.c.redemption_id
    )
    with ledger.read() as conn:
        return _coupons(conn, of_campaign.where(redemptions.c.campaign_id == campaign_id))


def by_hour_of_day(
    ledger: Ledger, campaign_id: str | None, first: date, last: date
) -> tuple[Tally, ...]:
    """Return the tallies of hours 0 to 23 on the clock of each store, over the days given.

    Where a clock repeats an hour, both count as that hour. It reads the redemptions of those days,
    of one campaign or of all.
    """
    sums: dict[int, Tally] = defaultdict(Tally)
    with ledger.read() as conn:
        for zone_name, quarter, times, hundredths in conn.execute(
            _by_quarter(conn, ledger.store.zone, campaign_id, first, last)
        ):
            start = datetime.fromtimestamp(0, UTC) + quarter * _QUARTER
            hour = start.astimezone(ZoneInfo(zone_name)).hour
            sums[hour] = _plus(sums[hour], times, from_hundredths(int(hundredths)))
    return tuple(sums[hour] for hour in range(_HOURS_A_DAY))


_REVERSED: Final = select(func.count()).where(redemptions.c.reversed_at.is_not(None))
_COUPON_FIGURES: Final[tuple[ColumnElement[int], ...]] = (
    func.count(coupon_rows.c.code),
    func.count(coupon_rows.c.used_at),
    func.count(coupon_rows.c.cancelled_at),
)


def _by_quarter(
    conn: Connection, zone: ZoneInfo, campaign_id: str | None, first: date, last: date
) -> Select[*tuple[Any, ...]]:
    # Named one by one, all campaigns together use the index of each.
    chosen = [campaign_id] if campaign_id else list(conn.scalars(select(campaigns.c.id)))
    # Written out, because PostgreSQL takes two bound values for two different groups.
    quarter = type_coerce(literal_column("redemptions.at / 900000000"), ID).label("quarter")
    return (
        select(stores.c.zone, quarter, func.count(), func.sum(redemptions.c.units))
        .join(stores, stores.c.code == redemptions.c.store)
        .where(
            redemptions.c.campaign_id.in_(chosen),
            redemptions.c.at >= _midnight(first, zone),
            redemptions.c.at < _midnight(last + timedelta(days=1), zone),
            redemptions.c.reversed_at.is_(None),
        )
        .group_by(stores.c.zone, literal_column("redemptions.at / 900000000"))
    )


def _midnight(day: date, zone: ZoneInfo) -> int:
    return to_micros(datetime.combine(day, time(), zone).astimezone(UTC))


def _plus(before: Tally, times: int, units: Decimal) -> Tally:
    return replace(before, redemptions=before.redemptions + times, units=before.units + units)


def _counts(conn: Connection) -> Counts:
    columns = (campaign_counts.c.codes, campaign_counts.c.used, campaign_counts.c.void)
    row = conn.execute(select(*(func.coalesce(func.sum(column), 0) for column in columns))).one()
    return Counts(*map(int, row))


def _total(conn: Connection, campaign_ids: list[str]) -> Tally:
    """Add up the totals, each a row of its own that is found by its key."""
    totals = select(func.sum(usage.c.executions), func.sum(usage.c.points)).where(
        usage.c.campaign_id.in_(campaign_ids), usage.c.member_id == WHOLE, usage.c.unit == ""
    )
    executions, points = conn.execute(totals).one()
    return Tally(int(executions or 0), from_hundredths(int(points or 0)) if points else ZERO)


def _count(conn: Connection, query: Select[int]) -> int:
    return int(conn.scalar(query) or 0)


def _coupons(conn: Connection, query: Select[*tuple[Any, ...]]) -> Coupons:
    return Coupons(*conn.execute(query).one())
