"""The customer's page and what it asks."""

import re
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse

from counterfoil.domain.errors import MachineError, NotFound, UserError
from counterfoil.hub.body import Document
from counterfoil.hub.errors import TooMany
from counterfoil.hub.events.routes import count
from counterfoil.hub.hub import hub_of
from counterfoil.hub.page import told
from counterfoil.hub.page.files import HEADERS, assets, html
from counterfoil.hub.page.language import Texts, texts_for
from counterfoil.hub.readings import readings
from counterfoil.hub.refusal import STATUS, even_out, refuse_waiting
from counterfoil.hub.session import StoreLedger
from counterfoil.hub.windows import Windows, caller_address
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.self_service import CUSTOMERS
from counterfoil.ledger.verdict import Attempt

SOURCE: Final = "page"
WITHIN: Final = timedelta(minutes=10)
FROM_AN_ADDRESS: Final = 30
"""Tries from one address in `WITHIN`; a shop's own network may bring several customers."""
FOR_A_CARD: Final = 10
ASSETS_KEPT_S: Final = 300
_ATTEMPT_ID: Final = re.compile(r"[0-9A-Za-z-]{16,64}")
_LONGEST_CARD: Final = 64

router = APIRouter(tags=["Customer's page"], include_in_schema=False)


def _texts(request: Request) -> Texts:
    return texts_for(request.headers.get("Accept-Language", ""))


Language = Annotated[Texts, Depends(_texts)]


@router.get("/redeem/{storeCode}")
def page(ledger: StoreLedger, texts: Language) -> HTMLResponse:
    """Return the page, in the language that the browser asks for."""
    content = html(texts, ledger.store.name)
    return HTMLResponse(content, headers=HEADERS | {"Vary": "Accept-Language"})


@router.get("/redeem-assets/{name}")
async def asset(name: Annotated[str, Path(max_length=64)]) -> Response:
    """Return a file that the page loads."""
    found = assets().get(name)
    if found is None:
        raise NotFound("There is no file {name}.", name=name)
    kept = {"Cache-Control": f"public, max-age={ASSETS_KEPT_S}"}
    return Response(found.content, media_type=found.media_type, headers=kept)


@router.post("/redeem/{storeCode}")
async def bring(
    request: Request, ledger: StoreLedger, texts: Language, document: Document
) -> JSONResponse:
    """Redeem a customer's code; a refusal takes as long for whatever reason."""
    if not request.headers.get("Content-Type", "").startswith("application/json"):
        # Another site's page could send anything else without the browser asking us first.
        return _answer(told.wait(texts, "not_understood"), HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    sent = _sent(document)
    if sent is None:
        return _answer(told.wait(texts, "not_understood"), HTTPStatus.BAD_REQUEST)
    try:
        _take(request, sent)
        answer = await run_in_threadpool(_redeemed, request, ledger, sent, texts)
    except TooMany as error:
        headers = {"Retry-After": str(error.retry_after)}
        return _answer(told.wait(texts, "too_many"), HTTPStatus.TOO_MANY_REQUESTS, headers)
    except MachineError:
        return _answer(told.wait(texts, "unavailable"), HTTPStatus.SERVICE_UNAVAILABLE)
    except UserError:
        return _answer(told.wait(texts, "not_understood"), HTTPStatus.BAD_REQUEST)
    if answer["kind"] == "accepted":
        return _answer(answer, HTTPStatus.OK)
    await even_out(request)
    return _answer(answer, STATUS)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a customer sent; the same `attempt_id` again is answered as the first time."""

    code: str
    card: str
    attempt_id: str


def _sent(document: object) -> Sent | None:
    """Return what was sent, None where the page did not send it."""
    if not isinstance(document, dict):
        return None
    code, card, attempt_id = (document.get(name) for name in ("code", "card", "id"))
    if not (isinstance(code, str) and isinstance(card, str) and isinstance(attempt_id, str)):
        return None
    usable = len(card) <= _LONGEST_CARD and _ATTEMPT_ID.fullmatch(attempt_id)
    return Sent(code, card.strip(), attempt_id) if usable else None


def _take(request: Request, sent: Sent) -> None:
    windows: Windows = request.app.state.windows
    windows.take("page-address", caller_address(request), FROM_AN_ADDRESS, WITHIN)
    if sent.card:
        windows.take("page-card", sent.card.casefold(), FOR_A_CARD, WITHIN)


def _redeemed(request: Request, ledger: Ledger, sent: Sent, texts: Texts) -> dict[str, object]:
    hub = hub_of(request)
    attempt = Attempt(
        texts=readings(sent.code),
        staff=CUSTOMERS,
        card=sent.card,
        event_id=f"page-{sent.attempt_id}",
        source=SOURCE,
        caller=caller_address(request),
    )
    verdict = redeem(ledger, attempt, hub.clock())
    count(hub, attempt, verdict)
    if verdict.refused is not None:
        refuse_waiting(verdict.refused, hub.clock())
        return told.refused(verdict.refused, texts)
    return told.accepted(verdict, texts)


def _answer(
    body: dict[str, object], status: HTTPStatus, headers: dict[str, str] | None = None
) -> JSONResponse:
    return JSONResponse(body, status, headers)
