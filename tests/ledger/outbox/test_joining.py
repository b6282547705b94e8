"""Joining a hub."""

from dataclasses import replace
from pathlib import Path

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import DeviceKind, Standing
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger, restore
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.heard import Heard, heard
from counterfoil.ledger.journal import entries, verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.joining import check_joinable, is_enrolled, join_ledger
from counterfoil.ledger.outbox.stranded import unsent
from tests.domain.build import NOW, store
from tests.ledger.outbox.tills import HUB_TIME, URL, enrolment, joined


@pytest.mark.parametrize(
    ("kind", "standing"),
    [(DeviceKind.TILL, Standing.TILL), (DeviceKind.OFFICE, Standing.OFFICE)],
)
def test_a_ledger_that_joined_is_a_device_of_the_hub(
    tmp_path: Path, kind: DeviceKind, standing: Standing
) -> None:
    with joined(tmp_path, kind=kind) as till:
        assert (till.hub, till.standing, till.store) == (URL, standing, store())
        assert (till.device.name, till.device.store_code) == ("Till 7", "W1")
        told = till
    with open_ledger(tmp_path, NOW) as again:
        assert again.digest_key == bytes(range(32))
        assert (again.hub, again.standing, again.store) == (told.hub, told.standing, told.store)
        assert again.device.name == told.device.name
        assert is_enrolled(again)
        with again.read() as conn:
            assert heard(conn) == Heard(
                epoch=4, hub_time=HUB_TIME, at=NOW, clock_off=NOW - HUB_TIME
            )
        last = list(entries(again))[-1].entry
        assert (last.kind, last.hub_time, last.epoch) == (Kind.JOINED, HUB_TIME, 4)
        assert list(verify(again)) == []


def test_a_ledger_joins_once(tmp_path: Path) -> None:
    with joined(tmp_path) as till, pytest.raises(Conflict, match="has joined the hub https"):
        check_joinable(till)


def test_what_a_store_has_of_its_own_keeps_it_from_joining(ledger: Ledger) -> None:
    with pytest.raises(Conflict, match="of its own"):
        join_ledger(ledger, enrolment(ledger), URL, NOW)


def test_a_hub_joins_nobody(ledger: Ledger) -> None:
    with pytest.raises(Conflict, match="is a hub itself"):
        check_joinable(become_hub(ledger, NOW))


def test_a_till_that_was_restored_joins_again_under_its_new_id(tmp_path: Path) -> None:
    with joined(tmp_path) as till:
        before = till.device.id
        copy = backup(till, NOW)
    restore(tmp_path, copy, NOW, force=True)
    with open_ledger(tmp_path, NOW) as restored:
        assert restored.device.id != before
        assert not is_enrolled(restored)
        again = join_ledger(restored, enrolment(restored, epoch=5), URL, NOW)
        assert is_enrolled(again)
        with again.read() as conn:
            assert (heard(conn).seq, heard(conn).next_n, heard(conn).epoch) == (0, 1, 5)


def test_a_till_that_was_restored_joins_no_other_hub(tmp_path: Path) -> None:
    with joined(tmp_path) as till:
        copy = backup(till, NOW)
    restore(tmp_path, copy, NOW, force=True)
    with open_ledger(tmp_path, NOW) as restored, pytest.raises(Conflict, match="another hub"):
        join_ledger(restored, replace(enrolment(restored), hub_id="other"), URL, NOW)


def test_what_cannot_be_read_or_joined_nobody_strands_nothing(
    tmp_path: Path, sqlite_ledger: Ledger
) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"no database")
    assert unsent(damaged) == 0
    assert unsent(tmp_path / "none.db") == 0
    assert sqlite_ledger.folder is not None
    assert unsent(sqlite_ledger.folder / "ledger.db") == 0
