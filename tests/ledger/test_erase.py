"""Erasing one person: the name is gone from every byte, what was done stays whole."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from counterfoil.domain.coupon import CouponStatus
from counterfoil.domain.effect import AssignMemberCustomAttribute, GiveReward
from counterfoil.domain.entry import Kind, canonical
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.coupon_list import CouponFilter, list_coupons
from counterfoil.ledger.erase import Erased, erase_member
from counterfoil.ledger.journal import entries, verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_history import member_history
from counterfoil.ledger.members import (
    count_members,
    find_by_card,
    get_member,
    list_members,
    new_member_id,
    save_member,
    search_members,
)
from counterfoil.ledger.person_export import export_person
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.office import adjustments, erasures
from counterfoil.ledger.wallets import adjust
from tests.domain.build import NOW, member, rule
from tests.ledger.shop import ANNA, MANAGER, PIOTR, SUPERVISOR, Shop, assert_well

TEXTS = ("Zuzanna", "Brzęczyszczykiewicz", "zuzanna@example.net", "brzeczyszcz", "987650123")
MORE = ("77-CARD-4411", "size-99-secret", "vip-label-text", "asked-by-letter-0815")
LATER = NOW + timedelta(hours=1)


def zuzanna(ledger: Ledger) -> str:
    """Save somebody whose every word is hers alone; return her id."""
    person = member(
        id=new_member_id(),
        loyalty_card_number="77-CARD-4411",
        first_name="Zuzanna",
        last_name="Brzęczyszczykiewicz",
        email="zuzanna@example.net",
        phone="+48987650123",
        custom_attributes={"size": "size-99-secret"},
        labels={"note": "vip-label-text"},
        wallets={},
        referrer_id="m2",
    )
    return save_member(ledger, person, MANAGER, NOW).id


def lived(shop: Shop, member_id: str) -> str:
    """Let her redeem, be refused, hold a coupon and change an attribute; return a redemption."""
    effects = (GiveReward("coffee"), AssignMemberCustomAttribute("size", "small"))
    _, codes = shop.campaign(3, rules=(rule(effects=effects), rule()))
    done = shop.redeem(codes[0], card="77-CARD-4411", body={"visits": 3})
    shop.redeem(codes[0], card="77-CARD-4411")
    adjust(shop.ledger, member_id, "default", Decimal(5), MORE[3], SUPERVISOR, NOW)
    assert done.redemption_id is not None
    return done.redemption_id


def kept_in(folder: Path) -> list[str]:
    """Return which of her texts are in some file of the folder, as anybody could look for them."""
    files = [each for each in folder.rglob("*") if each.is_file() and "backups" not in each.parts]
    whole = b"\n".join(each.read_bytes() for each in files)
    return [text for text in (*TEXTS, *MORE[:3]) if text.encode() in whole]


def test_no_byte_of_her_is_left_in_the_folder(sqlite_ledger: Ledger) -> None:
    shop = Shop(sqlite_ledger)
    member_id = zuzanna(sqlite_ledger)
    for n in range(300):
        other = member(id=f"o{n}", loyalty_card_number=f"55{n}", first_name=f"Ola{n}", wallets={})
        save_member(sqlite_ledger, other, MANAGER, NOW)
    lived(shop, member_id)
    folder = sqlite_ledger.folder
    assert folder is not None
    assert kept_in(folder) == [*TEXTS, *MORE[:3]]
    erased = erase_member(sqlite_ledger, member_id, "asked", MANAGER, LATER)
    assert erased == Erased(member_id, 1, is_clean=True)
    assert kept_in(folder) == []
    assert_well(sqlite_ledger)


def test_who_is_erased_is_nobody_and_what_was_done_stays(shop: Shop) -> None:
    ledger = shop.ledger
    member_id = zuzanna(ledger)
    child = member(id="child", loyalty_card_number="88", wallets={}, referrer_id=member_id)
    save_member(ledger, child, MANAGER, NOW)
    lived(shop, member_id)
    before, balance = len(member_history(ledger, member_id)), get_member(ledger, member_id).wallets
    erase_member(ledger, member_id, "asked", MANAGER, LATER)
    gone = get_member(ledger, member_id)
    assert (gone.erased, gone.active, gone.loyalty_card_number) == (True, False, "")
    assert (gone.name, gone.email, gone.phone, gone.tier) == ("Erased member", "", "", None)
    assert gone.wallets == balance
    assert get_member(ledger, "child").referrer_id is None
    assert len(member_history(ledger, member_id)) == before + 1
    assert search_members(ledger, "zuz") == ()
    assert [each.loyalty_card_number for each in list_members(ledger)] == [ANNA, PIOTR, "88"]
    assert count_members(ledger) == 3
    held = list_coupons(ledger, LATER, CouponFilter(member_id=member_id))
    assert [each.status(LATER) for each in held] == [CouponStatus.CANCELLED]
    assert held[0].holder is not None
    assert held[0].holder.name == "Erased member"
    assert [row["reason"] for row in shop.rows(adjustments)] == [""]
    assert [row["reason"] for row in shop.rows(erasures)] == ["asked"]
    assert list(verify(ledger)) == []
    assert_well(ledger)


def test_nobody_redeems_for_who_was_erased_and_the_card_is_free(shop: Shop) -> None:
    member_id = zuzanna(shop.ledger)
    erase_member(shop.ledger, member_id, "asked", MANAGER, LATER)
    _, codes = shop.campaign(2)
    refused = shop.redeem(codes[0], card="77-CARD-4411").refused
    assert refused is not None
    assert refused.reason is Reason.MEMBER_UNKNOWN
    assert find_by_card(shop.ledger, f"\x1a{member_id}") is None
    new = member(id="new", loyalty_card_number="77-CARD-4411", wallets={})
    assert save_member(shop.ledger, new, MANAGER, LATER).loyalty_card_number == "77-CARD-4411"
    assert shop.redeem(codes[0], card="77-CARD-4411").accepted
    with pytest.raises(Conflict, match="was erased"):
        save_member(shop.ledger, get_member(shop.ledger, member_id), MANAGER, LATER)


def test_the_journal_tells_of_an_erasure_and_names_nobody(shop: Shop) -> None:
    member_id = zuzanna(shop.ledger)
    lived(shop, member_id)
    erase_member(shop.ledger, member_id, "asked by Zuzanna", MANAGER, LATER)
    entry = shop.last_entry().entry
    assert entry.kind == Kind.MEMBER_ERASED
    assert entry.body == {"member": member_id, "coupons": 1, "staff": "manager"}
    whole = "".join(canonical(each.entry.body) for each in entries(shop.ledger))
    assert [text for text in (*TEXTS, *MORE[:3]) if text in whole] == []


def test_a_redemption_of_hers_can_still_be_undone(shop: Shop) -> None:
    member_id = zuzanna(shop.ledger)
    redemption_id = lived(shop, member_id)
    erase_member(shop.ledger, member_id, "asked", MANAGER, LATER)
    reverse(shop.ledger, redemption_id, "mistake", SUPERVISOR, LATER)
    assert get_member(shop.ledger, member_id).custom_attributes == {}
    assert_well(shop.ledger)


def test_what_stands_against_an_erasure(shop: Shop) -> None:
    member_id = zuzanna(shop.ledger)
    with pytest.raises(Forbidden):
        erase_member(shop.ledger, member_id, "asked", SUPERVISOR, LATER)
    with pytest.raises(InvalidInput, match="reason"):
        erase_member(shop.ledger, member_id, " ", MANAGER, LATER)
    with pytest.raises(NotFound):
        erase_member(shop.ledger, "nobody", "asked", MANAGER, LATER)
    erase_member(shop.ledger, member_id, "asked", MANAGER, LATER)
    with pytest.raises(Conflict, match="before"):
        erase_member(shop.ledger, member_id, "asked", MANAGER, LATER)
    with pytest.raises(Conflict, match="erased"):
        export_person(shop.ledger, member_id, MANAGER, LATER)


def test_everything_that_is_kept_of_a_person_is_exported(shop: Shop) -> None:
    member_id = zuzanna(shop.ledger)
    lived(shop, member_id)
    with pytest.raises(Forbidden):
        export_person(shop.ledger, member_id, SUPERVISOR, LATER)
    given = export_person(shop.ledger, member_id, MANAGER, LATER)
    whole = canonical(given)
    for text in (TEXTS[0], TEXTS[1], TEXTS[2], TEXTS[4], MORE[0], *MORE[2:], "already_used"):
        assert text in whole
    assert (given["referrer"], given["referred"]) == (PIOTR, 0)
    assert list(given) == [
        "exportedAt",
        "store",
        "id",
        "member",
        "wallets",
        "history",
        "coupons",
        "referrer",
        "referred",
    ]
    assert shop.last_entry().entry.kind == Kind.MEMBER_EXPORTED
    assert whole == canonical(export_person(shop.ledger, member_id, MANAGER, LATER))
