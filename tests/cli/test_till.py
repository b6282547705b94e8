"""The store, its staff, its journal, its backups, and a folder that is not as it should be."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counterfoil.ledger.connect import open_ledger
from tests.cli.shop import Shop, program

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_the_store_is_made_on_first_use_and_changed(empty: Shop) -> None:
    assert empty("store", "show", "--json").record["zone"] == "UTC"
    words = ("store", "set", "--name", "Nowy Świat", "--zone", "Europe/Warsaw", "--currency", "pln")
    assert empty.done(*words) == "The store is Nowy Świat, Europe/Warsaw, PLN."
    shown = empty("store", "show", "--json").record
    assert (shown["name"], shown["zone"], shown["currency"]) == (
        "Nowy Świat",
        "Europe/Warsaw",
        "PLN",
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say what to change: --name, --zone or --currency.\n"),
        (
            ("--zone", "Warsaw"),
            "Warsaw is no time zone; give one such as Europe/Warsaw or UTC.\n",
        ),
        (("--currency", "złoty"), "złoty is no currency; give three letters such as EUR.\n"),
        (("--name", " "), "Give the store a code and a name.\n"),
    ],
)
def test_a_store_that_cannot_be_is_refused(
    empty: Shop, words: tuple[str, ...], sentence: str
) -> None:
    ran = empty("store", "set", *words)
    assert (ran.code, ran.err) == (2, sentence)


def test_staff_are_added_and_removed(shop: Shop) -> None:
    said = shop.done("staff", "add", "piotr", "Piotr", "--role", "supervisor")
    assert said == "Piotr can work at the till as supervisor."
    shop.done("staff", "remove", "zofia")
    listed = {each["id"]: each for each in shop("staff", "list", "--json").records}
    assert listed["piotr"]["role"] == "supervisor"
    assert listed["zofia"]["active"] is False
    ran = shop("staff", "remove", "manager")
    assert (ran.code, ran.err) == (2, "Somebody must stay manager; make another one first.\n")
    assert shop("staff", "add", "x", "X", "--role", "boss").code == 2


def test_the_figures_of_a_campaign(shop: Shop) -> None:
    one, *_ = shop.codes("Points")
    shop.done("redeem", one, "--member", "4000101", "--staff", "zofia")
    shop("redeem", one, "--member", "4000101")
    figures = shop("stats", "Points", "--json").record
    assert (figures["codes"], figures["used"], figures["remaining"]) == (5, 1, 4)
    assert (figures["redemptions"], figures["units"]) == (1, 100)
    assert figures["refusals"] == {"already_used": 1}
    assert figures["byStaff"] == [{"id": "zofia", "name": "Zofia", "redemptions": 1, "units": 100}]
    shown = shop.done("stats", "Points")
    assert "Used                   1 (20.0 %)" in shown
    assert "Refused: already used  1" in shown


def test_the_journal_is_verified_and_exported(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    shop.done("redeem", code, "--member", "4000101")
    checked = shop("journal", "verify", "--json").record
    assert (checked["whole"], checked["flaws"]) == (True, [])
    path = shop.folder / "journal.jsonl"
    shop.done("journal", "export", "-o", path)
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(entries) == checked["entries"]
    assert [entry["n"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[-1]["kind"] == "redeem"
    assert code not in path.read_text("utf-8")
    assert shop("journal", "verify", path, "--json").record["ends"] == checked["ends"]
    assert shop.done("journal", "export").splitlines() == path.read_text("utf-8").splitlines()


def test_an_exported_journal_that_was_changed_is_not_whole(shop: Shop) -> None:
    path = shop.folder / "journal.jsonl"
    shop.done("journal", "export", "-o", path)
    path.write_text(path.read_text("utf-8").replace('"zofia"', '"sofia"'), "utf-8")
    ran = shop("journal", "verify", path)
    assert ran.code == 3
    assert ran.out.startswith("✕ The journal is not whole: 1 flaw in ")
    assert "its content does not match its hash" in ran.out
    path.write_text("no journal\n", "utf-8")
    ran = shop("journal", "verify", path)
    assert (ran.code, ran.err) == (2, "Line 1: This is no journal entry: it is not JSON.\n")
    assert shop("journal", "verify", shop.folder / "none").code == 2


def test_an_export_is_checked_against_what_was_noted(shop: Shop) -> None:
    path = shop.folder / "journal.jsonl"
    noted = shop("journal", "verify", "--json").record
    (end,) = noted["ends"]
    ((device, key),) = noted["publicKeys"].items()
    shop.done("store", "set", "--name", "Corner")
    shop.done("journal", "export", "-o", path)
    known = ("--public-key", key, "--end", end)
    assert shop("journal", "verify", path, *known).code == 0
    assert shop("journal", "verify", "--end", end).code == 0
    said = shop.done("journal", "verify")
    assert f"\n  --public-key {key}\n  --end {device}:" in said
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-2]), "utf-8")
    assert shop("journal", "verify", path).code == 0
    cut = shop("journal", "verify", path, *known)
    assert cut.code == 3
    assert f"the entries from {len(lines) - 1} to " in cut.out
    other = shop("journal", "verify", path, "--public-key", "00" * 32)
    assert other.code == 3
    assert "the key of its device is not known" in other.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("file", "--public-key", "zz"), "zz is no public key;"),
        (("--public-key", "00" * 32), "--public-key is for an exported file;"),
        (("--end", "TILL:1"), "TILL:1 is no end of a journal;"),
        (("--end", ":1:" + "00" * 32), ":1:00"),
        (("--end", "TILL:x:" + "00" * 32), "TILL:x:00"),
    ],
)
def test_what_is_no_key_or_end_is_refused(
    empty: Shop, words: tuple[str, ...], sentence: str
) -> None:
    ran = empty("journal", "verify", *words)
    assert ran.code == 2
    assert ran.err.startswith(sentence)


def test_an_end_of_another_ledger_is_missing(shop: Shop) -> None:
    ran = shop("journal", "verify", "--end", "OTHER:3:" + "00" * 32)
    assert ran.code == 3
    assert "Entry 1 of OTHER: none of its entries are there." in ran.out


def test_a_backup_is_put_back(shop: Shop) -> None:
    one, two, *_ = shop.codes("Points")
    shop.done("redeem", one, "--member", "4000101")
    backup = Path(shop.done("backup"))
    assert backup.is_relative_to(shop.data)
    shop.done("redeem", two, "--member", "4000101")
    restored = shop("restore", backup)
    assert restored.code == 0
    assert restored.out.startswith(f"{backup} is in place. What was there is ")
    assert restored.err.startswith(
        "Not in the backup, because they were made since: 1 in the journal, of which redemptions:"
    )
    assert shop("redeem", one, "--member", "4000101", "--json").record["reason"] == "already_used"
    assert shop("redeem", two, "--member", "4000101").code == 0
    assert shop("journal", "verify").code == 0
    assert shop("doctor").code == 0


def test_what_is_no_backup_changes_nothing(shop: Shop) -> None:
    before = shop.done("campaign", "list", "--json")
    ran = shop("restore", shop.file("no.db", "no database"))
    assert ran.code == 2
    assert "is no backup of Counterfoil, or it is encrypted" in ran.err
    assert shop("restore", shop.folder / "none.db").code == 2
    assert shop.done("campaign", "list", "--json") == before
    backup = shop.done("backup", shop.folder / "mine.db")
    assert shop("backup", backup).code == 2


def test_the_doctor_finds_what_is_wrong(shop: Shop) -> None:
    assert all(finding["well"] for finding in shop("doctor", "--json").records)
    with open_ledger(shop.data, NOW) as ledger, ledger.write() as conn:
        conn.exec_driver_sql("UPDATE campaign_counts SET codes = codes + 1")
    ran = shop("doctor")
    assert ran.code == 3
    assert "✕ numbers of codes" in ran.out


def test_the_doctor_mends_what_follows_from_the_rest(shop: Shop) -> None:
    assert shop.done("doctor", "--repair").startswith("There was nothing to mend.\n✓ ")
    with open_ledger(shop.data, NOW) as ledger, ledger.write() as conn:
        conn.exec_driver_sql("UPDATE campaign_counts SET codes = codes + 1")
    assert shop("doctor", "--repair", "--staff", "zofia").code == 2
    assert shop.done("doctor", "--repair").startswith(
        "Mended: the numbers of codes of 2 campaigns.\n✓ "
    )
    first, *findings = shop("doctor", "--repair", "--json").records
    assert first == {
        "repaired": {"balances": [], "limits": [], "numbersOfCodes": [], "figures": []}
    }
    assert all(finding["well"] for finding in findings)


def test_the_doctor_examines_what_cannot_be_opened(empty: Shop) -> None:
    for words in ((), ("--repair",)):
        ran = empty("doctor", *words)
        assert (ran.code, ran.out) == (2, "")
        assert not empty.data.exists()
    empty.data.mkdir()
    (empty.data / "ledger.db").write_bytes(b"this is no database at all, but a text" * 100)
    ran = empty("doctor")
    assert ran.code == 3
    assert "✕ opening\n" in ran.out


def test_a_second_program_is_told_who_has_the_folder(shop: Shop) -> None:
    with open_ledger(shop.data, NOW):
        ran = program("campaign", "list", data=shop.data)
    assert (ran.returncode, ran.stdout) == (2, b"")
    told = ran.stderr.decode()
    assert told.startswith(f"{shop.data} is in use by process {os.getpid()} (")
    assert told.endswith("close it first.\n")


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (b"this is no database at all, but a text that somebody put there", 3, "is not a Counter"),
        (b"", 0, ""),
    ],
)
def test_a_file_in_the_place_of_the_database(
    empty: Shop, content: bytes, code: int, sentence: str
) -> None:
    empty.data.mkdir()
    (empty.data / "ledger.db").write_bytes(content)
    ran = empty("campaign", "list")
    assert ran.code == code
    assert sentence in ran.err
    assert (empty.data / "ledger.db").read_bytes()[: len(content)] == content or code == 0


def test_a_folder_that_cannot_be_made_is_the_machines_failure(empty: Shop) -> None:
    ran = program("campaign", "list", data=Path("/proc/nothing"))
    assert ran.returncode == 3
    assert ran.stderr.startswith(b"The folder /proc/nothing cannot be made (")
    assert ran.stderr.count(b"\n") == 1
    file = empty.file("file", "")
    assert program("campaign", "list", data=file).returncode == 2


def test_a_database_of_a_newer_program_is_left_alone(shop: Shop) -> None:
    with open_ledger(shop.data, NOW) as ledger, ledger.write() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    ran = shop("campaign", "list")
    assert ran.code == 2
    assert "was written by a newer Counterfoil" in ran.err
