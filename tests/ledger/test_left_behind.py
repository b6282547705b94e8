"""Files of SQLite's that somebody copied beside a database."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from counterfoil.domain.errors import MachineError
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.left_behind import refuse_foreign_log
from counterfoil.ledger.staff import DEFAULT, list_staff, save_staff
from tests.domain.build import NOW
from tests.faults.disk_log import SECTOR
from tests.faults.harm import FRAME, FRAME_HEADER, LOG_HEADER, PAGE

ANNA = Staff("anna", "Anna", Role.CASHIER)


def test_a_log_of_another_ledger_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder in (mine, other):
        open_ledger(folder, NOW).close()
    with closing(open_ledger(other, NOW)) as ledger:
        save_staff(ledger, ANNA, DEFAULT, NOW)
        shutil.copyfile(other / "ledger.db-wal", mine / "ledger.db-wal")
    before = (mine / "ledger.db").read_bytes()
    with pytest.raises(MachineError, match="is not of this database, or older than it"):
        open_ledger(mine, NOW)
    assert (mine / "ledger.db").read_bytes() == before
    (mine / "ledger.db-wal").unlink()
    open_ledger(mine, NOW).close()


def test_its_own_log_is_played_back(tmp_path: Path) -> None:
    mine, copy = tmp_path / "mine", tmp_path / "copy"
    open_ledger(mine, NOW).close()
    with closing(open_ledger(mine, NOW)) as ledger:
        save_staff(ledger, ANNA, DEFAULT, NOW)
        shutil.copytree(mine, copy, ignore=shutil.ignore_patterns("lock"))
    with closing(open_ledger(copy, NOW)) as ledger:
        assert ANNA in list_staff(ledger)


def test_its_own_log_is_played_back_whatever_was_written_from_it_when_the_power_went(
    tmp_path: Path,
) -> None:
    mine, cut = tmp_path / "mine", tmp_path / "cut"
    with closing(open_ledger(mine, NOW)) as ledger:
        for number in range(60):
            save_staff(ledger, replace(ANNA, id=f"anna{number}"), DEFAULT, NOW)
    with closing(open_ledger(mine, NOW)) as ledger:
        for last in (ANNA, replace(ANNA, id="eve"), replace(ANNA, id="ida")):
            save_staff(ledger, last, DEFAULT, NOW)
        shutil.copytree(mine, cut, ignore=shutil.ignore_patterns("lock", "*-shm"))
    database, log = cut / "ledger.db", cut / "ledger.db-wal"
    before = database.read_bytes()
    for seed in range(600):
        database.write_bytes(half_written(before, log.read_bytes(), Random(seed)))
        refuse_foreign_log(database, None)
    with closing(open_ledger(cut, NOW)) as ledger:
        assert ANNA in list_staff(ledger)


def half_written(database: bytes, log: bytes, chance: Random) -> bytes:
    """Return a database of which some pages were written from its log, and one in part."""
    held = bytearray(database)
    starts = range(LOG_HEADER, len(log) - FRAME + 1, FRAME)
    torn = chance.choice(starts)
    for start in starts:
        place = (int.from_bytes(log[start : start + 4]) - 1) * PAGE
        page = log[start + FRAME_HEADER : start + FRAME]
        held.extend(bytes(max(0, place + PAGE - len(held))))
        whole = chance.random() < 0.5
        for at in range(0, PAGE, SECTOR):
            if chance.random() < 0.5 if start == torn else whole:
                held[place + at : place + at + SECTOR] = page[at : at + SECTOR]
    return bytes(held)


def test_a_roll_back_journal_is_set_aside(tmp_path: Path) -> None:
    open_ledger(tmp_path, NOW).close()
    (tmp_path / "ledger.db-journal").write_bytes(b"of another database")
    open_ledger(tmp_path, NOW).close()
    assert not (tmp_path / "ledger.db-journal").exists()
    assert (tmp_path / "ledger.db-journal.aside").read_bytes() == b"of another database"


def test_what_was_begun_of_a_backup_is_swept_away(tmp_path: Path) -> None:
    open_ledger(tmp_path, NOW).close()
    begun = tmp_path / "backups" / "ledger-20260101T000000.db.part"
    for path in (begun, begun.with_name(begun.name + "-journal")):
        path.write_bytes(b"half")
    open_ledger(tmp_path, NOW).close()
    assert list((tmp_path / "backups").iterdir()) == []
