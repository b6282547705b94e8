"""A till that joined after the backup that its hub was restored from: the hub has forgotten it."""

from pathlib import Path

import pytest

from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import DeviceKind, DeviceState
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger, restore
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.join import join
from counterfoil.sync.port import SessionEnded
from tests.domain.build import NOW, store
from tests.helpers.loop_port import LoopPort
from tests.ledger.shop import MANAGER, Shop, assert_well, fill

URL = "https://hub.example.com"


def port_to(hub: Ledger) -> LoopPort:
    return LoopPort(hub, lambda: NOW)


def joins(till: Ledger, hub: Ledger) -> Ledger:
    token = invite(hub, hub.store.code, "Till 2", DeviceKind.TILL, MANAGER, NOW)
    return join(till, port_to(hub), URL, token, "", NOW)


def test_it_joins_again_as_the_one_it_was_and_nothing_is_lost(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "hub", NOW, store=store()) as ledger:
        fill(ledger)
        hub = become_hub(ledger, NOW)
        kept = backup(hub, NOW, tmp_path / "kept.db")
        before = open_ledger(tmp_path / "till", NOW)
        till = joins(before, hub)
        sync_once(till, port_to(hub), NOW)
    restore(tmp_path / "hub", kept, NOW)
    with before, open_ledger(tmp_path / "hub", NOW) as hub:
        with pytest.raises(Conflict, match="already"):
            joins(till, hub)
        with pytest.raises(SessionEnded):
            sync_once(till, port_to(hub), NOW)
        again = joins(till, hub)
        assert again.device == till.device
        done = sync_once(again, port_to(hub), NOW)
        assert (done.state, done.waits) == (DeviceState.ACTIVE, False)
        assert list(entries(hub, till.device.id)) == list(entries(again))
        with pytest.raises(Conflict, match="already"):
            joins(again, hub)
        # That the hub had told a device what it does not know itself shows that it was restored.
        assert Shop(hub).last_entry().entry.epoch > 1
        for each in (hub, again):
            assert_well(each)
