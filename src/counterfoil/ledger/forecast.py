"""How much of a campaign's codes and limits is gone, and when the rest will be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from counterfoil.domain.forecast import DAYS, Outlook, forecast
from counterfoil.ledger.asked import Asked, midnight
from counterfoil.ledger.budget import LimitName, LimitUse, budget
from counterfoil.ledger.codes.batches import counts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.trend import Grain, Point, trend


class Supply(StrEnum):
    """What may run out."""

    CODES = "codes"
    POINTS = "points"
    EXECUTIONS = "executions"


@dataclass(frozen=True, slots=True)
class Burn:
    """What there is of something, what is gone and left, and the outlook.

    Where the limit is of an interval, it is that of the current one, full again at `resets_at`.
    """

    supply: Supply
    whole: Decimal
    used: Decimal
    left: Decimal
    resets_at: datetime | None
    outlook: Outlook


def burns(ledger: Ledger, campaign_id: str, now: datetime) -> tuple[Burn, ...]:
    """Return the codes and the limits of a whole campaign. Raises NotFound.

    Each redemption takes a code; what is void cannot be taken.
    """
    limits = budget(ledger, campaign_id, now).whole
    with ledger.read() as conn:
        found = counts(conn, campaign_id)
    past = _past(ledger, campaign_id, now)
    times = [float(point.tally.redemptions) for point in past]
    units = [float(point.tally.units) for point in past]
    today = now.astimezone(ledger.store.zone).date()
    codes = Burn(
        Supply.CODES,
        Decimal(found.codes - found.void),
        Decimal(found.used),
        Decimal(found.remaining),
        None,
        forecast(times, found.remaining, today),
    )

    def of_limits() -> Iterator[Burn]:
        for each in limits:
            is_points = each.name is LimitName.POINTS
            spent = units if is_points else times
            supply = Supply.POINTS if is_points else Supply.EXECUTIONS
            outlook = forecast(spent, float(each.left), today)
            yield _burn(supply, each, outlook)

    return (*of_limits(), *([codes] if found.codes else []))


def _burn(supply: Supply, use: LimitUse, outlook: Outlook) -> Burn:
    return Burn(supply, use.limit.value, use.used, use.left, use.resets_at, outlook)


def _past(ledger: Ledger, campaign_id: str, now: datetime) -> Sequence[Point]:
    """Return the whole days up to yesterday."""
    zone = ledger.store.zone
    today = now.astimezone(zone).date()
    start = midnight(today - timedelta(days=DAYS), zone)
    asked = Asked(campaign_id, start, midnight(today, zone))
    return trend(ledger, asked, Grain.DAY)
