"""What the rules of a campaign give, and to whom."""

from decimal import Decimal

import pytest

from counterfoil.domain.award import Judged, judge, points_given
from counterfoil.domain.campaign import Campaign, CampaignType, Rule, RuleTarget
from counterfoil.domain.context import context
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    AttributeAssigned,
    AttributeRemoved,
    CouponIssued,
    DeductUnit,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
    UnitsMoved,
)
from counterfoil.domain.facts import Facts
from tests.domain.build import NOW, campaign, condition, facts, referrer, request, reward, rule

GOLD = condition("member.tier", "is_equal", "gold")
SILVER = condition("member.tier", "is_equal", "silver")
EVERY_EFFECT = (
    GivePoints("100"),
    DeductUnit("size(member.segments)", "vip"),
    GiveReward("coffee"),
    AssignMemberCustomAttribute("vip", "yes"),
    RemoveMemberCustomAttribute("shoeSize"),
)


def judged(one: Campaign, known: Facts) -> Judged:
    return judge(one, known, context(known, request(), NOW))


def rules(*some: Rule, type_: CampaignType = CampaignType.REFERRAL) -> Campaign:
    return campaign(rules=some, type=type_)


def test_every_effect() -> None:
    found = judged(rules(rule(effects=EVERY_EFFECT)), facts(rewards={"coffee": reward()}))
    assert found == Judged(
        ("Points",),
        (
            UnitsMoved("m1", "default", Decimal("100.00")),
            UnitsMoved("m1", "vip", Decimal("-2.00")),
            CouponIssued("m1", "coffee"),
            AttributeAssigned("m1", "vip", "yes"),
            AttributeRemoved("m1", "shoeSize"),
        ),
    )


def test_each_rule_is_judged_alone() -> None:
    one = rules(
        rule(GOLD, name="Gold"),
        rule(SILVER, name="Silver"),
        rule(GOLD, SILVER, name="Both"),
        rule(name="All", effects=(GivePoints("5"),)),
    )
    found = judged(one, facts())
    assert found.rules == ("Gold", "All")
    assert points_given(found.outcomes) == 105


def test_a_rule_for_the_referrer_gives_to_the_referrer() -> None:
    one = rules(
        rule(name="Self"), rule(name="Theirs", target=RuleTarget.REFERRER, effects=EVERY_EFFECT)
    )
    found = judged(one, facts(referrer=referrer(), rewards={"coffee": reward()}))
    assert found.rules == ("Self", "Theirs")
    assert found.outcomes[0] == UnitsMoved("m1", "default", Decimal("100.00"))
    assert [outcome.member_id for outcome in found.outcomes[1:]] == ["m2"] * 5
    assert points_given(found.outcomes) == 200
    assert points_given(found.outcomes, "m2") == 100


def test_a_rule_for_the_referrer_does_not_hold_where_there_is_none() -> None:
    one = rules(rule(name="Theirs", target=RuleTarget.REFERRER))
    assert judged(one, facts()) == Judged()


def test_conditions_of_a_rule_for_the_referrer_can_look_at_both() -> None:
    theirs = condition("referrer.tier", "is_equal", "silver")
    one = rules(rule(GOLD, theirs, name="Theirs", target=RuleTarget.REFERRER))
    assert judged(one, facts(referrer=referrer())).rules == ("Theirs",)
    assert judged(one, facts(referrer=referrer(tier="gold"))).rules == ()


def test_a_coupon_can_go_to_whoever_brought_the_code() -> None:
    one = rules(rule(effects=(GiveReward("coffee"),)))
    found = judged(one, facts(member=None, rewards={"coffee": reward()}))
    assert found.outcomes == (CouponIssued(None, "coffee"),)


@pytest.mark.parametrize(
    ("one", "known"),
    [
        (rule(effects=(GivePoints("member.wallets.vip"),)), facts()),
        (rule(effects=(GivePoints("0 - 1"),)), facts()),
        (rule(effects=(DeductUnit("0 - 1"),)), facts()),
        (rule(effects=(GiveReward("coffee"),)), facts()),
        (rule(effects=(GiveReward("coffee"),)), facts(rewards={"coffee": reward(active=False)})),
        (rule(effects=(GivePoints("1"),)), facts(member=None)),
        (rule(condition("", "expression", "member.tier > 1")), facts()),
        (rule(condition("member.tier", "matches_regex", "(")), facts()),
    ],
)
def test_a_rule_that_breaks_is_named_and_nothing_is_given(one: Rule, known: Facts) -> None:
    assert judged(rules(rule(name="Fine"), one), known).failed in {"Points", "Fine"}
    assert judged(rules(one), known) == Judged(failed="Points")


def test_points_given_leaves_deductions_out() -> None:
    moved = [UnitsMoved("m1", "default", Decimal(5)), UnitsMoved("m1", "default", Decimal(-3))]
    assert points_given([*moved, AttributeRemoved("m1", "a")]) == 5
    assert points_given([]) == 0
    assert points_given(moved, "m2") == 0
