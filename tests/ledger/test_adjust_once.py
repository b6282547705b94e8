"""Transfers that another program may send twice, and what wallets and lists say of them."""

from decimal import Decimal

import pytest

from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.ledger.members import count_found, list_members
from counterfoil.ledger.schemas import add_schema
from counterfoil.ledger.tables.members import transfers
from counterfoil.ledger.wallet_statement import Totals, statement, totals
from counterfoil.ledger.wallets import Adjusted, adjust_once
from tests.domain.build import NOW, schema
from tests.ledger.shop import MANAGER, SUPERVISOR, Shop, assert_well


def sent(shop: Shop, units: str, member: str = "m1", wallet: str = "default") -> Adjusted:
    amount = Decimal(units)
    return adjust_once(
        shop.ledger, member, wallet, amount, "gift", SUPERVISOR, NOW, external_id="a-1"
    )


def test_the_same_transfer_is_made_once(shop: Shop) -> None:
    first = sent(shop, "5")
    assert (first.balance, first.again) == (Decimal("5.00"), False)
    assert sent(shop, "5.001") == Adjusted(first.transfer_id, first.balance, again=True)
    for other in (("6", "m1", "default"), ("5", "m2", "default"), ("5", "m1", "stamps")):
        with pytest.raises(Conflict, match="a-1"):
            sent(shop, *other)
    assert shop.count(transfers) == 1
    assert shop.last_entry().entry.body["external_id"] == "a-1"
    assert_well(shop.ledger)


def test_a_transfer_that_failed_may_be_sent_again(shop: Shop) -> None:
    with pytest.raises(NotFound):
        sent(shop, "5", "nobody")
    with pytest.raises(InvalidInput, match="more than the wallet has"):
        sent(shop, "-5")
    assert not sent(shop, "5").again


def test_an_id_too_long_is_refused(shop: Shop) -> None:
    with pytest.raises(InvalidInput, match="at most 200"):
        adjust_once(
            *(shop.ledger, "m1", "default", Decimal(1), "gift", SUPERVISOR, NOW),
            external_id="x" * 201,
        )


def test_totals_are_those_of_the_statement(shop: Shop) -> None:
    for units in (30, -10, 5):
        shop.credit(units)
    assert totals(shop.ledger, "m1") == (
        Totals("default", Decimal("25.00"), Decimal("35.00"), Decimal("10.00")),
    )
    assert statement(shop.ledger, "m1", "default")[0].after == Decimal("25.00")
    assert totals(shop.ledger, "m2") == ()


def test_members_are_skipped_and_counted(shop: Shop) -> None:
    ledger = shop.ledger
    assert [each.id for each in list_members(ledger, skip=1)] == ["m2"]
    assert list_members(ledger, skip=2) == ()
    assert list_members(ledger, "1001", 1, "nowak", skip=1) == ()
    assert count_found(ledger, "nowak", 10) == 2
    assert count_found(ledger, "nowak", 1) == 1
    assert count_found(ledger, "piotr", 10) == 1
    assert count_found(ledger, "?!", 10) == 0


def test_a_schema_is_added_once(shop: Shop) -> None:
    with pytest.raises(Conflict, match="already"):
        add_schema(shop.ledger, schema(name="Other"), MANAGER, NOW)
    assert add_schema(shop.ledger, schema(event_type="other"), MANAGER, NOW).name
