"""Codes of an office device: made by the hub, which numbers them, and fetched from there."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import uuid4

from counterfoil.domain.exchange import CodesWanted
from counterfoil.ledger.codes.batches import Batch, batch_by_id
from counterfoil.ledger.inflow.mirrored import is_mirrored
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.sending import waiting
from counterfoil.sync.port import HubUnreachable, Port, SessionEnded
from counterfoil.sync.session import begin_session

AGAIN_S: Final = 1.0
MOST_LOST: Final = 5
"""Answers that may be lost one after the other."""
MOST_WAITS: Final = 120
"""Times that an exchange is waited for."""

Wait = Callable[[float], object]


def new_request() -> str:
    """Return what tells a request from all others."""
    return uuid4().hex


def make_codes(
    ledger: Ledger,
    port: Port,
    wanted: CodesWanted,
    clock: Callable[[], datetime],
    *,
    sync: Callable[[], object],
    wait: Wait,
) -> Batch:
    """Have the hub make codes, and return their batch once they are here.

    What the device did before, such as saving the campaign, is sent first: `sync` has that done, at
    once or soon. `wait` waits for so many seconds.

    Raises HubUnreachable where the hub does not answer (codes that it has made all the same come
    with a later exchange), and what the hub refuses them with.
    """
    _until(lambda: not waiting(ledger).count, sync, wait)
    batch_id = _asked(ledger, port, wanted, clock, wait)
    _until(lambda: is_mirrored(ledger, batch_id), sync, wait)
    with ledger.read() as conn:
        return batch_by_id(conn, batch_id)


def _asked(
    ledger: Ledger, port: Port, wanted: CodesWanted, clock: Callable[[], datetime], wait: Wait
) -> int:
    """Ask until the codes are made; return their batch."""
    lost = 0
    while True:
        try:
            batch_id = port.generate(wanted)
            lost = 0
        except SessionEnded:
            begin_session(ledger, port, clock())
            continue
        except HubUnreachable:
            lost += 1
            if lost == MOST_LOST:
                raise
            batch_id = None
        if batch_id is not None:
            return batch_id
        wait(AGAIN_S)


def _until(is_done: Callable[[], bool], sync: Callable[[], object], wait: Wait) -> None:
    for _ in range(MOST_WAITS):
        if is_done():
            return
        sync()
        if is_done():
            return
        wait(AGAIN_S)
    raise HubUnreachable("The hub does not answer; the codes come with the next exchange.")
