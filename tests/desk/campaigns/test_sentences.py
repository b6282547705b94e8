"""A campaign in sentences, and what it can cost."""

from dataclasses import replace
from typing import Any

import pytest

from counterfoil.desk import translation
from counterfoil.desk.campaigns import cost_words, rule_words, sentences
from counterfoil.desk.campaigns.names import Names, named
from counterfoil.domain.campaign import (
    Activity,
    CampaignType,
    Group,
    GroupKind,
    Label,
    OfflinePolicy,
    RuleTarget,
    Translation,
)
from counterfoil.domain.campaign_change import Part
from counterfoil.domain.campaign_cost import most_cost
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.condition import Condition, Operator
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    Effect,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.member import Segment, Tier
from tests.domain.build import NOW, campaign, condition, limit, reward, rule, store

NAMES = named(
    store(),
    [reward(), reward(id="tea", name="Tea", value=None)],
    [Tier("gold", "Gold"), Tier("silver", "Silver")],
    [Segment("vip", "Our best")],
)
O = Operator  # noqa: E741 - the table below is read by its rows


@pytest.mark.parametrize(
    ("attribute", "operator", "data", "said"),
    [
        ("member.tier", O.IS_EQUAL, "gold", "Tier of the member is Gold"),
        ("member.tier", O.IS_ONE_OF, ["silver", "gold", "new"], "is one of Silver, Gold or new"),
        ("member.segments", O.CONTAINS, "vip", "Segments of the member contains Our best"),
        ("transaction.grossValue", O.IS_GREATER_OR_EQUAL, 1234.5, "amount is at least 1,234.5"),
        ("transaction.grossValue", O.IS_BETWEEN, {"from": 5, "to": "10"}, "between 5 and 10"),
        ("event.eventDate", O.IS_DAY_OF_WEEK, ["monday", 7], "is on a Monday or Sunday"),
        ("event.eventDate", O.IS_DAY_OF_MONTH, 13, "is on day of the month 13"),
        ("event.eventDate", O.IS_MONTH_OF_YEAR, ["may", 12], "is in the month May or December"),
        ("event.eventDate", O.IS_TIME_BETWEEN, ["09:00", "17:30"], "09:00–17:30"),
        ("event.eventDate", O.IS_AFTER, "2026-05-31", "is after 31 May 2026"),
        ("event.eventDate", O.IS_BEFORE, "2026-05-31T10:00Z", "is before 31 May 2026, 12:00"),
        ("event.body.vegan", O.IS_EQUAL, True, "vegan of the event is Yes"),
        ("event.body.vegan", O.IS_EQUAL, False, "is No"),
        ("member.customAttributes.shoe", O.IS_EQUAL, "38", "shoe is 38"),
        (
            "code.labels",
            O.HAS_AT_LEAST_ONE_LABEL,
            [{"key": "print", "value": "flyer"}],
            "Labels of the code have one of print = flyer",
        ),
        ("", O.EXPRESSION, "1 < 2", "the formula 1 < 2 is true"),
        ("event.eventDate", O.IS_TIME_BETWEEN, "whenever", "whenever"),
    ],
)
def test_conditions_in_words(attribute: str, operator: Operator, data: object, said: str) -> None:
    assert rule_words.condition(Condition(attribute, operator, data), NAMES).endswith(said)


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (GivePoints("1"), "The {who} gets 1 unit"),
        (GivePoints("100", "stamps"), "The {who} gets 100 units, in the wallet stamps"),
        (DeductUnit("2.5"), "The {who} pays 2.5 units"),
        (
            GivePoints("transaction.grossValue * 2"),
            "The {who} gets 2 units for each PLN of the purchase",
        ),
        (GivePoints("min(5, 3)"), "The {who} gets as many units as min(5, 3) comes to"),
        (GiveReward("coffee"), "The {who} gets a coupon: Free coffee"),
        (GiveReward("gone"), "The {who} gets a coupon: gone"),
        (AssignMemberCustomAttribute("vip", "yes"), "The attribute vip is set to yes"),
        (RemoveMemberCustomAttribute("vip"), "The attribute vip is removed"),
    ],
)
def test_effects_in_words(effect: Effect, said: str) -> None:
    for target, who in ((RuleTarget.SELF, "member"), (RuleTarget.REFERRER, "referrer")):
        assert rule_words.effect(effect, target, NAMES) == said.format(who=who)


def test_a_rule_says_when_and_what() -> None:
    gold = condition("member.tier", O.IS_EQUAL, "gold")
    big = condition("transaction.grossValue", O.IS_GREATER, 10)
    assert rule_words.rule(rule(), NAMES).lines == (
        "With every code:",
        "• The member gets 100 units",
    )
    assert rule_words.rule(rule(gold), NAMES).lines[0] == "Where Tier of the member is Gold:"
    assert rule_words.rule(rule(gold, big), NAMES).lines == (
        "Where all of this holds:",
        "• Tier of the member is Gold",
        "• Purchase amount is above 10",
        "it gives:",
        "• The member gets 100 units",
    )


def told(part: Part, **over: Any) -> tuple[str, ...]:  # noqa: ANN401
    return sentences.lines(campaign(**over), part, NAMES)


def test_each_part_in_sentences() -> None:
    tier = Group(GroupKind.TIER, frozenset({"gold", "silver"}))
    segment = Group(GroupKind.SEGMENT, frozenset({"vip"}))
    assert told(Part.TYPE, type=CampaignType.REFERRAL)[0].startswith("Referral: ")
    assert told(Part.EVENT) == (
        "Redeeming is the event promo_redeemed; its attribute promo_code holds the code.",
    )
    assert told(Part.VISIBILITY, visibility=tier) == ("Members of the tier Gold or Silver see it.",)
    assert told(Part.AUDIENCE, audience=segment) == (
        "Only members of the segment Our best may earn.",
    )
    assert told(Part.DATES) == ("From 1 May 2026, 02:00 until 1 Jun 2026, 02:00.",)
    assert told(Part.DATES, activity=Activity(NOW)) == (
        "From 13 May 2026, 14:30 on, without an end.",
    )
    assert told(Part.LABELS, labels=(Label("season", "summer"),)) == ("season = summer",)
    assert told(Part.TEXTS, translations={"en": Translation("A"), "pl": Translation("B", "C")}) == (
        "en: A",
        "pl: B — C",
    )
    assert told(Part.REUSE_AFTER_REVERSAL) == ("The code stays used.",)
    for policy in OfflinePolicy:
        assert told(Part.OFFLINE_POLICY, offline_policy=policy)[0].startswith("A till that")


def test_how_codes_look() -> None:
    assert sentences.codes(None) == ("Codes are imported, none are generated.",)
    plain = CodeFormat(CharacterSet.NUM, 8)
    assert sentences.codes(plain) == ("Codes have 8 digits.",)
    full = CodeFormat(CharacterSet.ALPHA, 6, "SUM", look_alikes=True, check_character=True)
    assert sentences.codes(full) == (
        "Codes begin with SUM; 6 letters follow.",
        "The last one is a check character, which finds typing errors.",
        "Look-alikes such as 0 and O may occur.",
    )


def test_limits_in_sentences() -> None:
    assert sentences.limits(Limits()) == ("There is no limit.",)
    every = Limits(
        points=limit(5000),
        points_per_member=limit(1, IntervalType.DAYS),
        executions=limit(1, IntervalType.HOURS, 3),
        executions_per_member=limit(2, IntervalType.MONTHS),
    )
    assert sentences.limits(every) == (
        "At most 5,000 units are given in total.",
        "At most 1 redemption in any 3 hours of the clock in a row.",
        "A member gets at most 1 unit in each day.",
        "A member redeems at most 2 codes in each month.",
    )


def test_all_of_a_campaign_is_told_in_every_language() -> None:
    rules = (rule(), rule(name="Friend", target=RuleTarget.REFERRER))
    whole = campaign(rules=rules, labels=(Label("a", "b"),))
    for language in ("en", "pl"):
        translation.use(language)
        said = sentences.paragraphs(whole, NAMES)
        assert [each.part for each in said] == list(sentences.SHOWN)
        assert all(each.title for each in said)
    assert all(sentences.title(part) for part in Part)
    assert all(sentences.lines(whole, part, NAMES) for part in Part)
    translation.use("en")
    lines = sentences.lines(whole, Part.RULES, NAMES)
    assert (lines[0], lines[3]) == ("Points", "Friend")


def cost(*effects: Effect, codes: int = 200, names: Names = NAMES, **over: Any) -> Any:  # noqa: ANN401
    one = campaign(rules=(rule(effects=effects),), **over)
    return cost_words.sentences(most_cost(one, names.rewards, codes, names.zone), names)


def test_the_most_it_costs_in_sentences() -> None:
    assert cost(GivePoints("100")) == (
        "One redemption gives at most 100 units.",
        "In all: at most 20,000 units, for 200 redemptions.",
    )
    coupons = "1 coupon of Free coffee, 1 coupon of Tea (coupons worth 12.00\u00a0PLN)"
    assert cost(GiveReward("coffee"), GiveReward("tea"), codes=1) == (
        f"One redemption gives at most {coupons}.",
        f"In all: at most {coupons}, for 1 redemption.",
        "Coupons whose reward has no value are counted, but not valued.",
    )
    grows = GivePoints("transaction.grossValue")
    assert cost(grows)[-1].startswith("Nothing bounds the units in all")
    assert cost(grows, limits=Limits(points=limit(500)))[-1] == (
        "In all: at most 500 units. The budget bounds it."
    )
    assert cost(GivePoints("1"), limits=Limits(executions=limit(7)))[-1] == (
        "In all: at most 7 units, for 7 redemptions. A limit bounds it."
    )
    assert cost(DeductUnit("1"), names=replace(NAMES, currency="EUR"))[0] == (
        "One redemption gives at most 0 units."
    )
