"""Members, their groups and their units; and the staff who look after them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.member import Segment, Tier
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import (
    count_members,
    find_by_card,
    get_member,
    list_members,
    list_segments,
    list_tiers,
    new_member_id,
    save_member,
    save_segment,
    save_tier,
    search_members,
)
from counterfoil.ledger.staff import DEFAULT, default_staff, find_staff, list_staff, save_staff
from counterfoil.ledger.wallets import adjust, transfers_of
from tests.domain.build import NOW, member
from tests.ledger.shop import ANNA, CASHIER, MANAGER, PIOTR, SUPERVISOR, Shop, assert_well


def found(ledger: Ledger, typed: str) -> list[str]:
    return [each.loyalty_card_number for each in search_members(ledger, typed)]


def test_a_member_is_read_back_as_saved(ledger: Ledger) -> None:
    zofia = member(id=new_member_id(), loyalty_card_number=" 2001 ", referrer_id="m1", wallets={})
    saved = save_member(ledger, zofia, CASHIER, NOW)
    assert saved == replace(zofia, loyalty_card_number="2001")
    assert find_by_card(ledger, " 2001") == saved == get_member(ledger, zofia.id)
    assert count_members(ledger) == 3


def test_balances_are_not_saved_with_a_member(shop: Shop) -> None:
    shop.credit(50)
    saved = save_member(shop.ledger, member(wallets={"default": Decimal(999)}), MANAGER, NOW)
    assert saved.wallets == {"default": Decimal("50.00")}


def test_a_card_is_of_one_member(ledger: Ledger) -> None:
    with pytest.raises(Conflict, match="Another member has the card 1002"):
        save_member(ledger, member(loyalty_card_number=PIOTR), MANAGER, NOW)
    moved = save_member(ledger, member(loyalty_card_number="77"), MANAGER, NOW)
    assert find_by_card(ledger, ANNA) is None
    assert find_by_card(ledger, "77") == moved


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"loyalty_card_number": " "}, InvalidInput),
        ({"loyalty_card_number": "x" * 201}, InvalidInput),
        ({"loyalty_card_number": "1\n2"}, InvalidInput),
        ({"first_name": "An\x00na"}, InvalidInput),
        ({"custom_attributes": {"a": "\u202e"}}, InvalidInput),
        ({"labels": {"\ud800": "a"}}, InvalidInput),
        ({"referrer_id": "m1"}, InvalidInput),
        ({"referrer_id": "missing"}, NotFound),
    ],
)
def test_what_cannot_be_a_member_is_refused(
    ledger: Ledger, wrong: dict[str, str], error: type[Exception]
) -> None:
    before = get_member(ledger, "m1")
    with pytest.raises(error):
        save_member(ledger, member(**wrong), MANAGER, NOW)
    assert get_member(ledger, "m1") == before


def test_who_is_not_there_is_not_found(ledger: Ledger) -> None:
    assert find_by_card(ledger, "nobody") is None
    assert find_by_card(ledger, "") is None
    with pytest.raises(NotFound):
        get_member(ledger, "nobody")
    with pytest.raises(NotFound):
        find_staff(ledger, "nobody")


def test_search_goes_by_the_beginnings_of_words(ledger: Ledger) -> None:
    lukasz = member(
        id="m3",
        loyalty_card_number="AB-77",
        first_name="Łukasz",
        last_name="Żółć-Straße",
        email="Lukasz@Example.org",
        phone="+48 600 700 800",
    )
    save_member(ledger, lukasz, MANAGER, NOW)
    for typed in ("lukasz", "ŁUK", "zolc", "zol luk", "zolc-strasse", "ab-7"):
        assert found(ledger, typed) == ["AB-77"], typed
    for typed in ("lukasz@ex", "600700", "600 700-8", "+48 600 7", "48600"):
        assert found(ledger, typed) == ["AB-77"], typed
    for typed in ("", "  ", "ukasz", "luk nowak", "%", "_", "example"):
        assert found(ledger, typed) == [], typed
    assert found(ledger, "nowak") == [ANNA, PIOTR]
    save_member(ledger, replace(lukasz, first_name="Jan", email=""), MANAGER, NOW)
    assert found(ledger, "luk zolc") == []


def test_members_are_listed_in_pages(ledger: Ledger) -> None:
    first = list_members(ledger, limit=1)
    second = list_members(ledger, after=first[0].loyalty_card_number, limit=5)
    assert [each.loyalty_card_number for each in (*first, *second)] == [ANNA, PIOTR]


def test_the_journal_names_nobody(shop: Shop) -> None:
    save_member(shop.ledger, member(), CASHIER, NOW)
    entry = shop.last_entry().entry
    assert entry.kind == Kind.MEMBER_SAVED
    assert entry.body["member"] == "m1"
    for private in ("Anna", "Nowak", "anna@", "123456789", "38"):
        assert private not in str({**entry.body, "proof": ""})


def test_groups_are_added_when_first_named_and_renamed(ledger: Ledger) -> None:
    assert list_tiers(ledger) == (Tier("gold", "gold"), Tier("silver", "silver"))
    save_tier(ledger, Tier("gold", "Gold"), MANAGER, NOW)
    save_segment(ledger, Segment("tea", "Tea drinkers"), MANAGER, NOW)
    save_member(ledger, member(segments=frozenset({"tea", "new"})), MANAGER, NOW)
    assert list_tiers(ledger)[0] == Tier("gold", "Gold")
    assert {each.code: each.name for each in list_segments(ledger)} == {
        "coffee": "coffee",
        "new": "new",
        "newsletter": "newsletter",
        "tea": "Tea drinkers",
    }
    with pytest.raises(InvalidInput):
        save_tier(ledger, Tier("x", " "), MANAGER, NOW)
    with pytest.raises(Forbidden):
        save_segment(ledger, Segment("x", "X"), SUPERVISOR, NOW)


def test_a_supervisor_adjusts_units_with_a_reason(shop: Shop) -> None:
    later = NOW + timedelta(hours=1)
    assert adjust(
        shop.ledger, "m1", "default", Decimal("10.005"), "gift", SUPERVISOR, NOW
    ) == Decimal("10.01")
    assert adjust(shop.ledger, "m1", "default", Decimal(-4), "error", MANAGER, later) == Decimal(
        "6.01"
    )
    moved = transfers_of(shop.ledger, "m1")
    assert [(each.units, each.kind, each.at) for each in moved] == [
        (Decimal("-4.00"), "adjust", later),
        (Decimal("10.01"), "adjust", NOW),
    ]
    assert shop.last_entry().entry.body["reason"] == "error"
    with pytest.raises(InvalidInput, match="more than the wallet has"):
        adjust(shop.ledger, "m1", "default", Decimal(-7), "error", MANAGER, NOW)
    with pytest.raises(InvalidInput, match="reason"):
        adjust(shop.ledger, "m1", "default", Decimal(1), " ", MANAGER, NOW)
    with pytest.raises(Forbidden):
        adjust(shop.ledger, "m1", "default", Decimal(1), "gift", CASHIER, NOW)
    with pytest.raises(NotFound):
        adjust(shop.ledger, "m9", "default", Decimal(1), "gift", MANAGER, NOW)
    assert get_member(shop.ledger, "m1").wallets == {"default": Decimal("6.01")}
    assert_well(shop.ledger)


def test_staff_are_listed_by_name_and_saved(ledger: Ledger) -> None:
    assert list_staff(ledger) == (SUPERVISOR, CASHIER, DEFAULT)
    retired = replace(CASHIER, active=False)
    save_staff(ledger, retired, MANAGER, NOW)
    assert list_staff(ledger, active_only=True) == (SUPERVISOR, DEFAULT)
    assert find_staff(ledger, CASHIER.id) == retired
    with pytest.raises(Forbidden):
        save_staff(ledger, retired, SUPERVISOR, NOW)
    with pytest.raises(InvalidInput):
        save_staff(ledger, replace(CASHIER, name=""), MANAGER, NOW)


def test_somebody_always_stays_manager(ledger: Ledger) -> None:
    for change in ({"active": False}, {"role": Role.SUPERVISOR}):
        with pytest.raises(Conflict, match="must stay manager"):
            save_staff(ledger, replace(MANAGER, **change), MANAGER, NOW)
    assert default_staff(ledger) == DEFAULT
    other = Staff("ola", "Ola", Role.MANAGER)
    save_staff(ledger, other, MANAGER, NOW)
    assert default_staff(ledger) == DEFAULT
    save_staff(ledger, replace(MANAGER, active=False), other, NOW)
    assert default_staff(ledger) == other
