"""Undoing: opposite transfers, counters and coupons taken back, once, with a reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from counterfoil.domain.campaign import CampaignType, RuleTarget
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.campaigns import get_campaign, save_campaign
from counterfoil.ledger.journal import entries
from counterfoil.ledger.members import get_member, save_member
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.rewards import coupons_of
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.campaigns import coupons, usage
from counterfoil.ledger.tables.codes import campaign_counts
from counterfoil.ledger.tables.members import transfers
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.verdict import Reversal, Verdict
from tests.domain.build import NOW, limit, rule
from tests.ledger.shop import ANNA, CASHIER, MANAGER, PIOTR, SUPERVISOR, Shop, assert_well


def undo(shop: Shop, verdict: Verdict, now: datetime = NOW) -> Reversal:
    assert verdict.redemption_id is not None
    return reverse(shop.ledger, verdict.redemption_id, "  wrong member ", SUPERVISOR, now)


def test_units_go_back_by_opposite_transfers(shop: Shop) -> None:
    campaign, made = shop.campaign()
    verdict = shop.redeem(made[0])
    later = NOW + timedelta(minutes=5)
    reversal = undo(shop, verdict, later)
    assert (reversal.redemption_id, reversal.code) == (verdict.redemption_id, made[0])
    assert (reversal.campaign, reversal.reason, reversal.at) == (campaign, "wrong member", later)
    assert [(given.member_card, given.units) for given in reversal.taken_back] == [
        (ANNA, Decimal(-100))
    ]
    assert reversal.member == get_member(shop.ledger, "m1")
    assert reversal.member.wallets == {"default": Decimal("0.00")}
    assert (reversal.overdrawn, reversal.coupons_spent) == ((), ())
    moved = [(row["units"], row["kind"], row["reverses_id"]) for row in shop.rows(transfers)]
    first = shop.rows(transfers)[0]["id"]
    assert moved == [(100_00, "redeem", None), (-100_00, "reverse", first)]
    (row,) = shop.rows(redemptions)
    assert (row["reversed_at"], row["reversed_by"]) == (to_micros(later), "ewa")
    assert row["reversal_reason"] == "wrong member"
    entry = shop.last_entry().entry
    assert entry.kind == Kind.REVERSE
    assert entry.body["redemption"] == verdict.redemption_id
    assert_well(shop.ledger)


def test_the_code_stays_used_unless_the_campaign_says_otherwise(shop: Shop) -> None:
    _, made = shop.campaign()
    assert not undo(shop, shop.redeem(made[0])).is_code_unused
    again = shop.redeem(made[0])
    assert again.refused is not None
    assert again.refused.reason is Reason.ALREADY_USED
    assert shop.rows(campaign_counts)[0]["used"] == 1
    assert_well(shop.ledger)


def test_the_code_can_be_redeemed_again_where_the_campaign_says_so(shop: Shop) -> None:
    _, made = shop.campaign(reuse_after_reversal=True)
    assert undo(shop, shop.redeem(made[0])).is_code_unused
    assert shop.rows(campaign_counts)[0]["used"] == 0
    second = shop.redeem(made[0], card=PIOTR)
    assert second.accepted
    third = shop.redeem(made[0])
    assert third.refused is not None
    assert third.refused.reason is Reason.ALREADY_USED
    assert_well(shop.ledger)


def test_it_can_be_undone_once(shop: Shop) -> None:
    _, made = shop.campaign()
    verdict = shop.redeem(made[0])
    undo(shop, verdict)
    with pytest.raises(Conflict, match="undone before"):
        undo(shop, verdict)
    assert len(shop.rows(transfers)) == 2


def test_only_a_supervisor_with_a_reason_may(shop: Shop) -> None:
    _, made = shop.campaign()
    redemption_id = shop.redeem(made[0]).redemption_id
    assert redemption_id is not None
    with pytest.raises(Forbidden, match="supervisor"):
        reverse(shop.ledger, redemption_id, "mistake", CASHIER, NOW)
    with pytest.raises(Forbidden):
        reverse(shop.ledger, redemption_id, "mistake", replace(SUPERVISOR, active=False), NOW)
    with pytest.raises(InvalidInput, match="reason"):
        reverse(shop.ledger, redemption_id, " \t", SUPERVISOR, NOW)
    with pytest.raises(NotFound):
        reverse(shop.ledger, "nothing", "mistake", SUPERVISOR, NOW)
    assert shop.rows(redemptions)[0]["reversed_at"] is None
    assert_well(shop.ledger)


def test_limits_count_it_no_more_in_the_window_it_was_in(shop: Shop) -> None:
    _, made = shop.campaign(
        limits=Limits(
            executions_per_member=limit(1, IntervalType.MONTHS),
            points=limit(100, IntervalType.DAYS),
        ),
        reuse_after_reversal=True,
    )
    verdict = shop.redeem(made[0])
    assert not shop.redeem(made[1]).accepted
    undo(shop, verdict, NOW + timedelta(days=1))
    assert {(row["points"], row["executions"]) for row in shop.rows(usage)} == {(0, 0)}
    assert shop.redeem(made[1], at=NOW).accepted
    assert_well(shop.ledger)


def test_a_wallet_may_end_below_zero_and_the_journal_says_so(shop: Shop) -> None:
    _, made = shop.campaign()
    verdict = shop.redeem(made[0])
    _, spending = shop.campaign(id="c2", rules=(rule(effects=(DeductUnit("80"),)),))
    shop.redeem(spending[-1])
    reversal = undo(shop, verdict)
    assert reversal.overdrawn == (ANNA,)
    assert get_member(shop.ledger, "m1").wallets["default"] == Decimal("-80.00")
    assert shop.last_entry().entry.body["below_zero"] == [["m1", "default"]]
    assert_well(shop.ledger)


def test_a_deduction_is_given_back(shop: Shop) -> None:
    shop.credit(100)
    _, made = shop.campaign(rules=(rule(effects=(DeductUnit("60"), GivePoints("10"))),))
    verdict = shop.redeem(made[0])
    assert [given.units for given in undo(shop, verdict).taken_back] == [Decimal(60), Decimal(-10)]
    assert get_member(shop.ledger, "m1").wallets["default"] == Decimal(100)
    assert_well(shop.ledger)


def test_both_members_of_a_referral_give_back(shop: Shop) -> None:
    friend = rule(name="Friend", effects=(GivePoints("30"),), target=RuleTarget.REFERRER)
    _, made = shop.campaign(
        type=CampaignType.REFERRAL,
        rules=(rule(), friend),
        limits=Limits(points_per_member=limit(1000)),
    )
    reversal = undo(shop, shop.redeem(made[0]))
    assert [given.member_card for given in reversal.taken_back] == [ANNA, PIOTR]
    assert get_member(shop.ledger, "m2").wallets == {"default": Decimal("0.00")}
    assert {row["points"] for row in shop.rows(usage)} == {0}
    assert_well(shop.ledger)


def test_unused_coupons_are_cancelled_and_used_ones_are_told(shop: Shop) -> None:
    _, made = shop.campaign(rules=(rule(effects=(GiveReward("coffee"), GiveReward("coffee"))),))
    verdict = shop.redeem(made[0])
    spent, unspent = (given.coupon.code for given in verdict.given if given.coupon)
    with shop.ledger.write() as conn:
        used = update(coupons).where(coupons.c.code == spent)
        conn.execute(used.values(used_at=to_micros(NOW)))
    assert undo(shop, verdict).coupons_spent == (spent,)
    cancelled = {row["code"]: row["cancelled_at"] for row in shop.rows(coupons)}
    assert cancelled == {spent: None, unspent: to_micros(NOW)}
    assert coupons_of(shop.ledger, "m1") == ()


def test_a_coupon_without_a_member_is_taken_back_too(shop: Shop) -> None:
    _, made = shop.campaign(rules=(rule(effects=(GiveReward("coffee"),)),))
    reversal = undo(shop, shop.redeem(made[0], card=""))
    assert reversal.member is None
    assert shop.rows(coupons)[0]["cancelled_at"] == to_micros(NOW)
    assert_well(shop.ledger)


def test_custom_attributes_get_their_old_values(shop: Shop) -> None:
    effects = (
        AssignMemberCustomAttribute("shoeSize", "39"),
        AssignMemberCustomAttribute("club", "yes"),
        RemoveMemberCustomAttribute("shoeSize"),
        RemoveMemberCustomAttribute("missing"),
    )
    before = get_member(shop.ledger, "m1").custom_attributes
    _, made = shop.campaign(rules=(rule(effects=effects),))
    verdict = shop.redeem(made[0])
    assert get_member(shop.ledger, "m1").custom_attributes == {"club": "yes"}
    undo(shop, verdict)
    assert get_member(shop.ledger, "m1").custom_attributes == before


def test_custom_attributes_that_changed_since_are_left_alone(shop: Shop) -> None:
    effects = (AssignMemberCustomAttribute("club", "yes"), RemoveMemberCustomAttribute("shoeSize"))
    _, made = shop.campaign(rules=(rule(effects=effects),))
    verdict = shop.redeem(made[0])
    changed = {"club": "gold", "shoeSize": "40"}
    anna = replace(get_member(shop.ledger, "m1"), custom_attributes=changed)
    save_member(shop.ledger, anna, MANAGER, NOW)
    undo(shop, verdict)
    assert get_member(shop.ledger, "m1").custom_attributes == changed


def test_limits_that_changed_meanwhile_are_those_that_count(shop: Shop) -> None:
    campaign, made = shop.campaign(limits=Limits(executions=limit(5, IntervalType.DAYS)))
    verdict = shop.redeem(made[0], datetime(2026, 5, 13, 22, 30, tzinfo=UTC))
    shop.redeem(made[1], datetime(2026, 5, 14, 12, tzinfo=UTC))
    weekly = Limits(executions_per_member=limit(2, IntervalType.WEEKS))
    changed = replace(get_campaign(shop.ledger, campaign.id), limits=weekly)
    save_campaign(shop.ledger, changed, MANAGER, NOW, base_version=1)
    assert_well(shop.ledger)
    assert not shop.redeem(made[2]).accepted
    undo(shop, verdict)
    assert shop.redeem(made[2]).accepted
    assert_well(shop.ledger)


def test_every_act_is_in_the_journal_in_order(shop: Shop) -> None:
    _, made = shop.campaign(quantity=2)
    undo(shop, shop.redeem(made[0]))
    shop.redeem(made[0])
    kinds = [signed.entry.kind for signed in entries(shop.ledger)]
    assert kinds[-5:] == [
        Kind.CAMPAIGN_SAVED,
        Kind.BATCH_GENERATED,
        Kind.REDEEM,
        Kind.REVERSE,
        Kind.SCAN_REFUSED,
    ]
