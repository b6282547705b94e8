"""Coupons at the counters of tills that have joined: the hub first, and never twice."""

from dataclasses import replace

import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.coupon import CouponReason
from counterfoil.domain.effect import GiveReward
from counterfoil.domain.errors import Forbidden, NotFound
from counterfoil.domain.exchange import Outcome
from counterfoil.ledger.coupon_attempts import recent_coupons
from counterfoil.ledger.coupons import (
    CouponAttempt,
    CouponVerdict,
    get_coupon,
    unuse_coupon,
)
from counterfoil.ledger.journal import entries
from counterfoil.ledger.staff import save_staff
from counterfoil.sync.coupons import use_coupon
from counterfoil.sync.port import HubUnreachable
from tests.domain.build import rule
from tests.helpers.loop_port import Fault, on
from tests.ledger.shop import ANNA, CASHIER, MANAGER, SUPERVISOR, assert_well
from tests.sync.brand import PATIENT, Brand, Till, code_ids, hold

FOR_COFFEE = (rule(effects=(GiveReward("coffee"),)),)


def issued(brand: Brand) -> str:
    """Redeem a code for a coupon at the hub; return the coupon."""
    _, codes = brand.shop.campaign(1, rules=FOR_COFFEE)
    coupon = brand.shop.redeem(codes[0]).given[0].coupon
    assert coupon is not None
    return coupon.code


def use(till: Till, code: str, *, offline: bool = False, card: str = "") -> CouponVerdict:
    """Use a coupon, the hub first unless `offline`."""
    port = None if offline else till.port
    attempt = CouponAttempt((code,), CASHIER, card)
    return use_coupon(till.ledger, port, attempt, till.clock(), asking=PATIENT)


def test_a_coupon_is_used_up_by_the_hub(either_brand: Brand) -> None:
    code = issued(either_brand)
    till, other = either_brand.till("one"), either_brand.till("two")
    verdict = use(till, code.lower(), card=ANNA)
    assert verdict.accepted
    assert verdict.use_id is not None
    there = get_coupon(either_brand.hub, code).use
    assert there is not None
    assert there.staff == "Jan"
    assert get_coupon(till.ledger, code).use == there
    refused = use(other, code).refused
    assert refused is not None
    assert refused.reason is CouponReason.USED
    assert refused.values["staff"] == "Jan"
    assert_well(either_brand.hub)


def test_the_last_coupons_of_a_till_are_those_it_asked_about_too(brand: Brand) -> None:
    code = issued(brand)
    till = brand.till()
    use(till, code)
    use(till, code)
    used, tried = reversed(recent_coupons(till.ledger))
    assert used.issued is not None
    assert (used.reason, used.is_undone) == (None, False)
    assert tried.reason is CouponReason.USED


def test_without_the_hub_a_coupon_is_not_taken(brand: Brand) -> None:
    code = issued(brand)
    till = brand.till()
    refused = use(till, code, offline=True).refused
    assert refused is not None
    assert refused.reason is CouponReason.NOT_CHECKED
    till.port.down = True
    assert use(till, code).refused == refused
    till.port.down = False
    assert use(till, code).accepted


def test_an_answer_that_is_lost_leaves_the_coupon_unused(brand: Brand) -> None:
    code = issued(brand)
    till = brand.till()
    till.port.faults = on("redeem", Fault.UNANSWERED)
    refused = use(till, code).refused
    assert refused is not None
    assert refused.reason is CouponReason.NOT_CHECKED
    assert get_coupon(brand.hub, code).use is not None
    till.sync()
    assert get_coupon(brand.hub, code).use is None
    assert use(till, code).accepted


def test_a_question_sent_twice_is_answered_alike(brand: Brand) -> None:
    code = issued(brand)
    till = brand.till()
    till.port.faults = on("redeem", Fault.DOUBLED)
    assert use(till, code).accepted


def test_a_question_that_comes_too_late_changes_nothing(brand: Brand) -> None:
    code = issued(brand)
    till = brand.till()
    till.port.faults = on("redeem", Fault.LOST)
    assert not use(till, code).accepted
    till.sync()
    assert get_coupon(brand.hub, code).use is None


def test_a_coupon_that_the_hub_does_not_know_is_unknown(brand: Brand) -> None:
    till = brand.till()
    refused = use(till, "ABCDEFGHJK").refused
    assert refused is not None
    assert refused.reason is CouponReason.UNKNOWN


def test_a_coupon_is_put_back_at_the_till_that_used_it(brand: Brand) -> None:
    code = issued(brand)
    till = brand.till()
    use(till, code)
    unuse_coupon(till.ledger, code, "not handed over", SUPERVISOR, till.clock())
    assert till.sync().verdicts[-1].outcome is Outcome.APPLIED
    assert get_coupon(brand.hub, code).use is None
    assert use(till, code).accepted


def test_whoever_works_there_no_more_uses_none(brand: Brand) -> None:
    code = issued(brand)
    till = brand.till()
    save_staff(brand.hub, replace(CASHIER, active=False), MANAGER, till.clock())
    with pytest.raises(Forbidden):
        use(till, code)
    assert get_coupon(brand.hub, code).use is None


def test_a_card_that_nobody_has_is_said(brand: Brand) -> None:
    code = issued(brand)
    till = brand.till()
    with pytest.raises(NotFound):
        use(till, code, card="9999")
    assert [each.entry.kind for each in entries(till.ledger)][-1] != "online_intent"


def given_offline(brand: Brand, till: Till) -> str:
    """Have a till that holds a code give a coupon for it without the hub; return the coupon."""
    campaign, codes = brand.shop.campaign(1, rules=FOR_COFFEE, offline_policy=OfflinePolicy.OWNED)
    till.sync()
    hold(brand, till, campaign.id, code_ids(brand)[0], code_ids(brand)[0])
    verdict = till.redeem(codes[0], offline=True)
    coupon = verdict.given[0].coupon
    assert coupon is not None
    return coupon.code


def test_a_coupon_that_nobody_was_told_of_can_be_used_where_it_was_given(brand: Brand) -> None:
    till = brand.till()
    code = given_offline(brand, till)
    till.port.down = True
    assert use(till, code).accepted
    till.port.down = False
    till.sync()
    assert get_coupon(brand.hub, code).use is not None
    assert not use(till, code).accepted
    assert_well(brand.hub)


def test_once_somebody_may_know_of_a_coupon_the_hub_is_asked(brand: Brand) -> None:
    till = brand.till()
    code = given_offline(brand, till)
    till.port.faults = on("push", Fault.UNANSWERED)
    with pytest.raises(HubUnreachable):
        till.sync()
    refused = use(till, code, offline=True).refused
    assert refused is not None
    assert refused.reason is CouponReason.NOT_CHECKED
    assert use(till, code).accepted
