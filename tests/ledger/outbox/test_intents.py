"""Asking the hub: the intent is in the journal before anything is sent."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.mint import digest
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.intents import (
    Begun,
    begin_intent,
    open_intents,
    void_intent,
    void_open_intents,
)
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.verdict import Attempt
from tests.domain.build import NOW
from tests.ledger.outbox.tills import joined
from tests.ledger.shop import CASHIER

ATTEMPT = Attempt(("SUM-7K2M9", "other"), CASHIER, " 1001 ", event_id="e1")


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Ledger]:
    """A till that has joined."""
    with joined(tmp_path) as ledger:
        yield ledger


def begun(till: Ledger, attempt: Attempt = ATTEMPT) -> Begun:
    """Begin an intent, which is new."""
    made = begin_intent(till, attempt, NOW)
    assert isinstance(made, Begun)
    return made


def test_an_intent_names_what_the_code_may_be_by_digests_only(till: Ledger) -> None:
    made = begun(till)
    last = list(entries(till))[-1]
    assert (last.entry.kind, last.entry.n, made.n) == (Kind.ONLINE_INTENT, 3, 3)
    assert made.upload.signed == last
    body = last.entry.body
    assert body["codes"] == [digest(text, till.digest_key).hex() for text in ("SUM7K2M9", "OTHER")]
    assert (body["event_id"], body["staff"], body["store"]) == ("e1", "jan", "W1")
    assert "7K2M9" not in str(body)
    assert "1001" not in str(body)
    assert made.upload.attached["card"] == "1001"
    assert open_intents(till) == (3,)


def test_an_intent_without_an_answer_is_taken_back_once(till: Ledger) -> None:
    made = begun(till)
    assert void_intent(till, made.n, NOW)
    assert not void_intent(till, made.n, NOW)
    voids = [each.entry.body for each in entries(till) if each.entry.kind == Kind.ONLINE_VOID]
    assert voids == [{"intent": made.n}]
    assert open_intents(till) == ()


def test_what_a_crash_left_open_is_taken_back(till: Ledger) -> None:
    begun(till)
    begun(till, replace(ATTEMPT, event_id=None))
    assert void_open_intents(till, NOW) == 2
    assert void_open_intents(till, NOW) == 0


def test_an_event_that_has_its_verdict_is_not_asked_about_again(till: Ledger) -> None:
    verdict = redeem(till, ATTEMPT, NOW)
    assert begin_intent(till, ATTEMPT, NOW) == verdict
    assert open_intents(till) == ()
