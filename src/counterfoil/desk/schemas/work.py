"""What the page of event schemas has the ledger do. Every function here runs behind a door."""

from dataclasses import dataclass
from datetime import datetime

from counterfoil.desk.schemas.form import SchemaForm, to_schema
from counterfoil.domain.event import EventSchema
from counterfoil.domain.store import Staff
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.schemas import User, list_schemas, save_schema, users_of_schemas


@dataclass(frozen=True, slots=True)
class Listed:
    """An event schema, and the campaigns that use it."""

    schema: EventSchema
    users: tuple[User, ...] = ()


def look(ledger: Ledger) -> tuple[Listed, ...]:
    """Return the event schemas."""
    users = users_of_schemas(ledger)
    return tuple(Listed(each, users.get(each.event_type, ())) for each in list_schemas(ledger))


def save(ledger: Ledger, form: SchemaForm, by: Staff, now: datetime) -> EventSchema:
    """Save a schema. Raises Conflict where it would break an active campaign."""
    return save_schema(ledger, to_schema(form), by, now)
