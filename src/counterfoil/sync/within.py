"""Waiting for the network no longer than somebody at the counter does."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import NoReturn, TypeVar

from counterfoil.sync.port import HubUnreachable

T = TypeVar("T")


def within(seconds: float | None, ask: Callable[[], T]) -> T:
    """Return what `ask` returns, which has so many seconds; without a bound, None.

    A client's own time-outs bound neither the look-up of a name nor an answer that trickles in. So
    `ask` runs on a thread, which is left to end by itself where it takes longer.

    Raises HubUnreachable where it does, and whatever `ask` raises.
    """
    if seconds is None:
        return ask()
    answers: SimpleQueue[Callable[[], T]] = SimpleQueue()
    thread = threading.Thread(target=_run, args=(ask, answers), name="question", daemon=True)
    thread.start()
    try:
        return answers.get(timeout=seconds)()
    except Empty:
        raise HubUnreachable("The hub did not answer in time.") from None


def _run(ask: Callable[[], T], answers: "SimpleQueue[Callable[[], T]]") -> None:
    try:
        found = ask()
    except BaseException as error:  # noqa: BLE001 - it is raised where the answer is waited for
        answers.put(_raising(error))
    else:
        answers.put(lambda: found)


def _raising(error: BaseException) -> Callable[[], NoReturn]:
    def fail() -> NoReturn:
        raise error

    return fail
