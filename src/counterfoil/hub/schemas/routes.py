"""`customEvent/schema`: listed, made, read, changed, switched on and off."""

from dataclasses import replace
from datetime import UTC
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.event import EventSchema
from counterfoil.hub.body import Document
from counterfoil.hub.described import EventType, known_parameters, takes
from counterfoil.hub.paging import Paging
from counterfoil.hub.scroll import Total
from counterfoil.hub.session import Caller
from counterfoil.ledger.schemas import add_schema, get_schema, list_schemas, save_schema
from counterfoil.openloyalty.read import read
from counterfoil.openloyalty.schema import SchemaShape, read_schema, write_schema
from counterfoil.openloyalty.shape import Shape, Switch

_WRAPPER = "customEventSchema"

router = APIRouter(
    prefix="/api/{storeCode}/customEvent/schema",
    tags=["Custom event schema"],
    dependencies=[Depends(known_parameters)],
)


class SchemaField(BaseModel):
    """One attribute of an event."""

    type: str
    name: str
    description: str


class SchemaFields(BaseModel):
    """The attributes of an event."""

    fields: list[SchemaField]


class SchemaAnswer(BaseModel):
    """An event schema."""

    customEventSchemaId: str  # noqa: N815 - the name in the API
    eventType: str  # noqa: N815
    name: str
    shape: Annotated[SchemaFields, Field(alias="schema")]
    active: bool


class SchemaList(BaseModel):
    """A page of event schemas."""

    items: list[SchemaAnswer]
    total: Total


class ActiveShape(Shape):
    """Whether an event schema can be used."""

    active: Switch


@router.get("", response_model=SchemaList, summary="Get custom event schemas")
def list_route(
    caller: Caller,
    page: Paging,
    event_type: Annotated[str | None, Query(alias="eventType", max_length=64)] = None,
    name: Annotated[str | None, Query(max_length=255)] = None,
    active: bool | None = None,
) -> JSONResponse:
    """List the event schemas by event type; `name` is a part of it."""
    found = [
        schema
        for schema in list_schemas(caller.ledger)
        if event_type in {None, schema.event_type}
        and (name or "").casefold() in schema.name.casefold()
        and active in {None, schema.active}
    ]
    return JSONResponse(page.of([answered(schema) for schema in found]))


@router.post(
    "",
    status_code=HTTPStatus.NO_CONTENT,
    openapi_extra=takes(SchemaShape, _WRAPPER),
    summary="Add a custom event schema",
)
def add_route(caller: Caller, document: Document) -> Response:
    """Add an event schema; an event type that is there already is 409."""
    add_schema(caller.ledger, read_schema(document), caller.staff, caller.now)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/{eventType}", response_model=SchemaAnswer, summary="Get custom event schema")
def show_route(caller: Caller, event_type: EventType) -> JSONResponse:
    """Return one event schema."""
    return JSONResponse(answered(get_schema(caller.ledger, event_type)))


@router.put(
    "/{eventType}",
    status_code=HTTPStatus.NO_CONTENT,
    openapi_extra=takes(SchemaShape, _WRAPPER),
    summary="Update custom event schema",
)
def update_route(caller: Caller, event_type: EventType, document: Document) -> Response:
    """Put another event schema in the place of one, under the same event type.

    What active campaigns need of it must stay, else 409.
    """
    get_schema(caller.ledger, event_type)
    schema = read_schema(_named(document, event_type))
    if schema.event_type != event_type:
        raise InvalidInput(
            "The event type stays {event}; add another schema for {other}.",
            event=event_type,
            other=schema.event_type,
        )
    save_schema(caller.ledger, schema, caller.staff, caller.now)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.patch(
    "/{eventType}/active",
    status_code=HTTPStatus.NO_CONTENT,
    openapi_extra=takes(ActiveShape, _WRAPPER),
    summary="Activate or deactivate a custom event schema",
)
@router.post(
    "/{eventType}/active",
    status_code=HTTPStatus.NO_CONTENT,
    openapi_extra=takes(ActiveShape, _WRAPPER),
    summary="Activate or deactivate a custom event schema",
)
def switch_route(caller: Caller, event_type: EventType, document: Document) -> Response:
    """Switch an event schema on or off; with or without the wrapper."""
    wanted = read(ActiveShape, document, _WRAPPER, UTC).active
    schema = get_schema(caller.ledger, event_type)
    if schema.active != wanted:
        changed = replace(schema, active=wanted)
        save_schema(caller.ledger, changed, caller.staff, caller.now)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def answered(schema: EventSchema) -> dict[str, object]:
    """Return an event schema as it is answered."""
    body = write_schema(schema)[_WRAPPER]
    assert isinstance(body, dict)  # noqa: S101 - what the room writes
    return {"customEventSchemaId": schema.event_type, **body}


def _named(document: object, event_type: str) -> object:
    """Put the event type of the path into a body that has none, or the id it was read with."""
    if not isinstance(document, dict):
        return document
    body = document.get(_WRAPPER, document)
    if not isinstance(body, dict):
        return document
    kept = {key: value for key, value in body.items() if key != "customEventSchemaId"}
    return {_WRAPPER: {"eventType": event_type, **kept}}
