"""Copying a campaign: the next round of it, inactive and without codes."""

from datetime import datetime

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.duplicate import copied_name, duplicate
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger.campaigns import (
    get_campaign,
    list_campaigns,
    new_campaign_id,
    save_campaign,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require


def copy_campaign(
    ledger: Ledger, campaign_id: str, by: Staff, now: datetime, *, name: str = ""
) -> Campaign:
    """Save a copy of a campaign under a name and a prefix of its own.

    Raises:
        Forbidden: `by` is no manager.
        NotFound: there is no such campaign.
        InvalidInput: its event schema cannot be used any more.
    """
    require(by, Act.SAVE_CAMPAIGN)
    campaign = get_campaign(ledger, campaign_id)
    others = list_campaigns(ledger, archived=True)
    name = name.strip() or copied_name(campaign.name, [each.name for each in others])
    prefixes = [each.prefix for each in others]
    made = duplicate(campaign, new_campaign_id(), name, prefixes, now)
    return save_campaign(ledger, made, by, now)
