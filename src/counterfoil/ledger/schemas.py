"""Event schemas: the shapes of custom events that campaigns name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.domain.event import EventSchema, check_code_attribute
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.base import dump, load
from counterfoil.ledger.tables.campaigns import campaigns, event_schemas
from counterfoil.openloyalty.campaign import read_campaign
from counterfoil.openloyalty.schema import read_schema, write_schema

_PUT: Final = putting(event_schemas)


def save_schema(ledger: Ledger, schema: EventSchema, by: Staff, now: datetime) -> EventSchema:
    """Add or change an event schema.

    Raises Forbidden unless `by` is a manager, Conflict where an active campaign would no longer
    find its attribute in it.
    """
    require(by, Act.SAVE_SCHEMA)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        put_schema(conn, schema)
        _record(ledger, conn, last, schema, by)
    return schema


def put_schema(conn: Connection, schema: EventSchema) -> None:
    """Add or change an event schema in the transaction of `conn`, the journal left out.

    Raises Conflict as `save_schema`.
    """
    _refuse_breaking(conn, schema)
    row = {
        "event_type": schema.event_type,
        "name": schema.name,
        "active": schema.active,
        "document": dump(write_schema(schema)),
    }
    _PUT.run(conn, row)


def add_schema(ledger: Ledger, schema: EventSchema, by: Staff, now: datetime) -> EventSchema:
    """Add an event schema. Raises as `save_schema`, and Conflict where it is there already."""
    require(by, Act.SAVE_SCHEMA)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        if find_schema(conn, schema.event_type) is not None:
            raise Conflict(
                "There is an event schema {event} already; change that one, or name another.",
                event=schema.event_type,
            )
        put_schema(conn, schema)
        _record(ledger, conn, last, schema, by)
    return schema


def get_schema(ledger: Ledger, event_type: str) -> EventSchema:
    """Return an event schema. Raises NotFound."""
    with ledger.read() as conn:
        found = find_schema(conn, event_type)
    if found is None:
        raise NotFound("There is no event schema {event}.", event=event_type[:64])
    return found


def list_schemas(ledger: Ledger) -> tuple[EventSchema, ...]:
    """Return the event schemas by event type."""
    with ledger.read() as conn:
        rows = conn.scalars(select(event_schemas.c.document).order_by(event_schemas.c.event_type))
        return tuple(read_schema(load(document)) for document in rows)


@dataclass(frozen=True, slots=True)
class User:
    """A campaign that uses an event schema."""

    name: str
    active: bool


def users_of_schemas(ledger: Ledger) -> dict[str, tuple[User, ...]]:
    """Return by event type the campaigns that use it, those put away left out."""
    query = (
        select(campaigns.c.event, campaigns.c.name, campaigns.c.active)
        .where(~campaigns.c.archived)
        .order_by(campaigns.c.event, func.lower(campaigns.c.name), campaigns.c.id)
    )
    found: dict[str, tuple[User, ...]] = {}
    with ledger.read() as conn:
        for row in conn.execute(query):
            user = User(row.name, bool(row.active))
            found[row.event] = (*found.get(row.event, ()), user)
    return found


def find_schema(conn: Connection, event_type: str) -> EventSchema | None:
    """Return an event schema, None where there is none."""
    query = select(event_schemas.c.document).where(event_schemas.c.event_type == event_type)
    document = conn.scalar(query)
    return None if document is None else read_schema(load(document))


def _record(
    ledger: Ledger, conn: Connection, last: journal.Head, schema: EventSchema, by: Staff
) -> None:
    body = {"schema": write_schema(schema), "staff": by.id}
    journal.append_after(ledger, conn, last, Kind.SCHEMA_SAVED, body)


def _refuse_breaking(conn: Connection, schema: EventSchema) -> None:
    using = select(campaigns.c.id, campaigns.c.document).where(
        campaigns.c.event == schema.event_type, campaigns.c.active, ~campaigns.c.archived
    )
    for row in conn.execute(using):
        campaign = read_campaign(load(row.document), id=row.id)
        try:
            check_code_attribute(schema, campaign.event_code_attribute)
        except InvalidInput as error:
            raise Conflict(
                "The active campaign {campaign} keeps its codes in {attribute} of {event};"
                " deactivate it first.",
                campaign=campaign.name,
                attribute=campaign.event_code_attribute,
                event=schema.event_type,
            ) from error
