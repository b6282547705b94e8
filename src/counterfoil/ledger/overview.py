"""All campaigns together, the coupons that were issued, and the hours of the day.

Codes, live redemptions and units come from what is kept, a row a campaign; reversed redemptions and
refusals from the tallies. Coupons are counted by reading them (of a campaign: its redemptions).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select

from counterfoil.domain.units import ZERO, from_hundredths
from counterfoil.ledger.asked import Asked, days
from counterfoil.ledger.codes.batches import Counts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.statistics import span
from counterfoil.ledger.tables.campaigns import campaigns, usage
from counterfoil.ledger.tables.campaigns import coupons as coupon_rows
from counterfoil.ledger.tables.codes import campaign_counts
from counterfoil.ledger.tables.office import redemption_tallies, refusal_tallies
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.trend import Grain, Tally, over_time
from counterfoil.ledger.usage import WHOLE


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
            reversed=_summed(conn, redemption_tallies.c.reversed),
            refused=_summed(conn, refusal_tallies.c.refusals),
            coupons=_coupons(conn, select(*_COUPON_FIGURES)),
            first_at=min((first for first, _ in spans), default=None),
            last_at=max((last for _, last in spans), default=None),
        )


def live_redemptions(ledger: Ledger) -> Mapping[str, int]:
    """Return the redemptions of each campaign that were not reversed, from what limits count."""
    query = select(usage.c.campaign_id, usage.c.executions).where(
        usage.c.campaign_id.in_(select(campaigns.c.id)),
        usage.c.member_id == WHOLE,
        usage.c.unit == "",
        usage.c.bucket == 0,
    )
    with ledger.read() as conn:
        return {row[0]: int(row[1]) for row in conn.execute(query)}


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

    Where a clock repeats an hour, both count as that hour. Of one campaign or of all.
    """
    asked = Asked(campaign_id, *days(first, last, ledger.store.zone))
    return tuple(point.tally for point in over_time(ledger, asked, Grain.WEEK).hours)


_COUPON_FIGURES: Final[tuple[ColumnElement[int], ...]] = (
    func.count(coupon_rows.c.code),
    func.count(coupon_rows.c.used_at),
    func.count(coupon_rows.c.cancelled_at),
)


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


def _summed(conn: Connection, figure: ColumnElement[int]) -> int:
    return int(conn.scalar(select(func.sum(figure))) or 0)


def _coupons(conn: Connection, query: Select[*tuple[Any, ...]]) -> Coupons:
    return Coupons(*conn.execute(query).one())
