"""A till that pulls while many others work at the hub."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.ledger import wallets
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.campaigns import usage
from counterfoil.ledger.tables.codes import campaign_counts, codes
from counterfoil.ledger.tables.members import wallet_balances
from tests.domain.build import NOW, limit
from tests.ledger.brand import device_of, pull, rows
from tests.ledger.inflow.taking import know_all, take_wanted
from tests.ledger.shop import ANNA, PIOTR, Shop

WORKERS = 4
CODES = 160


def test_nothing_is_missed_that_is_done_at_once(postgres_ledger: Ledger, tmp_path: Path) -> None:
    hub = Shop(become_hub(postgres_ledger, NOW))
    limits = Limits(executions_per_member=limit(CODES, IntervalType.DAYS))
    _, texts = hub.campaign(CODES, limits=limits, offline_policy=OfflinePolicy.CAPPED)

    def work(who: int) -> int:
        mine = texts[who::WORKERS]
        done = [hub.redeem(code, card=(ANNA, PIOTR)[n % 2]) for n, code in enumerate(mine)]
        return sum(verdict.accepted for verdict in done)

    with device_of(hub.ledger, tmp_path / "till") as till:
        know_all(hub, till)
        take_wanted(hub, till)
        with ThreadPoolExecutor(WORKERS) as pool:
            running = [pool.submit(work, who) for who in range(WORKERS)]
            pulls = 0
            while not all(each.done() for each in running):
                assert pull(hub.ledger, till, limit=7)
                pulls += 1
        assert [each.result() for each in running] == [CODES // WORKERS] * WORKERS
        assert pull(hub.ledger, till, limit=7)
        assert pulls > 1
        assert rows(till, codes, "text") == rows(hub.ledger, codes, "text")
        assert rows(till, campaign_counts) == rows(hub.ledger, campaign_counts)
        assert rows(till, wallet_balances) == rows(hub.ledger, wallet_balances)
        assert rows(till, usage) == [row for row in rows(hub.ledger, usage) if row["member_id"]]
        with till.read() as conn:
            assert wallets.differing_balances(conn) == []
