"""Members come in from CSV files: whole, row by row, or not at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden, InvalidInput, NotFound
from counterfoil.domain.member import Member
from counterfoil.ledger.codes.steps import Progress
from counterfoil.ledger.journal import entries, verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_import import (
    CHUNK,
    MOST_BAD_ROWS,
    ImportedMembers,
    import_members,
    member_import_steps,
)
from counterfoil.ledger.members import (
    count_members,
    find_by_card,
    list_segments,
    list_tiers,
    search_members,
)
from tests.domain.build import NOW
from tests.ledger.shop import CASHIER, MANAGER, Shop, assert_well

FULL = """\
loyaltyCardNumber,firstName,lastName,email,phone,tier,segments,registeredAt,attr.shoeSize
2001,Zofia,Wiśniewska,zofia@example.com,+48 600 700 800,gold,coffee;tea,2025-03-01,37
2002,Łukasz,,,,,,2025-03-02T10:00:00+01:00,
"""


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "members.csv"
    path.write_bytes(text.encode(encoding))
    return path


def imported(
    ledger: Ledger, folder: Path, text: str, *, all_or_nothing: bool = False
) -> ImportedMembers:
    return import_members(ledger, write(folder, text), MANAGER, NOW, all_or_nothing=all_or_nothing)


def known(ledger: Ledger, card: str) -> Member:
    found = find_by_card(ledger, card)
    assert found is not None
    return found


def saved_entries(ledger: Ledger) -> int:
    return sum(each.entry.kind == Kind.MEMBER_SAVED for each in entries(ledger))


def test_members_are_added_with_all_they_have(shop: Shop, tmp_path: Path) -> None:
    before = saved_entries(shop.ledger)
    assert imported(shop.ledger, tmp_path, FULL) == ImportedMembers(added=2)
    zofia = known(shop.ledger, "2001")
    assert zofia == Member(
        id=zofia.id,
        loyalty_card_number="2001",
        # Midnight in Warsaw.
        registered_at=datetime(2025, 2, 28, 23, tzinfo=UTC),
        first_name="Zofia",
        last_name="Wiśniewska",
        email="zofia@example.com",
        phone="+48 600 700 800",
        tier="gold",
        segments=frozenset({"coffee", "tea"}),
        custom_attributes={"shoeSize": "37"},
    )
    assert known(shop.ledger, "2002").registered_at == datetime(2025, 3, 2, 9, tzinfo=UTC)
    assert "tea" in {segment.code for segment in list_segments(shop.ledger)}
    assert "gold" in {tier.code for tier in list_tiers(shop.ledger)}
    assert search_members(shop.ledger, "wisn") == (zofia,)
    assert saved_entries(shop.ledger) == before + 2
    assert list(verify(shop.ledger)) == []
    assert_well(shop.ledger)


def test_a_known_card_is_changed_and_keeps_what_the_file_does_not_name(
    shop: Shop, tmp_path: Path
) -> None:
    shop.credit(50)
    before = known(shop.ledger, "1001")
    text = "firstName;loyaltyCardNumber;attr.dog\nAnne;1001;Rex\n"
    assert imported(shop.ledger, tmp_path, text) == ImportedMembers(changed=1)
    after = known(shop.ledger, "1001")
    attributes = {**before.custom_attributes, "dog": "Rex"}
    assert after == replace(before, first_name="Anne", custom_attributes=attributes)
    assert after.wallets == {"default": Decimal(50)}


def test_an_empty_cell_empties_and_a_missing_one_does_not(shop: Shop, tmp_path: Path) -> None:
    before = known(shop.ledger, "1001")
    text = "loyaltyCardNumber,email,tier,segments,attr.shoeSize,registeredAt,phone\n1001,,,,,\n"
    assert imported(shop.ledger, tmp_path, text) == ImportedMembers(changed=1)
    assert known(shop.ledger, "1001") == replace(
        before, email="", tier=None, segments=frozenset(), custom_attributes={}
    )


def test_the_same_file_again_changes_nothing(shop: Shop, tmp_path: Path) -> None:
    imported(shop.ledger, tmp_path, FULL)
    before = saved_entries(shop.ledger)
    assert imported(shop.ledger, tmp_path, FULL) == ImportedMembers(unchanged=2)
    assert saved_entries(shop.ledger) == before


BAD = """\
loyaltyCardNumber,email,registeredAt,referrer
2001,a@example.com,2025-03-01,
,b@example.com,,
2003,c@example.com,yesterday,
2001,d@example.com,,
2004,e@example.com,,9999
2005,f@example.com,,,extra
2006,g\u202eh,,
2007,,,2007
2008,,,2001
"""


def test_bad_rows_are_listed_by_line_and_the_others_saved(shop: Shop, tmp_path: Path) -> None:
    done = imported(shop.ledger, tmp_path, BAD)
    assert (done.added, done.bad_count) == (2, 7)
    assert [(row.line, row.text) for row in done.bad] == [
        (3, ""), (4, "2003"), (5, "2001"), (6, "2004"), (7, ""), (8, "2006"), (9, "2007"),
    ]  # fmt: skip
    whys = [row.why for row in done.bad]
    assert "loyaltyCardNumber" in whys[0]
    assert "registeredAt" in whys[1]
    assert whys[2] == "the card 2001 stands in line 2 already"
    assert whys[3] == "no member has the card 9999 of the referrer"
    assert "more cells than columns" in whys[4]
    assert "U+202E" in whys[5]
    assert whys[6] == "a member cannot be referred by themselves"
    assert known(shop.ledger, "2008").referrer_id == known(shop.ledger, "2001").id


def test_one_bad_row_keeps_all_out_where_asked(shop: Shop, tmp_path: Path) -> None:
    before, end = count_members(shop.ledger), shop.last_entry()
    done = imported(shop.ledger, tmp_path, BAD, all_or_nothing=True)
    assert (done.added, done.changed, done.bad_count) == (0, 0, 7)
    assert count_members(shop.ledger) == before
    assert shop.last_entry() == end


def test_all_are_saved_at_once_where_asked(shop: Shop, tmp_path: Path) -> None:
    text = "loyaltyCardNumber,referrer\n2001,\n2002,2001\n2003,1001\n"
    assert imported(shop.ledger, tmp_path, text, all_or_nothing=True).added == 3
    assert known(shop.ledger, "2002").referrer_id == known(shop.ledger, "2001").id
    assert known(shop.ledger, "2003").referrer_id == "m1"


def many(count: int) -> str:
    return "loyaltyCardNumber,firstName\n" + "".join(
        f"{n},N{n}\n" for n in range(5000, 5000 + count)
    )


def test_progress_goes_up_to_the_end(sqlite_shop: Shop, tmp_path: Path) -> None:
    seen: list[Progress] = []
    path = write(tmp_path, many(3 * CHUNK))
    import_members(sqlite_shop.ledger, path, MANAGER, NOW, progress=seen.append)
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    assert len(seen) >= 3
    assert all(each.done <= each.total for each in seen)


def test_cancelling_keeps_what_was_saved_and_says_so(sqlite_shop: Shop, tmp_path: Path) -> None:
    path = write(tmp_path, many(3 * CHUNK))
    before = count_members(sqlite_shop.ledger)
    answers = iter([False, False, True])
    done = import_members(sqlite_shop.ledger, path, MANAGER, NOW, cancelled=lambda: next(answers))
    assert done.is_stopped
    assert 0 < done.added < 3 * CHUNK
    assert count_members(sqlite_shop.ledger) == before + done.added


def test_cancelling_all_or_nothing_leaves_nothing(sqlite_shop: Shop, tmp_path: Path) -> None:
    path = write(tmp_path, many(3 * CHUNK))
    before = count_members(sqlite_shop.ledger)
    answers = iter([False, False, True])
    done = import_members(
        sqlite_shop.ledger,
        path,
        MANAGER,
        NOW,
        all_or_nothing=True,
        cancelled=lambda: next(answers),
    )
    assert done == ImportedMembers(is_stopped=True)
    assert count_members(sqlite_shop.ledger) == before


def test_a_till_redeems_between_two_steps(sqlite_shop: Shop, tmp_path: Path) -> None:
    _, codes = sqlite_shop.campaign()
    steps = member_import_steps(sqlite_shop.ledger, write(tmp_path, many(2 * CHUNK)), MANAGER, NOW)
    next(steps)
    assert sqlite_shop.redeem(codes[0], NOW + timedelta(seconds=1)).accepted
    assert sum(1 for _ in steps) > 0
    assert list(verify(sqlite_shop.ledger)) == []


def test_many_bad_rows_are_counted_and_the_first_listed(sqlite_shop: Shop, tmp_path: Path) -> None:
    text = "loyaltyCardNumber,tier\n" + "".join(f"{n},a b\n" for n in range(MOST_BAD_ROWS + 50))
    done = imported(sqlite_shop.ledger, tmp_path, text)
    assert (len(done.bad), done.bad_count) == (MOST_BAD_ROWS, MOST_BAD_ROWS + 50)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_files_come_in_many_forms(
    sqlite_shop: Shop, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    rows = [["Loyalty Card Number", "first_name", "SEGMENTS"], ["2001", "Łucja", '"a;b"']]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    path = write(tmp_path, text, encoding)
    assert import_members(sqlite_shop.ledger, path, MANAGER, NOW).added == 1
    lucja = known(sqlite_shop.ledger, "2001")
    assert (lucja.first_name, lucja.segments) == ("Łucja", frozenset("ab"))


def test_a_spreadsheets_guard_is_taken_off(sqlite_shop: Shop, tmp_path: Path) -> None:
    imported(sqlite_shop.ledger, tmp_path, "loyaltyCardNumber,phone\n2001,'+48 600\n")
    assert known(sqlite_shop.ledger, "2001").phone == "+48 600"


def test_another_encoding_is_read_only_when_named(sqlite_shop: Shop, tmp_path: Path) -> None:
    path = write(tmp_path, "loyaltyCardNumber,firstName\n2001,Łucja\n", "cp1250")
    with pytest.raises(InvalidInput, match="not in UTF-8"):
        import_members(sqlite_shop.ledger, path, MANAGER, NOW)
    with pytest.raises(InvalidInput, match="klingon is no encoding"):
        import_members(sqlite_shop.ledger, path, MANAGER, NOW, encoding="klingon")
    with pytest.raises(InvalidInput, match="damaged after line 0, or not in ASCII"):
        import_members(sqlite_shop.ledger, path, MANAGER, NOW, encoding="ascii")
    import_members(sqlite_shop.ledger, path, MANAGER, NOW, encoding="cp1250")
    assert known(sqlite_shop.ledger, "2001").first_name == "Łucja"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "empty"),
        ("firstName\nAnna\n", "no column loyaltyCardNumber"),
        ("loyaltyCardNumber,shoe\n1,2\n", "column shoe .* not known"),
        ("loyaltyCardNumber,attr.\n1,2\n", r"column attr\. .* not known"),
        ("loyaltyCardNumber,,email\n1,2,3\n", 'column "" .* not known'),
        ("loyaltyCardNumber,email,E-mail\n1,2,3\n", "two columns email"),
        ("loyaltyCardNumber,attr.a,attr.a\n1,2,3\n", "two columns attr.a"),
        ('loyaltyCardNumber\n"1\n', "Line 2 .* quotes"),
        ("loyaltyCardNumber\n1\0\n", "NUL"),
        ("loyaltyCardNumber" + "," * 1_000_001 + "\n1\n", "more than"),
    ],
)
@pytest.mark.parametrize("all_or_nothing", [False, True])
def test_what_is_no_file_of_members_is_refused_whole(
    sqlite_shop: Shop, tmp_path: Path, text: str, sentence: str, *, all_or_nothing: bool
) -> None:
    before = count_members(sqlite_shop.ledger)
    with pytest.raises(InvalidInput, match=sentence):
        imported(sqlite_shop.ledger, tmp_path, text, all_or_nothing=all_or_nothing)
    assert count_members(sqlite_shop.ledger) == before


def test_a_missing_file_is_named(sqlite_shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        import_members(sqlite_shop.ledger, tmp_path / "none.csv", MANAGER, NOW)


def test_a_cashier_may_not_import(sqlite_shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        import_members(sqlite_shop.ledger, write(tmp_path, FULL), CASHIER, NOW)


@pytest.fixture
def sqlite_shop(sqlite_ledger: Ledger) -> Shop:
    """A shop where both databases do the same for certain."""
    return Shop(sqlite_ledger)
