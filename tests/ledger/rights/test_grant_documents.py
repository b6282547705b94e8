"""Grants as rows and as documents."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.rights import (
    WAIVED,
    WAIVERS,
    Amount,
    GrantKind,
    Guarantee,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.rows import (
    grant_document,
    grant_from,
    put_grant,
)
from tests.ledger.rights.counter import (
    TOMORROW,
    given,
    grant_at,
    holding,
    hub_of,
    ids,
    owned,
    tills,
)
from tests.ledger.rights.test_grants import hub
from tests.ledger.shop import Shop

__all__ = ["hub"]


def test_a_grant_is_the_same_as_row_and_as_document(hub: Ledger) -> None:
    owned(Shop(hub))
    (one,) = tills(hub, 1)
    held = given(hub, holding(one, ids(hub)))
    whole = replace(
        held,
        id=9,
        codes=None,
        kind=GrantKind.RISK,
        amount=Amount(Decimal("1.50"), Decimal("2.25"), 3),
        spent=Amount(Decimal("0.50"), Decimal("0.25"), 1),
        burned=Amount(Decimal("0.10"), Decimal("0.05"), 1),
        expires_at=TOMORROW + timedelta(microseconds=1),
    )
    for grant in (held, whole):
        with hub.write() as conn:
            put_grant(conn, grant, "why")
        assert grant_at(hub, grant.id) == grant
        assert grant_from(grant_document(grant)) == grant
    assert whole.left == Amount(Decimal("1.00"), Decimal("2.00"), 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 0},
        {"id": True},
        {"id": 2**63},
        {"kind": "gold"},
        {"state": "?"},
        {"codes": [1]},
        {"amount": {"units": 1}},
        {"amount": None},
        {"granted_at": "now"},
        {"granted_at": 2**62},
    ],
)
def test_what_is_no_grant_is_not_read(sqlite_ledger: Ledger, wrong: dict[str, object]) -> None:
    hub = hub_of(sqlite_ledger)
    owned(Shop(hub))
    (one,) = tills(hub, 1)
    document = grant_document(given(hub, holding(one, ids(hub))))
    with pytest.raises(InvalidInput, match="no right that a hub has given"):
        grant_from(document | wrong)


def test_each_kind_says_what_giving_it_up_waives() -> None:
    assert set(WAIVED) == set(GrantKind)
    assert set(WAIVERS) == set(Guarantee) == set(WAIVED.values())
