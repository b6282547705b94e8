"""`campaign/simulate`: what would come of an event, and why."""

from collections.abc import Iterator
from typing import Final

from fastapi import APIRouter, Depends
from starlette.responses import JSONResponse

from counterfoil.domain.errors import NotFound
from counterfoil.domain.store import Role
from counterfoil.hub.body import Document
from counterfoil.hub.described import REFUSALS, known_parameters, takes
from counterfoil.hub.events.people import card_of
from counterfoil.hub.readings import readings
from counterfoil.hub.session import Caller
from counterfoil.hub.simulate.answers import Simulated, simulated
from counterfoil.ledger.events import Carrier, carrier
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.simulate import Trial, simulate
from counterfoil.ledger.staff import require
from counterfoil.openloyalty.custom_event import SentTrial, TrialShape, read_trial, typed_body

_WRAPPER: Final = "simulation"

router = APIRouter(
    prefix="/api/{storeCode}/campaign/simulate",
    tags=["Campaign"],
    responses=REFUSALS,
    dependencies=[Depends(known_parameters)],
)


@router.post(
    "",
    response_model=Simulated,
    openapi_extra=takes(TrialShape, _WRAPPER),
    name="Simulate campaigns result",
)
def simulate_route(caller: Caller, document: Document) -> JSONResponse:
    """Say what would come of an event; nothing is written.

    With a code in it, of that code; else of any unused code of each campaign that waits for such
    events, or of the one that `campaignId` names. The true reason of a refusal is told, and so it
    takes a supervisor.
    """
    require(caller.staff, Role.SUPERVISOR)
    ledger = caller.ledger
    sent = read_trial(document, ledger.store.zone)
    found = [simulate(ledger, trial, caller.now) for trial in _trials(ledger, sent)]
    return JSONResponse(simulated(found, ledger.store.zone))


def _trials(ledger: Ledger, sent: SentTrial) -> Iterator[Trial]:
    card = card_of(ledger, sent.who)
    if sent.event is None:
        yield Trial(campaign_id=sent.campaign_id, card=card, amount=sent.amount)
        return
    known = carrier(ledger, sent.event.type)
    codes = [sent.event.body[name] for name in known.attributes if sent.event.body.get(name)]
    rest = {k: v for k, v in sent.event.body.items() if k not in known.attributes}
    body = typed_body(known.schema, rest, ledger.store.zone)
    if codes and not sent.campaign_id:
        texts = tuple(text for each in codes for text in readings(str(each)))
        yield Trial(texts, "", card, sent.amount, sent.event.at, body)
        return
    for campaign_id in _campaigns(known, sent.campaign_id):
        yield Trial((), campaign_id, card, sent.amount, sent.event.at, body)


def _campaigns(known: Carrier, asked: str) -> tuple[str, ...]:
    """Return the campaigns to try: the one asked for, else all that wait for the event."""
    if not asked:
        return known.campaign_ids
    if asked not in known.campaign_ids:
        raise NotFound(
            "The campaign {campaign} does not wait for the event {event}.",
            campaign=asked[:64],
            event=known.schema.event_type,
        )
    return (asked,)
