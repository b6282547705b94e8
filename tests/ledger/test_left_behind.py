"""Files of SQLite's that somebody copied beside a database."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from counterfoil.domain.errors import MachineError
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.staff import DEFAULT, list_staff, save_staff
from tests.domain.build import NOW

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
