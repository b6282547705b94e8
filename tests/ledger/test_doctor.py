"""The check-up finds what is wrong, and nothing else."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.errors import Conflict, NotFound
from counterfoil.ledger.checkup import LEAST_FREE, checkup, checkup_folder, free_bytes
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.journal import verify
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.ledger.day import DAMAGE, LATER, PLENTY, busy_day, faults
from tests.ledger.shop import Shop


@pytest.fixture
def busy(sqlite_ledger: Ledger) -> Shop:
    """A shop after a day's work, where both databases do the same for certain."""
    return busy_day(sqlite_ledger)


@pytest.fixture
def busy_on_both(ledger: Ledger) -> Shop:
    """A shop after a day's work, on either database."""
    return busy_day(ledger)


@pytest.fixture
def folder(filled_folder: Path, tmp_path: Path) -> Path:
    """A data folder that nobody has open."""
    return Path(shutil.copytree(filled_folder, tmp_path / "closed"))


def test_a_ledger_at_work_is_well(busy_on_both: Shop) -> None:
    assert faults(busy_on_both.ledger) == {}


def test_a_new_ledger_is_well(shop: Shop) -> None:
    assert faults(shop.ledger) == {}


@pytest.mark.parametrize("name", DAMAGE)
def test_what_is_wrong_is_found(busy: Shop, name: str) -> None:
    statement, check, sentence = DAMAGE[name]
    with busy.ledger.write() as conn:
        assert conn.execute(text(statement)).rowcount > 0
    found = faults(busy.ledger)
    assert any(sentence in fault for fault in found[check]), found


def test_all_that_is_wrong_is_found_at_once(busy_on_both: Shop) -> None:
    names = (
        "balance_gone",
        "counters_gone",
        "count",
        "code_unused",
        "redemption_put_in",
        "code_gone",
        "units",
        "cut_off",
    )
    with busy_on_both.ledger.write() as conn:
        for name in names:
            conn.execute(text(DAMAGE[name][0]))
    found = faults(busy_on_both.ledger)
    derived = {"digests of codes", "what was given and journal"}
    assert set(found) == derived | {DAMAGE[name][1] for name in names}


def forge(conn: Connection, statement: str) -> None:
    """Do to the journal what its triggers refuse."""
    if conn.dialect.name == "sqlite":
        for verb in ("update", "delete"):
            conn.execute(text(f"DROP TRIGGER journal_no_{verb}"))
    else:
        conn.execute(text("SET LOCAL session_replication_role = replica"))
    assert conn.execute(text(statement)).rowcount > 0


def test_a_journal_that_was_changed_is_found(busy_on_both: Shop) -> None:
    with busy_on_both.ledger.write() as conn:
        forge(conn, "UPDATE journal SET body = replace(body, 'wrong member', 'right member')")
    (fault,) = faults(busy_on_both.ledger)["journal"]
    assert "it was changed" in fault


def test_a_journal_that_was_cut_is_found(busy: Shop) -> None:
    """The chain is whole without its end, but what the end recorded is still there."""
    _, codes = busy.campaign(1, id="c2", code_format=CodeFormat(CharacterSet.NUM, 10, "X"))
    assert busy.redeem(codes[0], NOW).accepted
    last = busy.last_entry().entry.n
    with busy.ledger.write() as conn:
        forge(conn, f"DELETE FROM journal WHERE n = {last}")
    assert list(verify(busy.ledger)) == []
    assert "no entry of" in faults(busy.ledger)["redemptions and journal"][0]


def test_a_row_that_names_nothing_is_found(sqlite_ledger: Ledger) -> None:
    raw = sqlite_ledger.database.writing
    assert raw is not None
    raw.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
    with sqlite_ledger.write() as conn:
        conn.execute(text("UPDATE members SET referrer_id = 'nobody' WHERE id = 'm1'"))
    assert faults(sqlite_ledger) == {
        "references": ("a row of members names one of members that is not there",)
    }


def test_a_full_disk_and_a_clock_behind_are_said(sqlite_ledger: Ledger) -> None:
    found = {
        finding.check: tuple(map(str, finding.faults))
        for finding in checkup(sqlite_ledger, NOW - timedelta(days=1), lambda _: LEAST_FREE - 1)
    }
    assert "1 day, 0:00:00 behind" in found["clock"][0]
    assert "100 MB are free" in found["disk space"][0]


def test_a_disk_must_have_room_for_a_copy(sqlite_ledger: Ledger) -> None:
    folder = sqlite_ledger.folder
    assert folder is not None
    assert free_bytes(folder) == pytest.approx(shutil.disk_usage(folder).free, rel=0.2)
    with (folder / "ledger.db").open("ab") as file:
        file.truncate(2 * LEAST_FREE)
    (fault,) = [
        str(fault)
        for finding in checkup(sqlite_ledger, LATER, lambda _: LEAST_FREE)
        if finding.check == "disk space"
        for fault in finding.faults
    ]
    assert "200 MB should be" in fault


def damaged(folder: Path, change: Callable[[bytearray], None]) -> None:
    path = folder / "ledger.db"
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)


def test_a_ledger_that_cannot_be_opened_is_examined_all_the_same(
    folder: Path,
) -> None:
    damaged(folder, lambda content: content.__setitem__(slice(0, 100), bytes(100)))
    found = list(checkup_folder(folder, LATER, lambda _: PLENTY))
    assert [finding.check for finding in found] == ["opening", "database file", "disk space"]
    assert "not a Counterfoil database" in str(found[0].faults[0])
    assert "not a database" in str(found[1].faults[0])
    assert found[2].is_well


@pytest.mark.parametrize(("part", "check"), [(0.3, "opening"), (0.9, "reading")])
def test_damage_inside_is_said_and_nothing_raised(folder: Path, part: float, check: str) -> None:
    with open_ledger(folder, NOW) as ledger:
        Shop(ledger).campaign(3000)

    def change(content: bytearray) -> None:
        # From there on, every page loses its head.
        pages = len(content) // 4096
        for page in range(int(pages * part), pages):
            content[page * 4096 : page * 4096 + 8] = b"\xff" * 8

    damaged(folder, change)
    found = {each.check: each for each in checkup_folder(folder, LATER, lambda _: PLENTY)}
    assert "is damaged" in str(found[check].faults[0])
    assert found["database file"].faults
    assert all(str(fault) for each in found.values() for fault in each.faults)


def test_a_whole_folder_is_well(folder: Path) -> None:
    with open_ledger(folder, NOW), pytest.raises(Conflict, match="in use"):
        list(checkup_folder(folder, LATER))
    assert all(each.is_well for each in checkup_folder(folder, LATER, lambda _: PLENTY))


def test_a_folder_without_a_ledger_stays_without(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no ledger"):
        list(checkup_folder(tmp_path / "none", NOW))
    assert not (tmp_path / "none").exists()
