"""What this ledger may decide alone about one code."""

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.exchange import Standing
from counterfoil.domain.rights import EVERY, Authority, Rights
from counterfoil.ledger.ledger import Ledger


def rights_over(ledger: Ledger, campaign: Campaign | None) -> Rights:
    """Return the ledger's rights over the codes of `campaign` (None where the code is unknown)."""
    if ledger.standing in {Standing.ALONE, Standing.HUB} or campaign is None:
        return EVERY
    return Rights(Authority.NONE)
