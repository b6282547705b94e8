"""Members as the back office has them: pages of those found, changes, referrals; and rewards."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import insert

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.reward import Reward
from counterfoil.ledger.member_rows import columns
from counterfoil.ledger.members import (
    count_referred,
    get_member,
    list_members,
    referred_by,
    save_member,
    update_member,
)
from counterfoil.ledger.rewards import get_reward, save_reward
from counterfoil.ledger.tables.members import member_terms, members
from counterfoil.ledger.wallets import adjust
from tests.domain.build import NOW, member, reward
from tests.ledger.shop import ANNA, CASHIER, MANAGER, PIOTR, Shop


def test_those_found_come_in_pages_by_their_cards(shop: Shop) -> None:
    for n in range(5):
        ola = member(id=f"o{n}", loyalty_card_number=f"9{n}", first_name="Ola", wallets={})
        save_member(shop.ledger, ola, MANAGER, NOW)
    cards, after = [], ""
    while page := list_members(shop.ledger, after, 2, "OLA now"):
        after = page[-1].loyalty_card_number
        cards += [each.loyalty_card_number for each in page]
    assert cards == ["90", "91", "92", "93", "94"]
    assert list_members(shop.ledger, typed="nobody") == ()
    assert list_members(shop.ledger, typed="\u200b") == ()
    assert len(list_members(shop.ledger, typed=" ")) == 7


def test_a_word_of_thousands_is_found_like_a_rare_one(shop: Shop) -> None:
    people = [
        member(id=f"i{n}", loyalty_card_number=f"5{n:05}", first_name="Iza", last_name=f"L{n % 7}")
        for n in range(2_100)
    ]
    with shop.ledger.write() as conn:
        conn.execute(insert(members), [columns(each) | {"tier": None} for each in people])
        words = [(term, each.id) for each in people for term in ("iza", f"l{each.last_name[1]}")]
        rows = [{"term": term, "member_id": member_id} for term, member_id in words]
        conn.execute(insert(member_terms), rows)
    both = [each.loyalty_card_number for each in people if each.last_name == "L3"]
    found = list_members(shop.ledger, limit=5_000, typed="iza l3")
    assert [each.loyalty_card_number for each in found] == both
    assert len(list_members(shop.ledger, "502000", 5_000, "iz")) == 99


def test_a_change_leaves_what_it_is_not_about(shop: Shop) -> None:
    before = get_member(shop.ledger, "m1")
    after = update_member(shop.ledger, "m1", {"phone": "+1 2", "active": False}, CASHIER, NOW)
    assert after == replace(before, phone="+1 2", active=False)
    end = shop.last_entry().entry.n
    assert update_member(shop.ledger, "m1", {"phone": "+1 2"}, CASHIER, NOW) == after
    assert shop.last_entry().entry.n == end
    with pytest.raises(NotFound):
        update_member(shop.ledger, "m9", {"phone": ""}, CASHIER, NOW)


def test_whom_a_member_brought_in(shop: Shop) -> None:
    assert [each.loyalty_card_number for each in referred_by(shop.ledger, "m2")] == [ANNA]
    assert referred_by(shop.ledger, "m1") == ()
    assert (count_referred(shop.ledger, "m2"), count_referred(shop.ledger, "m1")) == (1, 0)
    assert get_member(shop.ledger, "m2").loyalty_card_number == PIOTR


def test_units_are_not_changed_by_nothing(shop: Shop) -> None:
    with pytest.raises(InvalidInput, match="other than zero"):
        adjust(shop.ledger, "m1", "default", Decimal(0), "why", MANAGER, NOW)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": Decimal(-1)}, "less than nothing"),
        ({"days_valid": 0}, "1 to 3653 days"),
        ({"days_valid": 3654}, "1 to 3653 days"),
    ],
)
def test_a_reward_that_cannot_be_is_refused(
    shop: Shop, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        save_reward(shop.ledger, reward(**wrong), MANAGER, NOW)
    tea = save_reward(shop.ledger, Reward("tea", "Tea"), MANAGER, NOW)
    assert get_reward(shop.ledger, "tea") == tea
    with pytest.raises(NotFound):
        get_reward(shop.ledger, "milk")
