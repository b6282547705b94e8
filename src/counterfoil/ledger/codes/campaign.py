"""The campaign that codes are added to."""

from sqlalchemy import Connection

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.errors import Conflict
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.joined import refuse_new_codes
from counterfoil.ledger.ledger import Ledger


def taking_codes(ledger: Ledger, conn: Connection, campaign_id: str) -> Campaign:
    """Return a campaign that codes may be added to.

    Raises NotFound where there is none, Conflict where it is archived, or where this ledger has
    joined a hub, which numbers the codes.
    """
    refuse_new_codes(ledger)
    campaign = current(ledger, conn, campaign_id, lock=True)
    if campaign.archived:
        raise Conflict(
            "{campaign} is archived and takes no more codes; duplicate it first.",
            campaign=campaign.name,
        )
    return campaign
