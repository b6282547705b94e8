"""What is gone of codes and limits, and the outlook, follow from the days before."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from counterfoil.domain.campaign import Activity
from counterfoil.domain.errors import NotFound
from counterfoil.domain.forecast import Gone, RunsOut, TooEarly
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.forecast import Supply, burns
from counterfoil.ledger.statistics import statistics
from tests.domain.build import NOW, limit
from tests.ledger.shop import MANAGER, Shop

OPEN = Activity(datetime(2026, 1, 1, tzinfo=UTC))
TODAY = NOW.date()


def redeem_daily(shop: Shop, codes: list[str], days: int, a_day: int) -> None:
    """Redeem `a_day` codes on each of the whole days before today."""
    for number in range(days * a_day):
        at = NOW - timedelta(days=1 + number // a_day)
        assert shop.redeem(codes[number], at=at).accepted


def test_codes_and_limits_have_an_outlook(shop: Shop) -> None:
    limits = Limits(points=limit(10_000), executions=limit(60, IntervalType.MONTHS))
    _, codes = shop.campaign(50, activity=OPEN, limits=limits)
    redeem_daily(shop, codes, 10, 3)
    void_codes(shop.ledger, "c1", MANAGER, NOW, reason="lost", texts=codes[45:])
    points, executions, left = burns(shop.ledger, "c1", NOW)
    assert (points.supply, points.whole, points.used) == (
        Supply.POINTS,
        Decimal(10_000),
        Decimal(3_000),
    )
    assert points.left == statistics(shop.ledger, "c1").total.units + 4_000 == 7_000
    assert isinstance(points.outlook, RunsOut)
    assert points.outlook.likely == TODAY + timedelta(days=24)
    assert points.outlook.a_day == pytest.approx(300)
    assert (executions.supply, executions.left) == (Supply.EXECUTIONS, Decimal(30))
    assert executions.resets_at is not None
    assert points.resets_at is None
    assert (left.supply, left.whole, left.used, left.left) == (
        Supply.CODES, Decimal(45), Decimal(30), Decimal(15)
    )  # fmt: skip
    assert isinstance(left.outlook, RunsOut)
    assert left.outlook.likely == TODAY + timedelta(days=5)
    assert left.outlook.earliest <= left.outlook.likely


def test_a_young_campaign_has_no_forecast(shop: Shop) -> None:
    _, codes = shop.campaign(20, activity=OPEN)
    redeem_daily(shop, codes, 4, 2)
    # Today does not count: it is not over.
    assert shop.redeem(codes[19], at=NOW).accepted
    (left,) = burns(shop.ledger, "c1", NOW)
    assert left.outlook == TooEarly(4, 4)
    assert left.left == Decimal(11)


def test_what_is_used_up_is_said(shop: Shop) -> None:
    _, codes = shop.campaign(2, activity=OPEN)
    redeem_daily(shop, codes, 2, 1)
    (left,) = burns(shop.ledger, "c1", NOW)
    assert left.outlook == Gone()


def test_without_codes_and_limits_there_is_nothing_to_burn(shop: Shop) -> None:
    shop.campaign(0)
    assert burns(shop.ledger, "c1", NOW) == ()
    with pytest.raises(NotFound):
        burns(shop.ledger, "none", NOW)
