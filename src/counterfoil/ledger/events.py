"""Custom events: which attribute of one carries a code, and those that were applied.

An event that was applied is a redemption, and goes by its id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.event import EventSchema
from counterfoil.ledger.campaign_rows import parsed
from counterfoil.ledger.given import cards_of, restored, shown
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.schemas import find_schema
from counterfoil.ledger.tables.base import (
    from_micros,
    from_micros_or_none,
    from_units,
    load,
    to_micros,
)
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.redemptions import newest_first, redemptions
from counterfoil.ledger.verdict import Given

FARTHEST: Final = 10_000
"""Events that may come before a page: it takes the longer to find the more there are."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """An active event schema, the campaigns that wait for it, and where they look for a code."""

    schema: EventSchema
    campaign_ids: tuple[str, ...]
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Conditions that all have to hold, of a store's events; those left out always do.

    They happened from `start` to before `end`.
    """

    event_type: str | None = None
    member_id: str | None = None
    card: str | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class AppliedEvent:
    """A custom event that was applied; `body` has the code in the attribute that carried it.

    `code` is "" where this ledger has it as a digest only.
    """

    id: str
    event_id: str | None
    event_type: str
    event_name: str
    at: datetime
    campaign_id: str
    campaign_name: str
    member_id: str | None
    card: str
    code: str
    body: Mapping[str, Any]
    amount: Decimal | None
    given: tuple[Given, ...]
    reversed_at: datetime | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events, newest first, of `filtered` that match and `every` that there are."""

    events: tuple[AppliedEvent, ...]
    filtered: int
    every: int


def carrier(ledger: Ledger, event_type: str) -> Carrier:
    """Return what is known of a type of event.

    Raises:
        NotFound: there is no such type.
        InvalidInput: it is inactive, or no campaign looks for codes in such events.
    """
    query = select(campaigns.c.id, campaigns.c.version).where(
        campaigns.c.event == event_type, ~campaigns.c.archived
    )
    with ledger.read() as conn:
        schema = find_schema(conn, event_type)
        if schema is None:
            raise NotFound("There is no event schema {event}.", event=event_type[:64])
        rows = conn.execute(query.order_by(campaigns.c.display_order, campaigns.c.id)).all()
        named = [parsed(ledger, conn, row.id, row.version).event_code_attribute for row in rows]
    if not schema.active:
        raise InvalidInput("The event schema {event} is inactive.", event=event_type)
    if not named:
        raise InvalidInput("No campaign waits for the event {event}.", event=event_type)
    return Carrier(schema, tuple(row.id for row in rows), tuple(dict.fromkeys(named)))


def list_events(ledger: Ledger, wanted: EventFilter, *, skip: int, limit: int) -> EventPage:
    """Return a page of the store's events, newest first; test codes count as none.

    Raises InvalidInput where more than `FARTHEST` are to be skipped.
    """
    if skip > FARTHEST:
        raise InvalidInput(
            "Only the first {most} events can be turned to page by page; narrow them by eventDate.",
            most=FARTHEST,
        )
    with ledger.read() as conn:
        conditions = _conditions(ledger, wanted)
        every = list(conn.scalars(select(campaigns.c.id)))
        typed = campaigns.c.event == wanted.event_type
        chosen = every if wanted.event_type is None else [*conn.scalars(_ids_where(typed))]
        keys = _newest(conn, chosen, conditions, skip + limit)[skip:]
        found = {row.id: row for row in conn.execute(_EVENTS.where(redemptions.c.id.in_(keys)))}
        return EventPage(
            events=tuple(_event(ledger, conn, found[key]) for key in keys),
            filtered=_count(conn, chosen, conditions),
            every=_count(conn, every, _conditions(ledger, EventFilter())),
        )


def get_event(ledger: Ledger, event: str) -> AppliedEvent:
    """Return an event of the store's by its id here. Raises NotFound."""
    query = _EVENTS.where(redemptions.c.id == event, redemptions.c.store == ledger.store.code)
    with ledger.read() as conn:
        row = conn.execute(query).one_or_none()
        if row is None:
            raise NotFound("There is no custom event {event}.", event=event[:64])
        return _event(ledger, conn, row)


_EVENTS: Final = (
    select(
        redemptions,
        codes.c.text,
        campaigns.c.name.label("campaign_name"),
        campaigns.c.event.label("event_type"),
        campaigns.c.version.label("version"),
        members.c.card,
    )
    .join(campaigns, campaigns.c.id == redemptions.c.campaign_id)
    .outerjoin(codes, codes.c.id == redemptions.c.code_id)
    .outerjoin(members, members.c.id == redemptions.c.member_id)
)


def _ids_where(condition: ColumnElement[bool]) -> Select[str]:
    return select(campaigns.c.id).where(condition)


def _conditions(ledger: Ledger, wanted: EventFilter) -> list[ColumnElement[bool]]:
    found = [redemptions.c.store == ledger.store.code, ~redemptions.c.test]
    if wanted.member_id is not None:
        found.append(redemptions.c.member_id == wanted.member_id)
    if wanted.card is not None:
        theirs = select(members.c.id).where(members.c.card == wanted.card)
        found.append(redemptions.c.member_id.in_(theirs))
    if wanted.start is not None:
        found.append(redemptions.c.at >= to_micros(wanted.start))
    if wanted.end is not None:
        found.append(redemptions.c.at < to_micros(wanted.end))
    return found


def _newest(
    conn: Connection, campaign_ids: Sequence[str], conditions: list[ColumnElement[bool]], most: int
) -> list[str]:
    """Return the ids of the newest events, found by each campaign's index."""
    keys: list[tuple[int, int, str]] = []
    query = select(redemptions.c.at, redemptions.c.id).where(*conditions)
    for campaign_id in campaign_ids:
        own = query.where(redemptions.c.campaign_id == campaign_id)
        rows = conn.execute(own.order_by(*newest_first(redemptions)).limit(most))
        keys += [(at, len(key), key) for at, key in rows]
    return [key for _, _, key in sorted(keys, reverse=True)[:most]]


def _count(
    conn: Connection, campaign_ids: Sequence[str], conditions: list[ColumnElement[bool]]
) -> int:
    query = select(func.count()).select_from(redemptions)
    return int(
        conn.scalar(query.where(redemptions.c.campaign_id.in_(campaign_ids), *conditions)) or 0
    )


def _event(ledger: Ledger, conn: Connection, row: Row[Any]) -> AppliedEvent:
    campaign = parsed(ledger, conn, row.campaign_id, row.version)
    schema = find_schema(conn, row.event_type)
    gifts = [restored(conn, document) for document in load(row.given)]
    cards = cards_of(conn, gifts)
    body = load(row.body) if row.body else {}
    return AppliedEvent(
        id=row.id,
        event_id=row.event_id,
        event_type=row.event_type,
        event_name=schema.name if schema else "",
        at=from_micros(row.at),
        campaign_id=row.campaign_id,
        campaign_name=row.campaign_name,
        member_id=row.member_id,
        card=row.card or "",
        code=row.text or "",
        body={campaign.event_code_attribute: row.text or None, **body},
        amount=from_units(row.amount),
        given=tuple(shown(gift, cards) for gift in gifts),
        reversed_at=from_micros_or_none(row.reversed_at),
    )
