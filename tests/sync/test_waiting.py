"""Waiting for the network: not too long, and not all at once."""

import threading
import time

import pytest

from counterfoil.domain.errors import Forbidden
from counterfoil.sync.backoff import FIRST_S, LONGEST_S, MOST_ASKED_S, Backoff
from counterfoil.sync.port import HubUnreachable
from counterfoil.sync.within import within


def test_what_comes_in_time_is_returned() -> None:
    assert within(5, lambda: 7) == 7
    assert within(None, threading.get_ident) == threading.get_ident()
    assert within(5, threading.get_ident) != threading.get_ident()


def test_what_goes_wrong_is_raised_where_it_is_waited_for() -> None:
    def refuse() -> int:
        raise Forbidden("No.")

    with pytest.raises(Forbidden):
        within(5, refuse)


def test_nobody_waits_longer_than_the_time_out() -> None:
    never = threading.Event()
    began = time.monotonic()
    with pytest.raises(HubUnreachable, match="in time"):
        within(0.05, lambda: never.wait(30))
    assert time.monotonic() - began < 5
    never.set()


def test_a_hub_that_does_not_answer_is_left_alone_longer_each_time() -> None:
    backoff = Backoff(lambda: 0.0)
    assert [backoff.failed() for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    backoff.answered()
    assert backoff.failed() == FIRST_S / 2


def test_chance_keeps_a_thousand_tills_apart() -> None:
    waits = {Backoff(lambda share=share: share / 10).failed() for share in range(10)}  # type: ignore[misc]
    assert len(waits) == 10
    assert max(waits) <= FIRST_S


def test_a_hub_is_left_alone_as_long_as_it_asks_within_reason() -> None:
    backoff = Backoff(lambda: 0.5)
    assert backoff.failed(20.0) == 25.0
    assert backoff.failed(1e9) == MOST_ASKED_S * 1.25
    assert Backoff(lambda: 0.999).failed() <= LONGEST_S
