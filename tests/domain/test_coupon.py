"""A coupon at the counter: where it stands, and why it is refused."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from counterfoil.domain.coupon import (
    COUPON_WORDINGS,
    CouponReason,
    CouponRefused,
    CouponStatus,
    Holder,
    IssuedCoupon,
    coupon_next_step,
    coupon_sentence,
    judge_coupon,
)
from counterfoil.domain.facts import Use
from counterfoil.domain.reward import issue
from tests.domain.build import NOW, member, reward

ANNA, PIOTR = Holder("m1", "Anna Nowak", "1001"), Holder("m2", "Piotr Nowak", "1002")
ISSUED = IssuedCoupon(issue(reward(), "AB2C3D4E5F", NOW), NOW, ANNA, "till-1")
USED = replace(ISSUED, use=Use(NOW, "Gdynia", "Ewa"))
EXPIRY = NOW + timedelta(days=30)
ENDLESS = replace(ISSUED, coupon=issue(reward(days_valid=None), "AB2C3D4E5F", NOW))


def shown(at: datetime) -> str:
    return f"{at:%d.%m.%Y}"


@pytest.mark.parametrize(
    ("issued", "at", "status"),
    [
        (ISSUED, EXPIRY - timedelta(seconds=1), CouponStatus.UNUSED),
        (ISSUED, EXPIRY, CouponStatus.EXPIRED),
        (ENDLESS, EXPIRY, CouponStatus.UNUSED),
        (USED, EXPIRY, CouponStatus.USED),
        (replace(ISSUED, cancelled_at=NOW), EXPIRY, CouponStatus.CANCELLED),
    ],
)
def test_where_a_coupon_stands(issued: IssuedCoupon, at: datetime, status: CouponStatus) -> None:
    assert issued.status(at) is status


def test_a_coupon_is_for_its_member_or_whoever_brings_it() -> None:
    assert judge_coupon(ISSUED, ANNA, NOW) is None
    assert judge_coupon(ISSUED, None, NOW) is None
    assert judge_coupon(replace(ISSUED, holder=None), PIOTR, NOW) is None


@pytest.mark.parametrize(
    ("issued", "member", "at", "reason", "sentence"),
    [
        (USED, ANNA, EXPIRY, "used", "Already used on 13.05.2026 at Gdynia by Ewa."),
        (
            replace(ISSUED, cancelled_at=NOW),
            ANNA,
            NOW,
            "cancelled",
            "The coupon was cancelled on 13.05.2026.",
        ),
        (ISSUED, ANNA, EXPIRY, "expired", "The coupon expired on 12.06.2026."),
        (ISSUED, PIOTR, NOW, "not_theirs", "The coupon is of Anna Nowak, not of Piotr Nowak."),
    ],
)
def test_a_coupon_is_refused_in_a_sentence(
    issued: IssuedCoupon, member: Holder, at: datetime, reason: str, sentence: str
) -> None:
    refused = judge_coupon(issued, member, at)
    assert refused is not None
    assert refused.reason is CouponReason(reason)
    assert coupon_sentence(refused, shown) == sentence
    assert "{" not in coupon_next_step(refused, shown)


def test_each_reason_has_its_words() -> None:
    assert set(COUPON_WORDINGS) == set(CouponReason)
    unknown = CouponRefused(CouponReason.UNKNOWN, {"code": "AB"})
    assert coupon_sentence(unknown, shown) == "There is no coupon AB here."


def test_an_erased_member_has_no_name() -> None:
    assert member(erased=True).name == "Erased member"
