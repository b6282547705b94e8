"""What a manager keeps on a device: campaigns, event schemas, rewards, stores, tiers, segments."""

from collections.abc import Mapping
from typing import Any

from counterfoil.domain.member import Segment, Tier
from counterfoil.domain.reward import Reward
from counterfoil.domain.store import Staff, Store
from counterfoil.ledger.campaign_rows import fingerprint
from counterfoil.ledger.campaign_versions import Stale, latest
from counterfoil.ledger.campaigns import locked_campaign, put_campaign
from counterfoil.ledger.exchange.applying import Applying
from counterfoil.ledger.exchange.office.judging import tell
from counterfoil.ledger.members import put_group
from counterfoil.ledger.rewards import put_reward
from counterfoil.ledger.schemas import put_schema
from counterfoil.ledger.settings import change_store, zone
from counterfoil.ledger.tables.base import from_units
from counterfoil.openloyalty.campaign import read_campaign
from counterfoil.openloyalty.schema import read_schema


def campaign_saved(applying: Applying, by: Staff) -> None:
    """Save a campaign that was made from the version the hub has.

    The number alone does not tell: a device whose first change was refused may have made a second
    one from it.
    """
    body: Mapping[str, Any] = applying.entry.body
    campaign = read_campaign(body["document"], id=body["campaign"])
    before = locked_campaign(applying.ledger, applying.conn, campaign.id)
    base = body.get("base")
    if before is not None and base is not None and base != fingerprint(before):
        raise Stale(before, latest(applying.conn, before.id))
    at = applying.entry.wall_time
    put_campaign(applying.conn, before, campaign, by, at, body["base_version"])


def schema_saved(applying: Applying, _by: Staff) -> None:
    """Save an event schema."""
    body: Mapping[str, Any] = applying.entry.body
    put_schema(applying.conn, read_schema(body["schema"]))


def reward_saved(applying: Applying, _by: Staff) -> None:
    """Save a reward."""
    body: Mapping[str, Any] = applying.entry.body
    reward = Reward(
        body["id"], body["name"], from_units(body["value"]), body["days_valid"], body["active"]
    )
    put_reward(applying.conn, reward)


def store_saved(applying: Applying, _by: Staff) -> None:
    """Save a store; in another time zone, what limits have counted is counted anew."""
    body: Mapping[str, Any] = applying.entry.body
    store = Store(body["store"], body["name"], zone(body["zone"]), body["currency"])
    before = change_store(applying.ledger, applying.conn, store)
    if before is not None:
        tell(applying, zone_before=before)


def group_saved(applying: Applying, _by: Staff) -> None:
    """Save a tier or a segment."""
    body: Mapping[str, Any] = applying.entry.body
    code, name = body["code"], body["name"]
    group = Tier(code, name) if body["group"] == "tier" else Segment(code, name)
    put_group(applying.conn, body["group"], group)
