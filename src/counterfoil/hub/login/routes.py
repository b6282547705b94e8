"""`login_check`: a name and a PIN in, a token out."""

from datetime import datetime, timedelta
from typing import Final

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from counterfoil.domain.errors import InvalidInput
from counterfoil.hub.body import Document
from counterfoil.hub.described import takes
from counterfoil.hub.errors import TooMany, Unauthorized
from counterfoil.hub.hub import Hub, hub_of
from counterfoil.hub.login.token import issue
from counterfoil.hub.refusal import even_out
from counterfoil.hub.session import StoreLedger
from counterfoil.hub.windows import Windows, caller_address
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.network_sign_in import SignInRefused, network_sign_in

TRIES: Final = 20
"""So many sign-ins from one address in `TRIES_IN`; who looks for a PIN among names needs more."""
TRIES_IN: Final = timedelta(minutes=1)
REFUSAL_STEPS: Final = 5
"""Looking at a PIN takes longer than a code, on purpose, and varies by more."""
_LONGEST: Final = 200

router = APIRouter(tags=["login"])


class Credentials(BaseModel):
    """Who signs in: a staff id or name, and the PIN."""

    username: str
    password: str


class Token(BaseModel):
    """What proves to the hub who calls."""

    token: str


_TAKES: Final = takes(Credentials)


@router.post(
    "/api/admin/login_check", response_model=Token, openapi_extra=_TAKES, summary="Sign in"
)
async def login_check(request: Request, body: Document) -> dict[str, str]:
    """Return a token for the staff member whose id or name and PIN are given."""
    return await _answered(request, hub_of(request).ledger, body)


@router.post(
    "/api/{storeCode}/admin/login_check",
    response_model=Token,
    openapi_extra=_TAKES,
    summary="Sign in at a store",
)
async def login_check_at_store(
    request: Request, ledger: StoreLedger, body: Document
) -> dict[str, str]:
    """Return a token for the staff member whose id or name and PIN are given."""
    return await _answered(request, ledger, body)


async def _answered(request: Request, ledger: Ledger, body: object) -> dict[str, str]:
    """Sign somebody in; a refusal takes as long whether or not there is somebody of that name."""
    try:
        return await run_in_threadpool(_signed_in, request, hub_of(request), ledger, body)
    except (Unauthorized, TooMany):
        await even_out(request, REFUSAL_STEPS)
        raise


def _signed_in(request: Request, hub: Hub, ledger: Ledger, body: object) -> dict[str, str]:
    name, pin = _credentials(body)
    windows: Windows = request.app.state.windows
    windows.take("login", caller_address(request), TRIES, TRIES_IN)
    now = hub.clock()
    try:
        staff = network_sign_in(ledger, name, pin, now)
    except SignInRefused as refused:
        if refused.until is not None:
            raise _wait(refused.until, now) from None
        raise Unauthorized("Invalid credentials.") from None
    return {"token": issue(hub.token_key, staff.id, now, hub.settings.token_life)}


def _wait(until: datetime, now: datetime) -> TooMany:
    seconds = int((until - now).total_seconds()) + 1
    return TooMany(
        "Too many wrong PINs: wait {seconds} s, or ask a manager for a new PIN.",
        retry_after=seconds,
        seconds=seconds,
    )


def _credentials(body: object) -> tuple[str, str]:
    if isinstance(body, dict):
        name, pin = body.get("username"), body.get("password")
        if isinstance(name, str) and isinstance(pin, str) and max(len(name), len(pin)) <= _LONGEST:
            return name, pin
    raise InvalidInput(
        'Give who signs in as {{"username": "…", "password": "…"}}: a staff id or name, and the'
        " PIN.",
        what="credentials",
    )
