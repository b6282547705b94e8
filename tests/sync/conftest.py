"""A hub on SQLite or PostgreSQL, and tills that join it without a network."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.ledger.conftest import (
    filled_database,
    filled_folder,
    ledger,
    postgres,
    postgres_ledger,
    sqlite_ledger,
)
from tests.sync.brand import Brand

__all__ = [
    "filled_database",
    "filled_folder",
    "ledger",
    "postgres",
    "postgres_ledger",
    "sqlite_ledger",
]


@pytest.fixture
def brand(sqlite_ledger: Ledger, tmp_path: Path) -> Iterator[Brand]:
    """A hub on SQLite, with a shop's things, and no device yet."""
    with ExitStack() as opened:
        made = Brand(become_hub(sqlite_ledger, NOW), tmp_path, opened)
        yield made
        made.assert_well()


@pytest.fixture
def either_brand(ledger: Ledger, tmp_path: Path) -> Iterator[Brand]:
    """The same on either database."""
    with ExitStack() as opened:
        made = Brand(become_hub(ledger, NOW), tmp_path, opened)
        yield made
        made.assert_well()
