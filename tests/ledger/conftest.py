"""Each test of the ledger runs on SQLite and PostgreSQL, unless it asks for one of them.

Tables and what every shop has are made once for the session, and copied for each test.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.ledger.connect import open_ledger, open_url
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW, store
from tests.helpers.postgres import keep_rows, new_database, postgres_server, put_rows_back
from tests.ledger.shop import Shop, fill
from tests.ledger.year import Year, lived

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a running PostgreSQL."""
    with postgres_server() as url:
        yield url


@pytest.fixture
def postgres_database(postgres: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    with new_database(postgres) as url:
        yield url


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with what every shop has."""
    folder = tmp_path_factory.mktemp("filled")
    with open_ledger(folder, NOW, store=store()) as ledger:
        fill(ledger)
    return folder


@pytest.fixture(scope="session")
def filled_database(postgres: str) -> Iterator[str]:
    """The URL of a PostgreSQL database that remembers what every shop has."""
    with new_database(postgres) as url:
        with open_url(url, NOW, key=KEY, store=store()) as ledger:
            fill(ledger)
        keep_rows(url)
        yield url


@pytest.fixture
def sqlite_ledger(filled_folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A shop's ledger in a folder."""
    folder = tmp_path / "data"
    shutil.copytree(filled_folder, folder)
    with open_ledger(folder, NOW) as ledger:
        yield ledger


@pytest.fixture
def postgres_ledger(filled_database: str) -> Iterator[Ledger]:
    """A shop's ledger on PostgreSQL."""
    put_rows_back(filled_database)
    with open_url(filled_database, NOW, key=KEY) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def sqlite_year(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """A year in a folder."""
    folder = tmp_path_factory.mktemp("year") / "data"
    shutil.copytree(filled_folder, folder)
    with open_ledger(folder, NOW) as ledger:
        yield lived(Shop(ledger))


@pytest.fixture(scope="session")
def postgres_year(postgres: str) -> Iterator[Year]:
    """A year on PostgreSQL."""
    with new_database(postgres) as url, open_url(url, NOW, key=KEY, store=store()) as ledger:
        fill(ledger)
        yield lived(Shop(ledger))


@pytest.fixture(params=["sqlite", "postgres"])
def year(request: pytest.FixtureRequest) -> Year:
    """A shop in which much was redeemed, on either database; made once, and only to be read."""
    year: Year = request.getfixturevalue(f"{request.param}_year")
    return year


@pytest.fixture(params=["sqlite", "postgres"])
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """A shop's ledger on either database."""
    ledger: Ledger = request.getfixturevalue(f"{request.param}_ledger")
    return ledger


@pytest.fixture
def shop(ledger: Ledger) -> Shop:
    """A shop with an event schema, a reward, Anna and Piotr, and staff of each role."""
    return Shop(ledger)
