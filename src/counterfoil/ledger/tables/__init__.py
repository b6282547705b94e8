"""Every table of the ledger. Importing this package fills `base.METADATA`."""

from counterfoil.ledger.tables import (
    campaigns,
    codes,
    journal,
    members,
    office,
    redemptions,
    sheets,
    stores,
    sync,
)
from counterfoil.ledger.tables.base import METADATA

__all__ = [
    "METADATA",
    "campaigns",
    "codes",
    "journal",
    "members",
    "office",
    "redemptions",
    "sheets",
    "stores",
    "sync",
]
