"""What a till did whose database is lost."""

import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.ledger.device import new_key
from counterfoil.ledger.journal import entries
from counterfoil.ledger.tables.journal import journal
from counterfoil.sync.salvage import salvage
from tests.sync.brand import Brand


def test_every_entry_reaches_the_hub_though_its_database_does_not(brand: Brand) -> None:
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.CAPPED)
    brand.risk(campaign.id)
    till = brand.till()
    assert till.redeem(codes[0], offline=True).accepted
    every = list(entries(till.ledger))
    done = salvage(till.port, every, till.ledger.signing_key, brand.clock())
    assert done.sent == every[-1].entry.n - done.had_n > 0
    mine = [row for row in brand.shop.rows(journal) if row["device"] == till.ledger.device.id]
    assert len(mine) == every[-1].entry.n
    again = salvage(till.port, every, till.ledger.signing_key, brand.clock())
    assert again.sent == 0
    till.sync()


def test_a_journal_with_gaps_or_of_others_is_refused(brand: Brand) -> None:
    till = brand.till()
    till.redeem("NOBODYKNOWS", offline=True)
    every = list(entries(till.ledger))
    with pytest.raises(NotFound, match="no entry of the device"):
        salvage(till.port, every, new_key(), brand.clock())
    torn = [every[0], *every[2:]]
    with pytest.raises(InvalidInput, match="missing"):
        salvage(till.port, torn, till.ledger.signing_key, brand.clock())
