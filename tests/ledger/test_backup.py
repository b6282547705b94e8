"""A backup overwrites nothing, and says where another tool makes it."""

from pathlib import Path

import pytest

from counterfoil.domain.errors import InvalidInput, MachineError
from counterfoil.ledger.backup import backup
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW


def test_a_backup_overwrites_nothing(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    target = tmp_path / "mine.db"
    assert backup(sqlite_ledger, NOW, target) == target
    before = target.read_bytes()
    with pytest.raises(InvalidInput, match="there already"):
        backup(sqlite_ledger, NOW, target)
    assert target.read_bytes() == before
    with pytest.raises(MachineError, match="could not be written"):
        backup(sqlite_ledger, NOW, tmp_path / "no" / "folder" / "mine.db")


def test_a_database_server_is_backed_up_with_its_own_tool(postgres_ledger: Ledger) -> None:
    with pytest.raises(InvalidInput, match="pg_dump"):
        backup(postgres_ledger, NOW)
