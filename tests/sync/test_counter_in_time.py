"""The counter of a joined till and its hub's silence."""

import threading
import time
from dataclasses import dataclass

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import EntryVerdict, Upload
from counterfoil.ledger.tables.members import wallet_balances
from counterfoil.ledger.verdict import Attempt
from counterfoil.sync.counter import Asking, redeem
from tests.helpers.loop_port import LoopPort
from tests.ledger.shop import ANNA, CASHIER, Shop
from tests.sync.brand import Brand, code_ids, hold, kinds


def test_nobody_waits_longer_than_the_time_out(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    till = brand.till()
    never, lost = threading.Event(), []

    @dataclass
    class Silent(LoopPort):
        def redeem(self, upload: Upload, timeout_s: float) -> EntryVerdict:
            never.wait(20)
            return super().redeem(upload, timeout_s)

    port = Silent(brand.hub, brand.clock, device=till.ledger.device.id)
    asking = Asking(timeout_s=0.1, lost=lambda: lost.append(True))
    attempt = Attempt((codes[0],), CASHIER, ANNA)
    began = time.monotonic()
    verdict = redeem(till.ledger, port, attempt, brand.clock(), asking=asking)
    assert time.monotonic() - began < 5
    assert (verdict.accepted, lost) == (False, [True])
    never.set()
    assert kinds(till) == [Kind.ONLINE_INTENT, Kind.ONLINE_VOID, Kind.SCAN_REFUSED]


def test_units_given_without_the_hub_and_with_it_add_up(brand: Brand) -> None:
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.OWNED)
    till = brand.till()
    hold(brand, till, campaign.id, code_ids(brand)[0], code_ids(brand)[0])
    assert till.redeem(codes[0], offline=True).accepted
    assert till.redeem(codes[1]).accepted
    till.sync()
    for ledger in (brand.hub, till.ledger):
        (anna,) = (row for row in Shop(ledger).rows(wallet_balances) if row["member_id"] == "m1")
        assert anna["units"] == 200_00
