"""Runs of sheets come from a real ledger. What is looked at is the file, so SQLite will do."""

from pathlib import Path

import pytest

from counterfoil.ledger.ledger import Ledger
from tests.ledger.conftest import filled_folder, sqlite_ledger
from tests.ledger.shop import Shop

__all__ = ["filled_folder", "sqlite_ledger"]


@pytest.fixture
def shop(sqlite_ledger: Ledger) -> Shop:
    """A shop with an event schema, a reward, Anna and Piotr, and staff of each role."""
    return Shop(sqlite_ledger)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the sheets go: a folder of its own, to see what is left in it."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "sheets.pdf"
