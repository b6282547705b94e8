"""Campaigns: saved with the version they were made from, switched on and off, put away."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.campaign_change import History, judge_change, refusals
from counterfoil.domain.campaign_status import Status, status_of
from counterfoil.domain.effect import GiveReward
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.domain.event import check_code_attribute
from counterfoil.domain.prefix import overlapping_prefixes
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.units import ZERO, from_hundredths
from counterfoil.ledger import journal, usage
from counterfoil.ledger.campaign_history import history_of
from counterfoil.ledger.campaign_rows import columns, current, fingerprint
from counterfoil.ledger.campaign_versions import Stale, add_version, latest
from counterfoil.ledger.codes.batches import Counts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rewards import read_reward
from counterfoil.ledger.schemas import find_schema
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.base import from_micros, from_micros_or_none, to_micros
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.campaigns import usage as usage_rows
from counterfoil.ledger.tables.codes import campaign_counts
from counterfoil.openloyalty.campaign import write_campaign

NEW: Final = 0
"""The base version of a campaign that is not in the ledger yet."""

_PUT: Final = putting(campaigns)


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the list of campaigns."""

    id: str
    name: str
    prefix: str
    active: bool
    archived: bool
    starts_at: datetime
    ends_at: datetime | None
    display_order: int
    version: int
    counts: Counts
    units: Decimal = ZERO
    """Units given, reversed redemptions left out."""

    def status(self, now: datetime) -> Status:
        """Return how the campaign stands at `now`."""
        return status_of(
            self.starts_at, self.ends_at, now, active=self.active, archived=self.archived
        )


def new_campaign_id() -> str:
    """Return an id for a new campaign."""
    return str(uuid4())


def save_campaign(
    ledger: Ledger, campaign: Campaign, by: Staff, now: datetime, *, base_version: int = NEW
) -> Campaign:
    """Save a campaign made from version `base_version` of it, and return it with its new version.

    Raises:
        Forbidden: `by` is no manager.
        InvalidInput: its event schema or, where it is active, a reward is not there or not usable.
        Stale: somebody else saved another version meanwhile.
        Conflict: it changes what stays as it is (`domain.campaign_change`), or is not there.
    """
    require(by, Act.SAVE_CAMPAIGN)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        before = locked_campaign(ledger, conn, campaign.id)
        saved = put_campaign(conn, before, campaign, by, last.now, base_version)
        _record(ledger, conn, last, before, saved, by)
    return saved


def locked_campaign(ledger: Ledger, conn: Connection, campaign_id: str) -> Campaign | None:
    """Return a campaign that nobody else changes or redeems meanwhile, None where there is none."""
    known = select(campaigns.c.id).where(campaigns.c.id == campaign_id).with_for_update()
    return None if conn.scalar(known) is None else current(ledger, conn, campaign_id)


def put_campaign(
    conn: Connection,
    before: Campaign | None,
    campaign: Campaign,
    by: Staff,
    at: datetime,
    base_version: int,
) -> Campaign:
    """Save a campaign, in the transaction in which `locked_campaign` gave `before`.

    The journal is left to whoever calls. Raises as `save_campaign`, but for who may.
    """
    _check_base(conn, before, campaign, base_version)
    if before is not None:
        for each in refusals(judge_change(before, campaign, history_of(conn, before.id))):
            raise Conflict(each.template, **each.values)
    return _put(conn, before, campaign, by, at)


def history(ledger: Ledger, campaign_id: str) -> History:
    """Return what a campaign has behind it, which decides what can still be changed."""
    with ledger.read() as conn:
        return history_of(conn, campaign_id)


def set_active(
    ledger: Ledger, campaign_id: str, by: Staff, now: datetime, *, active: bool
) -> Campaign:
    """Switch a campaign on or off. Raises NotFound, Forbidden, InvalidInput as in saving."""
    require(by, Act.SAVE_CAMPAIGN)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        before = current(ledger, conn, campaign_id, lock=True)
        if before.active == active:
            return before
        if active and before.archived:
            raise Conflict(
                "{campaign} is archived; duplicate it, then activate that.", campaign=before.name
            )
        saved = _put(conn, before, replace(before, active=active), by, last.now)
        _record(ledger, conn, last, before, saved, by)
    return saved


def archive(ledger: Ledger, campaign_id: str, by: Staff, now: datetime) -> Campaign:
    """Put a campaign away for good: inactive, out of the list, its history kept."""
    require(by, Act.SAVE_CAMPAIGN)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        before = current(ledger, conn, campaign_id, lock=True)
        if before.archived:
            return before
        put_away = replace(before, active=False, archived=True)
        saved = _put(conn, before, put_away, by, last.now)
        _record(ledger, conn, last, before, saved, by)
    return saved


def get_campaign(ledger: Ledger, campaign_id: str) -> Campaign:
    """Return a campaign. Raises NotFound."""
    with ledger.read() as conn:
        return current(ledger, conn, campaign_id)


def list_campaigns(ledger: Ledger, *, archived: bool = False) -> tuple[Summary, ...]:
    """Return the campaigns in display order, those put away only where asked for."""
    query = (
        select(campaigns, campaign_counts, usage_rows.c.points)
        .outerjoin(campaign_counts, campaign_counts.c.campaign_id == campaigns.c.id)
        .outerjoin(
            usage_rows,
            (usage_rows.c.campaign_id == campaigns.c.id)
            & (usage_rows.c.member_id == usage.WHOLE)
            & (usage_rows.c.unit == ""),
        )
        .order_by(campaigns.c.display_order, campaigns.c.name, campaigns.c.id)
    )
    if not archived:
        query = query.where(~campaigns.c.archived)
    with ledger.read() as conn:
        rows = conn.execute(query).all()
    return tuple(
        Summary(
            id=row.id,
            name=row.name,
            prefix=row.prefix,
            active=bool(row.active),
            archived=bool(row.archived),
            starts_at=from_micros(row.starts_at),
            ends_at=from_micros_or_none(row.ends_at),
            display_order=row.display_order,
            version=row.version,
            counts=Counts(row.codes or 0, row.used or 0, row.void or 0),
            units=from_hundredths(row.points or 0),
        )
        for row in rows
    )


def overlapping_campaigns(ledger: Ledger, campaign: Campaign) -> tuple[Summary, ...]:
    """Return other campaigns whose prefix could be taken for this one's, to warn about."""
    if campaign.code_format is None or not campaign.code_format.prefix:
        return ()
    others = [each for each in list_campaigns(ledger) if each.id != campaign.id]
    clashing = set(
        overlapping_prefixes(campaign.code_format.prefix, [each.prefix for each in others])
    )
    return tuple(each for each in others if each.prefix in clashing)


def _check_base(
    conn: Connection, before: Campaign | None, campaign: Campaign, base_version: int
) -> None:
    if before is None and base_version != NEW:
        raise Conflict("There is no campaign {campaign} to change.", campaign=campaign.id)
    if before is not None and before.version != base_version:
        raise Stale(before, latest(conn, before.id))


def _put(
    conn: Connection, before: Campaign | None, campaign: Campaign, by: Staff, at: datetime
) -> Campaign:
    saved = replace(campaign, version=(before.version if before else NEW) + 1)
    _check(conn, saved)
    row = {**columns(saved), "saved_at": to_micros(at)}
    _PUT.run(conn, row)
    add_version(conn, row, by)
    if before is not None and usage.counters(before.limits) != usage.counters(saved.limits):
        usage.rebuild(conn, saved)
    return saved


def _record(
    ledger: Ledger,
    conn: Connection,
    last: journal.Head,
    before: Campaign | None,
    saved: Campaign,
    by: Staff,
) -> None:
    body = {
        "campaign": saved.id,
        "base_version": before.version if before else NEW,
        "base": fingerprint(before) if before else None,
        "document": write_campaign(saved),
        "staff": by.id,
    }
    journal.append_after(ledger, conn, last, Kind.CAMPAIGN_SAVED, body)


def _check(conn: Connection, campaign: Campaign) -> None:
    schema = find_schema(conn, campaign.event)
    if schema is None:
        raise InvalidInput(
            "There is no event schema {event}; create it first.", event=campaign.event
        )
    check_code_attribute(schema, campaign.event_code_attribute)
    if campaign.active:
        _check_rewards(conn, _rewards_of(campaign))


def _check_rewards(conn: Connection, wanted: Iterable[str]) -> None:
    for reward_id in wanted:
        reward = read_reward(conn, reward_id)
        if reward is None or not reward.active:
            raise InvalidInput(
                "There is no active reward {reward}; save it first, or leave the campaign"
                " inactive.",
                reward=reward_id,
            )


def _rewards_of(campaign: Campaign) -> set[str]:
    return {
        effect.reward_id
        for rule in campaign.rules
        for effect in rule.effects
        if isinstance(effect, GiveReward)
    }
