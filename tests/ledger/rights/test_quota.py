"""What a till may give one member alone: bounded for each, so that all tills together are."""

from dataclasses import replace

import pytest

from counterfoil.domain.campaign import CampaignType, RuleTarget
from counterfoil.domain.effect import DeductUnit
from counterfoil.domain.limit import Limits
from counterfoil.domain.refusal import Reason
from counterfoil.domain.rights import Allowance, GrantKind
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member
from counterfoil.ledger.rights.allowances import put_allowance
from tests.domain.build import NOW, limit, member, rule
from tests.ledger.rights.counter import confirm, ids, owned, put, reason, till_of
from tests.ledger.shop import ANNA, CASHIER, Shop

IGA = "1004"


@pytest.fixture
def till(ledger: Ledger) -> Ledger:
    """A till that has joined a hub."""
    return till_of(ledger)


def allow(till: Ledger, quota: int) -> None:
    """Let the till hold every code, and redeem so many for each member."""
    put(till, kind=GrantKind.CODES, codes=ids(till))
    with till.write() as conn:
        put_allowance(conn, Allowance("c1", quota=quota))


def test_units_are_not_taken_without_a_quota_because_they_may_be_spent_elsewhere(
    till: Ledger,
) -> None:
    shop = Shop(till)
    shop.credit(100)
    _, codes = owned(shop, rules=(rule(effects=(DeductUnit("10"),)),))
    allow(till, 0)
    assert reason(shop.redeem(codes[0])) is Reason.QUOTA_SPENT
    with till.write() as conn:
        put_allowance(conn, Allowance("c1", quota=2))
    assert all(shop.redeem(code).accepted for code in codes[:2])
    assert reason(shop.redeem(codes[2])) is Reason.QUOTA_SPENT
    confirm(till)
    assert shop.redeem(codes[2]).accepted


def test_whoever_has_referred_several_has_one_quota_for_all(till: Ledger) -> None:
    shop = Shop(till)
    save_member(
        till,
        replace(member(wallets={}, referrer_id="m2"), id="m4", loyalty_card_number=IGA),
        CASHIER,
        NOW,
    )
    rules = (rule(), rule(target=RuleTarget.REFERRER))
    _, codes = owned(
        shop,
        type=CampaignType.REFERRAL,
        rules=rules,
        limits=Limits(points_per_member=limit(10_000)),
    )
    allow(till, 1)
    assert shop.redeem(codes[0], card=ANNA).accepted
    assert reason(shop.redeem(codes[1], card=IGA)) is Reason.QUOTA_SPENT


def test_where_nothing_is_bounded_for_a_member_no_quota_is_needed(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = owned(shop)
    allow(till, 0)
    assert all(shop.redeem(code).accepted for code in codes)
