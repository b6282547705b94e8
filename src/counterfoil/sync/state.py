"""How a device stands with its hub, as screens and the command line show it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from counterfoil.domain.errors import UserError
from counterfoil.domain.exchange import DeviceState
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.sending import waiting


@dataclass(frozen=True, slots=True)
class SyncState:
    """How a device stands with its hub.

    `waiting` entries were not taken by the hub yet, the oldest made at `oldest_at`. `first` says
    that nothing of what the hub knows is here yet. `last_sync_at` is when the hub was last heard
    of, on this device's clock, which is `clock_off` ahead of the hub's. `conflicts` are open in the
    inbox. The hub `waits_for_hub` where it was restored and decides nothing until every till has
    pushed again. `error` is why the last try failed, if it did.
    """

    online: bool
    waiting: int
    oldest_at: datetime | None
    last_sync_at: datetime | None
    conflicts: int
    frozen: bool
    revoked: bool
    waits_for_hub: bool
    clock_off: timedelta
    first: bool
    error: UserError | None = None


def sync_state(ledger: Ledger, *, online: bool, error: UserError | None = None) -> SyncState:
    """Return how a device stands, from what its ledger keeps and whether the hub answers."""
    now = waiting(ledger)
    return SyncState(
        online=online,
        waiting=now.count,
        oldest_at=now.oldest_at,
        last_sync_at=now.known_at,
        conflicts=now.conflicts,
        frozen=now.state is DeviceState.FROZEN,
        revoked=now.state in {DeviceState.REVOKED, DeviceState.WRITTEN_OFF},
        waits_for_hub=now.hub_waits,
        clock_off=now.clock_off,
        first=now.is_first,
        error=error,
    )
