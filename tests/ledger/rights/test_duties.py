"""What a till owes its hub about its rights: each accepted once, each given back in the end."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict
from counterfoil.domain.rights import Amount, Grant, GrantKind, GrantState
from counterfoil.ledger.exchange.hubs import epoch
from counterfoil.ledger.heard import note_heard
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.duties import accept, close, fulfil, release, take_grant
from counterfoil.ledger.rights.rows import grant_document
from counterfoil.ledger.rights.spending import burn
from tests.domain.build import NOW
from tests.ledger.exchange.tills import enrolled
from tests.ledger.rights.counter import (
    TOMORROW,
    capped,
    confirm,
    grant_at,
    ids,
    limited,
    put,
    till_of,
)
from tests.ledger.shop import Shop

SOON = NOW + timedelta(hours=1)


@pytest.fixture
def till(ledger: Ledger) -> Ledger:
    """A till with a campaign."""
    capped(Shop(ledger), limits=limited(points=1000))
    return till_of(ledger)


def kinds(till: Ledger, count: int) -> list[str]:
    return [signed.entry.kind for signed in list(entries(till))[-count:]]


def taken(till: Ledger, grant: Grant) -> GrantState:
    with till.write() as conn:
        take_grant(till, conn, grant)
    return grant_at(till, grant.id).state


def test_what_is_granted_is_accepted_once(till: Ledger) -> None:
    put(till, amount=Amount(Decimal(100)))
    entry = Shop(till).last_entry().entry
    assert entry.kind == Kind.RIGHT_ACCEPTED
    assert entry.body == {"grant": 1, "document": grant_document(grant_at(till, 1))}
    assert grant_at(till, 1).state is GrantState.ACCEPTED
    assert fulfil(till, NOW) == 0
    with till.write() as conn, pytest.raises(Conflict, match="accepted or ended before"):
        accept(till, conn, grant_at(till, 1), NOW)


def test_what_is_recalled_is_given_back(till: Ledger) -> None:
    put(till, id=1, kind=GrantKind.CODES, codes=ids(till))
    put(till, id=2, amount=Amount(Decimal(100)))
    for number in (1, 2):
        taken(till, replace(grant_at(till, number), state=GrantState.RECALLED))
    assert fulfil(till, NOW) == 2
    assert kinds(till, 2) == [Kind.RIGHT_RELEASED, Kind.LEASE_CLOSED]
    assert {grant_at(till, number).state for number in (1, 2)} == {GrantState.CLOSED}
    assert fulfil(till, NOW) == 0


def test_what_is_recalled_before_it_was_accepted_is_given_back_too(till: Ledger) -> None:
    put(till, kind=GrantKind.CODES, codes=ids(till), state=GrantState.RECALLED)
    assert kinds(till, 1) == [Kind.RIGHT_RELEASED]


def test_a_lease_that_is_over_is_closed_and_says_what_was_spent(till: Ledger) -> None:
    put(till, amount=Amount(Decimal(300)), expires_at=SOON)
    put(till, id=2, kind=GrantKind.CODES, codes=ids(till))
    Shop(till).redeem(Shop(till).codes("c1")[0])
    assert fulfil(till, SOON) == 1
    entry = Shop(till).last_entry().entry
    assert entry.kind == Kind.LEASE_CLOSED
    assert entry.body["document"] == grant_document(grant_at(till, 1))
    assert grant_at(till, 1).spent == Amount(Decimal(100), count=1)


def test_a_spent_share_is_closed_but_risk_that_may_come_back_is_not(till: Ledger) -> None:
    shop = Shop(till)
    put(till, amount=Amount(Decimal(100)))
    risked = Amount(Decimal(100), count=1)
    put(till, id=2, kind=GrantKind.RISK, amount=risked, expires_at=TOMORROW)
    assert shop.redeem(shop.codes("c1")[0]).accepted
    assert fulfil(till, NOW) == 1
    assert kinds(till, 1) == [Kind.LEASE_CLOSED]
    assert grant_at(till, 1).state is GrantState.CLOSED
    with till.write() as conn:
        burn(conn, 2, risked)
    assert fulfil(till, NOW) == 1
    assert grant_at(till, 2).state is GrantState.CLOSED


def test_a_lease_goes_back_when_a_newer_one_stands_in_for_it(till: Ledger) -> None:
    put(till, amount=Amount(Decimal(50)), expires_at=SOON)
    put(till, id=2, amount=Amount(Decimal(80)), expires_at=TOMORROW, confirmed=False)
    assert grant_at(till, 1).state is GrantState.ACCEPTED
    confirm(till)
    assert fulfil(till, NOW) == 1
    assert [grant_at(till, number).state for number in (1, 2)] == ["closed", "accepted"]


@pytest.mark.parametrize(
    "other",
    [
        {"amount": Amount(Decimal(40))},
        {"expires_at": SOON - timedelta(minutes=1)},
        {"kind": GrantKind.RISK, "amount": Amount(Decimal(90), Decimal(9), 9)},
    ],
)
def test_a_lease_stays_where_the_other_allows_less(till: Ledger, other: dict[str, Any]) -> None:
    put(till, amount=Amount(Decimal(50)), expires_at=SOON)
    put(till, **{"id": 2, "amount": Amount(Decimal(50)), "expires_at": SOON, **other})
    assert fulfil(till, NOW) == 0


def test_of_an_epoch_before_nothing_is_accepted_any_more(till: Ledger) -> None:
    put(till, id=1, amount=Amount(Decimal(100)))
    with till.write() as conn:
        note_heard(conn, epoch=2)
        assert epoch(conn) == 0
    put(till, id=2, amount=Amount(Decimal(100)))
    put(till, id=3, kind=GrantKind.CODES, codes=ids(till))
    put(till, id=4, epoch=2, amount=Amount(Decimal(100)))
    states = [grant_at(till, number).state for number in range(1, 5)]
    assert states == ["accepted", "closed", "closed", "accepted"]
    assert kinds(till, 3) == [Kind.LEASE_CLOSED, Kind.RIGHT_RELEASED, Kind.RIGHT_ACCEPTED]
    with till.write() as conn, pytest.raises(Conflict, match="before the hub was restored"):
        accept(till, conn, replace(grant_at(till, 2), state=GrantState.GRANTED), NOW)


def test_of_its_own_rights_a_till_takes_over_what_the_hub_decides_only(till: Ledger) -> None:
    put(till, id=1, amount=Amount(Decimal(300)))
    mine = grant_at(till, 1)
    hubs = replace(mine, spent=Amount(Decimal(7)), state=GrantState.GRANTED)
    assert taken(till, hubs) is GrantState.ACCEPTED
    assert grant_at(till, 1) == mine
    assert taken(till, replace(hubs, state=GrantState.RECALLED)) is GrantState.RECALLED
    assert taken(till, replace(hubs, state=GrantState.ACCEPTED)) is GrantState.RECALLED
    assert taken(till, replace(hubs, state=GrantState.WRITTEN_OFF)) is GrantState.WRITTEN_OFF
    for state in GrantState:
        assert taken(till, replace(hubs, state=state)) is GrantState.WRITTEN_OFF
    with till.write() as conn, pytest.raises(Conflict, match="has ended already"):
        release(till, conn, grant_at(till, 1), NOW)
    with till.write() as conn, pytest.raises(Conflict, match="has ended already"):
        close(till, conn, grant_at(till, 1), NOW)


def test_a_right_that_is_not_known_here_was_never_accepted_here(till: Ledger) -> None:
    unknown = Grant(
        5, 1, till.device.id, GrantKind.BUDGET, "c1", GrantState.ACCEPTED, NOW, None, Amount()
    )
    assert taken(till, unknown) is GrantState.RECALLED
    assert fulfil(till, NOW) == 1
    assert kinds(till, 1) == [Kind.LEASE_CLOSED]


def test_others_rights_are_as_the_hub_says(till: Ledger) -> None:
    other = enrolled(till, 7)
    grant = Grant(5, 1, other, GrantKind.CODES, "c1", GrantState.CLOSED, NOW, ids(till))
    assert taken(till, grant) is GrantState.CLOSED
    assert taken(till, replace(grant, state=GrantState.ACCEPTED)) is GrantState.ACCEPTED
    assert fulfil(till, NOW) == 0
