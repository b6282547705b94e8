"""What a greeting reveals: a hub that was restored, a device that was restored or copied."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden, InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceState, Greeting, Welcome
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger, restore
from counterfoil.ledger.exchange.epochs import (
    PER_EPOCH,
    awaited,
    begin,
    caught_up,
    fence,
    is_waiting,
    next_number,
)
from counterfoil.ledger.exchange.greeting import greeted, had
from counterfoil.ledger.exchange.hubs import become_hub, epoch
from counterfoil.ledger.feed.publish import last_number
from counterfoil.ledger.feed.read import Pruned, changes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.numbers import next_grant_id
from counterfoil.ledger.tables.sync import enrolments, feed
from tests.domain.build import NOW
from tests.ledger.exchange.tills import enrolled, greeting, pushed, row, seal
from tests.ledger.shop import CASHIER, MANAGER, Shop, assert_well

LATER = NOW + timedelta(minutes=7)
NEXT = next_number(1, LATER)


@pytest.fixture
def hub(ledger: Ledger) -> Ledger:
    """A hub."""
    return become_hub(ledger, NOW)


def greet(hub: Ledger, said: Greeting) -> Welcome:
    with hub.read() as conn:
        had_n = had(conn, said.device)
    return greeted(hub, said, had_n, LATER)


def waits(hub: Ledger) -> bool:
    with hub.read() as conn:
        return is_waiting(conn)


def number(hub: Ledger) -> int:
    with hub.read() as conn:
        return epoch(conn)


def test_a_device_is_told_what_the_hub_needs_next(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    pushed(hub, till, 3)
    off = timedelta(days=365)
    welcome = greet(hub, greeting(till, 5, receipted_n=3, now=LATER + off))
    assert welcome == Welcome(1, LATER, DeviceState.ACTIVE, 4)
    kept = row(hub, till)
    assert kept["clock_off"] == off // timedelta(microseconds=1)
    assert (kept["tip_n"], kept["receipted_n"], kept["state"]) == (5, 3, "active")


def told(hub: Ledger, device: str) -> int:
    """Return the number of the feed under which offices were last told of a device."""
    wanted = (feed.c.topic == "enrolment", feed.c.key == device)
    with hub.read() as conn:
        return conn.scalar(select(feed.c.seq).where(*wanted)) or 0


def test_offices_are_told_of_news_and_not_of_every_greeting(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    greet(hub, greeting(till, 5))
    first = told(hub, till)
    greeted(hub, greeting(till, 5), 0, LATER + timedelta(minutes=1))
    assert told(hub, till) == first > 0
    greeted(hub, greeting(till, 6), 0, LATER + timedelta(minutes=1))
    second = told(hub, till)
    greeted(hub, greeting(till, 6), 0, LATER + timedelta(minutes=15))
    assert told(hub, till) > second > first


@pytest.mark.parametrize("knows", [{"receipted_n": 4}, {"seen_seq": 900}, {"epoch": NEXT + 3}])
def test_a_device_that_knows_more_shows_that_the_hub_was_restored(
    hub: Ledger, knows: dict[str, int]
) -> None:
    one, two = enrolled(hub, 1), enrolled(hub, 2)
    pushed(hub, one, 3)
    welcome = greet(hub, greeting(one, 6, **knows))
    begun = max(NEXT, knows.get("epoch", 0) + 1)
    assert (welcome.epoch, welcome.state, welcome.next_n) == (begun, DeviceState.ACTIVE, 4)
    assert welcome.waits
    assert number(hub) == welcome.epoch
    assert row(hub, two)["awaited"]
    entry = Shop(hub).last_entry().entry
    assert (entry.kind, entry.epoch) == (Kind.EPOCH_BEGUN, welcome.epoch)
    with hub.read() as conn:
        assert last_number(conn) >= knows.get("seen_seq", 0)


def test_the_hub_waits_until_every_device_has_pushed_what_it_has_receipts_for(hub: Ledger) -> None:
    one, two, new = enrolled(hub, 1), enrolled(hub, 2), enrolled(hub, 3)
    pushed(hub, one, 2)
    assert greet(hub, greeting(one, 6, receipted_n=4)).waits
    greet(hub, greeting(new))
    assert not row(hub, new)["awaited"]
    greet(hub, greeting(two, 1, receipted_n=1))
    pushed(hub, one, 3, after=2)
    with hub.write() as conn:
        assert not caught_up(conn, one, 3)
    assert one in awaited(hub)
    pushed(hub, one, 4, after=3)
    with hub.write() as conn:
        assert caught_up(conn, one, 4)
        assert not caught_up(conn, one, 4)
        assert is_waiting(conn)
        assert caught_up(conn, two, 1)
        assert not is_waiting(conn)
    assert number(hub) == NEXT


def test_one_restore_is_one_epoch_however_often_it_is_greeted(hub: Ledger) -> None:
    one, two = enrolled(hub, 1), enrolled(hub, 2)
    more = {"receipted_n": 5, "seen_seq": 70}
    assert greet(hub, greeting(one, 6, **more)).epoch == NEXT
    # Before the welcome came, and after.
    assert greet(hub, greeting(one, 6, **more)).epoch == NEXT
    assert greet(hub, greeting(one, 7, **more, epoch=NEXT)).epoch == NEXT
    assert greet(hub, greeting(two, 9, receipted_n=9, seen_seq=90)).epoch == NEXT
    pushed(hub, one, 5)
    with hub.write() as conn:
        caught_up(conn, one, 5)
    assert greet(hub, greeting(one, 7, **more)).epoch == NEXT
    assert greet(hub, greeting(one, 7, receipted_n=5, seen_seq=90, epoch=NEXT)).epoch == NEXT


def test_a_hub_that_is_restored_while_it_waits_is_found_out(hub: Ledger) -> None:
    one = enrolled(hub, 1)
    assert greet(hub, greeting(one, 6, receipted_n=5)).epoch == NEXT
    # What the hub told in this epoch, it has forgotten.
    assert greet(hub, greeting(one, 9, receipted_n=8, epoch=NEXT)).epoch == NEXT + 1


def test_a_device_that_has_less_than_it_had_is_frozen(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    pushed(hub, till, 4)
    welcome = greet(hub, greeting(till, 3))
    assert welcome.state is DeviceState.FROZEN
    assert (row(hub, till)["state"], row(hub, till)["awaited"]) == ("frozen", False)
    assert "restored" in str(row(hub, till)["why"])
    assert greet(hub, greeting(till, 9, receipted_n=9)).state is DeviceState.FROZEN
    assert number(hub) == 1


def test_a_device_with_another_history_is_frozen(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    pushed(hub, till, 4)
    assert greet(hub, greeting(till, 4, hash=seal(99))).state is DeviceState.FROZEN
    assert "copied" in str(row(hub, till)["why"])


def test_what_came_after_the_challenge_is_no_sign_of_a_restore(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    pushed(hub, till, 2)
    said = greeting(till, 2)
    pushed(hub, till, 4, after=2)
    assert greeted(hub, said, 2, LATER).state is DeviceState.ACTIVE


@pytest.mark.parametrize("state", [DeviceState.REVOKED, DeviceState.WRITTEN_OFF])
def test_who_is_not_trusted_begins_no_epoch(hub: Ledger, state: DeviceState) -> None:
    till = enrolled(hub, 1)
    with hub.write() as conn:
        conn.execute(update(enrolments).values(state=state))
    assert greet(hub, greeting(till, 9, receipted_n=9, seen_seq=9, epoch=9)).state is state
    assert number(hub) == 1


@pytest.mark.parametrize("knows", [{"seen_seq": 2**62}, {"epoch": 2**31 - 1}])
def test_what_cannot_be_is_not_believed(hub: Ledger, knows: dict[str, int]) -> None:
    till = enrolled(hub, 1)
    with pytest.raises(InvalidInput, match="no hub can have told"):
        greet(hub, greeting(till, 6, **knows))
    assert number(hub) == 1
    with pytest.raises(NotFound):
        greet(hub, greeting("NOBODY"))


def test_a_device_whose_journal_was_cut_behind_what_it_was_told_is_frozen(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    assert greet(hub, greeting(till, 6, receipted_n=7)).state is DeviceState.FROZEN
    assert number(hub) == 1


def test_a_manager_begins_one_by_hand(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    with pytest.raises(Forbidden):
        fence(hub, CASHIER, NOW)
    assert fence(hub, MANAGER, LATER) == NEXT
    assert waits(hub)
    assert Shop(hub).last_entry().entry.body["staff"] == MANAGER.id
    assert not greet(hub, greeting(till)).waits


def test_a_new_epoch_sends_every_device_for_a_snapshot(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    with hub.write() as conn:
        told = last_number(conn)
    changes(hub, till, told, 10, NOW)
    fence(hub, MANAGER, NOW)
    for seen in (told, told + 5):
        with pytest.raises(Pruned):
            changes(hub, till, seen, 10, NOW)
    with hub.read() as conn:
        changes(hub, till, last_number(conn), 10, NOW)


def test_only_the_active_are_waited_for(hub: Ledger) -> None:
    till, gone = enrolled(hub, 1), enrolled(hub, 2)
    with hub.write() as conn:
        lost = update(enrolments).where(enrolments.c.device == gone)
        conn.execute(lost.values(state=DeviceState.WRITTEN_OFF))
        begin(hub, conn, NOW, "Because.")
    assert awaited(hub) == (till,)


def test_a_backup_that_is_put_back_begins_one(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_ledger(folder, NOW) as ledger:
        hub = become_hub(ledger, NOW)
        enrolled(hub, 1)
        kept = backup(hub, NOW, tmp_path / "copy.db")
    restore(folder, kept, LATER)
    with open_ledger(folder, LATER) as ledger:
        assert number(ledger) == NEXT
        assert waits(ledger)
        assert_well(ledger)


def test_two_restores_from_one_backup_begin_two_epochs(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_ledger(folder, NOW) as ledger:
        hub = become_hub(ledger, NOW)
        till = enrolled(hub, 1)
        kept = backup(hub, NOW, tmp_path / "copy.db")
    began = []
    for restored_at in (LATER, LATER + timedelta(hours=1)):
        restore(folder, kept, restored_at)
        with open_ledger(folder, restored_at) as ledger, ledger.write() as conn:
            began.append((epoch(conn), last_number(conn), next_grant_id(conn)))
    (first, told, grant), (second, later, later_grant) = began
    assert second == first + 60
    assert later - told == later_grant - grant == 60 * PER_EPOCH
    # A third time, and nobody said so: a device that heard of the second reveals it.
    restore(folder, kept, LATER)
    with open_ledger(folder, LATER) as ledger:
        said = greeting(till, seen_seq=later, epoch=second)
        assert greet(ledger, said).epoch == second + 1
        with ledger.read() as conn:
            assert last_number(conn) > later


@pytest.mark.parametrize(
    ("now", "number"),
    [
        (datetime(2026, 1, 1, 2, tzinfo=UTC), 120),
        (datetime(2020, 1, 1, tzinfo=UTC), 4),
        (datetime(9999, 1, 1, tzinfo=UTC), 500_000_000),
    ],
)
def test_an_epochs_number_is_the_minutes_and_behind_the_last(now: datetime, number: int) -> None:
    assert next_number(3, now) == number
    assert next_number(900_000_000, now) == 900_000_001
