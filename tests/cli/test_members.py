import pytest

from tests.cli.shop import Shop

HEADING = "loyaltyCardNumber;firstName;lastName;tier;segments;referrer"


def test_a_member_is_created_shown_and_found(shop: Shop) -> None:
    body = {"customer": {"loyaltyCardNumber": "4000200", "firstName": "Jan", "referrer": "4000101"}}
    made = shop.done("member", "create", shop.file("m.json", body))
    shown = shop("member", "show", "4000200", "--json").record
    referrer = shop("member", "show", "4000101", "--json").record
    assert (shown["id"], shown["name"], shown["referrerId"]) == (made, "Jan", referrer["id"])
    found = shop("member", "list", "--search", "zak", "--json").record
    assert found["name"] == "Łucja Żak"
    listed = shop("member", "list", "--json").records
    assert [each["loyaltyCardNumber"] for each in listed] == ["4000101", "4000102", "4000200"]
    assert len(shop("member", "list", "--limit", 2, "--json").records) == 2


def test_a_member_is_shown_with_balance_and_coupons(shop: Shop) -> None:
    shop.done("redeem", shop.codes("Points")[0], "--member", "4000101")
    coupon = shop("redeem", shop.codes("Coffee")[0], "--member", "4000101", "--json").record
    code = coupon["effects"][0]["coupon"]
    shown = shop.done("member", "show", "4000101")
    assert "Units (default)  100" in shown
    assert f"Coupon           {code}, A coffee, valid until, " in shown
    (held,) = shop("member", "show", "4000101", "--json").record["coupons"]
    assert (held["code"], held["value"]) == (code, 4.5)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"firstName": "Jan"}, "member.loyaltyCardNumber is missing.\n"),
        (
            {"loyaltyCardNumber": "4000101"},
            "Another member has the card 4000101; give a different one.\n",
        ),
        ({"loyaltyCardNumber": "7", "referrer": "8"}, "No member has the card 8.\n"),
        ({"loyaltyCardNumber": "7", "shoes": "8"}, "member.shoes is not known here; it can be"),
    ],
)
def test_a_wrong_member_is_refused(shop: Shop, body: dict[str, str], sentence: str) -> None:
    ran = shop("member", "create", shop.file("m.json", body))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(sentence)
    assert len(shop("member", "list", "--json").records) == 2


def test_members_are_imported_and_known_cards_changed(shop: Shop) -> None:
    shop.done("redeem", shop.codes("Points")[0], "--member", "4000101")
    file = shop.file(
        "m.csv",
        f"{HEADING}\n4000101;Ada;Nowak-Lis;silver;;\n4000300;Olga;Lis;gold;new|vip;4000101\n",
    )
    assert shop.done("member", "import", file) == "1 member added, 1 changed."
    ada = shop("member", "show", "4000101", "--json").record
    assert (ada["name"], ada["tier"], ada["units"]) == ("Ada Nowak-Lis", "silver", {"default": 100})
    olga = shop("member", "show", "4000300", "--json").record
    assert (olga["segments"], olga["referrerId"]) == (["new", "vip"], ada["id"])


@pytest.mark.parametrize("strict", [False, True])
def test_wrong_rows_are_listed_with_their_lines(shop: Shop, strict: bool) -> None:
    file = shop.file(
        "m.csv", f"{HEADING}\n4000300;Olga;;;;\n;Nobody;;;;\n4000301;Jan;;;;9\n4 2;x;;;;\n"
    )
    ran = shop("member", "import", file, *(["--all-or-nothing"] if strict else []))
    assert ran.code == 2
    added = "0 members" if strict else "1 member"
    assert ran.out == f"{added} added, 0 changed, 3 rows wrong.\n"
    assert ran.err.splitlines() == [
        "Line 3: member.loyaltyCardNumber is empty; fill it in.",
        "Line 4: no member has the card 9 of the referrer (4000301).",
        (
            'Line 5: member.loyaltyCardNumber is "4 2", which has spaces or characters that cannot'
            " stand there (4 2)."
        ),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file m.csv is empty;"),
        ("name\nAda\n", "The column name of m.csv is not known; there can be loyaltyCardNumber,"),
        ("firstName\nAda\n", "The file m.csv has no column loyaltyCardNumber;"),
        ('card\n"4000300\n', "Line 2 of m.csv cannot be read ("),
        ("card\n40\x00\n", "The file m.csv has NUL bytes, the first in line 2;"),
    ],
)
def test_a_file_that_is_no_list_of_members_is_refused(
    shop: Shop, content: str, sentence: str
) -> None:
    ran = shop("member", "import", shop.file("m.csv", content))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(sentence)


def test_a_file_from_an_old_spreadsheet_is_read_as_it_is_said_to_be(shop: Shop) -> None:
    path = shop.folder / "m.csv"
    path.write_bytes("card;firstName\n4000300;Żaneta\n".encode("cp1250"))
    ran = shop("member", "import", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("The file m.csv is not in UTF-8,")
    assert shop("member", "import", path, "--encoding", "klingon").code == 2
    assert shop.done("member", "import", path, "--encoding", "cp1250") == (
        "1 member added, 0 changed."
    )
    assert shop("member", "show", "4000300", "--json").record["firstName"] == "Żaneta"


def test_an_import_is_a_record_too_and_takes_attributes(shop: Shop) -> None:
    file = shop.file("m.csv", "card,attr.shoeSize\n4000300,37\n4000101,40\n4000102,\n,1\n")
    ran = shop("member", "import", file, "--json")
    assert ran.code == 2
    assert ran.record == {
        "added": 1,
        "changed": 1,
        "unchanged": 1,
        "bad": [{"line": 5, "why": "member.loyaltyCardNumber is empty; fill it in.", "text": ""}],
        "badCount": 1,
    }
    shown = shop("member", "show", "4000101", "--json").record
    assert shown["customAttributes"] == {"shoeSize": "40"}
    assert shown["name"] == "Ada Nowak"


def test_only_a_manager_imports_members(shop: Shop) -> None:
    file = shop.file("m.csv", "card\n4000300\n")
    assert shop("member", "import", file, "--staff", "zofia").code == 2
    assert shop("member", "show", "4000300").code == 2
