"""One exchange with the hub, from the greeting to the last page, in steps that can be stopped."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from counterfoil.domain.exchange import DeviceState, EntryVerdict
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.verdicts import unanswered_from, undecided_from
from counterfoil.ledger.rights.duties import fulfil
from counterfoil.sync.port import Port
from counterfoil.sync.pull import pull
from counterfoil.sync.push import bring_back, push
from counterfoil.sync.session import Exchange, begin_session

MOST_ROUNDS: Final = 4
"""Times that pushing, pulling and seeing to rights go round in one exchange."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What an exchange did.

    `pushed` entries were taken by the hub, `verdicts` are those that are new. `pulled` changes came
    in, or a whole `snapshot`, and `batches` of codes. `rights` were accepted or given back. `tip`
    is the last entry there was when the queue was last looked at: what came later waits.
    """

    pushed: int
    verdicts: tuple[EntryVerdict, ...]
    pulled: int
    snapshot: bool
    batches: int
    rights: int
    state: DeviceState
    waits: bool
    tip: int

    @property
    def is_news(self) -> bool:
        """Say whether anything went there or came here."""
        return bool(self.pushed or self.verdicts or self.pulled or self.snapshot or self.batches)


def never() -> bool:
    """Never stop."""
    return False


def sync_once(
    ledger: Ledger, port: Port, now: datetime, stopped: Callable[[], bool] = never
) -> Synced:
    """Push all there is, pull all there is, and see to the device's rights.

    A device that is frozen or revoked only pushes.

    Raises:
        HubUnreachable: the hub did not answer; what was done so far stands.
        UserError: the hub refused to go on, or what came cannot be taken in.
        MachineError: the disk failed.
        Stopped: `stopped` said so.
    """
    exchange = Exchange(ledger, port, now, stopped)
    welcome = begin_session(ledger, port, now)
    exchange.state, exchange.waits, exchange.lacks = welcome.state, welcome.waits, welcome.lacks
    # What the hub has is sent again where its verdicts did not come.
    exchange.next_n = min(welcome.next_n, unanswered_from(ledger))
    if exchange.state is DeviceState.FROZEN:
        exchange.next_n = undecided_from(ledger)
    for _ in range(MOST_ROUNDS):
        push(exchange)
        if exchange.waits and bring_back(exchange):
            push(exchange)
        if exchange.state is not DeviceState.ACTIVE:
            break
        if not pull(exchange):
            if exchange.waits:
                break
            continue
        done = fulfil(ledger, now)
        exchange.rights += done
        if not done:
            break
    return _synced(exchange)


def _synced(exchange: Exchange) -> Synced:
    return Synced(
        pushed=exchange.pushed,
        verdicts=tuple(exchange.verdicts),
        pulled=exchange.pulled,
        snapshot=exchange.snapshot,
        batches=exchange.batches,
        rights=exchange.rights,
        state=exchange.state,
        waits=exchange.waits,
        tip=exchange.tip,
    )
