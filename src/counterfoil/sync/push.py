"""Pushing: what was done here goes to the hub in order, and its verdicts come back."""

from functools import partial
from typing import Final

from counterfoil.domain.errors import MachineError, UserError
from counterfoil.domain.exchange import DeviceState, Upload
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.coupon_rights import note_offered
from counterfoil.ledger.outbox.early import early_uploads
from counterfoil.ledger.outbox.sending import last_entry, uploads
from counterfoil.ledger.outbox.verdicts import (
    note_put_aside,
    take_verdicts,
    unanswered_from,
    undecided_from,
)
from counterfoil.sync.port import SessionEnded
from counterfoil.sync.session import Exchange

PATIENCE_S: Final = 60.0
MOST_GAPS: Final = 3
"""Times that the hub may ask for what it had before, in one go."""


def push(exchange: Exchange) -> None:
    """Hand over entries until there are none left, or the hub takes no more."""
    gaps = 0
    while True:
        batch = tuple(uploads(exchange.ledger, exchange.next_n - 1))
        exchange.tip = max(exchange.tip, exchange.next_n - 1 + len(batch))
        if not batch:
            return
        before = exchange.next_n
        _push_batch(exchange, batch)
        exchange.pushed += max(0, exchange.next_n - before)
        gaps += exchange.next_n <= before
        if exchange.next_n == before or gaps > MOST_GAPS:
            # What the hub does not take now waits for another exchange, not for another entry.
            exchange.tip = max(exchange.tip, last_entry(exchange.ledger))
            return


def bring_back(exchange: Exchange) -> bool:
    """Tell a restored hub again what it had accepted when it was asked; say whether it took any.

    It gave its word for that before it had earlier entries, which it does not take while it waits.
    """
    taken = 0
    for upload in early_uploads(exchange.ledger, exchange.lacks):
        try:
            verdict = exchange.ask(partial(exchange.port.redeem, upload, PATIENCE_S))
        except (MachineError, SessionEnded):
            raise
        except UserError:
            # What became of this device comes with the next push.
            break
        taken += verdict.reason != Reason.HUB_WAITS
    exchange.lacks = ()
    return bool(taken)


def _push_batch(exchange: Exchange, batch: tuple[Upload, ...]) -> None:
    note_offered(exchange.ledger, batch[-1].n)
    pushed = exchange.ask(partial(exchange.port.push, batch))
    exchange.verdicts += take_verdicts(exchange.ledger, pushed, exchange.now)
    exchange.state, exchange.waits = pushed.state, pushed.waits
    exchange.next_n = min(pushed.next_n, unanswered_from(exchange.ledger))
    if pushed.state is DeviceState.FROZEN:
        # Nothing is decided any more, but nothing is lost: what the hub has under the numbers of
        # this device may be another's.
        first = undecided_from(exchange.ledger)
        if batch[0].n <= first:
            note_put_aside(exchange.ledger, batch[-1].n)
            first = batch[-1].n + 1
        exchange.next_n = first
