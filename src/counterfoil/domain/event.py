"""Custom events: what redeeming a code *is* in Open Loyalty's terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterfoil.domain.errors import InvalidInput

Value = str | int | float | bool | datetime | None


class FieldType(StrEnum):
    """The types an event schema's field may have."""

    TEXT = "text"
    NUMBER = "number"
    DATETIME = "datetime"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Field:
    """One attribute of a custom event."""

    type: FieldType
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class EventSchema:
    """A custom event's shape. A campaign names one active schema and its text attribute."""

    event_type: str
    name: str
    fields: tuple[Field, ...]
    active: bool = True


@dataclass(frozen=True, slots=True)
class CustomEvent:
    """A redemption as it happened: an event of a type, whose attribute holds the code.

    `event_id` makes it idempotent: the same id is only ever applied once.
    """

    event_id: str
    event_type: str
    event_date: datetime
    body: Mapping[str, Value]


def check_code_attribute(schema: EventSchema, attribute: str) -> None:
    """Check that `schema` can carry codes in `attribute`.

    Raises:
        InvalidInput: the schema is inactive, lacks the attribute, or the attribute is not text.
    """
    if not schema.active:
        raise InvalidInput(
            "The event schema {event} is inactive; activate it before a campaign uses it.",
            event=schema.event_type,
        )
    found = next((field for field in schema.fields if field.name == attribute), None)
    if found is None:
        raise InvalidInput(
            "The event schema {event} has no attribute {attribute}; it has {known}.",
            event=schema.event_type,
            attribute=attribute,
            known=", ".join(field.name for field in schema.fields) or "none",
        )
    if found.type is not FieldType.TEXT:
        raise InvalidInput(
            "{attribute} of {event} is an attribute of type {type}; a code needs one of type text.",
            attribute=attribute,
            event=schema.event_type,
            type=found.type.value,
        )
