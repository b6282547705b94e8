"""Whether an entry is what its device signed, and follows the one before it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counterfoil.domain.entry import SignedEntry, entry_hash
from counterfoil.ledger.exchange.reached import Reached
from counterfoil.ledger.tables.base import to_micros

UNREADABLE: Final = "It could not be read."
NOT_ITS_OWN: Final = "It is not of the device that sent it."
CHANGED: Final = "Its content does not match its hash: it was changed."
NOT_SIGNED: Final = "Its signature is not the device's."
NOT_NEXT: Final = "It does not follow the entry before it."
TOO_EARLY: Final = "Its time is before that of the entry before it."
LONGEST_KIND: Final = 40
_LATEST: Final = to_micros(datetime(9999, 1, 1, tzinfo=UTC))
"""Some months before the last moment there is, so that it is one on every clock."""


def flaw(signed: SignedEntry | None, n: int, device: str, key: Ed25519PublicKey) -> str | None:
    """Return why an entry, sent as the one with the number `n`, is not the device's own, if so."""
    why = content_flaw(signed, n, device)
    if why is not None or signed is None:
        return why
    return None if is_signed(signed, key) else NOT_SIGNED


def content_flaw(
    signed: SignedEntry | None, n: int, device: str, body: str | None = None
) -> str | None:
    """Return what is wrong with an entry but for its signature, which says the rest.

    `body` is the canonical text of its body where that is known.
    """
    if signed is None or not 0 < len(signed.entry.kind) <= LONGEST_KIND:
        return UNREADABLE
    if signed.entry.device != device or signed.entry.n != n:
        return NOT_ITS_OWN
    try:
        return None if entry_hash(signed.entry, body) == signed.hash else CHANGED
    except ValueError:
        return UNREADABLE


def names_moment(body: Mapping[str, object]) -> bool:
    """Say whether the time that a body names, if it does, is one: figures and windows use it."""
    at = body.get("at", 0)
    return type(at) is int and 0 <= at <= _LATEST


def is_signed(signed: SignedEntry, key: Ed25519PublicKey) -> bool:
    """Say whether the signature of an entry's hash is the device's."""
    try:
        key.verify(signed.signature, signed.hash)
    except (InvalidSignature, ValueError):
        return False
    return True


def break_in_chain(before: Reached, signed: SignedEntry) -> str | None:
    """Return what is wrong between an entry and the one before it, if anything."""
    if before.hash is not None and signed.entry.prev_hash != before.hash:
        return NOT_NEXT
    if _is_before(signed.entry.wall_time, before.wall_time):
        return TOO_EARLY
    return None


def _is_before(moment: datetime, other: datetime | None) -> bool:
    return other is not None and moment < other
