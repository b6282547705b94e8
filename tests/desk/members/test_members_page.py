"""The list of members: searched, scanned, created, imported."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counterfoil.desk.counter.state import Scan
from counterfoil.desk.members.page import MembersPage
from counterfoil.desk.members.show import MemberPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.member import Member
from counterfoil.domain.store import Role
from counterfoil.ledger.members import find_by_card, save_member
from counterfoil.ledger.staff import DEFAULT
from tests.desk.conftest import NOW
from tests.desk.members.conftest import Office
from tests.helpers.shop import ANNA_CARD, EWA_CARD, JAN_CARD


def cards(page: MembersPage) -> list[str]:
    return [row.cells[1].text for row in page.rows.rows]


def look_for(office: Office, page: MembersPage, text: str) -> None:
    page.search.setText(text)
    page.search.textEdited.emit(text)
    office.qtbot.wait(200)
    office.settle()


def test_members_are_found_by_how_their_words_begin(office: Office) -> None:
    page = office.open(Screen.MEMBERS, MembersPage)
    assert cards(page) == [ANNA_CARD, JAN_CARD, EWA_CARD]
    for typed, found in (
        ("nowak", [ANNA_CARD, EWA_CARD]),
        ("600 100 102", [JAN_CARD]),
        ("zając", [JAN_CARD]),
        ("nobody", []),
    ):
        look_for(office, page, typed)
        assert cards(page) == found, typed
    assert page.none.isVisibleTo(page)
    page.none.wanted.emit()
    office.settle()
    assert len(cards(page)) == 3


def test_a_long_list_comes_in_pages(office: Office) -> None:
    for n in range(230):
        new = Member(f"n{n}", f"5{n:06}", NOW, "Ola", f"N{n}")
        save_member(office.ledger, new, DEFAULT, NOW)
    page = office.open(Screen.MEMBERS, MembersPage)
    assert len(cards(page)) < 230
    while not page.rows.complete:
        page.table.scrollToBottom()
        office.settle()
    assert len(set(cards(page))) == 233
    assert page.head.title == "Members"


def test_a_row_opens_the_member_and_so_does_the_card(office: Office) -> None:
    page = office.open(Screen.MEMBERS, MembersPage)
    page.table.setFocus()
    page.table.selectRow(1)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    office.settle()
    assert office.page(MemberPage).head.title == "Jan Zając"
    page = office.open(Screen.MEMBERS, MembersPage)
    assert page.take_scan(Scan((EWA_CARD,), "scanner"))
    office.settle()
    assert office.page(MemberPage).head.title == "Ewa Nowakowska-Jeziorańska"
    page = office.open(Screen.MEMBERS, MembersPage)
    assert page.take_scan(Scan(("999",), "scanner"))
    office.settle()
    assert office.page(MembersPage).search.text() == "999"
    assert not page.take_scan(Scan((), "scanner"))


def test_somebody_new_is_created_by_a_cashier(office: Office) -> None:
    page = office.page_of(Role.CASHIER, MembersPage)
    page.new.click()
    lines = page.form.fields.lines
    page.form.save.click()
    assert page.form.fields.fields["card"].error.startswith("A loyalty card number")
    lines["card"].setText(ANNA_CARD)
    lines["first_name"].setText("Łucja")
    lines["referrer"].setText("999")
    page.form.save.click()
    office.settle()
    assert page.form.trouble.text() == "No member has the card 999."
    lines["referrer"].setText(JAN_CARD)
    page.form.save.click()
    office.settle()
    assert page.form.trouble.text().startswith(f"Another member has the card {ANNA_CARD}")
    lines["card"].setText("777")
    page.form.fields.pairs["attributes"].setPlainText("shoeSize")
    page.form.save.click()
    assert "key = value" in page.form.fields.fields["attributes"].error
    page.form.fields.pairs["attributes"].setPlainText("shoeSize = 38\n")
    page.form.save.click()
    office.settle()
    made = find_by_card(office.ledger, "777")
    assert made is not None
    assert (made.first_name, made.custom_attributes) == ("Łucja", {"shoeSize": "38"})
    assert made.referrer_id == f"m{JAN_CARD}"


def test_members_are_imported_with_a_report(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(f"card,firstName\n{ANNA_CARD},Ania\n801,Ola\n,Nobody\n802,Iza\n", "utf-8")
    page = office.open(Screen.MEMBERS, MembersPage)
    page.import_file(file)
    office.settle()
    assert page.report.text.text() == "members.csv: 2 members added · 1 changed · 1 rows left out"
    assert page.report.rows.text().startswith("Line 4: member.loyaltyCardNumber is empty")
    assert len(cards(page)) == 5
    page.import_file(tmp_path / "missing.csv")
    office.settle()
    assert page.import_.isEnabled()


def test_only_a_manager_imports(office: Office) -> None:
    page = office.page_of(Role.SUPERVISOR, MembersPage)
    assert not page.import_.isEnabled()
    assert page.import_.toolTip() == "Ask a manager to import members."
