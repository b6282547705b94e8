"""What waits to be sent, what is sent, and what the hub answers to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import DeviceState, EntryVerdict, Outcome, Welcome
from counterfoil.ledger import journal
from counterfoil.ledger.heard import heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.greeting import greeting, take_welcome
from counterfoil.ledger.outbox.sending import MOST_BYTES, uploads, waiting
from counterfoil.ledger.outbox.verdicts import take_verdicts
from tests.domain.build import NOW
from tests.ledger.outbox.tills import HUB_TIME, answered, applied, joined

LATER = NOW + timedelta(minutes=9)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Ledger]:
    """A till that has joined: its journal says that there is one, and that it joined."""
    with joined(tmp_path) as ledger:
        yield ledger


def write(till: Ledger, count: int, body: dict[str, object] | None = None) -> None:
    """Write entries that say little."""
    with till.write() as conn:
        for _ in range(count):
            journal.append(till, conn, Kind.SIGNED_IN, body or {}, LATER)


def test_all_that_a_device_did_waits_until_the_hub_has_it(till: Ledger) -> None:
    write(till, 3)
    now = waiting(till)
    assert (now.count, now.oldest_at, now.known_at) == (5, NOW, NOW)
    take_verdicts(till, answered(*applied(1, 2), next_n=3), LATER)
    now = waiting(till)
    assert (now.count, now.oldest_at, now.known_at) == (3, LATER, LATER)
    assert (now.hub_time, now.clock_off) == (HUB_TIME, LATER - HUB_TIME)
    take_verdicts(till, answered(*applied(3, 4, 5), next_n=6), LATER)
    assert (waiting(till).count, waiting(till).oldest_at) == (0, None)


def test_entries_are_sent_in_order_from_where_the_hub_wants_them(till: Ledger) -> None:
    write(till, 4)
    assert [each.n for each in uploads(till, 0)] == [1, 2, 3, 4, 5, 6]
    assert [each.n for each in uploads(till, 2, 3)] == [3, 4, 5]
    assert uploads(till, 6) == []
    first = uploads(till, 0, 1)[0]
    assert first.signed == next(journal.entries(till))
    assert (first.receipted, dict(first.attached)) == (None, {})


def test_what_is_large_is_sent_in_smaller_batches(till: Ledger) -> None:
    write(till, 3, {"much": "x" * (MOST_BYTES // 2 + 1)})
    assert [each.n for each in uploads(till, 0)] == [1, 2, 3]
    write(till, 1, {"much": "x" * (MOST_BYTES + 1)})
    assert [each.n for each in uploads(till, 5)] == [6]


def test_a_verdict_that_is_here_never_changes(till: Ledger) -> None:
    assert take_verdicts(till, answered(*applied(1, 2), next_n=3), NOW) == applied(1, 2)
    other = EntryVerdict(2, Outcome.DUPLICATE, of="x-1")
    assert take_verdicts(till, answered(other, next_n=3), NOW) == ()
    assert [each.receipted for each in uploads(till, 0)] == list(applied(1, 2))


def test_a_verdict_on_what_was_never_done_is_left_out(till: Ledger) -> None:
    assert take_verdicts(till, answered(*applied(9), next_n=3), NOW) == ()


def test_a_greeting_says_the_end_of_the_chain_and_how_far_verdicts_go(till: Ledger) -> None:
    write(till, 3)
    take_verdicts(till, answered(*applied(1, 2, 4), next_n=3), NOW)
    said = greeting(till, LATER)
    end = list(journal.entries(till))[-1]
    assert (said.device, said.n, said.hash) == (till.device.id, 5, end.hash)
    assert (said.receipted_n, said.seen_seq, said.epoch, said.now) == (2, 0, 4, LATER)
    take_verdicts(till, answered(*applied(3), next_n=5), NOW)
    assert greeting(till, LATER).receipted_n == 4


def test_a_welcome_says_where_the_device_stands_and_what_is_wanted(till: Ledger) -> None:
    take_verdicts(till, answered(*applied(1, 2), next_n=3), NOW)
    welcome = Welcome(5, HUB_TIME, DeviceState.FROZEN, 2, waits=True)
    take_welcome(till, welcome, LATER)
    now = waiting(till)
    assert (now.count, now.state, now.hub_waits) == (1, DeviceState.FROZEN, True)
    with till.read() as conn:
        assert (heard(conn).epoch, heard(conn).receipted_n) == (5, 2)
    take_welcome(till, replace(welcome, state=DeviceState.ACTIVE, waits=False), LATER)
    assert (waiting(till).state, waiting(till).hub_waits) == (DeviceState.ACTIVE, False)
