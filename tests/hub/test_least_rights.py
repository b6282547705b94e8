"""A hub whose database user has the least rights: it serves, and cannot change the journal."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psycopg
import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.errors import MachineError, NotFound
from counterfoil.ledger.connect import open_url
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.grants import ADDED_TO, migrate_url
from counterfoil.ledger.repair import repair
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.self_service import enrol_customers
from tests.domain.build import NOW, store
from tests.house.checkout import ROOT
from tests.hub.process import hub_process
from tests.ledger.conftest import KEY
from tests.ledger.shop import MANAGER, Shop, assert_well, fill
from tests.sync.brand import Brand

ROLE, PASSWORD = "counter_hub", "k"


@dataclass(frozen=True, slots=True)
class Two:
    """One database by its owner's URL, and by that of whoever only serves."""

    owner: str
    served: str


@pytest.fixture
def two(postgres_database: str) -> Iterator[Two]:
    plain = postgres_database.replace("postgresql+psycopg://", "postgresql://", 1)
    with psycopg.connect(plain, autocommit=True) as conn:
        conn.execute(f"DROP ROLE IF EXISTS {ROLE}")
        conn.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}'")
        conn.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        yield Two(postgres_database, as_role(postgres_database))
        conn.execute(f"DROP OWNED BY {ROLE}")
        conn.execute(f"DROP ROLE {ROLE}")


def as_role(url: str) -> str:
    head, _at, rest = url.partition("@")
    return f"{head.partition('://')[0]}://{ROLE}:{PASSWORD}@{rest or head}"


def refused(url: str, statement: str) -> bool:
    with psycopg.connect(url.replace("+psycopg", "", 1)) as conn:
        try:
            conn.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            return True
    return False


def test_it_serves_tills_and_cannot_change_what_was_done(two: Two, tmp_path: Path) -> None:
    migrate_url(two.owner, ROLE)
    with ExitStack() as opened:
        alone = opened.enter_context(open_url(two.served, NOW, key=KEY, store=store()))
        enrol_customers(alone)
        brand = Brand(become_hub(alone, NOW), tmp_path, opened)
        fill(brand.hub)
        shop = Shop(brand.hub)
        campaign, codes = shop.campaign(6, offline_policy=OfflinePolicy.CAPPED)
        brand.risk(campaign.id)
        first, second = brand.till("first"), brand.till("second")
        assert first.redeem(codes[0]).accepted
        assert not second.redeem(codes[0]).accepted
        assert first.redeem(codes[1], offline=True).accepted
        assert second.redeem(codes[1], offline=True).accepted
        for till in (first, second):
            till.sync()
        done = shop.redeem(codes[2])
        assert done.redemption_id is not None
        reverse(brand.hub, done.redemption_id, "by mistake", MANAGER, NOW)
        repair(brand.hub, MANAGER, NOW)
        assert_well(brand.hub)
    for table in ADDED_TO:
        for statement in (
            f"UPDATE {table} SET kind = 'x'",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"DROP TABLE {table}",
        ):
            assert refused(two.served, statement), statement
    assert refused(two.served, "CREATE TABLE more (n int)")
    assert refused(two.served, "UPDATE alembic_version SET version_num = '1'")
    assert refused(two.served, "TRUNCATE members")


def test_whoever_may_make_no_tables_is_told_whom_to_ask(two: Two) -> None:
    with pytest.raises(MachineError, match="hub migrate --grant"):
        open_url(two.served, NOW, key=KEY, store=store())
    with pytest.raises(NotFound, match="nobody_here"):
        migrate_url(two.owner, "nobody_here")


@pytest.mark.slow
def test_the_program_serves_with_what_was_granted(two: Two, tmp_path: Path) -> None:
    granted = subprocess.run(
        [sys.executable, "-m", "counterfoil", "hub", "migrate", "--grant", ROLE],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "COUNTERFOIL_DATABASE": two.owner.replace("+psycopg", "", 1),
        },
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (granted.returncode, granted.stderr) == (0, "")
    served = two.served.replace("+psycopg", "", 1)
    with hub_process(tmp_path / "hub", "--database", served) as hub:
        assert httpx2.get(f"{hub.address}/ready").json() == {"status": "ready"}
    assert [line["event"] for line in hub.logged() if line["event"] != "said by a library"] == [
        "started", "request", "stopped",
    ]  # fmt: skip
    assert PASSWORD not in {str(value) for line in hub.logged() for value in line.values()}
