"""What the pages of campaigns have the ledger do. Every function here runs behind a door."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from counterfoil.desk.campaigns.names import Names, named
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.code import CodeFormat
from counterfoil.ledger.campaign_versions import Version, list_versions
from counterfoil.ledger.campaigns import (
    Summary,
    get_campaign,
    list_campaigns,
)
from counterfoil.ledger.codes.batches import Batch, batches_of
from counterfoil.ledger.codes.spaces import made_so_far
from counterfoil.ledger.drafts import DraftLine, list_drafts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import list_segments, list_tiers
from counterfoil.ledger.rewards import list_rewards
from counterfoil.ledger.staff import list_staff

MOST_VERSIONS: Final = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """All campaigns, put away or not, and the drafts, the newest first."""

    campaigns: tuple[Summary, ...] = ()
    drafts: tuple[DraftLine, ...] = ()

    def campaign(self, campaign_id: str) -> Summary | None:
        """Return a line of the list."""
        return next((each for each in self.campaigns if each.id == campaign_id), None)


@dataclass(frozen=True, slots=True)
class Room:
    """The format that a campaign's codes are made in, and how many there are of it already."""

    campaign: Campaign
    code_format: CodeFormat
    made: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One campaign, with its figures, batches and versions, and what things are called."""

    campaign: Campaign
    summary: Summary
    batches: tuple[Batch, ...]
    versions: tuple[Version, ...]
    staff: Mapping[str, str]
    names: Names


def look(ledger: Ledger) -> Listed:
    """Return the campaigns and drafts there are."""
    return Listed(list_campaigns(ledger, archived=True), list_drafts(ledger))


def show(ledger: Ledger, campaign_id: str) -> Shown:
    """Return one campaign. Raises NotFound."""
    campaign = get_campaign(ledger, campaign_id)
    with ledger.read() as conn:
        batches = batches_of(conn, campaign_id)
    lines = list_campaigns(ledger, archived=True)
    return Shown(
        campaign=campaign,
        summary=next(each for each in lines if each.id == campaign_id),
        batches=batches,
        versions=list_versions(ledger, campaign_id)[:MOST_VERSIONS],
        staff={each.id: each.name for each in list_staff(ledger)},
        names=names_of(ledger),
    )


def names_of(ledger: Ledger) -> Names:
    """Return what rewards, tiers and segments are called."""
    return named(ledger.store, list_rewards(ledger), list_tiers(ledger), list_segments(ledger))


def room(ledger: Ledger, campaign_id: str) -> Room | None:
    """Return the room there is for more codes; None where a campaign only takes imported ones.

    Raises NotFound.
    """
    campaign = get_campaign(ledger, campaign_id)
    if campaign.code_format is None:
        return None
    with ledger.read() as conn:
        made = made_so_far(conn, campaign.code_format)
    return Room(campaign, campaign.code_format, made)
