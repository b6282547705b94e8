"""The one decision."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.domain.campaign import Activity, Group, GroupKind, RuleTarget
from counterfoil.domain.checks import CHECKS
from counterfoil.domain.effect import DeductUnit, GivePoints, GiveReward, UnitsMoved
from counterfoil.domain.facts import (
    CodeFacts,
    CodeStatus,
    Facts,
    Reading,
    Request,
    Use,
    Used,
)
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.redemption import Accepted, decide, explain
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.domain.rights import Amount, Authority, Rights
from tests.domain.build import (
    NOW,
    campaign,
    condition,
    facts,
    limit,
    member,
    referrer,
    request,
    reward,
    rule,
    unused,
    used,
)
from tests.domain.refusals import REFUSALS

COUPON = GiveReward("coffee")


def refused(known: Facts, asked: Request | None = None, now: datetime = NOW) -> Refused:
    found = decide(known, asked or request(), now)
    assert isinstance(found, Refused)
    return found


def accepted(known: Facts, asked: Request | None = None, now: datetime = NOW) -> Accepted:
    found = decide(known, asked or request(), now)
    assert isinstance(found, Accepted)
    return found


def test_a_good_code_is_accepted() -> None:
    found = accepted(facts())
    assert found == Accepted((UnitsMoved("m1", "default", Decimal("100.00")),), ("Points",))
    assert found.points == 100
    assert found.final


def test_behind_a_risk_lease_it_is_provisional() -> None:
    assert not accepted(
        facts(rights=Rights(Authority.PROVISIONAL, risk=Amount(Decimal(100), Decimal(0), 1)))
    ).final


def test_activity_is_from_its_start_until_before_its_end() -> None:
    start, end = campaign().activity.starts_at, campaign().activity.ends_at
    assert end is not None
    accepted(facts(), now=start)
    accepted(facts(), now=end - timedelta(microseconds=1))
    endless = campaign(activity=Activity(start))
    accepted(facts(campaign=endless), now=end + timedelta(days=999))


def test_an_archived_campaign_is_not_active() -> None:
    assert refused(facts(campaign=campaign(archived=True))).reason is Reason.CAMPAIGN_INACTIVE


def test_a_test_code_works_before_its_campaign_is_active_and_not_once_it_is_archived() -> None:
    test = unused(test=True)
    accepted(facts(campaign=campaign(active=False), code=test))
    for archived in (campaign(archived=True), campaign(archived=True, active=False)):
        found = refused(facts(campaign=archived, code=test))
        assert found.reason is Reason.CAMPAIGN_INACTIVE


def test_a_coupon_is_handed_to_whoever_brought_the_code() -> None:
    coupons = campaign(rules=(rule(effects=(COUPON,)),))
    accepted(facts(campaign=coupons, member=None, rewards={"coffee": reward()}))


def test_a_card_that_nobody_has_is_named_even_where_no_member_is_needed() -> None:
    coupons = campaign(rules=(rule(effects=(COUPON,)),))
    known = facts(campaign=coupons, member=None, rewards={"coffee": reward()})
    assert refused(known, request(card="7")).reason is Reason.MEMBER_UNKNOWN


def test_what_is_given_can_be_deducted_at_once() -> None:
    swap = campaign(rules=(rule(effects=(GivePoints("80"), DeductUnit("200"))),))
    found = accepted(facts(campaign=swap))
    assert found.points == 80
    short = replace(swap, rules=(rule(effects=(GivePoints("79"), DeductUnit("200"))),))
    assert refused(facts(campaign=short)).values["needed"] == 121


def test_wallets_are_not_lent_to_one_another() -> None:
    other = campaign(rules=(rule(effects=(GivePoints("9"), DeductUnit("5", "vip"))),))
    assert refused(facts(campaign=other)).values == {
        "member": "Anna Nowak",
        "balance": 0,
        "needed": 5,
    }


def test_the_balance_of_the_referrer_counts_too() -> None:
    theirs = campaign(rules=(rule(effects=(DeductUnit("500"),), target=RuleTarget.REFERRER),))
    found = refused(facts(campaign=theirs, referrer=referrer()))
    assert (found.reason, found.values["member"]) == (Reason.TOO_FEW_UNITS, "Piotr Nowak")


def test_points_of_a_referral_count_for_each_of_the_two() -> None:
    both = campaign(
        rules=(rule(), rule(target=RuleTarget.REFERRER)),
        limits=Limits(points_per_member=limit(150)),
    )
    known = facts(campaign=both, referrer=referrer())
    assert accepted(known).points == 200
    piotr = replace(known, used=Used(points_per_member={"m2": Decimal(60)}))
    found = refused(piotr)
    assert found.reason is Reason.MEMBER_POINTS_REACHED
    assert found.values == {"campaign": "Summer", "member": "Piotr Nowak"}


def test_a_rule_for_a_referrer_alone_needs_one() -> None:
    theirs = campaign(rules=(rule(target=RuleTarget.REFERRER),))
    assert refused(facts(campaign=theirs)).reason is Reason.CONDITIONS_NOT_MET
    accepted(facts(campaign=theirs, referrer=referrer()))


def test_a_budget_that_is_used_up_still_lets_coupons_through() -> None:
    coupons = campaign(rules=(rule(effects=(COUPON,)),), limits=Limits(points=limit(10)))
    accepted(facts(campaign=coupons, rewards={"coffee": reward()}, used=Used(points=Decimal(10))))


@pytest.mark.parametrize(
    "limits", [limit(1), limit(1, IntervalType.DAYS, 7), limit(0, IntervalType.DAYS)]
)
def test_when_a_limit_frees_is_left_out_where_it_is_not_known(limits: object) -> None:
    once = campaign(limits=Limits(executions_per_member=limits))  # type: ignore[arg-type]
    found = refused(facts(campaign=once, used=Used(executions_per_member=1)))
    assert found.reason is Reason.MEMBER_EXECUTIONS_REACHED
    assert "resets_at" not in found.values


NOTHING: dict[str, Any] = {}
# Each reason in turn, and what mends it: in the facts, in the campaign, in the request.
MENDED: tuple[tuple[Reason, dict[str, Any], dict[str, Any], dict[str, Any]], ...] = (
    (Reason.MISTYPED, NOTHING, NOTHING, {"reading": Reading.READ}),
    (Reason.UNKNOWN, {"code": used()}, NOTHING, NOTHING),
    (Reason.CAMPAIGN_INACTIVE, NOTHING, {"active": True}, NOTHING),
    (Reason.NOT_STARTED, NOTHING, {"activity": campaign().activity}, NOTHING),
    (Reason.ALREADY_USED, {"code": unused()}, NOTHING, NOTHING),
    (Reason.MEMBER_UNKNOWN, NOTHING, NOTHING, {"card": ""}),
    (Reason.MEMBER_REQUIRED, {"member": member(active=False)}, NOTHING, NOTHING),
    (Reason.MEMBER_INACTIVE, {"member": member()}, NOTHING, NOTHING),
    (Reason.AMOUNT_REQUIRED, NOTHING, NOTHING, {"amount": Decimal(5)}),
    (Reason.NOT_IN_AUDIENCE, NOTHING, {"audience": Group()}, NOTHING),
    (Reason.CONDITIONS_NOT_MET, NOTHING, NOTHING, {"amount": Decimal(50)}),
    (
        Reason.TOO_FEW_UNITS,
        {"member": member(wallets={"default": Decimal(999)})},
        NOTHING,
        NOTHING,
    ),
    (Reason.MEMBER_EXECUTIONS_REACHED, {"used": Used(executions=1)}, NOTHING, NOTHING),
    (Reason.CAMPAIGN_EXECUTIONS_REACHED, {"used": Used()}, NOTHING, NOTHING),
    (Reason.NO_RIGHT, {"rights": Rights()}, NOTHING, NOTHING),
)


def test_the_checks_are_made_in_the_order_of_the_reasons() -> None:
    """Whatever else is wrong, what comes first is named: all that is wrong, mended bit by bit."""
    deduct = campaign(
        rules=(
            rule(
                condition("transaction.grossValue", "is_greater", 10), effects=(DeductUnit("999"),)
            ),
        ),
        active=False,
        audience=Group(GroupKind.TIER, frozenset({"platinum"})),
        limits=Limits(executions_per_member=limit(1), executions=limit(1)),
        activity=Activity(datetime(2026, 7, 1, tzinfo=UTC)),
    )
    known = facts(
        campaign=deduct,
        code=None,
        member=None,
        used=Used(executions=1, executions_per_member=1),
        rights=Rights(Authority.NONE),
    )
    asked = request(reading=Reading.MISTYPED, card="9")
    for reason, facts_over, campaign_over, request_over in MENDED:
        assert refused(known, asked).reason is reason
        known = replace(known, **facts_over)
        assert known.campaign is not None
        known = replace(known, campaign=replace(known.campaign, **campaign_over))
        asked = replace(asked, **request_over)
    accepted(known, asked)


@pytest.mark.parametrize("reason", Reason)
def test_explaining_goes_on_behind_a_failure_where_there_is_more_to_look_at(reason: Reason) -> None:
    case = REFUSALS[reason]
    results = explain(case.facts, case.request, case.now)
    gates = {check.name for check in CHECKS if check.gate}
    failed = [result for result in results if result.refused]
    assert failed[0].refused == decide(case.facts, case.request, case.now)
    stopped = len(results) < len(CHECKS)
    assert stopped is (failed[-1].check in gates)


def test_explaining_names_all_that_is_wrong() -> None:
    known = facts(campaign=campaign(active=False), code=used(), rights=Rights(Authority.NONE))
    reasons = [result.refused.reason for result in explain(known, request(), NOW) if result.refused]
    assert reasons == [Reason.CAMPAIGN_INACTIVE, Reason.ALREADY_USED, Reason.NO_RIGHT]


def test_a_used_code_cannot_be_described_without_its_use() -> None:
    with pytest.raises(ValueError, match="where, and only where"):
        CodeFacts(CodeStatus.USED, batch="b")
    with pytest.raises(ValueError, match="where, and only where"):
        CodeFacts(CodeStatus.UNUSED, batch="b", use=Use(NOW, "Shop", "Ann"))
