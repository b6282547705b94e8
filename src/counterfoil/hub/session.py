"""Who calls, and at which store: from the token and the path, for every endpoint that asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import Depends, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from counterfoil.domain.store import Staff
from counterfoil.hub.errors import Unauthorized
from counterfoil.hub.hub import Hub, hub_of
from counterfoil.hub.login.token import holder
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.seats import at_store, seated

StoreCode = Annotated[str, Path(alias="storeCode", max_length=64)]
_BEARER: Final = HTTPBearer(auto_error=False, bearerFormat="JWT")


@dataclass(frozen=True, slots=True)
class Session:
    """One request of somebody's: the ledger as their store sees it, who they are, and the time."""

    ledger: Ledger
    staff: Staff
    now: datetime
    hub: Hub


def session(
    request: Request,
    store_code: StoreCode,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> Session:
    """Return who calls, with the role they have now.

    Raises:
        Unauthorized: there is no token, or it is not good any more.
        NotFound: there is no store with this code.
    """
    hub = hub_of(request)
    now = hub.clock()
    if given is None:
        raise Unauthorized("JWT Token not found")
    ledger, staff = seated(hub.ledger, store_code, holder(hub.token_key, given.credentials, now))
    if staff is None or not staff.active:
        raise Unauthorized("Invalid JWT Token")
    return Session(ledger, staff, now, hub)


def store_ledger(request: Request, store_code: StoreCode) -> Ledger:
    """Return the ledger as the store in the path sees it, whoever calls. Raises NotFound."""
    return at_store(hub_of(request).ledger, store_code)


Caller = Annotated[Session, Depends(session)]
StoreLedger = Annotated[Ledger, Depends(store_ledger)]
