"""Custom event schemas as Open Loyalty writes them."""

from datetime import UTC
from typing import Annotated

from pydantic import AfterValidator
from pydantic import Field as Bound

from counterfoil.domain.event import EventSchema, Field, FieldType
from counterfoil.openloyalty.read import read
from counterfoil.openloyalty.shape import Long, Name, Shape, Switch, mend

_WRAPPER = "customEventSchema"

Identifier = Annotated[str, Bound(max_length=64, pattern=r"^[A-Za-z_][A-Za-z0-9_-]*$")]


class FieldShape(Shape):
    """One attribute."""

    type: FieldType
    name: Identifier
    description: Long = ""


def _distinct(fields: tuple[FieldShape, ...]) -> tuple[FieldShape, ...]:
    names = [field.name for field in fields]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise mend(f"The attribute {twice} is there twice; take one out.")
    return fields


class FieldsShape(Shape):
    """The attributes."""

    fields: Annotated[tuple[FieldShape, ...], Bound(max_length=100), AfterValidator(_distinct)] = ()


class SchemaShape(Shape):
    """A custom event's shape."""

    event_type: Identifier
    name: Name
    schema_: Annotated[FieldsShape, Bound(alias="schema")] = FieldsShape()
    active: Switch = True


def read_schema(document: object) -> EventSchema:
    """Return the event schema of a JSON body, with or without `{"customEventSchema": …}`.

    Raises:
        InvalidInput: naming each thing that is wrong by its path.
    """
    body = read(SchemaShape, document, _WRAPPER, UTC)
    fields = tuple(Field(each.type, each.name, each.description) for each in body.schema_.fields)
    return EventSchema(body.event_type, body.name, fields, body.active)


def write_schema(schema: EventSchema) -> dict[str, object]:
    """Return the body that `read_schema` reads back as the same schema."""
    fields = [
        {"type": field.type.value, "name": field.name, "description": field.description}
        for field in schema.fields
    ]
    body = {
        "eventType": schema.event_type,
        "name": schema.name,
        "schema": {"fields": fields},
        "active": schema.active,
    }
    return {_WRAPPER: body}
