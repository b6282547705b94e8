"""What every request is served with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from starlette.requests import HTTPConnection

from counterfoil.hub.metrics import Metrics
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.self_service import enrol_customers
from counterfoil.ledger.token_key import token_key

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """How the hub behaves.

    `largest_body` is in bytes; `largest_bodies` those of paths where more is taken. A token is
    taken for `token_life` after it was issued. A body that has not come within `body_wait` is given
    up. `refusal_step` is what the time of a uniform refusal is rounded up to, so that it tells
    nothing. `page` says whether customers are served.
    """

    largest_body: int = MIB
    largest_bodies: Mapping[str, int] = field(default_factory=lambda: {"/sync/push": 8 * MIB})
    token_life: timedelta = timedelta(minutes=30)
    body_wait: timedelta = timedelta(seconds=30)
    refusal_step: timedelta = timedelta(milliseconds=50)
    page: bool = True

    def most_bytes(self, path: str) -> int:
        """Return how many bytes the body of a request to `path` may have."""
        return self.largest_bodies.get(path, self.largest_body)


@dataclass(frozen=True, slots=True)
class Hub:
    """The ledger, the clock, the key that tokens are signed with, and what is measured."""

    ledger: Ledger
    clock: Callable[[], datetime]
    token_key: bytes
    settings: Settings = Settings()
    metrics: Metrics = field(default_factory=Metrics)


def open_hub(ledger: Ledger, clock: Callable[[], datetime], settings: Settings) -> Hub:
    """Return a hub on an open ledger, which is made one and ready to be served.

    Raises MachineError, and Conflict where the ledger has joined a hub.
    """
    if settings.page:
        enrol_customers(ledger)
    return Hub(become_hub(ledger, clock()), clock, token_key(ledger), settings)


def hub_of(connection: HTTPConnection) -> Hub:
    """Return the hub that a request came to."""
    hub: Hub = connection.app.state.hub
    return hub
