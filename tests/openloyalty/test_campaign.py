from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from counterfoil.domain.campaign import (
    Campaign,
    CampaignType,
    Group,
    GroupKind,
    Label,
    OfflinePolicy,
    RuleTarget,
    Translation,
)
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.condition import Condition, Operator
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.limit import Interval, IntervalType, Limit
from counterfoil.openloyalty.campaign import codes_wanted, read_campaign, write_campaign
from tests.openloyalty.bodies import CAMPAIGN, campaign, rule


def test_open_loyaltys_body_is_read_unchanged() -> None:
    read = read_campaign(campaign(), id="c1")
    assert (read.id, read.type, read.name) == ("c1", CampaignType.DIRECT, "Autumn coffee")
    assert read.activity.starts_at == datetime(2026, 9, 1, tzinfo=UTC)
    assert read.activity.ends_at is None
    assert (read.event, read.event_code_attribute) == ("code_redeemed", "promo_code")
    assert read.code_format == CodeFormat(CharacterSet.ALPHANUM, 8, "AUT")
    assert read.rules[0].conditions == (Condition("store.code", Operator.IS_EQUAL, "main"),)
    assert read.rules[0].effects == (GivePoints("100", "default"),)
    assert read.limits.points == Limit(Decimal(1000), Interval(IntervalType.DAYS, 1))
    assert read.limits.points_per_member is None
    assert read.visibility == read.audience == Group()
    assert (read.display_order, read.active) == (1, True)
    assert read.labels == (Label("season", "autumn"),)


def test_the_outer_object_may_be_left_out() -> None:
    assert read_campaign(CAMPAIGN, id="c1") == read_campaign(campaign(), id="c1")


def test_our_extras_are_optional_and_have_safe_defaults() -> None:
    plain = read_campaign(campaign(), id="c1")
    assert plain.offline_policy is OfflinePolicy.ONLINE_ONLY
    assert not plain.reuse_after_reversal
    assert plain.limits.executions is None
    extras = {
        "offlinePolicy": "owned",
        "checkCharacter": True,
        "lookAlikes": True,
        "reuseAfterReversal": True,
        "limits": {"executions": {"value": "500"}},
    }
    full = read_campaign(campaign(counterfoil=extras), id="c1")
    assert full.offline_policy is OfflinePolicy.OWNED
    assert full.code_format == CodeFormat(
        CharacterSet.ALPHANUM, 8, "AUT", look_alikes=True, check_character=True
    )
    assert full.reuse_after_reversal
    assert full.limits.executions == Limit(Decimal(500))


def test_all_five_effects_are_read() -> None:
    effects = rule(
        {"effect": "give_points", "pointsRule": 50},
        {"effect": "deduct_unit", "pointsRule": "transaction.grossValue * 0.1", "walletCode": "b"},
        {"effect": "give_reward", "rewardId": "r-1"},
        {
            "effect": "assign_member_custom_attribute",
            "customAttributeKey": "vip",
            "customAttributeValue": "yes",
        },
        {"effect": "assign_member_custom_attribute", "key": "visits", "value": 3},
        {"effect": "remove_member_custom_attribute", "customAttributeKey": "new"},
    )
    assert read_campaign(campaign(rules=effects), id="c1").rules[0].effects == (
        GivePoints("50", "default"),
        DeductUnit("transaction.grossValue * 0.1", "b"),
        GiveReward("r-1"),
        AssignMemberCustomAttribute("vip", "yes"),
        AssignMemberCustomAttribute("visits", "3"),
        RemoveMemberCustomAttribute("new"),
    )


def test_a_referral_campaign_may_reward_the_referrer() -> None:
    rules = rule({"effect": "give_points", "pointsRule": "5"}, target="referrer")
    read = read_campaign(campaign(type="referral", rules=rules), id="c1")
    assert read.rules[0].target is RuleTarget.REFERRER


def test_a_rule_without_a_name_gets_its_number() -> None:
    rules = [{"effects": [{"effect": "give_points", "pointsRule": "5"}]}]
    assert read_campaign(campaign(rules=rules), id="c1").rules[0].name == "Rule 1"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-09-01 00:00+00:00", datetime(2026, 9, 1, tzinfo=UTC)),
        ("2026-09-01T00:00:00Z", datetime(2026, 9, 1, tzinfo=UTC)),
        ("2026-09-01T02:00:00+0200", datetime(2026, 9, 1, tzinfo=UTC)),
        ("2026-09-01T02:00:00.500+02:00", datetime(2026, 9, 1, 0, 0, 0, 500_000, tzinfo=UTC)),
        # Without an offset it is the store's clock: Warsaw in summer is two hours ahead.
        ("2026-09-01 02:00", datetime(2026, 9, 1, tzinfo=UTC)),
        ("2026-09-01T02:00:00", datetime(2026, 9, 1, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_open_loyalty_writes_them(written: str, meant: datetime) -> None:
    body = campaign(activity={"startsAt": written})
    read = read_campaign(body, id="c1", zone=ZoneInfo("Europe/Warsaw"))
    assert read.activity.starts_at == meant
    assert read.activity.starts_at.tzinfo is UTC


def test_numbers_may_come_as_text_and_null_means_not_given() -> None:
    body = campaign(
        codeGenerator={"characterSet": "num", "length": "10", "prefix": None},
        limits={
            "points": {"value": "12.345", "interval": None},
            "pointsPerMember": None,
            "executionsPerMember": {"value": "2", "interval": {"type": "calendarMonths"}},
        },
        displayOrder="7",
        labels=None,
        visibility=None,
    )
    read = read_campaign(body, id="c1")
    assert read.code_format == CodeFormat(CharacterSet.NUM, 10)
    assert read.limits.points == Limit(Decimal("12.35"))
    assert read.limits.executions_per_member == Limit(Decimal(2), Interval(IntervalType.MONTHS))
    assert (read.display_order, read.labels, read.visibility) == (7, (), Group())


def test_groups_name_segments_or_tiers() -> None:
    body = campaign(
        visibility={"target": "segment", "segments": ["new", "vip"]},
        audience={"target": "tier", "tiers": ["gold"], "segments": []},
    )
    read = read_campaign(body, id="c1")
    assert read.visibility == Group(GroupKind.SEGMENT, frozenset({"new", "vip"}))
    assert read.audience == Group(GroupKind.TIER, frozenset({"gold"}))


def test_translations_are_kept_by_locale() -> None:
    texts = {"en": {"name": "Coffee"}, "pl": {"name": "Kawa", "description": "Jedna\ngratis"}}
    read = read_campaign(campaign(translations=texts), id="c1")
    assert read.translations["pl"] == Translation("Kawa", "Jedna\ngratis")


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [(True, 0), (False, 0), (None, 0), (500, 500), ("20", 20), ({"numberOfCodes": 5000}, 5000)],
)
def test_the_body_may_ask_for_codes(asked: object, wanted: int) -> None:
    assert codes_wanted(campaign(generateCodes=asked)) == wanted


def test_a_campaign_of_imported_codes_has_no_generator() -> None:
    body = campaign(generateCodes=False, codeGenerator=None)
    assert read_campaign(body, id="c1").code_format is None


def test_what_is_written_is_a_body_open_loyalty_could_have_sent() -> None:
    written = write_campaign(read_campaign(campaign(), id="c1"))["campaign"]
    assert isinstance(written, dict)
    assert set(CAMPAIGN) <= set(written)
    assert written["limits"] == CAMPAIGN["limits"]
    assert type(written["limits"]["points"]["value"]) is int
    assert written["codeGenerator"] == CAMPAIGN["codeGenerator"]


def test_saves_and_the_archive_survive_being_written() -> None:
    extras = {"version": 4, "archived": True}
    read = read_campaign(campaign(counterfoil=extras), id="c1")
    again = read_campaign(write_campaign(read), id="c1")
    assert again == read
    assert isinstance(again, Campaign)
    assert (again.version, again.archived) == (4, True)
