"""The page of the staff: who is listed, what can be changed, what is refused and where."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.parts.menu import Item
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.staff.page import StaffPage
from counterfoil.desk.staff.words import ACTS, may_do
from counterfoil.domain.store import Act, Role
from counterfoil.ledger.pins import Person, list_people
from tests.desk.staff.hands import Hands


def opened(qtbot: QtBot, desk: Desk, subject: str = "") -> StaffPage:
    assert desk.office is not None
    assert desk.shell is not None
    desk.office.go(Screen.STAFF, subject)
    page = desk.shell.page
    assert isinstance(page, StaffPage)
    qtbot.waitUntil(lambda: page.rows.rowCount() > 0)
    return page


@pytest.fixture
def page(qtbot: QtBot, locked: Desk, hands: Hands) -> StaffPage:
    """The page as Maria sees it."""
    hands.unlock("manager", "7301")
    return opened(qtbot, locked)


def texts(page: StaffPage) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in page.rows.rows]


def person(hands: Hands, staff_id: str) -> Person:
    return next(each for each in list_people(hands.ledger) if each.staff.id == staff_id)


def enter(line: QWidget, text: str) -> None:
    QTest.keyClicks(line, text)


def item(page: StaffPage, staff_id: str, text: str) -> Item:
    return next(each for each in page.items(staff_id) if each.text == text)


def done(qtbot: QtBot, desk: Desk) -> None:
    assert desk.office is not None
    office = desk.office
    qtbot.waitUntil(lambda: not desk.door.busy and not office.read.busy)


def test_the_list(page: StaffPage) -> None:
    assert texts(page) == [
        ("Ewa", "supervisor", "Set", "–"),
        ("Jan", "cashier", "None", "–"),
        ("Maria", "manager", "Set", "14:02"),
    ]
    assert page.head.title == "Staff"
    assert page.help_page == "staff"


def test_without_pins_it_says_so(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    said = [part.text() for part in page.head.findChildren(QLabel)]
    assert any("No manager has a PIN" in text for text in said)
    assert texts(page) == [("Maria", "manager", "None", "–")]


def test_somebody_is_added_with_a_pin(
    qtbot: QtBot, locked: Desk, hands: Hands, page: StaffPage
) -> None:
    page.add.click()
    form = page.form
    form.name_line.insert("Łucja Żak")
    form.roles.findChildren(QPushButton)[1].click()
    enter(form.pin, "1234")
    enter(form.again, "1234")
    form.save.click()
    assert "too easy to guess" in form.fields[form.pin].error
    form.pin.clear()
    form.again.clear()
    enter(form.pin, "9025")
    enter(form.again, "9052")
    form.save.click()
    assert "differ" in form.fields[form.again].error
    enter(form.again, "9025")
    QTest.keyClick(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.rows.rowCount() == 4)
    done(qtbot, locked)
    made = person(hands, "lucja-zak")
    assert (made.staff.name, made.staff.role, made.has_pin) == ("Łucja Żak", Role.SUPERVISOR, True)
    assert [kind for kind, _by in hands.told()][-2:] == ["staff_saved", "pin_set"]


def test_a_name_is_needed(page: StaffPage) -> None:
    page.add.click()
    page.form.save.click()
    assert "Give an id and a name" in page.form.fields[page.form.name_line].error
    page.form.cancel.click()
    assert page.add.isVisible()


def test_the_last_manager_stays_one(
    qtbot: QtBot, locked: Desk, hands: Hands, page: StaffPage
) -> None:
    page.edit("manager")
    form = page.form
    form.roles.chosen.emit("cashier")
    form.save.click()
    qtbot.waitUntil(lambda: "Somebody must stay manager" in form.fields[form.roles].error)
    form.cancel.click()
    item(page, "manager", "Works here no more").run()
    page.confirm.yes.click()
    qtbot.waitUntil(lambda: "Somebody must stay manager" in locked.window.trouble)
    assert person(hands, "manager").staff.active


def test_a_name_and_the_signed_in_persons_own_change(
    qtbot: QtBot, locked: Desk, hands: Hands, page: StaffPage
) -> None:
    page.table.opened.emit("manager")
    assert page.form.name_line.text() == "Maria"
    enter(page.form.name_line, " Nowak")
    page.form.save.click()
    qtbot.waitUntil(lambda: locked.window.header.staff.text() == "Maria Nowak")
    assert person(hands, "manager").has_pin


def test_somebody_leaves_and_comes_back(
    qtbot: QtBot, locked: Desk, hands: Hands, page: StaffPage
) -> None:
    item(page, "jan", "Works here no more").run()
    assert "Jan can sign in no more" in page.confirm.text.text()
    page.confirm.yes.click()
    qtbot.waitUntil(lambda: ("Jan", "works here no more", "None", "–") in texts(page))
    locked.session.lock()
    who = locked.session.lock_screen.who
    qtbot.waitUntil(lambda: [b.person.staff.id for b in who.people] == ["ewa", "manager"])
    hands.unlock("manager", "7301")
    item(page, "jan", "Works here again").run()
    qtbot.waitUntil(lambda: ("Jan", "cashier", "None", "–") in texts(page))


def test_a_pin_is_taken_away(qtbot: QtBot, locked: Desk, page: StaffPage) -> None:
    assert item(page, "jan", "Take the PIN away").why_not == "Jan has no PIN."
    item(page, "ewa", "Take the PIN away").run()
    page.confirm.yes.click()
    qtbot.waitUntil(lambda: texts(page)[0][2] == "Needs one")
    done(qtbot, locked)
    locked.session.lock()
    who = locked.session.lock_screen.who
    qtbot.waitUntil(lambda: bool(who.people))
    who.offer("ewa").click()
    qtbot.waitUntil(lambda: who.trouble == "Ewa has no PIN yet; ask a manager to set one.")
    assert locked.session.locked


def test_the_form_of_somebody_is_opened_by_their_id(qtbot: QtBot, page: StaffPage) -> None:
    page.open("ewa")
    qtbot.waitUntil(lambda: page.form.name_line.text() == "Ewa")
    assert page.form.isVisible()


def test_each_act_has_its_words() -> None:
    assert set(ACTS) == set(Act)
    assert may_do(Role.CASHIER).startswith("May redeem and check codes, ")
    assert "undo redemptions" in may_do(Role.SUPERVISOR)
    assert "All that a supervisor may, and: generate" in may_do(Role.MANAGER)
