"""What a damaged ledger still says, and how its till goes on."""

import json
from pathlib import Path

from counterfoil.wire.journal_file import check_lines
from tests.cli.shop import Shop


def break_page(database: Path, page: int) -> None:
    with database.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


def code_page(database: Path, text: str) -> int:
    return database.read_bytes().index(text.encode()) // 4096 + 1


def test_a_damaged_ledger_is_read_salvaged_and_put_back(shop: Shop) -> None:
    shop.done("backup")
    codes = shop.codes("Points")
    shop.done("redeem", codes[0], "--member", "4000101")
    database = shop.data / "ledger.db"
    break_page(database, 1)
    harmed = database.read_bytes()
    said = shop("salvage", "show", "--json").record
    (chain,) = said["chains"]
    assert (chain["lost"], said["hasKey"], said["hub"]) == ([], True, None)
    assert [each["redemptions"] for each in said["backups"]] == [1]
    exported = shop.folder / "journal.jsonl"
    assert shop("journal", "export", "-o", exported).code == 0
    with exported.open(encoding="utf-8") as lines:
        checked = check_lines(lines)
    assert (checked.entries, checked.is_whole) == (chain["found"], True)
    refused = shop("redeem", codes[1], "--member", "4000101")
    assert (refused.code, refused.out) == (3, "")
    assert "salvage" in refused.err
    assert database.read_bytes() == harmed
    done = shop("salvage", "restore", "--void", "--json")
    assert (done.code, done.err) == (0, "Codes made void: 1.\n")
    assert [json.loads(line)["code"] for line in done.out.splitlines()] == [codes[0]]
    assert shop("redeem", codes[0], "--member", "4000101").code == 1
    assert shop("redeem", codes[1], "--member", "4000101").code == 0


def test_what_can_be_read_of_a_damaged_ledger_is_shown(shop: Shop) -> None:
    codes = shop.codes("Points")
    database = shop.data / "ledger.db"
    break_page(database, code_page(database, codes[0]))
    harmed = database.read_bytes()
    listed = shop("campaign", "list")
    assert listed.code == 0
    ran = shop("codes", "export", "Points")
    assert ran.code in {0, 3}
    assert "Something is wrong" not in ran.err
    assert shop("doctor").code == 3
    assert database.read_bytes()[100:] == harmed[100:]


def test_where_nothing_is_there_is_nothing_to_salvage(empty: Shop) -> None:
    ran = empty("salvage", "show")
    assert (ran.code, ran.out) == (2, "")
    assert "There is no ledger" in ran.err
