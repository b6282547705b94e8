"""What a ledger may decide alone: everything, what it holds, what it may risk, or nothing."""

# ruff: noqa: ANN401 - what a test wants different is checked by the dataclass it goes into

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.effect import GiveReward
from counterfoil.domain.exchange import DeviceState, Outcome
from counterfoil.domain.limit import Limits
from counterfoil.domain.refusal import Reason
from counterfoil.domain.rights import Allowance, Amount, GrantKind, GrantState
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.gather import gather
from counterfoil.ledger.heard import note_heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.allowances import put_allowance
from counterfoil.ledger.rights.facts import ALL
from counterfoil.ledger.rights.spending import burn, refund, settle
from counterfoil.ledger.tables.codes import batches
from counterfoil.ledger.tables.sync import grants
from counterfoil.ledger.verdict import Attempt
from tests.domain.build import NOW, limit, rule
from tests.ledger.exchange.tills import enrolled
from tests.ledger.rights.counter import (
    TOMORROW,
    alone,
    capped,
    confirm,
    grant_at,
    ids,
    limited,
    made,
    owned,
    put,
    reason,
    till_of,
)
from tests.ledger.shop import ANNA, CASHIER, MANAGER, Shop

RISK = Amount(Decimal(250), Decimal(0), 3)
COST = Amount(Decimal(100), Decimal(0), 1)


@pytest.fixture
def till(ledger: Ledger) -> Ledger:
    """A till that has joined a hub."""
    return till_of(ledger)


def risk(till: Ledger, **over: Any) -> None:
    put(till, **{"kind": GrantKind.RISK, "amount": RISK, "expires_at": TOMORROW, **over})


def hold(till: Ledger, **over: Any) -> None:
    put(till, **{"kind": GrantKind.CODES, "codes": ids(till), **over})


def test_alone_it_may_do_everything_and_asks_nothing(shop: Shop) -> None:
    _, codes = owned(shop)
    with shop.ledger.read() as conn:
        gathered = gather(shop.ledger, conn, Attempt((codes[0],), CASHIER, ANNA), NOW, lock=False)
    assert gathered.held is ALL
    assert shop.redeem(codes[0]).final
    assert "spends" not in shop.last_entry().entry.body


@pytest.mark.parametrize(
    ("policy", "why"),
    [
        (OfflinePolicy.ONLINE_ONLY, Reason.NO_RIGHT),
        (OfflinePolicy.OWNED, Reason.NOT_HELD),
        (OfflinePolicy.CAPPED, Reason.RISK_SPENT),
    ],
)
def test_without_rights_nothing_is_redeemed(
    till: Ledger, policy: OfflinePolicy, why: Reason
) -> None:
    shop = Shop(till)
    _, codes = made(shop, offline_policy=policy)
    assert reason(shop.redeem(codes[0])) is why


def test_what_is_held_is_redeemed_finally(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = owned(shop)
    first, last = ids(till)
    put(till, kind=GrantKind.CODES, codes=(first, last - 1))
    verdict = shop.redeem(codes[0])
    assert (verdict.accepted, verdict.final) == (True, True)
    assert "spends" not in shop.last_entry().entry.body
    refused = shop.redeem(codes[-1])
    assert reason(refused) is Reason.NOT_HELD
    assert refused.refused is not None
    assert refused.refused.values == {"code": refused.code}


def test_a_right_is_used_only_when_the_hub_has_answered_its_acceptance(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = owned(shop)
    put(till, confirmed=False, kind=GrantKind.CODES, codes=ids(till))
    assert grant_at(till, 1).state is GrantState.ACCEPTED
    assert reason(shop.redeem(codes[0])) is Reason.NOT_HELD
    confirm(till)
    assert shop.redeem(codes[0]).accepted


@pytest.mark.parametrize("state", ["granted", "recalled", "closed", "written_off"])
def test_a_right_in_another_state_is_none(till: Ledger, state: str) -> None:
    shop = Shop(till)
    _, codes = owned(shop)
    hold(till)
    with till.write() as conn:
        conn.execute(update(grants).values(state=state))
    assert reason(shop.redeem(codes[0])) is Reason.NOT_HELD


def test_a_risk_is_taken_provisionally_and_only_so_far(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = capped(shop)
    risk(till)
    verdict = shop.redeem(codes[0])
    assert (verdict.accepted, verdict.final) == (True, False)
    assert shop.last_entry().entry.body["spends"] == {
        "budget": None,
        "risk": 1,
        "units": 10000,
        "money": 0,
        "count": 1,
    }
    assert shop.redeem(codes[1]).accepted
    assert reason(shop.redeem(codes[2])) is Reason.RISK_SPENT
    assert grant_at(till, 1).left == Amount(Decimal(50), Decimal(0), 1)


def test_a_code_held_here_risks_nothing_and_one_held_elsewhere_is_left_alone(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = capped(shop)
    first, last = ids(till)
    other = enrolled(till, 7)
    risk(till)
    put(till, id=2, kind=GrantKind.CODES, codes=(first, first))
    put(till, id=3, kind=GrantKind.CODES, codes=(last, last), device=other)
    assert shop.redeem(codes[0]).final
    assert grant_at(till, 1).spent == Amount()
    assert reason(shop.redeem(codes[-1])) is Reason.NOT_HELD


def test_coupons_are_risked_at_their_value(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = capped(shop, rules=(rule(effects=(GiveReward("coffee"),)),))
    risk(till, amount=Amount(Decimal(0), Decimal("23.99"), 9))
    assert shop.redeem(codes[0]).accepted
    assert grant_at(till, 1).spent == Amount(Decimal(0), Decimal(12), 1)
    assert reason(shop.redeem(codes[1])) is Reason.RISK_SPENT


def test_a_lease_that_is_over_is_not_spent(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = capped(shop)
    risk(till)
    assert reason(shop.redeem(codes[0], TOMORROW)) is Reason.RISK_SPENT


def test_limits_of_a_campaign_are_spent_from_a_lease(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = owned(shop, limits=limited(points=1000, executions=10))
    hold(till)
    assert reason(shop.redeem(codes[0])) is Reason.LEASE_SPENT
    put(till, id=2, amount=Amount(Decimal(250), count=9))
    put(till, id=3, amount=Amount(Decimal(120), count=9))
    first = shop.redeem(codes[0])
    assert first.accepted
    assert shop.last_entry().entry.body["spends"] == {
        "budget": 2,
        "risk": None,
        "units": 10000,
        "money": 0,
        "count": 1,
    }
    assert shop.redeem(codes[1]).accepted
    assert (grant_at(till, 2).left.units, grant_at(till, 3).left.units) == (
        Decimal(50),
        Decimal(120),
    )
    assert shop.redeem(codes[2]).accepted
    assert grant_at(till, 3).left == Amount(Decimal(20), count=8)
    assert reason(shop.redeem(codes[3])) is Reason.LEASE_SPENT


def test_what_no_limit_counts_is_not_asked_of_a_lease(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = owned(shop, limits=limited(points=1000))
    hold(till)
    put(till, id=2, amount=Amount(Decimal(300)))
    assert all(shop.redeem(code).accepted for code in codes[:3])
    assert reason(shop.redeem(codes[3])) is Reason.LEASE_SPENT


def test_the_campaigns_own_counts_do_not_bound_a_till(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = owned(shop, limits=limited(executions=1))
    hold(till)
    put(till, id=2, amount=Amount(count=3))
    assert all(shop.redeem(code).accepted for code in codes[:3])


def test_a_member_has_a_quota_until_the_hub_has_answered(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = owned(shop, limits=Limits(executions_per_member=limit(4)))
    hold(till)
    assert reason(shop.redeem(codes[0])) is Reason.QUOTA_SPENT
    with till.write() as conn:
        put_allowance(conn, Allowance("c1", quota=9))
        put_allowance(conn, Allowance("c1", till.device.id, quota=2))
    assert all(shop.redeem(code).accepted for code in codes[:2])
    assert reason(shop.redeem(codes[2])) is Reason.QUOTA_SPENT
    confirm(till)
    assert all(shop.redeem(code).accepted for code in codes[2:4])
    assert reason(shop.redeem(codes[4])) is Reason.MEMBER_EXECUTIONS_REACHED


def test_a_code_that_is_not_known_may_be_one_that_only_the_hub_knows(till: Ledger) -> None:
    shop = Shop(till)
    owned(shop)
    assert reason(shop.redeem("SUM-99999999")) is Reason.NOT_CHECKED
    with till.write() as conn:
        note_heard(conn, seq=1)
    assert reason(shop.redeem("SUM-99999999")) is Reason.UNKNOWN
    made(shop, 0, id="c2")
    assert reason(shop.redeem("OTHER99")) is Reason.NOT_CHECKED


def test_a_batch_that_has_not_arrived_may_have_it(till: Ledger) -> None:
    shop = Shop(till)
    owned(shop)
    with till.write() as conn:
        conn.execute(update(batches).values(state="building"))
    assert reason(shop.redeem("OTHER99")) is Reason.NOT_CHECKED


def test_a_test_code_spends_nothing(till: Ledger) -> None:
    shop = Shop(till)
    capped(shop, 0)
    generate(alone(shop).ledger, "c1", 1, MANAGER, NOW, test=True)
    risk(till)
    verdict = shop.redeem(shop.codes("c1")[0])
    assert (verdict.accepted, verdict.test) == (True, True)
    assert grant_at(till, 1).spent == Amount()


@pytest.mark.parametrize("state", [DeviceState.FROZEN, DeviceState.REVOKED])
def test_a_till_that_is_not_trusted_redeems_nothing_alone(till: Ledger, state: DeviceState) -> None:
    shop = Shop(till)
    _, codes = owned(shop)
    hold(till)
    with till.write() as conn:
        note_heard(conn, state=state)
    assert reason(shop.redeem(codes[0])) is Reason.NO_RIGHT


def test_an_applied_risk_comes_back_and_a_duplicate_is_burned(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = capped(shop)
    risk(till, amount=Amount(Decimal(1000), count=9))
    for code in codes[:3]:
        shop.redeem(code)
    spends = dict(shop.last_entry().entry.body["spends"])  # type: ignore[call-overload]
    with till.write() as conn:
        settle(conn, spends, Outcome.APPLIED)
        settle(conn, spends, Outcome.DUPLICATE)
        settle(conn, spends, Outcome.QUARANTINED)
        settle(conn, None, Outcome.APPLIED)
    kept = grant_at(till, 1)
    assert (kept.spent.count, kept.burned) == (2, COST)
    with till.write() as conn:
        refund(conn, 1, COST)
        burn(conn, 1, COST)
    kept = grant_at(till, 1)
    assert (kept.spent, kept.burned.count) == (COST, 2)


def test_a_lease_spent_is_not_spent_by_a_refusal(till: Ledger) -> None:
    shop = Shop(till)
    _, codes = capped(shop)
    risk(till)
    assert not shop.redeem(codes[0], card="9999").accepted
    assert grant_at(till, 1).spent == Amount()
    assert shop.redeem(codes[0], check_only=True).accepted
    assert grant_at(till, 1).spent == Amount()
