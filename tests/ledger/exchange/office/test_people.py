"""Staff and members that were changed on devices, at the hub."""

from dataclasses import replace
from decimal import Decimal

from counterfoil.domain.exchange import Outcome
from counterfoil.domain.member import DEFAULT_WALLET
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger import wallets
from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.members import (
    find_by_card,
    get_member,
    save_member,
    search_members,
    update_member,
)
from counterfoil.ledger.pins import clear_pin, list_people, set_pin, sign_in
from counterfoil.ledger.staff import find_staff, save_staff
from counterfoil.ledger.tables.members import member_terms
from counterfoil.ledger.tables.office import erasures
from tests.domain.build import NOW, member
from tests.ledger.exchange.office.brand import Device, inbox
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop

OLA = member(id="m3", loyalty_card_number="1003", first_name="Ola", wallets={}, referrer_id=None)


def test_somebody_of_the_staff_signs_in_anywhere_with_the_pin_set_on_a_device(
    hub: Shop, office: Device
) -> None:
    save_staff(office.ledger, Staff("ala", "Ala", Role.SUPERVISOR), MANAGER, NOW)
    set_pin(office.ledger, "ala", "4711", MANAGER, NOW)
    office.push()
    assert sign_in(hub.ledger, "ala", "4711", NOW) == Staff("ala", "Ala", Role.SUPERVISOR)
    clear_pin(office.ledger, "ala", MANAGER, NOW)
    office.push()
    assert not next(each for each in list_people(hub.ledger) if each.staff.id == "ala").has_pin


def test_saving_a_person_leaves_the_pin_that_was_set_elsewhere(hub: Shop, office: Device) -> None:
    set_pin(hub.ledger, "jan", "4711", MANAGER, NOW)
    save_staff(office.ledger, replace(CASHIER, name="Jan K."), MANAGER, NOW)
    office.push()
    assert sign_in(hub.ledger, "jan", "4711", NOW).name == "Jan K."


def test_a_supervisor_sets_nobody_elses_pin(hub: Shop, office: Device) -> None:
    set_pin(office.ledger, "jan", "4711", replace(SUPERVISOR, role=Role.MANAGER), NOW)
    assert office.push_one().outcome is Outcome.REFUSED
    assert not any(each.has_pin for each in list_people(hub.ledger))


def test_the_last_manager_stays_manager(hub: Shop, office: Device, other: Device) -> None:
    ewa = replace(SUPERVISOR, role=Role.MANAGER)
    for each in (office, other):
        save_staff(each.ledger, ewa, MANAGER, NOW)
        each.push()
    save_staff(office.ledger, replace(MANAGER, role=Role.CASHIER), ewa, NOW)
    save_staff(other.ledger, SUPERVISOR, MANAGER, NOW)
    assert office.push_one().outcome is Outcome.APPLIED
    assert other.push_one().outcome is Outcome.REFUSED
    assert find_staff(hub.ledger, "ewa").role is Role.MANAGER


def test_a_member_saved_on_a_device_is_found_at_the_hub(hub: Shop, office: Device) -> None:
    saved = save_member(office.ledger, OLA, CASHIER, NOW)
    assert office.push_one().outcome is Outcome.APPLIED
    assert get_member(hub.ledger, "m3") == saved
    assert search_members(hub.ledger, "ola") == (saved,)
    assert ("member", "m3", "") in office.touched


def test_two_changes_of_a_member_at_once_both_hold(
    hub: Shop, office: Device, other: Device
) -> None:
    changes = {"phone": "500600700", "custom_attributes": {"size": "L"}, "segments": {"vip"}}
    update_member(office.ledger, "m1", changes, CASHIER, NOW)
    more = {"email": "anna@example.com", "custom_attributes": {"colour": "red"}}
    update_member(other.ledger, "m1", more, CASHIER, NOW)
    office.push()
    other.push()
    there = get_member(hub.ledger, "m1")
    assert (there.phone, there.email) == ("500600700", "anna@example.com")
    assert there.custom_attributes == {"size": "L", "colour": "red"}
    assert there.segments == {"vip"}


def test_what_was_taken_away_from_a_member_goes(hub: Shop, office: Device) -> None:
    update_member(hub.ledger, "m1", {"custom_attributes": {"size": "L"}}, CASHIER, NOW)
    update_member(office.ledger, "m1", {"custom_attributes": {"size": "L"}}, CASHIER, NOW)
    update_member(office.ledger, "m1", {"custom_attributes": {}}, CASHIER, NOW)
    office.push()
    assert get_member(hub.ledger, "m1").custom_attributes == {}


def test_two_members_with_one_card_are_both_kept(hub: Shop, office: Device, other: Device) -> None:
    save_member(office.ledger, OLA, CASHIER, NOW)
    save_member(other.ledger, replace(OLA, id="m4", first_name="Iga"), CASHIER, NOW)
    office.push()
    judged = other.push_one()
    assert judged.outcome is Outcome.APPLIED
    assert judged.reason.startswith("Another member has the card")
    first = find_by_card(hub.ledger, "1003")
    assert first is not None
    assert first.id == "m3"
    assert get_member(hub.ledger, "m4").loyalty_card_number == judged.values["saved_as"]
    (waiting,) = inbox(hub.ledger)
    assert (waiting["kind"], waiting["of"]) == ("card", "m3")
    update_member(other.ledger, "m4", {"phone": "500600700"}, CASHIER, NOW)
    assert other.push_one().reason == ""
    assert get_member(hub.ledger, "m4").phone == "500600700"


def test_units_moved_by_hand_move_at_the_hub(hub: Shop, office: Device) -> None:
    office.shop.credit(50)
    wallets.adjust(office.ledger, "m1", DEFAULT_WALLET, Decimal(-20), "spoilt", MANAGER, NOW)
    office.push()
    assert get_member(hub.ledger, "m1").wallets == {DEFAULT_WALLET: Decimal(30)}


def test_units_that_the_hub_does_not_see_are_not_taken(hub: Shop, office: Device) -> None:
    hub.credit(50)
    office.sent = office.shop.last_entry().entry.n
    office.shop.credit(50)
    office.sent = office.shop.last_entry().entry.n
    wallets.adjust(hub.ledger, "m1", DEFAULT_WALLET, Decimal(-50), "spent", MANAGER, NOW)
    wallets.adjust(office.ledger, "m1", DEFAULT_WALLET, Decimal(-50), "spent", MANAGER, NOW)
    assert office.push_one().outcome is Outcome.REFUSED
    assert get_member(hub.ledger, "m1").wallets == {DEFAULT_WALLET: Decimal(0)}
    assert ("member", "m1", "") in office.touched


def test_a_member_erased_on_a_device_is_erased_everywhere(hub: Shop, office: Device) -> None:
    erase_member(office.ledger, "m1", "asked for it", MANAGER, NOW)
    assert office.push_one().outcome is Outcome.APPLIED
    assert get_member(hub.ledger, "m1").erased
    assert [row["reason"] for row in hub.rows(erasures)] == ["asked for it"]
    assert {row["member_id"] for row in hub.rows(member_terms)} == {"m2"}


def test_erased_twice_is_erased_once(hub: Shop, office: Device, other: Device) -> None:
    for each in (office, other):
        erase_member(each.ledger, "m1", "asked for it", MANAGER, NOW)
        assert each.push_one().outcome is Outcome.APPLIED
    assert hub.count(erasures) == 1


def test_a_change_of_somebody_erased_meanwhile_brings_nobody_back(
    hub: Shop, office: Device
) -> None:
    erase_member(hub.ledger, "m1", "asked for it", MANAGER, NOW)
    update_member(office.ledger, "m1", {"phone": "500600700"}, CASHIER, NOW)
    assert office.push_one().outcome is Outcome.REFUSED
    there = get_member(hub.ledger, "m1")
    assert there.erased
    assert there.phone == ""
    assert ("member", "m1", "") in office.touched


def test_somebody_saved_and_erased_before_the_hub_heard_of_them_is_known_by_number_only(
    hub: Shop, office: Device
) -> None:
    save_member(office.ledger, OLA, CASHIER, NOW)
    erase_member(office.ledger, "m3", "asked for it", MANAGER, NOW)
    assert [each.outcome for each in office.push()] == [Outcome.APPLIED] * 2
    there = get_member(hub.ledger, "m3")
    assert there.erased
    assert there.first_name == ""
    assert hub.count(erasures) == 1
