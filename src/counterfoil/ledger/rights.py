"""What this ledger may decide alone."""

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.facts import Authority
from counterfoil.ledger.ledger import Ledger


def authority(ledger: Ledger, campaign: Campaign | None) -> Authority:
    """Return the ledger's right over the codes of `campaign` (None where the code is unknown).

    A till without a hub holds every right. One that has joined a hub holds what it was granted,
    and nothing has been granted to it yet.
    """
    if ledger.hub is None or campaign is None:
        return Authority.FINAL
    return Authority.NONE
