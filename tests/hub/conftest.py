"""The shop of the ledger's tests behind a hub, on SQLite and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counterfoil.ledger.connect import open_ledger, open_url
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW, store
from tests.helpers.postgres import keep_rows, new_database
from tests.hub.served import Client, Clock, give_pins, served
from tests.ledger.conftest import (
    KEY,
    ledger,
    postgres,
    postgres_database,
    postgres_ledger,
    shop,
    sqlite_ledger,
)
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, fill

__all__ = [
    "ledger",
    "postgres",
    "postgres_database",
    "postgres_ledger",
    "shop",
    "sqlite_ledger",
]


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with what every shop has, and a PIN for everybody."""
    folder = tmp_path_factory.mktemp("filled")
    with open_ledger(folder, NOW, store=store()) as ledger:
        fill(ledger)
        give_pins(ledger)
    return folder


@pytest.fixture(scope="session")
def filled_database(postgres: str) -> Iterator[str]:
    """The URL of a PostgreSQL database with the same."""
    with new_database(postgres) as url:
        with open_url(url, NOW, key=KEY, store=store()) as ledger:
            fill(ledger)
            give_pins(ledger)
        keep_rows(url)
        yield url


@pytest.fixture
def clock() -> Clock:
    """The hub's clock, which a test may set."""
    return Clock()


@pytest.fixture
def anyone(ledger: Ledger, clock: Clock) -> Iterator[Client]:
    """A client that nobody has signed in with, of a hub that serves `ledger`."""
    with served(ledger, clock) as client:
        yield client


@pytest.fixture
def manager(anyone: Client) -> Client:
    """A client that the manager has signed in with."""
    return anyone.as_staff(MANAGER.id)


@pytest.fixture
def supervisor(anyone: Client) -> Client:
    """A client that the supervisor has signed in with."""
    return anyone.as_staff(SUPERVISOR.id)


@pytest.fixture
def cashier(anyone: Client) -> Client:
    """A client that a cashier has signed in with."""
    return anyone.as_staff(CASHIER.id)
