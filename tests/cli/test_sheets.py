"""Printed sheets on the command line."""

from datetime import UTC, datetime

import pytest

from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.connect import open_ledger
from tests.cli.shop import Shop
from tests.ledger.sheets.press import print_sheets


@pytest.fixture
def printed(shop: Shop) -> Shop:
    """A store with two sheets of Points' codes and one of Coffee's."""
    with open_ledger(shop.data, datetime.now(UTC)) as ledger:  # noqa: TID251 - as the wiring would
        ids = {each.name: each.id for each in list_campaigns(ledger)}
        print_sheets(ledger, ids["Points"], 4, per_page=3, start=2)
        print_sheets(ledger, ids["Coffee"], 1)
    return shop


def test_sheets_are_listed_the_newest_first(printed: Shop) -> None:
    codes = printed.codes("Points")
    printed.done("redeem", codes[0], "--member", "4000101")
    records = printed("sheets", "list", "--json").records
    assert [(each["sheet"], each["campaignName"], each["labels"]) for each in records] == [
        (3, "Coffee", 1), (2, "Points", 2), (1, "Points", 2)
    ]  # fmt: skip
    first = printed("sheets", "list", "Points", "--json").records[-1]
    assert (first["unused"], first["used"], first["void"]) == (1, 1, 0)
    assert (first["page"], first["firstPlace"], first["reprints"]) == (1, 2, 0)
    assert [
        each["sheet"] for each in printed("sheets", "list", "--limit", 1, "--json").records
    ] == [3]
    table = printed.done("sheets", "list", "Coffee").splitlines()
    assert table[0].split() == [
        "Sheet", "Campaign", "Labels", "Unused", "Printed", "By", "Reprints", "Void", "since"
    ]  # fmt: skip
    assert table[1].split()[:4] == ["3", "Coffee", "1", "1"]


def test_without_sheets_a_sentence_says_so(shop: Shop) -> None:
    assert shop.done("sheets", "list") == "No sheet was printed yet."
    assert shop.done("sheets", "list", "Points") == "Points has no sheets yet."


def test_a_sheet_is_shown_by_number_or_header(printed: Shop) -> None:
    codes = printed.codes("Points")
    record = printed("sheets", "show", 1, "--json").record
    assert record["codes"] == [
        {"place": 2, "code": codes[0], "status": "unused"},
        {"place": 3, "code": codes[1], "status": "unused"},
    ]
    assert printed("sheets", "show", record["header"].lower(), "--json").record == record
    said = printed.done("sheets", "show", 1)
    assert said.startswith(f"Sheet 1\n  Header    {record['header']}\n  Campaign  Points\n")
    assert "  Page      1 of 2\n  Proved    4 of 4 labels\n" in said
    assert said.endswith(f"    2  {codes[0]}  unused\n    3  {codes[1]}  unused")
    listed = printed("codes", "list", "Points", "--json").records
    assert [(each["sheet"], each["place"]) for each in listed] == [
        (1, 2), (1, 3), (2, 1), (2, 2), (None, None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("9", "There is no sheet 9; list the sheets.\n"),
        ("x", "x is no sheet; give its number, or scan the code in its header.\n"),
    ],
)
def test_what_is_no_sheet_is_said(printed: Shop, text: str, sentence: str) -> None:
    ran = printed("sheets", "show", text)
    assert (ran.code, ran.out, ran.err) == (2, "", sentence)


def test_a_lost_sheet_is_made_void(printed: Shop) -> None:
    codes = printed.codes("Points")
    printed.done("redeem", codes[0], "--member", "4000101")
    refused = printed("sheets", "void", 1, "--reason", "lost", "--staff", "zofia")
    assert (refused.code, refused.err) == (2, "Zofia may not do this; ask a supervisor.\n")
    assert printed.done("sheets", "void", 1, "--reason", "lost") == (
        "Sheet 1 is void: 1 code.\nUsed before, and stay so: 1 code."
    )
    record = printed("sheets", "show", 1, "--json").record
    assert (record["voidReason"], record["voidedBy"], record["void"]) == ("lost", "Manager", 1)
    assert "Reason        lost" in printed.done("sheets", "show", 1)
    assert printed("redeem", codes[1], "--member", "4000101").code == 1
    again = printed("sheets", "void", 1, "--reason", "lost")
    assert (again.code, again.err) == (2, "Sheet 1 is void already.\n")
    printed.done("codes", "void", "Points", codes[2], "--reason", "torn")
    assert printed.done("sheets", "void", 2, "--reason", "lost") == (
        "Sheet 2 is void: 1 code.\nVoid before: 1 code."
    )
