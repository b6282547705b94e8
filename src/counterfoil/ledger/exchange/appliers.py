"""Which applier takes an entry in, by its kind. A kind that has none is unknown to this hub."""

from collections.abc import Mapping
from typing import Final

from counterfoil.domain.entry import Kind
from counterfoil.ledger.exchange.applying import Applier, kept
from counterfoil.ledger.exchange.asked import asked
from counterfoil.ledger.exchange.conflicts import settled
from counterfoil.ledger.exchange.device_appliers import DEVICE_APPLIERS
from counterfoil.ledger.exchange.office.appliers import OFFICE_APPLIERS
from counterfoil.ledger.exchange.redeemed import claim
from counterfoil.ledger.exchange.refused import guesses_lifted, refused_at_till
from counterfoil.ledger.exchange.undone import reversed_at_till, voided
from counterfoil.ledger.rights.appliers import RIGHTS_APPLIERS

_KEPT: Final = (
    Kind.DEVICE_ADDED,
    Kind.SIGNED_IN,
    Kind.SIGN_IN_REFUSED,
    Kind.COUPON_REFUSED,
    Kind.RESTORED,
    Kind.REPAIRED,
    Kind.ENCRYPTION_SET,
    Kind.MEMBER_EXPORTED,
    Kind.JOINED,
    Kind.ONLINE_ANSWER,
    Kind.EPOCH_BEGUN,
)
"""Kinds that are kept in the journal and change nothing else at the hub."""


_CLAIMS: Final[Mapping[Kind, Applier]] = {
    Kind.REDEEM: claim,
    Kind.SCAN_REFUSED: refused_at_till,
    Kind.GUESSES_LIFTED: guesses_lifted,
    Kind.REVERSE: reversed_at_till,
    Kind.ONLINE_INTENT: asked,
    Kind.ONLINE_VOID: voided,
    Kind.CONFLICT_SETTLED: settled,
}

APPLIERS: Final[Mapping[Kind, Applier]] = {
    **dict.fromkeys(_KEPT, kept),
    **OFFICE_APPLIERS,
    **DEVICE_APPLIERS,
    **RIGHTS_APPLIERS,
    **_CLAIMS,
}


def applier_of(kind: str) -> Applier | None:
    """Return the applier of entries of this kind, None where this hub does not know it."""
    return APPLIERS[Kind(kind)] if kind in _KNOWN else None


_KNOWN: Final = frozenset(str(kind) for kind in APPLIERS)
