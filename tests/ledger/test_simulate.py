"""Trying a campaign out: the verdict, every check with its reason, every condition."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.domain.checks import CHECKS
from counterfoil.domain.condition import Operator
from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.refusal import Reason
from counterfoil.domain.trace import Standing
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.simulate import Passing, Simulation, Trial, simulate
from counterfoil.ledger.tables import METADATA
from tests.domain.build import NOW, condition, limit, rule
from tests.ledger.shop import ANNA, FORMAT, MANAGER, Shop

GOLD = rule(condition("member.tier", Operator.IS_EQUAL, "gold"))


def tried(shop: Shop, **over: Any) -> Simulation:  # noqa: ANN401 - the fields of a trial
    return simulate(shop.ledger, replace(Trial(card=ANNA), **over), NOW)


def passing(found: Simulation) -> dict[str, Passing]:
    return {each.check: each.passing for each in found.checks}


def rows(shop: Shop) -> dict[str, int]:
    return {table.name: shop.count(table) for table in METADATA.sorted_tables}


def test_a_code_that_would_be_accepted_passes_every_check_and_nothing_is_written(
    shop: Shop,
) -> None:
    _, made = shop.campaign(rules=(GOLD,))
    before = rows(shop)
    found = tried(shop, texts=(made[0],))
    assert found.verdict == shop.redeem(made[0], check_only=True)
    assert not found.any_code
    assert [each.check for each in found.checks] == [check.name for check in CHECKS]
    assert set(passing(found).values()) == {Passing.PASSED}
    (tried_rule,) = found.rules
    assert tried_rule.trace.conditions[0].actual == "gold"
    assert tried_rule.given == found.verdict.given
    assert rows(shop) == before


def test_a_campaign_stands_for_its_unused_codes(shop: Shop) -> None:
    campaign, made = shop.campaign(3)
    shop.redeem(made[2])
    found = tried(shop, campaign_id=campaign.id)
    assert found.any_code
    assert (found.verdict.accepted, found.verdict.code) == (True, made[1])


def test_a_campaign_without_codes_can_be_tried(shop: Shop) -> None:
    begins = rule(condition("code.prefix", Operator.IS_EQUAL, "SUM"))
    campaign, _ = shop.campaign(0, rules=(begins,))
    generate(shop.ledger, campaign.id, 2, MANAGER, NOW, test=True)
    found = tried(shop, campaign_id=campaign.id)
    assert (found.verdict.accepted, found.verdict.code, found.verdict.test) == (True, "", False)
    imported, _ = shop.campaign(0, id="c2", rules=(begins,), code_format=None)
    found = tried(shop, campaign_id=imported.id)
    assert not found.verdict.accepted
    assert found.rules[0].trace.conditions[0].actual == ""


def test_every_check_says_why_it_failed_and_later_ones_are_not_reached(shop: Shop) -> None:
    campaign, _ = shop.campaign(active=False)
    found = tried(shop, campaign_id=campaign.id, card="", at=NOW - timedelta(days=60))
    assert found.verdict.refused is not None
    assert found.verdict.refused.reason is Reason.CAMPAIGN_INACTIVE
    failed = {each.check: each.refused and each.refused.reason for each in found.checks}
    assert failed["campaign active"] is Reason.CAMPAIGN_INACTIVE
    assert failed["started"] is Reason.NOT_STARTED
    assert failed["member"] is Reason.MEMBER_REQUIRED
    results = passing(found)
    assert results["not void"] is Passing.PASSED
    assert results["conditions"] is results["rights"] is Passing.NOT_REACHED


def test_rules_say_what_they_would_give_whatever_was_refused(shop: Shop) -> None:
    bronze = rule(condition("member.tier", Operator.IS_EQUAL, "bronze"), name="Bronze")
    share = rule(effects=(GivePoints("transaction.grossValue"), GiveReward("coffee")), name="Share")
    campaign, _ = shop.campaign(active=False, rules=(bronze, share))
    found = tried(shop, campaign_id=campaign.id, amount=Decimal("20.5"))
    first, second = found.rules
    assert (first.trace.standing, first.given) == (Standing.FAILS, ())
    assert second.trace.standing is Standing.HOLDS
    assert [each.units for each in second.given] == [Decimal("20.50"), None]
    assert not found.verdict.accepted


def test_limits_are_those_of_the_day_that_is_tried(shop: Shop) -> None:
    limits = Limits(executions_per_member=limit(1, IntervalType.DAYS))
    campaign, made = shop.campaign(limits=limits)
    shop.redeem(made[0])
    assert passing(tried(shop, campaign_id=campaign.id))["redemptions per member"] is Passing.FAILED
    tomorrow = tried(shop, campaign_id=campaign.id, at=NOW + timedelta(days=1))
    assert tomorrow.verdict.accepted
    assert tomorrow.verdict.at == NOW + timedelta(days=1)


def test_further_attributes_of_the_event_are_looked_at(shop: Shop) -> None:
    visits = rule(condition("event.body.visits", Operator.IS_GREATER, 3))
    campaign, _ = shop.campaign(rules=(visits,))
    assert tried(shop, campaign_id=campaign.id, body={"visits": 4}).verdict.accepted
    assert not tried(shop, campaign_id=campaign.id, body={"visits": 2}).verdict.accepted


def test_a_test_code_is_tried_as_one(shop: Shop) -> None:
    campaign, _ = shop.campaign(0, active=False)
    generate(shop.ledger, campaign.id, 1, MANAGER, NOW, test=True)
    found = tried(shop, texts=(shop.codes(campaign.id)[0],))
    assert found.verdict.accepted
    assert found.verdict.test


def test_what_is_no_code_of_ours_has_no_rules(shop: Shop) -> None:
    found = tried(shop, texts=("NOSUCHCODE",))
    assert found.rules == ()
    assert passing(found)["known"] is Passing.FAILED
    assert passing(found)["campaign active"] is Passing.NOT_REACHED


def test_what_cannot_be_tried_is_said(shop: Shop) -> None:
    with pytest.raises(NotFound):
        tried(shop, campaign_id="none")
    with pytest.raises(InvalidInput):
        tried(shop, texts=(FORMAT.prefix,), amount=Decimal(-1))
