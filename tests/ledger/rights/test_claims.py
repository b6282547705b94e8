"""What redemptions spend, as the hub hears of them; and held codes that others risked."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import Outcome
from counterfoil.domain.refusal import Reason
from counterfoil.domain.rights import Amount, Grant, GrantKind, GrantState
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.rights.outstanding import outstanding
from counterfoil.ledger.rights.rows import grant_body
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import conflicts, quarantine
from tests.domain.build import NOW
from tests.ledger.exchange.sender import Till, outcomes, till
from tests.ledger.rights.counter import (
    capped,
    given,
    grant_at,
    holding,
    hub_of,
    ids,
    lease,
    limited,
)
from tests.ledger.shop import SUPERVISOR, Shop, assert_well

APPLIED, DUPLICATE = Outcome.APPLIED, Outcome.DUPLICATE
RISK = Amount(Decimal(500), Decimal(0), 5)
COST = Amount(Decimal(100), Decimal(0), 1)


@pytest.fixture
def hub(ledger: Ledger) -> Shop:
    """A hub with a campaign that tills may redeem alone, up to three units of a hundred."""
    capped(Shop(ledger), limits=limited(points=300))
    return Shop(hub_of(ledger))


def spends(budget: Grant | None = None, risk: Grant | None = None) -> dict[str, int | None]:
    named = {"budget": budget.id if budget else None, "risk": risk.id if risk else None}
    return named | {"units": 100_00, "money": 0, "count": 1}


def accepted(hub: Shop, at: Till, kind: GrantKind, amount: Amount) -> Grant:
    grant = given(hub.ledger, lease(at.device, kind, amount))
    at.push(at.entry(Kind.RIGHT_ACCEPTED, grant_body(grant)))
    return grant


def left(hub: Shop) -> Amount:
    with hub.ledger.read() as conn:
        return outstanding(conn, "c1")


def test_what_was_spent_of_a_share_is_used_and_out_no_more(hub: Shop) -> None:
    jan = till(hub)
    share = accepted(hub, jan, GrantKind.BUDGET, Amount(Decimal(300)))
    assert left(hub).units == 300
    made = hub.codes("c1")
    jan.push(jan.redeem(made[0], final=True, spends=spends(share)))
    assert left(hub).units == 200
    assert grant_at(hub.ledger, share.id).spent == COST
    again = jan.sent[-1]
    jan.push(again)
    assert grant_at(hub.ledger, share.id).spent == COST
    closed = Grant(**{n: getattr(share, n) for n in share.__slots__} | {"spent": COST})
    jan.push(jan.entry(Kind.LEASE_CLOSED, grant_body(closed)))
    assert left(hub).units == 0
    assert hub.redeem(made[1]).accepted
    assert_well(hub.ledger)


def test_overspending_is_counted_all_the_same(hub: Shop) -> None:
    jan = till(hub)
    share = accepted(hub, jan, GrantKind.BUDGET, Amount(Decimal(100)))
    made = hub.codes("c1")
    for code in made[:2]:
        pushed = jan.push(jan.redeem(code, final=True, spends=spends(share)))
        assert outcomes(pushed) == [APPLIED]
    assert grant_at(hub.ledger, share.id).left.units == -100
    assert left(hub).units == 0
    assert outcomes(jan.push(jan.redeem(made[2], spends=spends() | {"budget": 99}))) == [APPLIED]


def test_a_risk_that_went_well_is_whole_and_a_duplicate_burns_it(hub: Shop) -> None:
    jan, ola = till(hub), till(hub, 2)
    mine = accepted(hub, jan, GrantKind.RISK, RISK)
    theirs = accepted(hub, ola, GrantKind.RISK, RISK)
    (code, *_) = hub.codes("c1")
    assert outcomes(jan.push(jan.redeem(code, spends=spends(risk=mine)))) == [APPLIED]
    assert outcomes(ola.push(ola.redeem(code, spends=spends(risk=theirs)))) == [DUPLICATE]
    assert grant_at(hub.ledger, mine.id).spent == Amount()
    kept = grant_at(hub.ledger, theirs.id)
    assert (kept.spent, kept.burned) == (COST, COST)


def test_nobody_spends_what_another_was_given(hub: Shop) -> None:
    jan, ola = till(hub), till(hub, 2)
    share = accepted(hub, jan, GrantKind.BUDGET, Amount(Decimal(100)))
    (code, *_) = hub.codes("c1")
    assert outcomes(ola.push(ola.redeem(code, spends=spends(share)))) == [APPLIED]
    assert grant_at(hub.ledger, share.id).spent == Amount()


@pytest.mark.parametrize("wrong", [{"units": "1"}, {"risk": "x"}, {"count": None}])
def test_what_does_not_say_what_it_spent_is_put_aside(hub: Shop, wrong: dict[str, object]) -> None:
    jan = till(hub)
    (code, *_) = hub.codes("c1")
    pushed = jan.push(jan.redeem(code, spends=spends() | wrong))
    assert outcomes(pushed) == [Outcome.QUARANTINED]
    assert hub.count(quarantine) == 1


def test_a_holder_wins_whoever_is_heard_of_first(hub: Shop) -> None:
    jan, ola = till(hub), till(hub, 2)
    first, _ = ids(hub.ledger)
    given(hub.ledger, holding(jan.device, (first, first)))
    risk = accepted(hub, ola, GrantKind.RISK, RISK)
    (code, *_) = hub.codes("c1")
    (verdict,) = ola.push(ola.redeem(code, spends=spends(risk=risk))).verdicts
    assert (verdict.outcome, verdict.of, verdict.reason) == (DUPLICATE, "", Reason.NOT_HELD)
    assert left(hub) == COST
    assert outcomes(jan.push(jan.redeem(code, final=True))) == [APPLIED]
    assert left(hub) == Amount()
    assert [row["till"] for row in hub.rows(redemptions)] == [jan.device]
    assert [row["state"] for row in hub.rows(conflicts)] == ["open"]
    assert_well(hub.ledger)


def test_a_code_given_back_unused_goes_to_who_risked_it(hub: Shop) -> None:
    jan, ola = till(hub), till(hub, 2)
    first, last = ids(hub.ledger)
    held = given(hub.ledger, holding(jan.device, (first, last)))
    risk = accepted(hub, ola, GrantKind.RISK, RISK)
    (code, other, *_) = hub.codes("c1")
    ola.push(ola.redeem(code, spends=spends(risk=risk)))
    jan.push(jan.redeem(other, final=True))
    assert left(hub) == COST
    jan.push(jan.entry(Kind.RIGHT_RELEASED, grant_body(held)))
    assert left(hub) == Amount()
    assert {row["till"] for row in hub.rows(redemptions)} == {jan.device, ola.device}
    assert [row["state"] for row in hub.rows(conflicts)] == ["promoted"]
    assert grant_at(hub.ledger, held.id).state is GrantState.CLOSED
    assert grant_at(hub.ledger, risk.id).burned == COST
    assert_well(hub.ledger)


def test_what_is_undone_while_it_is_held_stays_the_holders(ledger: Ledger) -> None:
    capped(Shop(ledger), reuse_after_reversal=True)
    hub = Shop(hub_of(ledger))
    jan, ola = till(hub), till(hub, 2)
    first, last = ids(hub.ledger)
    given(hub.ledger, holding(jan.device, (first, last)))
    (code, *_) = hub.codes("c1")
    ola.push(ola.redeem(code))
    jan.push(jan.redeem(code, final=True))
    (made,) = hub.rows(redemptions)
    reverse(hub.ledger, made["id"], "brought back", SUPERVISOR, NOW)
    with hub.ledger.read() as conn:
        assert conn.scalar(select(codes.c.status).where(codes.c.id == first)) == 0
    assert [row["state"] for row in hub.rows(conflicts)] == ["open"]
    assert outcomes(jan.push(jan.redeem(code, final=True))) == [APPLIED]
