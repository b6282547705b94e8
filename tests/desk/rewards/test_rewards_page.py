"""Rewards: listed with their figures, created, changed, and their coupons."""

from counterfoil.desk.members.show import MemberPage
from counterfoil.desk.rewards.page import RewardsPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.coupons import CouponAttempt, use_coupon
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.rewards import list_rewards
from counterfoil.ledger.staff import DEFAULT
from tests.desk.members.conftest import Office
from tests.helpers.shop import ANNA_CARD, Shop


def coupon(office: Office, shop: Shop, index: int) -> str:
    attempt = Attempt((shop.codes["coupon"][index],), DEFAULT, ANNA_CARD)
    given = redeem(office.ledger, attempt, office.office.clock()).given[0].coupon
    assert given is not None
    return given.code


def test_rewards_are_listed_with_what_became_of_their_coupons(office: Office, shop: Shop) -> None:
    first = coupon(office, shop, 0)
    coupon(office, shop, 1)
    use_coupon(office.ledger, CouponAttempt((first,), DEFAULT), office.office.clock())
    page = office.open(Screen.REWARDS, RewardsPage)
    (row,) = [[cell.text for cell in row.cells] for row in page.rows.rows]
    assert row == [
        "A coffee of your choice",
        "16.00\N{NO-BREAK SPACE}PLN",
        "30 days",
        "2",
        "1",
        "0",
        "Active",
    ]


def test_a_reward_is_created_and_what_is_wrong_stands_beside_its_field(office: Office) -> None:
    page = office.open(Screen.REWARDS, RewardsPage)
    page.new.click()
    editor = page.editor
    editor.save.click()
    assert editor.fields["name"].error.startswith("Give the reward a name")
    editor.name.setText("Tea")
    editor.value.setText("abc")
    editor.days.setText("0")
    editor.save.click()
    assert editor.fields["value"].error.startswith("Give an amount")
    assert editor.fields["days"].error.startswith("Give a number of days")
    editor.value.setText("4,50")
    editor.days.clear()
    editor.save.click()
    office.settle()
    names = {(each.name, str(each.value), each.days_valid) for each in list_rewards(office.ledger)}
    assert names == {("A coffee of your choice", "16.00", 30), ("Tea", "4.50", None)}
    assert len(page.rows.rows) == 2


def test_a_reward_is_changed_and_switched_off(office: Office) -> None:
    page = office.open(Screen.REWARDS, RewardsPage, "coffee")
    assert page.editor.name.text() == "A coffee of your choice"
    page.editor.days.setText("7")
    page.editor.save.click()
    office.settle()
    page.menu("coffee")[1].run()
    office.settle()
    (coffee,) = list_rewards(office.ledger)
    assert (coffee.days_valid, coffee.active) == (7, False)


def test_coupons_of_a_reward_lead_to_their_members(office: Office, shop: Shop) -> None:
    first, second = coupon(office, shop, 0), coupon(office, shop, 1)
    use_coupon(office.ledger, CouponAttempt((first,), DEFAULT), office.office.clock())
    page = office.open(Screen.REWARDS, RewardsPage, "coffee")
    rows = page.editor.coupons.rows
    assert {row.key for row in rows.rows} == {first, second}
    page.editor.status.chosen.emit("used")
    office.settle()
    assert [row.key for row in rows.rows] == [first]
    page.editor.coupons.table.opened.emit(first)
    office.settle()
    assert office.page(MemberPage).head.title == "Anna Nowak"
