"""What stands in the fields of an event schema, and what is wrong with it. No Qt here."""

import re
from dataclasses import dataclass
from typing import Final

from counterfoil.desk.wizard.text_problems import LONGEST_DESCRIPTION, of_text, refused
from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.domain.event import EventSchema, FieldType
from counterfoil.openloyalty.schema import read_schema

LONGEST_NAME: Final = 64
MOST_FIELDS: Final = 100
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class FieldForm:
    """One attribute."""

    name: str = ""
    type: str = FieldType.TEXT.value
    description: str = ""


@dataclass(frozen=True, slots=True)
class SchemaForm:
    """An event schema as it is being written."""

    event_type: str = ""
    name: str = ""
    fields: tuple[FieldForm, ...] = (FieldForm(),)
    active: bool = True


def form_of(schema: EventSchema) -> SchemaForm:
    """Return the fields of a schema."""
    fields = tuple(FieldForm(f.name, f.type.value, f.description) for f in schema.fields)
    return SchemaForm(schema.event_type, schema.name, fields, schema.active)


def to_schema(form: SchemaForm) -> EventSchema:
    """Return the schema, by way of Open Loyalty's JSON. Raises InvalidInput."""
    return read_schema(
        {
            "eventType": form.event_type,
            "name": form.name,
            "schema": {
                "fields": [
                    {"type": f.type, "name": f.name, "description": f.description}
                    for f in form.fields
                ]
            },
            "active": form.active,
        }
    )


def problems(form: SchemaForm, taken: frozenset[str] = frozenset()) -> dict[str, UserError]:
    """Return what is wrong by field: `event_type`, `name`, `fields.0.name` and so on.

    `taken` are the event types of other schemas.
    """
    found: dict[str, UserError | None] = {
        "name": _of_title(form.name),
        "event_type": _of_name(form.event_type)
        or (
            InvalidInput("There is an event of this type already; choose another type.")
            if form.event_type in taken
            else None
        ),
    }
    names = [field.name for field in form.fields]
    for at, field in enumerate(form.fields):
        twice = names.index(field.name) < at
        found[f"fields.{at}.name"] = _of_name(field.name) or (
            InvalidInput("This attribute is there twice; take one out.") if twice else None
        )
        found[f"fields.{at}.description"] = of_text(field.description, LONGEST_DESCRIPTION)
    wrong = {path: error for path, error in found.items() if error is not None}
    if not wrong:
        whole = refused(lambda: to_schema(form))
        if whole is not None:
            wrong[""] = whole
    return wrong


def _of_title(name: str) -> UserError | None:
    if not name.strip():
        return InvalidInput("Give the event a name that staff understand.")
    return of_text(name)


def _of_name(name: str) -> UserError | None:
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        return InvalidInput(
            "Use letters A to Z, digits, dashes and underscores, beginning with a letter; at most"
            " {most} characters.",
            most=LONGEST_NAME,
        )
    return None
