"""Which device calls: from its session's token, for every route that needs one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from counterfoil.domain.errors import Forbidden, NotFound
from counterfoil.domain.exchange import DeviceKind, DeviceState, Standing
from counterfoil.hub.hub import Hub, hub_of
from counterfoil.hub.sync.tokens import UnknownDevice, session_device
from counterfoil.ledger.exchange.devices import Enrolled, enrolled
from counterfoil.ledger.ledger import Ledger

_BEARER: Final = HTTPBearer(auto_error=False, bearerFormat="JWT", scheme_name="Device")


@dataclass(frozen=True, slots=True)
class Calling:
    """One request of a device's: which it is, how it stands, and the time."""

    hub: Hub
    device: str
    kind: DeviceKind
    state: DeviceState
    now: datetime

    @property
    def ledger(self) -> Ledger:
        """The hub's ledger."""
        return self.hub.ledger


def serving(request: Request) -> Hub:
    """Return the hub. Raises NotFound where its ledger is no hub's."""
    hub = hub_of(request)
    if hub.ledger.standing is not Standing.HUB:
        raise NotFound("No devices are served here.")
    return hub


def uploading(
    hub: Annotated[Hub, Depends(serving)],
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> Calling:
    """Return which device calls, however it stands: what it did is always taken.

    Raises UnknownDevice where there is no session, or not any more.
    """
    now = hub.clock()
    if given is None:
        raise UnknownDevice
    device = session_device(hub.token_key, given.credentials, now)
    known: Enrolled | None = enrolled(hub.ledger, device)
    if known is None:
        raise UnknownDevice
    return Calling(hub, device, known.kind, known.state, now)


def active(calling: Annotated[Calling, Depends(uploading)]) -> Calling:
    """Return which device calls. Raises Forbidden where it may only hand over what it did."""
    if calling.state is not DeviceState.ACTIVE:
        raise Forbidden("This device may only hand over what it did; join it again under a new id.")
    return calling


Serving = Annotated[Hub, Depends(serving)]
Uploading = Annotated[Calling, Depends(uploading)]
Active = Annotated[Calling, Depends(active)]
