"""What is measured of devices: verdicts by outcome, and the fence after a restore of the hub."""

from counterfoil.domain.exchange import Pushed
from counterfoil.hub.hub import Hub
from counterfoil.ledger.exchange.epochs import awaited


def count_pushed(hub: Hub, pushed: Pushed) -> None:
    """Count what came of a push."""
    for verdict in pushed.verdicts:
        hub.metrics.entry(verdict.outcome.value)
    note_fence(hub, waits=pushed.waits)


def note_fence(hub: Hub, *, waits: bool) -> None:
    """Note whether the hub decides nothing, and how many devices it waits for."""
    hub.metrics.awaited(len(awaited(hub.ledger)) if waits else 0)
