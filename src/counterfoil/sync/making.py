"""Codes of an office device: made by the hub, which numbers them, and fetched from there."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import uuid4

from counterfoil.domain.exchange import CodesWanted
from counterfoil.ledger.codes.batches import Batch, batch_by_id
from counterfoil.ledger.ledger import Ledger
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.port import HubUnreachable, Port

AGAIN_S: Final = 1.0
MOST_LOST: Final = 5
"""Answers that may be lost one after the other."""


def new_request() -> str:
    """Return what tells a request from all others."""
    return uuid4().hex


def make_codes(
    ledger: Ledger,
    port: Port,
    wanted: CodesWanted,
    clock: Callable[[], datetime],
    wait: Callable[[float], object],
) -> Batch:
    """Have the hub make codes, and return their batch once they are here.

    What the device did before, such as saving the campaign, is sent first. `wait` is called with
    the seconds to wait while the hub makes them.

    Raises HubUnreachable where the hub does not answer (codes that it may have made come with the
    next exchange), and what the hub refuses them with.
    """
    sync_once(ledger, port, clock())
    batch_id = asked(port, wanted, wait)
    sync_once(ledger, port, clock())
    with ledger.read() as conn:
        return batch_by_id(conn, batch_id)


def asked(port: Port, wanted: CodesWanted, wait: Callable[[float], object]) -> int:
    """Ask until the codes are made; return their batch. Raises as `make_codes`."""
    lost = 0
    while True:
        try:
            batch_id = port.generate(wanted)
            lost = 0
        except HubUnreachable:
            lost += 1
            if lost == MOST_LOST:
                raise
            batch_id = None
        if batch_id is not None:
            return batch_id
        wait(AGAIN_S)
