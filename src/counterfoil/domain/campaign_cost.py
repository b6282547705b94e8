"""The most a campaign can cost: units and coupons, for one redemption and in all.

It is a bound, not a forecast. Conditions are taken to hold, rules for the referrer to find one, and
every code to be brought. A limit for each member bounds what one redemption gives; in all it bounds
nothing, because nobody knows how many members will come.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from counterfoil.domain.attribute import ROOTS
from counterfoil.domain.campaign import Activity, Campaign, Rule, RuleTarget
from counterfoil.domain.effect import Effect, GivePoints, GiveReward
from counterfoil.domain.expression import ExpressionFailed, amount, refers_to
from counterfoil.domain.limit import Interval, Limit, resets_at
from counterfoil.domain.reward import Reward
from counterfoil.domain.units import ZERO

_MOST_WINDOWS: Final = 20_000
"""Windows are walked one by one; more of them (two years of hours) bound nothing worth saying."""


class Bound(StrEnum):
    """What keeps a campaign's cost within bounds."""

    CODES = "codes"
    EXECUTIONS = "executions"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class CouponCost:
    """Coupons of one reward. `value` is what they are worth together, None where it is not set."""

    reward_id: str
    count: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Spending:
    """Units, None where nothing bounds them, and coupons by reward."""

    units: Decimal | None
    coupons: tuple[CouponCost, ...] = ()

    @property
    def coupon_value(self) -> Decimal:
        """What the coupons are worth, those of no set value left out."""
        return sum((each.value for each in self.coupons if each.value is not None), ZERO)


@dataclass(frozen=True, slots=True)
class Cost:
    """The most that one redemption gives, and all of them.

    `redemptions` is the most there can be, and `bound` what bounds the units in all, None where
    nothing does: then a limit of units, `Bound.POINTS`, would.
    """

    each: Spending
    total: Spending
    redemptions: int
    bound: Bound | None


def most_cost(
    campaign: Campaign, rewards: Mapping[str, Reward], codes: int, zone: ZoneInfo
) -> Cost:
    """Return the most that `campaign` can cost with `codes` codes, on the calendar of `zone`."""
    points = in_all(campaign.limits.points, campaign.activity, zone)
    executions = in_all(campaign.limits.executions, campaign.activity, zone)
    times = min(codes, int(executions)) if executions is not None else codes
    times = _within_budget(campaign, times, zone)
    each = _units_each(campaign)
    total, bound = _total(each, times, codes, points)
    coupons = Counter(effect.reward_id for effect in _coupons(campaign))
    return Cost(
        each=Spending(each, _spent(coupons, rewards, 1)),
        total=Spending(total, _spent(coupons, rewards, times)),
        redemptions=times,
        bound=bound,
    )


def in_all(limit: Limit | None, activity: Activity, zone: ZoneInfo) -> Decimal | None:
    """Return the most that a limit lets through while the campaign runs; None for no bound."""
    windows = _windows(limit, activity, zone)
    return None if limit is None or windows is None else limit.value * windows


def _total(
    each: Decimal | None, times: int, codes: int, points: Decimal | None
) -> tuple[Decimal | None, Bound | None]:
    by_redemptions = None if each is None else each * times
    if by_redemptions is None:
        return points, None if points is None else Bound.POINTS
    if points is not None and points < by_redemptions:
        return points, Bound.POINTS
    return by_redemptions, Bound.CODES if times == codes else Bound.EXECUTIONS


def _within_budget(campaign: Campaign, times: int, zone: ZoneInfo) -> int:
    """Return how often the budget lets it be redeemed, where each redemption surely needs some."""
    limit = campaign.limits.points
    least = sum((_least(rule) for rule in campaign.rules), ZERO)
    windows = _windows(limit, campaign.activity, zone)
    if limit is None or windows is None or not least:
        return times
    return min(times, int(limit.value // least) * windows)


def _least(rule: Rule) -> Decimal:
    """Return the units that a rule gives whoever redeems; those for a referrer need one."""
    if rule.conditions or rule.target is RuleTarget.REFERRER:
        return ZERO
    return sum((_constant(each) or ZERO for each in _points(rule)), ZERO)


def _units_each(campaign: Campaign) -> Decimal | None:
    limits = campaign.limits
    bounds = [limits.points.value] if limits.points else []
    if limits.points_per_member:
        receivers = {rule.target for rule in campaign.rules if any(_points(rule))}
        bounds.append(limits.points_per_member.value * len(receivers))
    given = [_constant(effect) for rule in campaign.rules for effect in _points(rule)]
    known = [units for units in given if units is not None]
    if len(known) == len(given):
        bounds.append(sum(known, ZERO))
    return min(bounds, default=None)


def _constant(effect: GivePoints) -> Decimal | None:
    """Return what a formula always comes to; None where it looks at something or is not right."""
    if any(refers_to(effect.points_rule, root) for root in ROOTS):
        return None
    try:
        return amount(effect.points_rule, {})
    except ExpressionFailed:
        return None


def _points(rule: Rule) -> Iterator[GivePoints]:
    return (effect for effect in rule.effects if isinstance(effect, GivePoints))


def _coupons(campaign: Campaign) -> Iterator[GiveReward]:
    effects: Iterator[Effect] = (e for rule in campaign.rules for e in rule.effects)
    return (effect for effect in effects if isinstance(effect, GiveReward))


def _spent(
    coupons: Counter[str], rewards: Mapping[str, Reward], times: int
) -> tuple[CouponCost, ...]:
    return tuple(
        CouponCost(reward_id, count * times, _worth(rewards.get(reward_id), count * times))
        for reward_id, count in coupons.items()
    )


def _worth(reward: Reward | None, count: int) -> Decimal | None:
    return None if reward is None or reward.value is None else reward.value * count


def _windows(limit: Limit | None, activity: Activity, zone: ZoneInfo) -> int | None:
    """Return how many windows, end to end, cover the campaign's time."""
    if limit is None or limit.interval is None:
        return 1
    if activity.ends_at is None:
        return None
    touched = _units_touched(limit.interval, activity.starts_at, activity.ends_at, zone)
    return None if touched is None else -(-touched // limit.interval.value)


def _units_touched(
    interval: Interval, start: datetime, end: datetime, zone: ZoneInfo
) -> int | None:
    """Return how many calendar units a span of time touches."""
    count, at = 0, start
    while at < end and count <= _MOST_WINDOWS:
        at, count = resets_at(interval, at, zone), count + 1
    return count if count <= _MOST_WINDOWS else None
