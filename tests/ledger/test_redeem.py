"""Redeeming: one transaction that decides, records and journals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from counterfoil.domain.campaign import CampaignType, Group, GroupKind, RuleTarget
from counterfoil.domain.condition import Operator
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import Standing
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.campaigns import set_active
from counterfoil.ledger.members import get_member
from counterfoil.ledger.rewards import coupons_of
from counterfoil.ledger.tables.codes import VOID, VOIDING, batches, campaign_counts, codes
from counterfoil.ledger.tables.members import transfers
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.verdict import Verdict
from tests.domain.build import NOW, condition, limit, rule
from tests.ledger.shop import ANNA, MANAGER, PIOTR, Shop, assert_well


def reason(verdict: Verdict) -> Reason | None:
    return verdict.refused.reason if verdict.refused else None


def test_an_acceptance_is_recorded_with_all_it_does(shop: Shop) -> None:
    campaign, made = shop.campaign()
    verdict = shop.redeem(made[0], amount=Decimal("12.50"), source="scanner")
    assert verdict.accepted
    assert verdict.final
    assert verdict.refused is None
    assert (verdict.code, verdict.campaign, verdict.at) == (made[0], campaign, NOW)
    (given,) = verdict.given
    assert (given.effect, given.member_card, given.units) == ("give_points", ANNA, Decimal(100))
    assert verdict.member is not None
    assert verdict.member.wallets == {"default": Decimal("100.00")}
    assert get_member(shop.ledger, "m1") == verdict.member
    (row,) = shop.rows(redemptions)
    assert (row["id"], row["units"], row["amount"]) == (verdict.redemption_id, 100_00, 12_50)
    assert (row["member_id"], row["staff_id"], row["source"]) == ("m1", "jan", "scanner")
    (counts,) = shop.rows(campaign_counts)
    assert (counts["codes"], counts["used"], counts["void"]) == (5, 1, 0)
    entry = shop.last_entry().entry
    assert entry.kind == Kind.REDEEM
    assert entry.body["redemption"] == verdict.redemption_id == f"{entry.device}-{entry.n}"
    assert_well(shop.ledger)


def test_a_code_is_used_once_and_the_second_learns_when_where_and_by_whom(shop: Shop) -> None:
    _, made = shop.campaign()
    shop.redeem(made[0])
    second = shop.redeem(made[0], NOW + timedelta(hours=1), card=PIOTR)
    assert second.refused is not None
    assert second.refused.reason is Reason.ALREADY_USED
    used = {"used_at": NOW, "store": "Warsaw Central", "staff": "Jan"}
    assert second.refused.values == used
    assert shop.count(redemptions) == 1
    assert_well(shop.ledger)


def test_typed_texts_find_the_code_they_mean(shop: Shop) -> None:
    _, made = shop.campaign()
    assert shop.redeem(f" {made[0][:5].lower()}-{made[0][5:]} ").accepted
    assert shop.redeem(("https://example.com/x", made[1])).accepted
    # The prefix is read with its look-alikes, which no digest of the text itself finds.
    assert shop.redeem(made[2].replace("SUM", "sum")).accepted


def test_look_alikes_are_read_as_the_format_has_them(shop: Shop) -> None:
    from tests.ledger.shop import FORMAT

    _, made = shop.campaign(code_format=replace(FORMAT, prefix="LOT0"))
    assert shop.redeem(made[0].replace("LOT0", "1OTO")).accepted


@pytest.mark.parametrize("texts", [(), ("",), ("\x00\x07",), ("x" * 10_000,)])
def test_what_cannot_be_a_code_is_refused_as_unreadable(shop: Shop, texts: tuple[str]) -> None:
    shop.campaign()
    verdict = shop.redeem(texts)
    assert reason(verdict) is Reason.UNREADABLE
    assert shop.rows(refusals)[0]["shown"] == ""


def test_a_wrong_check_character_is_mistyped_and_not_unknown(shop: Shop) -> None:
    from tests.ledger.shop import FORMAT

    _, made = shop.campaign(code_format=replace(FORMAT, check_character=True))
    other = "A" if made[0][-1] != "A" else "B"
    assert reason(shop.redeem(made[0][:-1] + other)) is Reason.MISTYPED
    assert shop.redeem(made[0]).accepted


def test_an_unknown_code_is_kept_with_its_middle_hidden(shop: Shop) -> None:
    shop.campaign()
    verdict = shop.redeem("SUM-ABCDEFGH")
    assert verdict.refused is not None
    assert verdict.refused.values == {"code": "SUMABCDEFGH"}
    (row,) = shop.rows(refusals)
    assert row["shown"] == "SU…GH"
    assert "ABCDEFGH" not in str(row)
    entry = shop.last_entry().entry
    assert entry.kind == Kind.SCAN_REFUSED
    assert entry.body["reason"] == "unknown"
    assert "ABCDEFGH" not in str(entry.body)
    assert_well(shop.ledger)


def test_a_void_code_is_refused(shop: Shop) -> None:
    _, made = shop.campaign()
    with shop.ledger.write() as conn:
        conn.execute(update(codes).where(codes.c.text == made[0]).values(status=VOID))
    assert reason(shop.redeem(made[0])) is Reason.VOID
    with shop.ledger.write() as conn:
        conn.execute(update(batches).values(state=VOIDING))
    assert reason(shop.redeem(made[1])) is Reason.VOID


def test_an_inactive_campaign_refuses_and_an_active_one_again_accepts(shop: Shop) -> None:
    campaign, made = shop.campaign(active=False)
    assert reason(shop.redeem(made[0])) is Reason.CAMPAIGN_INACTIVE
    set_active(shop.ledger, campaign.id, MANAGER, NOW, active=True)
    assert shop.redeem(made[0]).accepted


def test_members_are_looked_up_by_card(shop: Shop) -> None:
    _, made = shop.campaign()
    assert reason(shop.redeem(made[0], card="")) is Reason.MEMBER_REQUIRED
    assert reason(shop.redeem(made[0], card="nobody")) is Reason.MEMBER_UNKNOWN
    assert reason(shop.redeem(made[0], card="\x00\ud800")) is Reason.MEMBER_UNKNOWN
    assert shop.redeem(made[0], card=f" {PIOTR} ").accepted
    assert "nobody" not in str(shop.rows(refusals))


def test_a_coupon_can_be_handed_to_whoever_brings_the_code(shop: Shop) -> None:
    _, made = shop.campaign(rules=(rule(effects=(GiveReward("coffee"),)),))
    nobody = shop.redeem(made[0], card="")
    assert nobody.member is None
    (given,) = nobody.given
    assert given.coupon is not None
    assert (given.member_card, given.coupon.reward_name) == ("", "Free coffee")
    assert given.coupon.expires_at == NOW + timedelta(days=30)
    known = shop.redeem(made[1])
    assert coupons_of(shop.ledger, "m1") == (known.given[0].coupon,)
    assert known.given[0].coupon is not None
    assert known.given[0].coupon.code not in str(shop.last_entry().entry.body)
    assert_well(shop.ledger)


def test_custom_attributes_are_assigned_and_removed(shop: Shop) -> None:
    effects = (
        AssignMemberCustomAttribute("club", "yes"),
        AssignMemberCustomAttribute("club", "gold"),
        RemoveMemberCustomAttribute("shoeSize"),
    )
    _, made = shop.campaign(rules=(rule(effects=effects),))
    verdict = shop.redeem(made[0])
    assert verdict.member is not None
    assert verdict.member.custom_attributes == {"club": "gold"}
    assert get_member(shop.ledger, "m1").custom_attributes == {"club": "gold"}


def test_units_are_deducted_only_where_there_are_enough(shop: Shop) -> None:
    _, made = shop.campaign(rules=(rule(effects=(DeductUnit("60"),)),))
    shop.credit(100)
    first = shop.redeem(made[0])
    assert first.given[0].units == Decimal("-60.00")
    assert first.member is not None
    assert first.member.wallets["default"] == Decimal("40.00")
    assert reason(shop.redeem(made[1])) is Reason.TOO_FEW_UNITS
    assert_well(shop.ledger)


def test_nothing_is_moved_for_no_units(shop: Shop) -> None:
    _, made = shop.campaign(rules=(rule(effects=(GivePoints("0"),)),))
    verdict = shop.redeem(made[0])
    assert verdict.given[0].units == Decimal(0)
    assert shop.count(transfers) == 0
    assert_well(shop.ledger)


def test_a_referral_gives_to_both(shop: Shop) -> None:
    _, made = shop.campaign(
        type=CampaignType.REFERRAL,
        rules=(
            rule(),
            rule(name="Friend", effects=(GivePoints("30", "gifts"),), target=RuleTarget.REFERRER),
        ),
        limits=Limits(points_per_member=limit(130)),
    )
    verdict = shop.redeem(made[0])
    assert [(given.member_card, given.units) for given in verdict.given] == [
        (ANNA, Decimal(100)),
        (PIOTR, Decimal(30)),
    ]
    assert get_member(shop.ledger, "m2").wallets == {"gifts": Decimal("30.00")}
    refused = shop.redeem(made[1])
    assert refused.refused is not None
    assert refused.refused.reason is Reason.MEMBER_POINTS_REACHED
    assert_well(shop.ledger)


def test_limits_are_counted_in_their_windows(shop: Shop) -> None:
    _, made = shop.campaign(
        limits=Limits(
            executions_per_member=limit(1, IntervalType.DAYS),
            executions=limit(3),
            points=limit(200),
        )
    )
    assert shop.redeem(made[0]).accepted
    refused = shop.redeem(made[1])
    assert refused.refused is not None
    assert refused.refused.reason is Reason.MEMBER_EXECUTIONS_REACHED
    # Midnight in Warsaw.
    assert refused.refused.values["resets_at"] == datetime(2026, 5, 13, 22, tzinfo=UTC)
    tomorrow = NOW + timedelta(days=1)
    assert shop.redeem(made[1], tomorrow).accepted
    assert reason(shop.redeem(made[2], tomorrow, card=PIOTR)) is Reason.CAMPAIGN_BUDGET_REACHED
    assert_well(shop.ledger)


def test_an_audience_a_condition_and_the_amount_are_asked_for(shop: Shop) -> None:
    big = condition("transaction.grossValue", Operator.IS_GREATER_OR_EQUAL, 50)
    _, made = shop.campaign(audience=Group(GroupKind.TIER, frozenset({"gold"})), rules=(rule(big),))
    assert reason(shop.redeem(made[0])) is Reason.AMOUNT_REQUIRED
    assert reason(shop.redeem(made[0], amount=Decimal(60), card=PIOTR)) is Reason.NOT_IN_AUDIENCE
    assert reason(shop.redeem(made[0], amount=Decimal(20))) is Reason.CONDITIONS_NOT_MET
    assert shop.redeem(made[0], amount=Decimal(60)).accepted


def test_the_event_s_body_is_looked_at_and_kept(shop: Shop) -> None:
    visits = condition("event.body.visits", Operator.IS_GREATER, 2)
    _, made = shop.campaign(rules=(rule(visits),))
    assert reason(shop.redeem(made[0])) is Reason.CONDITIONS_NOT_MET
    assert shop.redeem(made[0], body={"visits": 3, "since": NOW}).accepted
    kept = shop.rows(redemptions)[0]["body"]
    assert kept == '{"since":"2026-05-13T12:30:00+00:00","visits":3}'


def test_an_imported_code_that_came_used_is_refused(shop: Shop) -> None:
    _, made = shop.campaign()
    with shop.ledger.write() as conn:
        conn.execute(update(codes).where(codes.c.text == made[0]).values(status=1))
    verdict = shop.redeem(made[0])
    assert verdict.refused is not None
    assert verdict.refused.reason is Reason.ALREADY_USED
    assert verdict.refused.values["store"] == "another system"


def test_a_till_that_joined_a_hub_may_not_decide_alone(shop: Shop) -> None:
    _, made = shop.campaign()
    joined = Shop(replace(shop.ledger, standing=Standing.TILL))
    assert reason(joined.redeem(made[0])) is Reason.NO_RIGHT
