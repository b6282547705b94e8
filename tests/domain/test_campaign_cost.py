"""The most a campaign can cost, against trying it out."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.campaign import Activity, Campaign, CampaignType, Rule, RuleTarget
from counterfoil.domain.campaign_cost import Bound, CouponCost, in_all, most_cost
from counterfoil.domain.condition import Operator
from counterfoil.domain.effect import DeductUnit, Effect, GivePoints, GiveReward
from counterfoil.domain.limit import Interval, IntervalType, Limit, Limits, bucket, leaves_room
from tests.domain.build import WARSAW, campaign, condition, limit, reward, rule

START = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
REWARDS = {"coffee": reward(), "tea": reward(id="tea", value=None)}
COFFEE = GiveReward("coffee")


def shown(*figures: object) -> tuple[object, ...]:
    return figures


def gives(*effects: Effect, **over: object) -> Campaign:
    return campaign(rules=(rule(effects=effects),), **over)


def test_constant_points_are_bounded_by_the_codes() -> None:
    cost = most_cost(gives(GivePoints("2 * 50"), DeductUnit("30")), {}, 200, WARSAW)
    assert shown(cost.each.units, cost.total.units) == (Decimal(100), Decimal(20_000))
    assert shown(cost.redemptions, cost.bound) == (200, Bound.CODES)


@pytest.mark.parametrize(
    ("limits", "total", "redemptions", "bound"),
    [
        (Limits(executions=limit(30)), 3000, 30, Bound.EXECUTIONS),
        (Limits(points=limit(550)), 500, 5, Bound.EXECUTIONS),
        (Limits(points_per_member=limit(10)), 2000, 200, Bound.CODES),
        (Limits(executions_per_member=limit(1)), 20_000, 200, Bound.CODES),
        # The campaign runs for the 31 days of May, on Warsaw's calendar until 2 o'clock in June.
        (Limits(executions=limit(1, IntervalType.DAYS)), 3200, 32, Bound.EXECUTIONS),
        (Limits(executions=limit(5, IntervalType.DAYS, 7)), 2500, 25, Bound.EXECUTIONS),
        (Limits(executions=limit(9, IntervalType.MONTHS)), 1800, 18, Bound.EXECUTIONS),
    ],
)
def test_limits_bound_it(limits: Limits, total: int, redemptions: int, bound: Bound) -> None:
    cost = most_cost(gives(GivePoints("100"), limits=limits), {}, 200, WARSAW)
    assert shown(cost.total.units, cost.redemptions, cost.bound) == (total, redemptions, bound)


def test_a_formula_is_bounded_by_a_limit_of_units_only() -> None:
    grows = GivePoints("transaction.grossValue * 2")
    cost = most_cost(gives(grows), {}, 10, WARSAW)
    assert shown(cost.each.units, cost.total.units, cost.bound) == (None, None, None)
    budget = most_cost(gives(grows, limits=Limits(points=limit(500))), {}, 10, WARSAW)
    assert shown(budget.each.units, budget.total.units, budget.bound) == (500, 500, Bound.POINTS)
    each = most_cost(gives(grows, limits=Limits(points_per_member=limit(5))), {}, 10, WARSAW)
    assert shown(each.each.units, each.total.units, each.bound) == (5, 50, Bound.CODES)


def test_a_formula_that_is_not_right_yet_is_bounded_by_nothing() -> None:
    assert most_cost(gives(GivePoints("100 +")), {}, 10, WARSAW).total.units is None


def test_a_limit_per_interval_bounds_one_redemption_but_not_all_without_an_end() -> None:
    limits = Limits(points=limit(500, IntervalType.MONTHS))
    endless = gives(GivePoints("member.wallets.default"), limits=limits, activity=Activity(START))
    cost = most_cost(endless, {}, 10, WARSAW)
    assert shown(cost.each.units, cost.total.units, cost.bound) == (500, 5000, Bound.CODES)
    tea = gives(COFFEE, limits=limits, activity=Activity(START))
    assert most_cost(tea, {}, 3, WARSAW).redemptions == 3


def test_centuries_of_hours_bound_nothing_worth_saying() -> None:
    hourly = limit(5, IntervalType.HOURS)
    assert in_all(hourly, Activity(START, START + timedelta(days=40_000)), WARSAW) is None
    assert in_all(hourly, Activity(START, START + timedelta(hours=2)), WARSAW) == 15
    assert in_all(None, Activity(START), WARSAW) is None


def test_a_member_and_a_referrer_each_have_their_limit() -> None:
    both = campaign(
        type=CampaignType.REFERRAL,
        rules=(
            rule(effects=(GivePoints("member.wallets.default"),)),
            rule(effects=(GivePoints("30"),), target=RuleTarget.REFERRER),
        ),
        limits=Limits(points_per_member=limit(20)),
    )
    assert most_cost(both, {}, 2, WARSAW).each.units == 40


def test_coupons_are_counted_and_valued_by_reward() -> None:
    cost = most_cost(
        gives(COFFEE, COFFEE, GiveReward("tea"), GiveReward("gone")), REWARDS, 10, WARSAW
    )
    assert cost.each.coupons == (
        CouponCost("coffee", 2, Decimal(24)),
        CouponCost("tea", 1, None),
        CouponCost("gone", 1, None),
    )
    assert [each.count for each in cost.total.coupons] == [20, 10, 10]
    assert cost.total.coupon_value == Decimal(240)
    assert shown(cost.total.units, cost.bound) == (0, Bound.CODES)


def test_the_budget_bounds_redemptions_only_where_each_needs_some() -> None:
    conditional = campaign(
        rules=(
            rule(condition("member.tier", Operator.IS_EQUAL, "gold")),
            rule(effects=(COFFEE,)),
        ),
        limits=Limits(points=limit(150)),
    )
    cost = most_cost(conditional, REWARDS, 10, WARSAW)
    assert shown(cost.redemptions, cost.total.units, cost.bound) == (10, 150, Bound.POINTS)
    endless = gives(GivePoints("1"), activity=Activity(START), limits=conditional.limits)
    assert most_cost(endless, {}, 1000, WARSAW).redemptions == 150


rules = st.lists(
    st.builds(
        Rule,
        name=st.just("r"),
        effects=st.lists(
            st.integers(0, 9).map(lambda n: GivePoints(str(n))) | st.just(COFFEE),
            min_size=1,
            max_size=3,
        ).map(tuple),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
intervals = st.none() | st.builds(
    Interval, st.sampled_from([IntervalType.HOURS, IntervalType.DAYS]), st.integers(1, 3)
)
limits = st.none() | st.builds(Limit, st.integers(1, 40).map(Decimal), intervals)


@given(
    rules,
    limits,
    limits,
    st.integers(0, 25),
    st.integers(1, 120),
    st.lists(st.integers(0, 119), max_size=60),
)
def test_no_day_at_the_counter_costs_more(
    some: tuple[Rule, ...],
    points: Limit | None,
    executions: Limit | None,
    codes: int,
    hours: int,
    visits: list[int],
) -> None:
    """Every code is brought, as early and as late as the limits let it."""
    activity = Activity(START, START + timedelta(hours=hours))
    summer = campaign(
        rules=some, activity=activity, limits=Limits(points=points, executions=executions)
    )
    cost = most_cost(summer, REWARDS, codes, WARSAW)
    effects = [effect for each in some for effect in each.effects]
    units = sum((Decimal(e.points_rule) for e in effects if isinstance(e, GivePoints)), Decimal(0))
    times = [START + timedelta(hours=at) for at in sorted(visits) if at < hours]
    taken: list[datetime] = []
    for at in times:
        fits = all(
            leaves_room(each, more * in_window(each, taken, at, WARSAW), more)
            for each, more in ((points, units), (executions, Decimal(1)))
        )
        if fits and len(taken) < codes:
            taken.append(at)
    assert len(taken) <= cost.redemptions
    assert cost.each.units is not None
    assert units * bool(taken) <= cost.each.units
    assert cost.total.units is not None
    assert units * len(taken) <= cost.total.units
    coffees = sum(isinstance(effect, GiveReward) for effect in effects)
    assert coffees * len(taken) * Decimal(12) <= cost.total.coupon_value


@given(rules, st.integers(1, 300), st.integers(1, 20), st.integers(0, 25))
def test_without_intervals_it_is_what_really_comes_of_it(
    some: tuple[Rule, ...], budget: int, most: int, codes: int
) -> None:
    summer = campaign(rules=some, limits=Limits(points=limit(budget), executions=limit(most)))
    effects = [effect for each in some for effect in each.effects]
    units = sum((Decimal(e.points_rule) for e in effects if isinstance(e, GivePoints)), Decimal(0))
    taken = 0
    while taken < min(codes, most) and units * (taken + 1) <= budget:
        taken += 1
    cost = most_cost(summer, REWARDS, codes, WARSAW)
    assert shown(cost.redemptions, cost.total.units) == (taken, units * taken)


def in_window(limited: Limit | None, taken: list[datetime], now: datetime, zone: ZoneInfo) -> int:
    if limited is None or limited.interval is None:
        return len(taken)
    interval = limited.interval
    step = 4 if interval.type is IntervalType.HOURS else 1
    last = bucket(interval.type, now, zone)
    return sum(bucket(interval.type, at, zone) > last - interval.value * step for at in taken)
