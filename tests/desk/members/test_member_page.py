"""One member: details changed in place, units, coupons, history, export and erasing."""

import json
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counterfoil.desk.counter.state import Scan
from counterfoil.desk.members.page import MembersPage
from counterfoil.desk.members.show import MemberPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.store import Role
from counterfoil.ledger import wallets
from counterfoil.ledger.coupons import CouponAttempt, use_coupon
from counterfoil.ledger.members import find_by_card, get_member, update_member
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.staff import DEFAULT
from tests.desk.members.conftest import Office
from tests.helpers.shop import ANNA_CARD, EWA_CARD, JAN_CARD, Shop

ANNA = f"m{ANNA_CARD}"


def lived(office: Office, shop: Shop) -> str:
    """Let Anna redeem, be refused and use a coupon; return the coupon's code."""
    now, ledger = office.office.clock(), office.ledger
    code = shop.codes["gold"][0]
    attempt = Attempt((code,), DEFAULT, ANNA_CARD)
    coupon = redeem(ledger, attempt, now).given[1].coupon
    assert coupon is not None
    redeem(ledger, attempt, now)
    use_coupon(ledger, CouponAttempt((coupon.code,), DEFAULT, ANNA_CARD), now)
    wallets.adjust(ledger, ANNA, "default", Decimal(25), "a complaint", DEFAULT, now)
    return coupon.code


def texts(page: MemberPage, name: str, column: int) -> list[str]:
    return [row.cells[column].text for row in page.life.lists[name].rows.rows]


def test_units_coupons_and_history_are_told(office: Office, shop: Shop) -> None:
    coupon = lived(office, shop)
    page = office.open(Screen.MEMBER, MemberPage, ANNA)
    assert page.life.balance.text() == "125 units"
    assert texts(page, "wallet", 1) == ["Adjusted", "Redeemed"]
    assert texts(page, "wallet", 2) == ["+25", "+100"]
    assert texts(page, "wallet", 3) == ["125", "100"]
    assert texts(page, "coupons", 0) == [coupon]
    assert texts(page, "coupons", 3) == ["Used"]
    told = ["Coupon used", "Coupon issued", "Units adjusted", "Redeemed", "Refused"]
    assert texts(page, "history", 1) == told


def test_details_are_changed_in_place_and_nothing_else(office: Office) -> None:
    page = office.open(Screen.MEMBER, MemberPage, ANNA)
    details, lines = page.details, page.details.fields.lines
    assert not details.save.isVisibleTo(details)
    QTest.keyClicks(lines["email"], "anna@example.org")
    assert details.save.isVisibleTo(details)
    update_member(office.ledger, ANNA, {"phone": "1"}, DEFAULT, office.office.clock())
    office.open(Screen.MEMBER, MemberPage, ANNA)
    assert lines["email"].text() == "anna@example.org", "what was begun is kept"
    lines["referrer"].setText(JAN_CARD)
    details.save.click()
    office.settle()
    anna = get_member(office.ledger, ANNA)
    assert (anna.email, anna.phone) == ("anna@example.org", "1")
    assert details.referrer.text() == "Brought in by Jan Zając"
    details.referrer.click()
    office.settle()
    assert page.head.title == "Jan Zając"
    assert "Has brought in 1 member: Anna Nowak" in [
        each.text() for each in details.findChildren(type(page.life.balance))
    ]


def test_a_card_of_somebody_else_is_refused_beside_the_form(office: Office) -> None:
    page = office.open(Screen.MEMBER, MemberPage, ANNA)
    card = page.details.fields.lines["card"]
    card.setText(JAN_CARD)
    card.edited.emit(JAN_CARD)
    page.details.save.click()
    office.settle()
    assert get_member(office.ledger, ANNA).loyalty_card_number == ANNA_CARD
    page.details.discard.click()
    assert card.text() == ANNA_CARD


def test_units_are_adjusted_by_a_supervisor(office: Office) -> None:
    page = office.page_of(Role.SUPERVISOR, MemberPage, ANNA)
    page.life.adjust.click()
    panel = page.adjust
    panel.go.click()
    assert panel.units_field.error == "Give a number of units above zero."
    panel.units.setText("40")
    panel.reason.setText("a complaint")
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    office.settle()
    assert page.life.balance.text() == "40 units"
    page.life.adjust.click()
    panel.way.chosen.emit("take")
    panel.units.setText("50")
    panel.reason.setText("mistake")
    panel.go.click()
    office.settle()
    assert panel.units_field.error == "That is more than the wallet has; take less."
    panel.units.setText("15")
    panel.go.click()
    office.settle()
    assert page.life.balance.text() == "25 units"


def test_who_may_not_is_told_whom_to_ask(office: Office) -> None:
    page = office.page_of(Role.CASHIER, MemberPage, ANNA)
    assert not page.life.adjust.isEnabled()
    assert page.life.adjust.toolTip() == "Ask a supervisor."
    assert [item.why_not for item in page.items()] == ["Ask a manager."] * 2
    assert [item.why_not for item in office.page_of(Role.MANAGER, MemberPage, ANNA).items()] == [
        "",
        "",
    ]


def test_everything_of_a_person_is_exported(office: Office, shop: Shop, tmp_path: Path) -> None:
    coupon = lived(office, shop)
    page = office.open(Screen.MEMBER, MemberPage, ANNA)
    page.export_to(tmp_path / "anna.json")
    office.settle()
    whole = json.loads((tmp_path / "anna.json").read_text("utf-8"))
    assert whole["member"]["firstName"] == "Anna"
    assert whole["coupons"][0]["code"] == coupon


def test_a_person_is_erased_once_the_card_was_typed(office: Office, shop: Shop) -> None:
    lived(office, shop)
    page = office.open(Screen.MEMBER, MemberPage, ANNA)
    page.items()[1].run()
    panel = page.erase
    panel.reason.setText("asked by letter")
    panel.card.setText(JAN_CARD)
    assert not panel.go.isEnabled()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert page.life.isVisibleTo(page)
    page.items()[1].run()
    panel.card.setText(ANNA_CARD)
    panel.reason.setText("asked by letter")
    panel.go.click()
    office.settle()
    assert find_by_card(office.ledger, ANNA_CARD) is None
    assert get_member(office.ledger, ANNA).erased
    assert page.head.title == "Erased member"
    assert not page.more.isEnabled()
    assert texts(page, "wallet", 3) == ["125", "100"]
    listed = office.open(Screen.MEMBERS, MembersPage)
    assert [row.cells[1].text for row in listed.rows.rows] == [JAN_CARD, EWA_CARD]


def test_a_scanned_card_shows_its_member(office: Office) -> None:
    page = office.open(Screen.MEMBER, MemberPage, ANNA)
    assert page.take_scan(Scan((JAN_CARD,), "scanner"))
    office.settle()
    assert page.head.title == "Jan Zając"
    assert page.take_scan(Scan(("nobody",), "scanner"))
    office.settle()
    assert office.page(MembersPage).search.text() == "nobody"


def test_nobody_by_that_id_leads_back_to_the_list(office: Office) -> None:
    office.open(Screen.MEMBER, MemberPage, ANNA)
    office.office.go(Screen.MEMBER, "nobody")
    office.settle()
    assert office.shell.current is Screen.MEMBERS
