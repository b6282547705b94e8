"""Campaigns between their rows and the domain."""

from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.errors import NotFound
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import dump, load, to_micros, to_micros_or_none
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.openloyalty.campaign import read_campaign, write_campaign

_DOCUMENT: Final = Statement(
    select(campaigns.c.document, campaigns.c.version).where(campaigns.c.id == bindparam("id"))
)
_VERSION: Final = select(campaigns.c.version).where(campaigns.c.id == bindparam("id"))
MOST_PARSED: Final = 1000


def parsed(ledger: Ledger, conn: Connection, campaign_id: str, version: int) -> Campaign:
    """Return a campaign in the version it has, read from its document the first time."""
    known = ledger.parsed.get((campaign_id, version))
    return known if known is not None else _read(ledger, conn, campaign_id)


def current(ledger: Ledger, conn: Connection, campaign_id: str, *, lock: bool = False) -> Campaign:
    """Return a campaign as it is; with `lock`, nobody else changes or redeems it meanwhile.

    Raises NotFound.
    """
    query = _VERSION.with_for_update() if lock else _VERSION
    version = conn.scalar(query, {"id": campaign_id})
    if version is None:
        raise NotFound("There is no campaign {campaign}.", campaign=campaign_id[:64])
    return parsed(ledger, conn, campaign_id, version)


def columns(campaign: Campaign) -> dict[str, Any]:
    """Return the row of a campaign, its document and what queries need of it."""
    return {
        "id": campaign.id,
        "name": campaign.name,
        "document": dump(write_campaign(campaign)),
        "event": campaign.event,
        "prefix": campaign.code_format.prefix if campaign.code_format else "",
        "active": campaign.active,
        "archived": campaign.archived,
        "starts_at": to_micros(campaign.activity.starts_at),
        "ends_at": to_micros_or_none(campaign.activity.ends_at),
        "display_order": campaign.display_order,
        "version": campaign.version,
    }


def fingerprint(campaign: Campaign) -> str:
    """Return what tells a version from another one of the same number, saved elsewhere."""
    return sha256(dump(write_campaign(campaign)).encode()).hexdigest()


def _read(ledger: Ledger, conn: Connection, campaign_id: str) -> Campaign:
    row = _DOCUMENT.run(conn, {"id": campaign_id}).fetchone()
    assert row is not None  # noqa: S101 - campaigns are never removed
    campaign = read_campaign(load(row[0]), id=campaign_id)
    if len(ledger.parsed) >= MOST_PARSED:
        ledger.parsed.clear()
    ledger.parsed[campaign_id, row[1]] = campaign
    return campaign
