"""A budget says how much of each limit is used and left, in the window it is in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from counterfoil.domain.campaign import Activity
from counterfoil.domain.effect import GivePoints
from counterfoil.domain.errors import NotFound
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.ledger.budget import LimitName, budget
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.reverse import reverse
from tests.domain.build import NOW, WARSAW, limit, rule
from tests.ledger.shop import MANAGER, PIOTR, SUPERVISOR, Shop

OPEN = Activity(datetime(2026, 1, 1, tzinfo=UTC))
LIMITS = Limits(
    points=limit("100"),
    executions=limit(3, IntervalType.DAYS),
    points_per_member=limit("30", IntervalType.MONTHS),
    executions_per_member=limit(2),
)


def test_a_budget_says_what_is_used_and_left(shop: Shop) -> None:
    ten = rule(effects=(GivePoints("15"),))
    _, codes = shop.campaign(6, activity=OPEN, rules=(ten,), limits=LIMITS)
    undone = shop.redeem(codes[0]).redemption_id
    assert undone is not None
    reverse(shop.ledger, undone, "mistake", SUPERVISOR, NOW)
    yesterday = NOW - timedelta(days=1)
    for code, card, moment_ in ((1, "1001", yesterday), (2, "1001", NOW), (3, PIOTR, NOW)):
        assert shop.redeem(codes[code], card=card, at=moment_).accepted
    found = budget(shop.ledger, "c1", NOW)
    points, executions = found.whole
    assert points.name is LimitName.POINTS
    assert (points.used, points.left) == (Decimal(45), Decimal(55))
    assert points.resets_at is None
    assert executions.name is LimitName.EXECUTIONS
    assert (executions.used, executions.left) == (Decimal(2), Decimal(1))
    assert executions.resets_at == datetime(2026, 5, 14, tzinfo=WARSAW)
    by_points, by_executions = found.per_member
    assert (by_points.members, by_points.reached) == (2, 1)
    assert by_points.resets_at == datetime(2026, 6, 1, tzinfo=WARSAW)
    assert (by_executions.name, by_executions.members, by_executions.reached) == (
        LimitName.EXECUTIONS_PER_MEMBER, 2, 1,
    )  # fmt: skip
    tomorrow = budget(shop.ledger, "c1", NOW + timedelta(days=1))
    assert tomorrow.whole[1].left == 3


def test_a_budget_goes_by_the_journals_time_where_the_clock_is_behind(shop: Shop) -> None:
    roomy = replace(LIMITS, points_per_member=None)
    _, codes = shop.campaign(3, activity=OPEN, limits=roomy)
    assert shop.redeem(codes[0]).accepted
    behind = budget(shop.ledger, "c1", NOW - timedelta(days=3))
    assert behind == budget(shop.ledger, "c1", NOW)


def test_a_campaign_without_limits_has_no_budget(shop: Shop) -> None:
    shop.campaign(1)
    found = budget(shop.ledger, "c1", NOW)
    assert (found.whole, found.per_member) == ((), ())


def test_a_limit_that_was_lowered_leaves_nothing_and_not_less(shop: Shop) -> None:
    saved, codes = shop.campaign(3, limits=Limits(points=limit("500")))
    assert shop.redeem(codes[0]).accepted
    assert shop.redeem(codes[1]).accepted
    lower = replace(saved, limits=Limits(points=limit("150")))
    save_campaign(shop.ledger, lower, MANAGER, NOW, base_version=saved.version)
    (points,) = budget(shop.ledger, "c1", NOW).whole
    assert (points.used, points.left) == (Decimal(200), Decimal(0))


def test_the_budget_of_no_campaign_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound):
        budget(shop.ledger, "none", NOW)
