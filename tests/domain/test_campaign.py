"""Campaigns: texts, audiences, and what the counter has to ask for."""

import pytest

from counterfoil.domain.campaign import (
    Campaign,
    Group,
    GroupKind,
    RuleTarget,
    Translation,
    includes,
    needs_amount,
    needs_member,
    translated,
)
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.limit import Limits
from tests.domain.build import campaign, condition, limit, member, rule

COUPON = GiveReward("coffee")
TEXTS = {"en": Translation("Summer"), "pl": Translation("Lato"), "pt-BR": Translation("Verão")}


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("pl", "Lato"),
        ("pl_PL", "Lato"),
        ("pl-PL", "Lato"),
        ("pt-BR", "Verão"),
        ("pt_BR", "Summer"),
        ("de", "Summer"),
    ],
)
def test_texts_in_a_locale(locale: str, name: str) -> None:
    summer = campaign(translations=TEXTS)
    assert translated(summer, locale).name == name
    assert summer.name == "Summer"


def test_who_is_in_a_group() -> None:
    tiers = Group(GroupKind.TIER, frozenset({"gold"}))
    segments = Group(GroupKind.SEGMENT, frozenset({"coffee", "tea"}))
    assert includes(Group(), None)
    assert includes(tiers, member())
    assert includes(segments, member())
    assert not includes(tiers, member(tier="silver"))
    assert not includes(tiers, member(tier=None))
    assert not includes(segments, member(segments=frozenset({"newsletter"})))
    assert not includes(tiers, None)
    assert not includes(segments, None)


@pytest.mark.parametrize(
    "asking",
    [
        campaign(),
        campaign(rules=(rule(effects=(COUPON,)), rule(effects=(DeductUnit("5"),)))),
        campaign(rules=(rule(effects=(AssignMemberCustomAttribute("vip", "yes"),)),)),
        campaign(rules=(rule(effects=(RemoveMemberCustomAttribute("vip"),)),)),
        campaign(rules=(rule(effects=(COUPON,), target=RuleTarget.REFERRER),)),
        campaign(rules=(rule(condition("member.tier", "is_equal", "gold"), effects=(COUPON,)),)),
        campaign(
            rules=(rule(condition("", "expression", "has(referrer.tier)"), effects=(COUPON,)),)
        ),
        campaign(rules=(rule(effects=(COUPON,)),), limits=Limits(executions_per_member=limit(1))),
        campaign(rules=(rule(effects=(COUPON,)),), limits=Limits(points_per_member=limit(1))),
        campaign(
            rules=(rule(effects=(COUPON,)),), audience=Group(GroupKind.TIER, frozenset({"gold"}))
        ),
    ],
)
def test_a_member_is_needed(asking: Campaign) -> None:
    assert needs_member(asking)


def test_a_coupon_alone_needs_no_member() -> None:
    early = condition("event.eventDate", "is_time_between", ["06:00", "12:00"])
    visible = Group(GroupKind.TIER, frozenset({"gold"}))
    limits = Limits(executions=limit(5), points=limit(5))
    coupons = campaign(rules=(rule(early, effects=(COUPON,)),), limits=limits, visibility=visible)
    assert not needs_member(coupons)


def test_when_the_amount_is_needed() -> None:
    assert not needs_amount(campaign())
    assert needs_amount(campaign(rules=(rule(effects=(GivePoints("transaction.grossValue"),)),)))
    assert needs_amount(campaign(rules=(rule(effects=(DeductUnit("transaction.grossValue"),)),)))
    big = condition("transaction.grossValue", "is_greater", 50)
    assert needs_amount(campaign(rules=(rule(), rule(big))))
