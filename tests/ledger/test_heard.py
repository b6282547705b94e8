"""What a device last heard from its hub."""

from dataclasses import replace
from datetime import timedelta

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import DeviceState, Standing
from counterfoil.ledger import journal
from counterfoil.ledger.heard import Heard, heard, note_heard
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW

HOUR = timedelta(hours=1)


def test_nothing_was_heard_by_a_ledger_that_joined_no_hub(ledger: Ledger) -> None:
    with ledger.read() as conn:
        assert heard(conn) == Heard()


def test_what_was_heard_is_kept_and_the_rest_stays(ledger: Ledger) -> None:
    with ledger.write() as conn:
        note_heard(conn, epoch=2, hub_time=NOW, seq=40, clock_off=-HOUR, at=NOW - HOUR)
        note_heard(conn, next_n=7, state=DeviceState.FROZEN, waits=True)
    with ledger.read() as conn:
        assert heard(conn) == Heard(
            epoch=2,
            hub_time=NOW,
            seq=40,
            next_n=7,
            at=NOW - HOUR,
            clock_off=-HOUR,
            state=DeviceState.FROZEN,
            waits=True,
        )


def test_the_epoch_and_the_hubs_time_never_go_back(ledger: Ledger) -> None:
    with ledger.write() as conn:
        note_heard(conn, epoch=2, hub_time=NOW)
        after = note_heard(conn, epoch=1, hub_time=NOW - HOUR)
    assert (after.epoch, after.hub_time) == (2, NOW)


def test_entries_of_a_joined_till_have_the_hubs_time_and_epoch(ledger: Ledger) -> None:
    joined = replace(ledger, standing=Standing.TILL)
    with joined.write() as conn:
        note_heard(conn, epoch=3, hub_time=NOW + HOUR)
        end = journal.append(joined, conn, Kind.SIGNED_IN, {}, NOW)
    assert end.behind == HOUR
    last = list(entries(joined))[-1].entry
    assert (last.epoch, last.hub_time, last.wall_time) == (3, NOW + HOUR, NOW + HOUR)


def test_entries_of_a_ledger_on_its_own_have_neither(ledger: Ledger) -> None:
    with ledger.write() as conn:
        note_heard(conn, epoch=3, hub_time=NOW + HOUR)
        journal.append(ledger, conn, Kind.SIGNED_IN, {}, NOW)
    last = list(entries(ledger))[-1].entry
    assert (last.epoch, last.hub_time, last.wall_time) == (0, None, NOW)
