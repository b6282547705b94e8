"""`customEvent`: sent, listed, read."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import JSONResponse

from counterfoil.domain.errors import InvalidInput
from counterfoil.hub.body import Document
from counterfoil.hub.described import PATTERN, REFUSALS, known_parameters, takes
from counterfoil.hub.events.answers import Applied, CodeRefusal, Event, EventList, applied, shown
from counterfoil.hub.events.attempt import attempt_of
from counterfoil.hub.hub import Hub
from counterfoil.hub.metrics import ACCEPTED
from counterfoil.hub.paging import Paging
from counterfoil.hub.refusal import STATUS, refusal, refuse_waiting
from counterfoil.hub.session import Caller
from counterfoil.ledger.events import EventFilter, get_event, list_events
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.verdict import Attempt, Verdict
from counterfoil.openloyalty.custom_event import EventShape, read_event

_WRAPPER: Final = "event"
_REFUSED: Final[dict[int | str, dict[str, Any]]] = {
    int(STATUS): {"model": CodeRefusal, "description": "The code was refused."}
}
EventId = Annotated[str, Path(alias="customEvent", max_length=200, pattern=PATTERN)]
Text = Annotated[str | None, Query(max_length=200)]
Moment = Annotated[datetime | None, Query()]

router = APIRouter(
    prefix="/api/{storeCode}/customEvent",
    tags=["Custom event"],
    responses=REFUSALS,
    dependencies=[Depends(known_parameters)],
)


@router.post(
    "",
    response_model=Applied,
    responses=_REFUSED,
    openapi_extra=takes(EventShape, _WRAPPER),
    name="Add a custom event",
)
def add_route(caller: Caller, document: Document) -> JSONResponse:
    """Redeem the code that an event carries in the attribute that its campaign names.

    The same `eventId` again is answered as the first time, and nothing more comes of it; with
    another code it is 409. A used, unknown or void code is 422 with one same answer.
    """
    sent = read_event(document, caller.ledger.store.zone)
    attempt = attempt_of(caller.ledger, sent, caller.staff, caller.now)
    verdict = redeem(caller.ledger, attempt, caller.now)
    count(caller.hub, attempt, verdict)
    if verdict.refused is not None:
        refuse_waiting(verdict.refused, caller.now)
        raise refusal(verdict.refused, caller.ledger, "event.body")
    return JSONResponse(applied(verdict))


@router.get("", response_model=EventList, name="Get custom events")
def list_route(
    caller: Caller,
    page: Paging,
    event_type: Annotated[Text, Query(alias="type")] = None,
    member_id: Annotated[Text, Query(alias="customerId")] = None,
    card: Annotated[Text, Query(alias="loyaltyCardNumber")] = None,
    start: Annotated[Moment, Query(alias="eventDate[gte]")] = None,
    end: Annotated[Moment, Query(alias="eventDate[lt]")] = None,
) -> JSONResponse:
    """List the store's events that were applied, newest first; refused ones are none."""
    wanted = EventFilter(event_type, member_id, card, _moment(caller, start), _moment(caller, end))
    found = list_events(caller.ledger, wanted, skip=page.start, limit=page.items)
    items = [shown(event) for event in found.events]
    return JSONResponse(page.answer(items, found.filtered, found.every))


@router.get("/{customEvent}", response_model=Event, name="Get custom event's details")
def show_route(caller: Caller, event: EventId) -> JSONResponse:
    """Return one event of the store's."""
    return JSONResponse(shown(get_event(caller.ledger, event)))


def count(hub: Hub, attempt: Attempt, verdict: Verdict) -> None:
    """Count what came of an attempt."""
    outcome = verdict.refused.reason.value if verdict.refused else ACCEPTED
    hub.metrics.redemption(attempt.source, outcome)


def _moment(caller: Caller, given: datetime | None) -> datetime | None:
    """Return a moment in UTC, on the store's clock where it has no offset."""
    if given is None:
        return None
    try:
        aware = given if given.tzinfo else given.replace(tzinfo=caller.ledger.store.zone)
        return aware.astimezone(UTC)
    except OverflowError:
        raise InvalidInput("Give a date from the year 1970 to 9998.") from None
