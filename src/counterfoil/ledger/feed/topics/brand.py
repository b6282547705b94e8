"""What the brand has: stores, devices, staff, groups, schemas, rewards and campaigns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Column, Connection, delete, insert, select, update

from counterfoil.domain.exchange import Document
from counterfoil.ledger.campaign_rows import columns
from counterfoil.ledger.feed.topics.topic import (
    Putting,
    Topic,
    key_pages,
    read_rows,
    row_document,
    row_values,
    rows_topic,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.base import dump, load
from counterfoil.ledger.tables.campaigns import campaigns, event_schemas, rewards, usage
from counterfoil.ledger.tables.members import segments, tiers
from counterfoil.ledger.tables.office import campaign_versions
from counterfoil.ledger.tables.stores import devices, staff, stores
from counterfoil.ledger.tables.sync import enrolments
from counterfoil.ledger.usage import WHOLE
from counterfoil.openloyalty.campaign import read_campaign
from counterfoil.openloyalty.schema import read_schema, write_schema

STORE: Final = rows_topic(stores, stores.c.code)
DEVICE: Final = rows_topic(devices, devices.c.id)
ENROLMENT: Final = rows_topic(enrolments, enrolments.c.device, office=True)
TIER: Final = rows_topic(tiers, tiers.c.code)
SEGMENT: Final = rows_topic(segments, segments.c.code)

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
    # The number of a version is given again by a hub that was restored or refused what was saved
    # here.
    forget_parsed(at.ledger, key)
    if document is None:
        _put_away(at, key)
        return
    row = row_values(campaigns, document["row"])
    _PUT_CAMPAIGN.run(at.conn, row)
    of_it = campaign_versions.c.campaign_id == key
    at.conn.execute(
        delete(campaign_versions).where(of_it, campaign_versions.c.version > row["version"])
    )
    if document["version"] is not None:
        _PUT_VERSION.run(at.conn, row_values(campaign_versions, document["version"]))


def forget_parsed(ledger: Ledger, campaign_id: str) -> None:
    """Let a campaign be read anew from its row, in whatever version."""
    for known in [each for each in ledger.parsed if each[0] == campaign_id]:
        ledger.parsed.pop(known, None)


def _put_away(at: Putting, key: str) -> None:
    """Put a campaign away that was made here and that the hub has refused."""
    row = at.conn.execute(select(campaigns).where(campaigns.c.id == key)).one_or_none()
    if row is not None:
        campaign = read_campaign(load(row.document), id=key)
        gone = replace(campaign, active=False, archived=True)
        _PUT_CAMPAIGN.run(at.conn, {**columns(gone), "saved_at": row.saved_at})


def _put_schema(at: Putting, key: str, document: Document | None) -> None:
    """Put a schema; one that the hub has refused is good for nothing any more."""
    if document is not None:
        _SCHEMAS.put(at, key, document)
        return
    query = select(event_schemas.c.document).where(event_schemas.c.event_type == key)
    kept = at.conn.scalar(query)
    if kept is not None:
        off = write_schema(replace(read_schema(load(kept)), active=False))
        named = event_schemas.c.event_type == key
        at.conn.execute(update(event_schemas).where(named).values(active=False, document=dump(off)))


def _switched_off(topic: Topic, key_column: Column[Any], active: Column[Any]) -> Topic:
    """Return a topic of rows of which those that the hub has refused are switched off."""

    def put(at: Putting, key: str, document: Document | None) -> None:
        if document is None:
            off = update(key_column.table).where(key_column == key)
            at.conn.execute(off.values({active.name: False}))
        else:
            topic.put(at, key, document)

    return replace(topic, put=put)


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


_SCHEMAS: Final = rows_topic(event_schemas, event_schemas.c.event_type)
SCHEMA: Final = replace(_SCHEMAS, put=_put_schema)
STAFF: Final = _switched_off(rows_topic(staff, staff.c.id), staff.c.id, staff.c.active)
REWARD: Final = _switched_off(rows_topic(rewards, rewards.c.id), rewards.c.id, rewards.c.active)
CAMPAIGN: Final = Topic(_campaign_keys, _read_campaigns, _put_campaign)
USAGE: Final = Topic(_campaign_keys, _read_usage, _put_usage, office=True)
"""What a campaign's own limits have counted, for the figures of an office."""
