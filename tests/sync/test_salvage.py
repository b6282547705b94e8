"""What a till did whose database is lost."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.errors import Forbidden, NotFound
from counterfoil.domain.exchange import DeviceKind, DeviceState
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.damage import Damaged
from counterfoil.ledger.device import new_key
from counterfoil.ledger.doctor import examine
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.exchange.quarantine import quarantined
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.salvage.remains import survey
from counterfoil.ledger.tables.codes import USED
from counterfoil.ledger.tables.codes import codes as code_table
from counterfoil.ledger.tables.journal import journal
from counterfoil.sync.salvage import join_anew, salvage
from tests.domain.build import NOW
from tests.helpers.loop_port import LoopPort
from tests.ledger.shop import MANAGER
from tests.sync.brand import URL, Brand


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


@pytest.fixture
def torn_brand(sqlite_ledger: Ledger, tmp_path: Path) -> Iterator[Brand]:
    """A hub whose journal may lack an entry in the end."""
    with ExitStack() as opened:
        yield Brand(become_hub(sqlite_ledger, NOW), tmp_path, opened)


def test_what_is_lost_is_told_by_number_and_what_follows_is_taken(torn_brand: Brand) -> None:
    brand = torn_brand
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.CAPPED)
    brand.risk(campaign.id)
    till = brand.till()
    for code in codes[:3]:
        assert till.redeem(code, offline=True).accepted
    every = list(entries(till.ledger))
    torn = [each for each in every if each.entry.n != every[-2].entry.n]
    done = salvage(till.port, torn, till.ledger.signing_key, brand.clock())
    assert (done.lost, done.waiting, done.state) == (1, 0, DeviceState.ACTIVE)
    used = [row for row in brand.shop.rows(code_table) if row["status"] == USED]
    assert len(used) == 2
    lost = quarantined(brand.hub, till.ledger.device.id)
    assert [each.n for each in lost] == [every[-2].entry.n]
    assert salvage(till.port, torn, till.ledger.signing_key, brand.clock()).sent == 0
    assert [each.check for each in examine(brand.hub) if not each.is_well] == ["journal"]


def test_a_journal_of_others_is_refused(brand: Brand) -> None:
    till = brand.till()
    with pytest.raises(NotFound, match="no entry of the device"):
        salvage(till.port, list(entries(till.ledger)), new_key(), brand.clock())


def test_a_damaged_till_hands_over_and_joins_anew(brand: Brand) -> None:
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.CAPPED)
    brand.risk(campaign.id)
    till = brand.till()
    assert till.redeem(codes[0], offline=True).accepted
    folder, before = till.ledger.folder, till.ledger.device.id
    assert folder is not None
    till.close()
    with (folder / "ledger.db").open("r+b") as file:
        file.seek(100)
        file.write(bytes(5000))
    with pytest.raises(Damaged):
        open_ledger(folder, brand.clock())
    damaged = (folder / "ledger.db").read_bytes()
    remains = survey(folder)
    assert (remains.hub, remains.device) == (URL, before)
    assert remains.key is not None
    salvage(till.port, remains.entries(), remains.key, brand.clock())
    port = LoopPort(brand.hub, brand.clock)
    with pytest.raises(Forbidden):
        join_anew(remains, port, URL, "wrong", "", brand.clock())
    assert (folder / "ledger.db").read_bytes() == damaged
    token = invite(brand.hub, brand.hub.store.code, "", DeviceKind.TILL, MANAGER, brand.clock())
    anew = join_anew(remains, port, URL, token, "", brand.clock())
    assert (anew.kept / "ledger.db").read_bytes() == damaged
    assert not list(folder.glob("new-*"))
    till.ledger, till.port = open_ledger(folder, brand.clock()), port
    assert till.ledger.device.id == anew.device.id != before
    assert not till.redeem(codes[0]).accepted
    assert till.redeem(codes[1]).accepted
    till.sync()
