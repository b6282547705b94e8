"""Figures agree with the rows to the unit, on the store's own clock."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.domain.errors import NotFound
from counterfoil.domain.refusal import Reason
from counterfoil.domain.store import Staff
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.codes.batches import Counts
from counterfoil.ledger.overview import Coupons, by_hour_of_day, coupons, overview
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.statistics import (
    NamedTally,
    by_day,
    by_hour,
    refusals_between,
    statistics,
)
from counterfoil.ledger.tables.campaigns import coupons as coupon_rows
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.trend import Tally
from tests.domain.build import NOW, WARSAW
from tests.ledger.shop import CASHIER, MANAGER, Shop
from tests.ledger.year import AUTUMN, MOMENTS, NEW_YORK, SPRING, Year, at

NOTHING = Tally()


def rows(year: Year, campaign_id: str | None = "c1", *, live: bool = True) -> list[dict[str, Any]]:
    return [
        row
        for row in year.shop.rows(redemptions)
        if campaign_id in {None, row["campaign_id"]} and (not live or row["reversed_at"] is None)
    ]


def moment(row: dict[str, Any]) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=row["at"])


def tally(some: list[dict[str, Any]]) -> Tally:
    return Tally(len(some), from_hundredths(sum(row["units"] for row in some)))


def grouped(
    some: list[dict[str, Any]], key: Callable[[dict[str, Any]], object]
) -> dict[object, Tally]:
    keys = {key(row) for row in some}
    return {each: tally([row for row in some if key(row) == each]) for each in keys}


def named(tallies: dict[object, Tally], names: dict[str, str]) -> tuple[NamedTally, ...]:
    each = [NamedTally(str(key), names[str(key)], tally) for key, tally in tallies.items()]
    return tuple(sorted(each, key=lambda part: (-part.tally.redemptions, part.name)))


def test_two_people_of_one_name_stay_two(shop: Shop) -> None:
    other = Staff("jan2", CASHIER.name, CASHIER.role)
    save_staff(shop.ledger, other, MANAGER, NOW)
    _, codes = shop.campaign(3)
    for code, who in zip(codes, (CASHIER, other, other), strict=True):
        assert shop.redeem(code, staff=who).accepted
    found = statistics(shop.ledger, "c1").by_staff
    assert [(each.id, each.name, each.tally.redemptions) for each in found] == [
        ("jan2", "Jan", 2),
        ("jan", "Jan", 1),
    ]


def test_a_campaigns_figures_are_those_of_its_rows(year: Year) -> None:
    found = statistics(year.ledger, "c1")
    assert found.counts == Counts(codes=20, used=len(MOMENTS), void=2)
    assert found.counts.remaining == 7
    assert found.total == tally(rows(year)) == Tally(8, Decimal("84.00"))
    assert found.reversed == 3
    names = {"W1": "Warsaw Central", "NY": "New York"}
    assert found.by_store == named(grouped(rows(year), lambda row: row["store"]), names)
    people = {"ewa": "Ewa", "jan": "Jan"}
    assert found.by_staff == named(grouped(rows(year), lambda row: row["staff_id"]), people)
    assert (found.first_at, found.last_at) == (min(MOMENTS), max(MOMENTS))
    of_campaign = [row for row in year.shop.rows(refusals) if row["campaign_id"] == "c1"]
    assert found.refusals == Counter(Reason(row["reason"]) for row in of_campaign)
    assert found.refusals == {Reason.ALREADY_USED: 5}


def test_a_campaign_nobody_used_has_figures_too(shop: Shop) -> None:
    shop.campaign(3)
    found = statistics(shop.ledger, "c1")
    assert (found.total, found.reversed, found.refusals) == (NOTHING, 0, {})
    assert (found.first_at, found.last_at) == (None, None)
    assert coupons(shop.ledger, "c1") == Coupons()


def test_a_campaign_that_is_not_there_is_said(shop: Shop) -> None:
    with pytest.raises(NotFound):
        statistics(shop.ledger, "none")


@pytest.mark.parametrize("campaign_id", ["c1", None])
def test_days_are_those_of_the_store(year: Year, campaign_id: str | None) -> None:
    first, last = SPRING - timedelta(days=1), AUTUMN + timedelta(days=2)
    found = by_day(year.ledger, campaign_id, first, last)
    assert list(found) == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    wanted = grouped(rows(year, campaign_id), lambda row: moment(row).astimezone(WARSAW).date())
    assert {day: each for day, each in found.items() if each != NOTHING} == wanted
    assert found[AUTUMN].redemptions == 3


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (NOW.date(), 24)])
def test_a_day_has_the_hours_its_clock_shows(year: Year, day: date, hours: int) -> None:
    found = by_hour(year.ledger, "c1", day)
    assert len(found) == hours
    assert sum(each.redemptions for each in found.values()) == (
        by_day(year.ledger, "c1", day, day)[day].redemptions
    )
    wanted = grouped(
        [row for row in rows(year) if moment(row).astimezone(WARSAW).date() == day],
        lambda row: moment(row).replace(minute=0, second=0, microsecond=0),
    )
    assert {hour: each for hour, each in found.items() if each != NOTHING} == wanted


def test_an_hour_the_clock_repeats_is_two_hours(year: Year) -> None:
    found = by_hour(year.ledger, "c1", AUTUMN)
    assert found[at(AUTUMN, 2)].redemptions == 0
    assert found[at(AUTUMN, 2, fold=1)].redemptions == 1


def test_the_hours_of_the_day_are_those_of_each_store(year: Year) -> None:
    zones = {"W1": WARSAW, "NY": NEW_YORK.zone}
    for campaign_id in ("c1", "c2", None):
        found = by_hour_of_day(year.ledger, campaign_id, date(2026, 1, 1), date(2026, 12, 31))
        wanted = grouped(
            rows(year, campaign_id), lambda row: moment(row).astimezone(zones[row["store"]]).hour
        )
        assert found == tuple(wanted.get(hour, NOTHING) for hour in range(24))


def test_the_hours_of_the_day_are_counted_over_the_days_given(year: Year) -> None:
    found = by_hour_of_day(year.ledger, "c1", AUTUMN, AUTUMN)
    assert sum(each.redemptions for each in found) == 3
    assert by_hour_of_day(year.ledger, "none", AUTUMN, AUTUMN) == (NOTHING,) * 24


def test_refusals_of_days_are_counted_by_reason(year: Year) -> None:
    today = NOW.date()
    assert refusals_between(year.ledger, None, today, today) == {
        Reason.UNREADABLE: 1, Reason.UNKNOWN: 1, Reason.ALREADY_USED: 1,
    }  # fmt: skip
    assert refusals_between(year.ledger, "c1", today, today) == {Reason.ALREADY_USED: 1}
    assert refusals_between(year.ledger, "c2", today, today) == {}


def test_coupons_are_counted(year: Year) -> None:
    kept = year.shop.rows(coupon_rows)
    wanted = Coupons(
        len(kept),
        sum(row["used_at"] is not None for row in kept),
        sum(row["cancelled_at"] is not None for row in kept),
    )
    assert coupons(year.ledger, "c1") == wanted == Coupons(11, 0, 3)
    assert coupons(year.ledger, "c2") == Coupons()


def test_all_campaigns_together_are_the_sum_of_each(year: Year) -> None:
    found = overview(year.ledger)
    each = [statistics(year.ledger, campaign_id) for campaign_id in ("c1", "c2")]
    assert found.campaigns == 2
    assert found.counts == Counts(26, len(MOMENTS) + 1, 2)
    assert found.total == tally(rows(year, None))
    assert found.total.units == sum(one.total.units for one in each)
    assert found.reversed == sum(one.reversed for one in each) == 3
    assert found.refused == year.shop.count(refusals) == 7
    assert found.coupons == Coupons(11, 0, 3)
    assert (found.first_at, found.last_at) == (min(MOMENTS), max(MOMENTS))


def test_a_shop_without_campaigns_has_an_overview(shop: Shop) -> None:
    found = overview(shop.ledger)
    assert (found.campaigns, found.counts, found.total) == (0, Counts(), NOTHING)
    assert (found.reversed, found.refused, found.coupons) == (0, 0, Coupons())
    assert (found.first_at, found.last_at) == (None, None)
