"""Handing over entries, and asking before goods."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterfoil.domain.exchange import EntryVerdict, Outcome
from counterfoil.hub.described import takes
from counterfoil.hub.metrics import ACCEPTED
from counterfoil.hub.sync.bodies import message, taken, unpacked
from counterfoil.hub.sync.calling import Active, Calling, Uploading
from counterfoil.hub.sync.figures import count_pushed
from counterfoil.hub.sync.gate import Gate
from counterfoil.hub.sync.sessions import Taken
from counterfoil.ledger.exchange.intents import decide_intent
from counterfoil.ledger.exchange.push import take
from counterfoil.wire import sync as wire
from counterfoil.wire.sync_push import (
    AnswerMessage,
    IntentMessage,
    PushedMessage,
    PushMessage,
)

router = APIRouter(prefix="/sync", tags=["sync"])


@router.post(
    "/push",
    response_model=PushedMessage,
    openapi_extra=takes(PushMessage),
    summary="Hand over what a device did",
)
async def push(request: Request, calling: Uploading) -> Response:
    """Take entries in order, and answer each with a verdict, which never changes.

    What is there already gets the verdict it had. `next_n` is the number of the entry that is
    needed next: behind a gap nothing is taken. An entry that cannot be read is kept as it came and
    the next one taken. 503 means: come again after so many seconds.
    """
    gate: Gate = request.app.state.gate
    async with gate.entered(calling.hub.metrics.busy, _size(request)):
        body = await taken(request)
        return await gate.work(lambda: _pushed(request, calling, body))


@router.post(
    "/redeem",
    response_model=AnswerMessage,
    openapi_extra=takes(IntentMessage),
    summary="Ask about a code before goods are handed over",
)
def redeem(request: Request, calling: Active, body: Taken) -> Response:
    """Decide what a till asks, once: the same question again gets the same answer."""
    upload = wire.read_intent(unpacked(request, body))
    verdict = decide_intent(calling.ledger, calling.device, upload, calling.now)
    calling.hub.metrics.redemption("till", _outcome(verdict))
    return message(request, wire.write_answer(verdict))


def _pushed(request: Request, calling: Calling, body: bytes) -> Response:
    uploads = wire.read_push(unpacked(request, body))
    pushed = take(calling.ledger, calling.device, uploads, calling.now)
    count_pushed(calling.hub, pushed)
    return message(request, wire.write_pushed(pushed))


def _size(request: Request) -> int | None:
    """Return how many bytes the body has; None where it is not held to a number."""
    said = request.headers.get("Content-Length", "")
    is_held = said.isdecimal() and "Transfer-Encoding" not in request.headers
    return int(said) if is_held else None


def _outcome(verdict: EntryVerdict) -> str:
    answer = verdict.answer or {}
    accepted = verdict.outcome is Outcome.APPLIED and answer.get("accepted", True)
    return ACCEPTED if accepted else str(answer.get("reason") or verdict.reason)[:40]
