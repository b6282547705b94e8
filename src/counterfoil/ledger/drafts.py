"""Drafts of campaigns: what stands in the wizard's fields, kept until it is saved or thrown away.

A draft is nobody's act yet: it is in no journal, and nothing is checked but that it can be kept.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Row, delete, select

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.base import dump, from_micros, to_micros
from counterfoil.ledger.tables.office import campaign_drafts
from counterfoil.ledger.tables.stores import staff
from counterfoil.openloyalty.document import check, parse

_PUT: Final = putting(campaign_drafts)
_LONGEST_NAME: Final = 255


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the wizard's fields, as a JSON object.

    `campaign_id` is the campaign that is changed, "" for a new one; `base_version` the version the
    change began with, 0 for a new one. `saved_by` is a person's name where it was read.
    """

    id: str
    name: str
    document: dict[str, Any]
    campaign_id: str = ""
    base_version: int = 0
    saved_by: str = ""
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line of the list of drafts."""

    id: str
    name: str
    campaign_id: str
    saved_by: str
    saved_at: datetime


def new_draft_id() -> str:
    """Return an id for a new draft."""
    return str(uuid4())


def save_draft(ledger: Ledger, draft: Draft, by: Staff, now: datetime) -> Draft:
    """Keep a draft, in place of the one with its id where there is one.

    Raises Forbidden where `by` is no manager, InvalidInput where it holds what cannot be kept.
    """
    require(by, Act.SAVE_CAMPAIGN)
    check(draft.document)
    check(draft.name)
    kept = replace(draft, name=draft.name.strip()[:_LONGEST_NAME], saved_by=by.name, saved_at=now)
    with ledger.write() as conn:
        _PUT.run(
            conn,
            {
                "id": kept.id,
                "name": kept.name,
                "campaign_id": kept.campaign_id,
                "base_version": kept.base_version,
                "document": dump(kept.document),
                "saved_by": by.id,
                "saved_at": to_micros(now),
            },
        )
    return kept


def list_drafts(ledger: Ledger) -> tuple[DraftLine, ...]:
    """Return the drafts, the newest first."""
    query = (
        select(campaign_drafts, staff.c.name.label("person"))
        .join(staff, staff.c.id == campaign_drafts.c.saved_by)
        .order_by(campaign_drafts.c.saved_at.desc(), campaign_drafts.c.id)
    )
    with ledger.read() as conn:
        rows = conn.execute(query).all()
    return tuple(
        DraftLine(row.id, row.name, row.campaign_id, row.person, from_micros(row.saved_at))
        for row in rows
    )


def get_draft(ledger: Ledger, draft_id: str) -> Draft:
    """Return a draft. Raises NotFound, and InvalidInput where its content cannot be read."""
    query = (
        select(campaign_drafts, staff.c.name.label("person"))
        .join(staff, staff.c.id == campaign_drafts.c.saved_by)
        .where(campaign_drafts.c.id == draft_id)
    )
    with ledger.read() as conn:
        row = conn.execute(query).first()
    if row is None:
        raise NotFound("This draft is not there any more; begin a new one.")
    return Draft(
        id=row.id,
        name=row.name,
        document=_read(row),
        campaign_id=row.campaign_id,
        base_version=row.base_version,
        saved_by=row.person,
        saved_at=from_micros(row.saved_at),
    )


def delete_draft(ledger: Ledger, draft_id: str, by: Staff) -> None:
    """Throw a draft away, if it is there. Raises Forbidden where `by` is no manager."""
    require(by, Act.SAVE_CAMPAIGN)
    with ledger.write() as conn:
        conn.execute(delete(campaign_drafts).where(campaign_drafts.c.id == draft_id))


def _read(row: Row[Any]) -> dict[str, Any]:
    try:
        document = parse(row.document)
    except InvalidInput:
        document = None
    if not isinstance(document, dict):
        raise InvalidInput(
            "The draft {name} cannot be read any more; delete it and begin a new one.",
            name=row.name or row.id,
        )
    return document
