"""The versions of campaigns: each save keeps one, with who saved it and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, insert, select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.errors import Conflict, NotFound
from counterfoil.domain.store import Staff
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import from_micros, load
from counterfoil.ledger.tables.office import campaign_versions
from counterfoil.ledger.tables.stores import staff
from counterfoil.openloyalty.campaign import read_campaign

STALE: Final = (
    "{campaign} was saved by somebody else meanwhile (version {found}); open it again, then make"
    " your changes."
)


@dataclass(frozen=True, slots=True)
class Version:
    """A campaign as it was saved once."""

    campaign: Campaign
    saved_by: str
    saved_at: datetime


class Stale(Conflict):
    """Somebody else saved the campaign meanwhile.

    `found` is the campaign as it is now; `version` says who saved it and when, None for a campaign
    that was last saved before versions were kept.
    """

    def __init__(self, found: Campaign, version: Version | None) -> None:
        super().__init__(STALE, campaign=found.name, found=found.version)
        self.found = found
        self.version = version


def campaign_version(ledger: Ledger, campaign_id: str, version: int) -> Version:
    """Return a campaign as it was saved. Raises NotFound."""
    with ledger.read() as conn:
        row = conn.execute(_query(campaign_id, campaign_versions.c.version == version)).first()
    if row is None:
        raise NotFound(
            "There is no version {version} of the campaign {campaign}; list its versions.",
            version=version,
            campaign=campaign_id[:64],
        )
    return _version(row)


def list_versions(ledger: Ledger, campaign_id: str) -> tuple[Version, ...]:
    """Return a campaign's versions, the newest first; none from before they were kept."""
    with ledger.read() as conn:
        return tuple(_version(row) for row in conn.execute(_query(campaign_id)))


def latest(conn: Connection, campaign_id: str) -> Version | None:
    """Return the last version of a campaign as this transaction sees it."""
    row = conn.execute(_query(campaign_id).limit(1)).first()
    return _version(row) if row else None


def add_version(conn: Connection, row: dict[str, Any], by: Staff) -> None:
    """Keep a campaign's row, just saved, as a version."""
    values = {
        "campaign_id": row["id"],
        "version": row["version"],
        "document": row["document"],
        "saved_by": by.id,
        "saved_at": row["saved_at"],
    }
    conn.execute(insert(campaign_versions).values(values))


_COLUMNS: Final = (
    campaign_versions.c.campaign_id,
    campaign_versions.c.document,
    campaign_versions.c.saved_at,
    staff.c.name,
)


def _query(campaign_id: str, *more: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .join(staff, staff.c.id == campaign_versions.c.saved_by)
        .where(campaign_versions.c.campaign_id == campaign_id, *more)
        .order_by(campaign_versions.c.version.desc())
    )


def _version(row: Row[Any]) -> Version:
    return Version(
        read_campaign(load(row.document), id=row.campaign_id),
        saved_by=row.name,
        saved_at=from_micros(row.saved_at),
    )
