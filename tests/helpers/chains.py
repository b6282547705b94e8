"""Journals as devices write them, made without a ledger."""

from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import GENESIS, Entry, Kind, SignedEntry, entry_hash

NOW = datetime(2026, 5, 13, 12, 30, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC = KEY.public_key().public_bytes_raw()
OTHER_PUBLIC = OTHER.public_key().public_bytes_raw()
DEVICE = device_id(PUBLIC)


def signed(entry: Entry, key: Ed25519PrivateKey = KEY) -> SignedEntry:
    """Hash and sign an entry."""
    sealed = entry_hash(entry)
    return SignedEntry(entry, sealed, key.sign(sealed))


def chain(length: int, key: Ed25519PrivateKey = KEY) -> list[SignedEntry]:
    """Return a journal: the device announces its key, then redeems."""
    public = key.public_key().public_bytes_raw()
    made: list[SignedEntry] = []
    for n in range(1, length + 1):
        entry = Entry(
            device=device_id(public),
            n=n,
            prev_hash=made[-1].hash if made else GENESIS,
            epoch=0,
            kind=Kind.REDEEM if made else Kind.DEVICE_ADDED,
            body={"amount": n * 100} if made else {"public_key": public.hex(), "name": "Till"},
            wall_time=NOW + timedelta(seconds=n),
            hub_time=NOW if n % 2 else None,
        )
        made.append(signed(entry, key))
    return made
