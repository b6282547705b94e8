"""Joining, and the beginning of a session."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from counterfoil.domain.chain import is_signed
from counterfoil.domain.proof import greeting_bytes, join_bytes
from counterfoil.hub.described import takes
from counterfoil.hub.sync.bodies import message, taken, unpacked
from counterfoil.hub.sync.calling import Serving
from counterfoil.hub.sync.figures import note_fence
from counterfoil.hub.sync.tokens import UnknownDevice, challenge, challenged, session_token
from counterfoil.hub.windows import Windows, caller_address
from counterfoil.ledger.exchange.devices import public_key_of
from counterfoil.ledger.exchange.enrol import TokenRefused, enrol
from counterfoil.ledger.exchange.greeting import greeted, had, sessions
from counterfoil.wire import sync as wire
from counterfoil.wire.sync_joining import EnrolmentMessage, JoiningMessage
from counterfoil.wire.sync_session import ChallengeMessage, OpenedMessage, OpeningMessage

TRIES: Final = 30
"""So many try to join from one address in `TRIES_IN`: a shop's tills on its first day."""
TRIES_IN: Final = timedelta(minutes=1)
Taken = Annotated[bytes, Depends(taken)]
router = APIRouter(prefix="/sync", tags=["sync"])


@router.post(
    "/join",
    response_model=EnrolmentMessage,
    openapi_extra=takes(JoiningMessage),
    summary="Join with an invitation",
)
def join(request: Request, hub: Serving, body: Taken) -> Response:
    """Let a device join that has an invitation's token and shows that it has the key it names.

    `proof` is its Ed25519 signature of canonical JSON: `{"for": "join", "name", "public_key",
    "token"}`. The same device with the same token is answered alike again.
    """
    windows: Windows = request.app.state.windows
    windows.take("join", caller_address(request), TRIES, TRIES_IN)
    asked = wire.read_joining(wire.parse(unpacked(request, body)))
    said = join_bytes(asked.token, asked.name, asked.public_key)
    if not is_signed(asked.public_key, said, asked.proof):
        raise TokenRefused
    found = enrol(hub.ledger, asked.token, asked.name, asked.public_key, hub.clock())
    return message(request, wire.write_enrolment(found))


@router.get("/challenge", response_model=ChallengeMessage, summary="What a device is to sign")
def challenge_route(
    request: Request, hub: Serving, device: Annotated[str, Query(min_length=1, max_length=200)]
) -> Response:
    """Return a challenge for a device, whether there is one of this name or not.

    It is good for two minutes, and for the device's next session only: 409 means, ask for another.
    """
    with hub.ledger.read() as conn:
        number, begun = had(conn, device), sessions(conn, device)
    asked = challenge(hub.token_key, device, number, hub.clock(), begun)
    return message(request, wire.write_challenge(asked))


@router.post(
    "/session",
    response_model=OpenedMessage,
    openapi_extra=takes(OpeningMessage),
    summary="Begin a session",
)
def session(request: Request, hub: Serving, body: Taken) -> Response:
    """Begin a session of a device that shows that it has its key, and tell it where it stands.

    `signature` is its Ed25519 signature of canonical JSON: the fields of the greeting, with
    `"for": "session"` and the `challenge`.
    """
    now = hub.clock()
    asked = wire.read_opening(wire.parse(unpacked(request, body)))
    device, number, begun = challenged(hub.token_key, asked.challenge, now)
    with hub.ledger.read() as conn:
        key = public_key_of(conn, device)
    said = greeting_bytes(asked.challenge, asked.greeting)
    # Whoever is not known is looked at as long as who is.
    genuine = is_signed(key or _NOBODYS, said, asked.signature)
    if key is None or not genuine or asked.greeting.device != device:
        raise UnknownDevice
    welcome = greeted(hub.ledger, asked.greeting, number, now, session=begun)
    note_fence(hub, waits=welcome.waits)
    token = session_token(hub.token_key, device, now, hub.settings.token_life)
    return message(request, wire.write_opened(wire.Opened(token, welcome)))


_NOBODYS: Final = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
"""A public key of a published example (RFC 8032, 7.1)."""
