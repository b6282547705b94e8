"""Many tills that come back at once are put off, and all heard; a hub that counts twice shows."""

import pytest
from sqlalchemy import insert

from counterfoil.ledger.tables.members import wallet_balances
from tests.bench.sync_hub import hub_on_postgres
from tests.faults.crowd import crowd, look
from tests.faults.reckoning import Harm

# Programs of their own.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_all_are_heard() -> None:
    made = crowd(40)
    assert made.harm.is_none, "\n".join(made.harm.said[:40])
    assert made.healthy


def test_what_was_counted_twice_shows() -> None:
    harm = Harm()
    with hub_on_postgres() as hub:
        with hub.ledger.write() as conn:
            row = {"member_id": "m0", "wallet_code": "default", "units": 100}
            conn.execute(insert(wallet_balances).values(row))
        look(hub.url, [], harm)
    assert (harm.losses, harm.doubles) == (0, 1)
