"""A ledger becomes a hub once, whoever asks and however often."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import Standing
from counterfoil.ledger.connect import open_ledger, open_url
from counterfoil.ledger.exchange.hubs import become_hub, epoch, hub_id, receipt_key
from counterfoil.ledger.feed.publish import last_number
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import STANDING, write_setting
from tests.domain.build import NOW
from tests.ledger.shop import Shop, assert_well


def test_it_has_an_id_a_key_an_epoch_and_a_counter(ledger: Ledger) -> None:
    with ledger.read() as conn:
        assert (hub_id(conn), epoch(conn), last_number(conn)) == ("", 0, 0)
    hub = become_hub(ledger, NOW)
    assert hub == replace(ledger, standing=Standing.HUB)
    with hub.read() as conn:
        assert (len(hub_id(conn)), epoch(conn), len(receipt_key(conn))) == (32, 1, 32)
    last = Shop(hub).last_entry().entry
    assert (last.kind, last.epoch, last.body["epoch"]) == (Kind.EPOCH_BEGUN, 1, 1)
    assert_well(hub)


def test_it_is_made_once(ledger: Ledger) -> None:
    hub = become_hub(ledger, NOW)
    with hub.read() as conn:
        made = hub_id(conn), receipt_key(conn)
    count = len(list(entries(hub)))
    for opened in (ledger, hub):
        assert become_hub(opened, NOW).standing is Standing.HUB
    with hub.read() as conn:
        assert (hub_id(conn), receipt_key(conn)) == made
    assert len(list(entries(hub))) == count


def test_it_is_one_when_it_is_opened_again(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW) as ledger:
        assert ledger.standing is Standing.ALONE
        become_hub(ledger, NOW)
    with open_ledger(tmp_path, NOW) as ledger:
        assert ledger.standing is Standing.HUB


@pytest.mark.parametrize("standing", [Standing.TILL, Standing.OFFICE])
def test_what_has_joined_a_hub_is_none(sqlite_ledger: Ledger, standing: Standing) -> None:
    with sqlite_ledger.write() as conn:
        write_setting(conn, STANDING, standing)
    with pytest.raises(Conflict, match="has joined a hub"):
        become_hub(sqlite_ledger, NOW)


def test_programs_that_start_at_once_make_one_hub(postgres_database: str) -> None:
    ledgers = [open_url(postgres_database, NOW) for _ in range(4)]
    together = threading.Barrier(len(ledgers))

    def start(ledger: Ledger) -> None:
        together.wait()
        become_hub(ledger, NOW)

    threads = [threading.Thread(target=start, args=(each,)) for each in ledgers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    begun = [
        signed.entry.body["epoch"]
        for ledger in ledgers
        for signed in entries(ledger)
        if signed.entry.kind == Kind.EPOCH_BEGUN
    ]
    for ledger in ledgers:
        ledger.close()
    assert begun == [1]
