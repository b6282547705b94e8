"""Journal entries: what a device did, chained by hash so that nothing can be changed unnoticed.

The canonical bytes of an entry are JSON in the manner of RFC 8785: UTF-8, keys sorted, no spaces.
Bodies hold text, whole numbers, true, false, null, lists and objects; where a campaign's document
brings a fraction, it is written as Python does, the shortest decimal that reads back the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Final

from counterfoil.domain.problem import Problem

GENESIS: Final = bytes(32)
"""The hash before a device's first entry."""

_ENCODER: Final = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Kind(StrEnum):
    """What an entry records."""

    DEVICE_ADDED = "device_added"
    REDEEM = "redeem"
    REVERSE = "reverse"
    SCAN_REFUSED = "scan_refused"
    GUESSES_LIFTED = "guesses_lifted"
    CAMPAIGN_SAVED = "campaign_saved"
    SCHEMA_SAVED = "schema_saved"
    REWARD_SAVED = "reward_saved"
    BATCH_GENERATED = "batch_generated"
    BATCH_IMPORTED = "batch_imported"
    CODES_VOIDED = "codes_voided"
    SHEETS_PRINTED = "sheets_printed"
    SHEET_REPRINTED = "sheet_reprinted"
    MEMBER_SAVED = "member_saved"
    GROUP_SAVED = "group_saved"
    UNITS_ADJUSTED = "units_adjusted"
    MEMBER_EXPORTED = "member_exported"
    MEMBER_ERASED = "member_erased"
    COUPON_USED = "coupon_used"
    COUPON_REFUSED = "coupon_refused"
    COUPON_UNUSED = "coupon_unused"
    STAFF_SAVED = "staff_saved"
    PIN_SET = "pin_set"
    PIN_CLEARED = "pin_cleared"
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    STORE_SAVED = "store_saved"
    RESTORED = "restored"
    REPAIRED = "repaired"
    ENCRYPTION_SET = "encryption_set"
    # What tills and their hub do with one another.
    JOINED = "joined"
    ONLINE_INTENT = "online_intent"
    ONLINE_ANSWER = "online_answer"
    ONLINE_VOID = "online_void"
    RIGHT_GRANTED = "right_granted"
    RIGHT_ACCEPTED = "right_accepted"
    RIGHT_RECALLED = "right_recalled"
    RIGHT_RELEASED = "right_released"
    LEASE_CLOSED = "lease_closed"
    RIGHT_WRITTEN_OFF = "right_written_off"
    ALLOWANCE_SET = "allowance_set"
    DEVICE_INVITED = "device_invited"
    DEVICE_REVOKED = "device_revoked"
    DEVICE_WRITTEN_OFF = "device_written_off"
    CONFLICT_SETTLED = "conflict_settled"
    EPOCH_BEGUN = "epoch_begun"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a device did. `n` counts its entries from 1.

    `wall_time` is the time on the device, never before that of the entry before it; `hub_time` the
    last time it had from a hub. `epoch` counts the restores of the hub it knows of.
    """

    device: str
    n: int
    prev_hash: bytes
    epoch: int
    kind: str
    body: Mapping[str, object]
    wall_time: datetime
    hub_time: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignedEntry:
    """An entry, the SHA-256 of its canonical bytes, and the device's Ed25519 signature of that."""

    entry: Entry
    hash: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with an entry of a journal."""

    device: str
    n: int
    why: Problem

    @property
    def sentence(self) -> str:
        """Why it is wrong, in English."""
        return str(self.why)


def canonical(value: object) -> str:
    """Return `value` as canonical JSON. Raises ValueError for what JSON cannot hold."""
    return _ENCODER.encode(value)


quoted: Final = lru_cache(maxsize=1024)(canonical)
"""Return one of the few texts that are in every entry as canonical JSON."""


def canonical_bytes(entry: Entry, body: str | None = None) -> bytes:
    """Return the bytes an entry's hash is taken of; `body` is its canonical text where known."""
    hub_time = "null" if entry.hub_time is None else str(micros(entry.hub_time))
    # Keys in order, as in the rest of the canonical form.
    return (
        f'{{"body":{canonical(entry.body) if body is None else body}'
        f',"device":{quoted(entry.device)},"epoch":{entry.epoch},"hub_time":{hub_time}'
        f',"kind":{quoted(entry.kind)},"n":{entry.n},"prev_hash":"{entry.prev_hash.hex()}"'
        f',"wall_time":{micros(entry.wall_time)}}}'
    ).encode()


def entry_hash(entry: Entry, body: str | None = None) -> bytes:
    """Return the SHA-256 of the entry's canonical bytes."""
    return sha256(canonical_bytes(entry, body)).digest()


def link_flaw(before: SignedEntry | None, signed: SignedEntry) -> Problem | None:
    """Return what breaks the chain between a device's entry and the one before it, if anything."""
    entry = signed.entry
    if entry_hash(entry) != signed.hash:
        return Problem("its content does not match its hash: it was changed")
    awaited = before.entry.n + 1 if before else 1
    if entry.n != awaited:
        return Problem("entry {missing} is missing before it", {"missing": awaited})
    if entry.prev_hash != (before.hash if before else GENESIS):
        return Problem("it does not follow the entry before it")
    if before and entry.wall_time < before.entry.wall_time:
        return Problem("its time is before that of the entry before it")
    return None


def micros(moment: datetime) -> int:
    """Return a moment as entries have it: whole microseconds since 1970 in UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)
