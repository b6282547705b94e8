"""Amounts that add up, and grants that are open, usable, or over."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.rights import OPEN, Amount, Grant, GrantKind, GrantState
from tests.domain.build import NOW

CENT = Decimal("0.01")
UNITS = st.decimals(0, 10_000, places=2)
AMOUNTS = st.builds(Amount, UNITS, UNITS, st.integers(0, 100))
LEASE = Grant(
    id=1,
    epoch=1,
    device="TILL",
    kind=GrantKind.BUDGET,
    campaign_id="c1",
    state=GrantState.ACCEPTED,
    granted_at=NOW,
    amount=Amount(Decimal(500), count=5),
    spent=Amount(Decimal(200), count=2),
    expires_at=NOW + timedelta(hours=1),
)


@given(AMOUNTS, AMOUNTS)
def test_what_is_added_can_be_taken_away_and_covers_its_parts(one: Amount, other: Amount) -> None:
    both = one + other
    assert both - other == one
    assert both.covers(one)
    assert both.covers(other)
    assert one.covers(both) is (other == Amount())


@pytest.mark.parametrize("more", [Amount(units=CENT), Amount(money=CENT), Amount(count=1)])
def test_an_amount_covers_another_in_every_respect_or_not_at_all(more: Amount) -> None:
    most = Amount(Decimal(10), Decimal(10), 10)
    assert most.covers(most)
    assert not most.covers(most + more)


def test_what_is_left_of_a_lease_is_what_was_not_spent() -> None:
    assert LEASE.left == Amount(Decimal(300), count=3)


@pytest.mark.parametrize("state", GrantState)
def test_only_what_was_accepted_is_used_and_only_what_has_not_ended_is_out(
    state: GrantState,
) -> None:
    grant = replace(LEASE, state=state)
    assert grant.is_usable(NOW) is (state is GrantState.ACCEPTED)
    assert grant.is_open is (state in OPEN)
    assert grant.is_open is (state not in {GrantState.CLOSED, GrantState.WRITTEN_OFF})


def test_a_lease_is_used_until_before_its_end() -> None:
    end = LEASE.expires_at
    assert end is not None
    assert LEASE.is_usable(end - timedelta(microseconds=1))
    assert not LEASE.is_usable(end)
    assert replace(LEASE, expires_at=None).is_usable(end)
