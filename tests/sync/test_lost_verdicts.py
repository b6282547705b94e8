"""Verdicts whose way back was cut: they are asked for again, or nobody would ever know them."""

import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import Outcome
from counterfoil.ledger import journal
from counterfoil.ledger.outbox.claims import ClaimStanding, claim_standings
from counterfoil.ledger.outbox.greeting import greeting
from counterfoil.ledger.outbox.sending import last_entry
from counterfoil.sync.port import HubUnreachable
from tests.helpers.loop_port import Fault, on
from tests.ledger.shop import CASHIER
from tests.sync.brand import Brand


def test_a_verdict_that_was_lost_comes_with_the_next_exchange(brand: Brand) -> None:
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.CAPPED)
    brand.risk(campaign.id)
    till = brand.till()
    till.sync()
    made = till.redeem(codes[0], offline=True).redemption_id
    assert made is not None
    till.port.faults = on("push", Fault.UNANSWERED)
    with pytest.raises(HubUnreachable):
        till.sync()
    (verdict,) = [each for each in till.sync().verdicts if each.n == int(made.rsplit("-")[-1])]
    assert verdict.outcome is Outcome.APPLIED
    assert claim_standings(till.ledger, [made]) == {made: ClaimStanding.CONFIRMED}
    assert greeting(till.ledger, till.clock()).receipted_n == last_entry(till.ledger)


def test_verdicts_of_several_batches_that_were_lost_come_all(brand: Brand) -> None:
    till = brand.till()
    for _ in range(3):
        with till.ledger.write() as conn:
            for _ in range(400):
                body = {"staff": CASHIER.id}
                journal.append(till.ledger, conn, Kind.SIGNED_IN, body, till.clock())
        till.port.faults = on("push", Fault.UNANSWERED)
        with pytest.raises(HubUnreachable):
            till.sync()
    till.sync()
    assert greeting(till.ledger, till.clock()).receipted_n == last_entry(till.ledger)
