"""What the brand has: stores, devices, staff, groups, schemas, rewards and campaigns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from counterfoil.domain.exchange import Document
from counterfoil.ledger.feed.topics.topic import (
    Putting,
    Topic,
    key_pages,
    read_rows,
    row_document,
    row_values,
    rows_topic,
)
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.campaigns import campaigns, event_schemas, rewards, usage
from counterfoil.ledger.tables.members import segments, tiers
from counterfoil.ledger.tables.office import campaign_versions
from counterfoil.ledger.tables.stores import devices, staff, stores
from counterfoil.ledger.tables.sync import enrolments
from counterfoil.ledger.usage import WHOLE

STORE: Final = rows_topic(stores, stores.c.code)
DEVICE: Final = rows_topic(devices, devices.c.id)
STAFF: Final = rows_topic(staff, staff.c.id)
ENROLMENT: Final = rows_topic(enrolments, enrolments.c.device, office=True)
TIER: Final = rows_topic(tiers, tiers.c.code)
SEGMENT: Final = rows_topic(segments, segments.c.code)
SCHEMA: Final = rows_topic(event_schemas, event_schemas.c.event_type)
REWARD: Final = rows_topic(rewards, rewards.c.id)

_PUT_CAMPAIGN: Final = putting(campaigns)
_PUT_VERSION: Final = putting(campaign_versions)
_COUNTED: Final = ("unit", "bucket", "points", "executions")


def _read_campaigns(conn: Connection, keys: Sequence[str]) -> Mapping[str, Document]:
    """Each campaign with the row of its version, None from before versions were kept."""
    is_current = (campaign_versions.c.campaign_id == campaigns.c.id) & (
        campaign_versions.c.version == campaigns.c.version
    )
    query = select(campaign_versions).join(campaigns, is_current).where(campaigns.c.id.in_(keys))
    versions = {
        row["campaign_id"]: row_document(campaign_versions, row)
        for row in conn.execute(query).mappings()
    }
    rows = read_rows(conn, campaigns, campaigns.c.id, keys)
    return {key: {"row": row, "version": versions.get(key)} for key, row in rows}


def _put_campaign(at: Putting, key: str, document: Document | None) -> None:
    if document is None:
        return
    row = row_values(campaigns, document["row"])
    # A hub that was restored may give the number of a version again.
    at.ledger.parsed.pop((key, row["version"]), None)
    _PUT_CAMPAIGN.run(at.conn, row)
    if document["version"] is not None:
        _PUT_VERSION.run(at.conn, row_values(campaign_versions, document["version"]))


def _read_usage(conn: Connection, keys: Sequence[str]) -> Mapping[str, Document]:
    whole = usage.c.campaign_id.in_(keys) & (usage.c.member_id == WHOLE)
    found: dict[str, list[Any]] = {}
    query = select(usage).where(whole).order_by(usage.c.unit, usage.c.bucket)
    for row in conn.execute(query).mappings():
        counted = [row[name] for name in _COUNTED]
        found.setdefault(row["campaign_id"], []).append(counted)
    return {key: {"counted": rows} for key, rows in found.items()}


def _put_usage(at: Putting, key: str, document: Document | None) -> None:
    whole = (usage.c.campaign_id == key) & (usage.c.member_id == WHOLE)
    at.conn.execute(delete(usage).where(whole))
    rows = [
        {"campaign_id": key, "member_id": WHOLE, **dict(zip(_COUNTED, counted, strict=True))}
        for counted in (document or {"counted": []})["counted"]
    ]
    if rows:
        at.conn.execute(insert(usage), rows)


def _campaign_keys(conn: Connection) -> Iterator[Sequence[str]]:
    return key_pages(conn, campaigns.c.id)


CAMPAIGN: Final = Topic(_campaign_keys, _read_campaigns, _put_campaign)
USAGE: Final = Topic(_campaign_keys, _read_usage, _put_usage, office=True)
"""What a campaign's own limits have counted, for the figures of an office."""
