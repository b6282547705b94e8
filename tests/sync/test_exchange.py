"""An exchange with the hub, whatever the network does: in the end both have everything, once."""

import shutil
from dataclasses import replace

import pytest
from sqlalchemy import select

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import DeviceState, Outcome
from counterfoil.ledger import journal
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger, restore
from counterfoil.ledger.exchange.devices import revoke
from counterfoil.ledger.heard import heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.sending import waiting
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.journal import journal as journal_table
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import staff
from counterfoil.ledger.tables.sync import quarantine
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.port import HubUnreachable
from counterfoil.sync.session import Stopped
from tests.helpers.loop_port import Fault, on
from tests.ledger.shop import CASHIER, MANAGER, Shop
from tests.sync.brand import Brand, Till

CALLS = ("challenge", "session", "push", "changes", "manifest", "page", "batch", "batch_page")


def write(till: Till, count: int) -> None:
    """Write entries that say little."""
    with till.ledger.write() as conn:
        for _ in range(count):
            body = {"staff": CASHIER.id}
            journal.append(till.ledger, conn, Kind.SIGNED_IN, body, till.clock())


def at_hub(brand: Brand, till: Till) -> int:
    """Return how many of a till's entries the hub has."""
    rows = brand.shop.rows(journal_table)
    return sum(row["device"] == till.ledger.device.id for row in rows)


def names(ledger: Ledger) -> set[str]:
    """Return what the staff are called."""
    with ledger.read() as conn:
        return set(conn.scalars(select(staff.c.name)))


def rename(brand: Brand, name: str) -> None:
    """Change something at the hub."""
    save_staff(brand.hub, replace(CASHIER, name=name), MANAGER, brand.clock())


def test_a_new_till_fetches_everything_and_then_what_changed(either_brand: Brand) -> None:
    brand = either_brand
    till = brand.device()
    done = till.sync()
    assert (done.snapshot, done.pushed, done.waits) == (True, 2, False)
    assert names(till.ledger) == names(brand.hub)
    assert not till.sync().is_news
    rename(brand, "Janina")
    done = till.sync()
    assert (done.snapshot, done.pulled) == (False, 1)
    assert names(till.ledger) == names(brand.hub)


def test_what_was_done_is_handed_over_in_batches(brand: Brand) -> None:
    till = brand.till()
    write(till, 1100)
    till.port.calls.clear()
    done = till.sync()
    assert (done.pushed, done.tip) == (1100, 1102)
    assert till.port.calls.count("push") == 3
    assert at_hub(brand, till) == 1102
    assert waiting(till.ledger).count == 0


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        *((call, Fault.LOST) for call in CALLS),
        ("challenge", Fault.UNANSWERED),
        ("session", Fault.UNANSWERED),
        ("push", Fault.UNANSWERED),
        ("session", Fault.DOUBLED),
        ("push", Fault.DOUBLED),
        ("session", Fault.LATE),
        ("push", Fault.LATE),
    ],
)
def test_a_message_that_goes_astray_changes_nothing_in_the_end(
    brand: Brand, call: str, fault: Fault
) -> None:
    brand.shop.campaign(offline_policy=OfflinePolicy.CAPPED)
    till = brand.device()
    if call == "changes":
        till.sync()
        rename(brand, "Janina")
    write(till, 3)
    till.port.faults = on(call, fault)
    if fault is Fault.DOUBLED:
        till.sync()
    else:
        with pytest.raises(HubUnreachable):
            till.sync()
    till.port.deliver()
    brand.restart(till)
    till.sync()
    assert waiting(till.ledger).count == 0
    assert at_hub(brand, till) == 5
    assert names(till.ledger) == names(brand.hub)
    assert not till.sync().is_news


def test_a_download_that_broke_off_goes_on_with_what_is_missing(brand: Brand) -> None:
    brand.shop.campaign(70_000, offline_policy=OfflinePolicy.CAPPED)
    till = brand.device()
    till.port.faults = on("batch_page", Fault.NONE, Fault.LOST)
    with pytest.raises(HubUnreachable):
        till.sync()
    till.port.calls.clear()
    brand.restart(till)
    assert till.sync().batches == 1
    assert till.port.calls.count("batch_page") == 1
    assert till.ledger.folder is not None
    assert not (till.ledger.folder / "sync").exists()


def test_what_is_done_during_a_pull_is_pushed_before_another(brand: Brand) -> None:
    till = brand.till()
    rename(brand, "Janina")
    busy = [1, 1]

    def work(call: str) -> Fault:
        if call == "changes" and busy:
            busy.pop()
            write(till, 1)
        return Fault.NONE

    till.port.faults = work
    done = till.sync()
    assert (done.pushed, done.pulled) == (2, 1)
    assert "Janina" in names(till.ledger)
    assert waiting(till.ledger).count == 0


def test_a_session_that_ends_on_the_way_is_begun_again(brand: Brand) -> None:
    till = brand.till()
    write(till, 1)

    def forget(call: str) -> Fault:
        if call == "push" and till.port.calls.count("session") < 3:
            till.port.device = None
        return Fault.NONE

    till.port.calls.clear()
    till.port.faults = forget
    till.sync()
    assert waiting(till.ledger).count == 0


def test_it_stops_where_it_is_told_to_and_goes_on_later(brand: Brand) -> None:
    till = brand.till()
    write(till, 600)
    answers = iter([False, True])
    with pytest.raises(Stopped):
        sync_once(till.ledger, till.port, brand.clock(), lambda: next(answers))
    assert till.sync().pushed <= 600
    assert at_hub(brand, till) == 602


def test_a_copied_till_is_frozen_and_nothing_it_did_is_lost(brand: Brand) -> None:
    till = brand.till()
    folder = till.ledger.folder
    assert folder is not None
    till.ledger.close()
    shutil.copytree(folder, brand.folder / "copy")
    till.ledger = open_ledger(folder, brand.clock())
    write(till, 2)
    till.sync()
    copy = Till(open_ledger(brand.folder / "copy", brand.clock()), till.port, brand.clock)
    brand.opened.callback(copy.close)
    brand.clock.pass_by(minutes=1)
    write(copy, 700)
    assert copy.sync().state is DeviceState.FROZEN
    assert waiting(copy.ledger).state is DeviceState.FROZEN
    kept = brand.shop.count(quarantine)
    assert kept >= 700
    assert waiting(copy.ledger).count == 0
    copy.port.calls.clear()
    assert copy.sync().state is DeviceState.FROZEN
    assert copy.port.calls == ["challenge", "session"]
    write(copy, 1)
    copy.sync()
    assert brand.shop.count(quarantine) == kept + 1


def test_a_revoked_till_only_hands_over_what_it_did(brand: Brand) -> None:
    till = brand.till()
    write(till, 2)
    rename(brand, "Janina")
    revoke(brand.hub, till.ledger.device.id, "stolen", MANAGER, brand.clock())
    done = till.sync()
    assert (done.state, done.pushed, done.pulled) == (DeviceState.REVOKED, 2, 0)
    assert waiting(till.ledger).state is DeviceState.REVOKED
    assert "Janina" not in names(till.ledger)


def test_a_hub_that_was_restored_gets_everything_again(brand: Brand) -> None:
    _, codes = brand.shop.campaign()
    one, two = brand.till("one"), brand.till("two")
    copy = backup(brand.hub, brand.clock())
    lost = [one.redeem(codes[0]), two.redeem(codes[1])]
    one.sync()
    two.sync()
    assert all(each.accepted for each in lost)
    folder = brand.hub.folder
    assert folder is not None
    brand.hub.close()
    brand.clock.pass_by(hours=1)
    restore(folder, copy, brand.clock())
    brand.hub = one.port.hub = two.port.hub = open_ledger(folder, brand.clock())
    brand.opened.callback(brand.hub.close)
    assert brand.shop.rows(redemptions) == []
    assert one.sync().waits
    assert not two.sync().waits
    assert not one.sync().waits
    assert {row["id"] for row in brand.shop.rows(redemptions)} == {
        each.redemption_id for each in lost
    }
    with one.ledger.read() as conn:
        assert heard(conn).epoch > 1
    assert not one.redeem(codes[1]).accepted
    assert one.redeem(codes[2]).accepted


def test_a_restored_till_joins_again_under_a_new_id(brand: Brand) -> None:
    till = brand.till()
    copy = backup(till.ledger, brand.clock())
    folder, before = till.ledger.folder, till.ledger.device.id
    assert folder is not None
    till.ledger.close()
    restore(folder, copy, brand.clock())
    till.ledger = open_ledger(folder, brand.clock())
    with pytest.raises(Conflict, match="restored from a backup"):
        till.sync()
    brand.join_again(till)
    assert till.ledger.device.id != before
    assert till.sync().snapshot
    _, codes = brand.shop.campaign()
    assert till.redeem(codes[0]).accepted


def test_nothing_that_waits_is_put_away_by_a_restore(brand: Brand) -> None:
    till = brand.till()
    copy = backup(till.ledger, brand.clock())
    write(till, 2)
    folder = till.ledger.folder
    assert folder is not None
    till.ledger.close()
    with pytest.raises(Conflict, match="2 entries have not reached the hub"):
        restore(folder, copy, brand.clock())
    till.ledger = open_ledger(folder, brand.clock())
    till.port.device = None
    till.sync()
    till.ledger.close()
    restore(folder, copy, brand.clock())
    till.ledger = open_ledger(folder, brand.clock())


def test_a_verdict_that_is_more_than_applied_comes_back(brand: Brand) -> None:
    campaign, codes = brand.shop.campaign(offline_policy=OfflinePolicy.CAPPED)
    brand.risk(campaign.id)
    one, two = brand.till("one"), brand.till("two")
    for each in (one, two):
        each.sync()
        assert each.redeem(codes[0], offline=True).accepted
    assert one.sync().verdicts[0].outcome is Outcome.APPLIED
    (duplicate,) = [v for v in two.sync().verdicts if v.outcome is not Outcome.APPLIED]
    assert (duplicate.outcome, duplicate.of) == (
        Outcome.DUPLICATE,
        Shop(brand.hub).rows(redemptions)[0]["id"],
    )
    assert waiting(two.ledger).conflicts == 1
    assert waiting(one.ledger).conflicts == 0
