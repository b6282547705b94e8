"""Checking a device's journal from its entries alone: content, order, end and signatures.

What is looked for is any edit, entry left out, put in or moved, a cut at either end, and signing
anew with another key. Somebody who holds the device's own key could write another history; that
shows only against an end (`Tip`) noted before.
"""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counterfoil.domain.entry import GENESIS, Flaw, Kind, SignedEntry, link_flaw
from counterfoil.domain.problem import Problem

_ID_LENGTH: Final = 10
_LOOK_ALIKES: Final = bytes.maketrans(b"IO", b"89")
_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Tip:
    """The end of a chain as somebody noted it: the number and the hash of its last entry."""

    n: int
    hash: bytes


START: Final = Tip(0, GENESIS)
"""The end of a chain that has no entry yet."""

KEY_UNKNOWN: Final = Problem("the key of its device is not known, so nothing of it can be checked")
"""What is wrong with entries of which nobody can say whose they are."""


def device_id(public_key: bytes) -> str:
    """Return the id of the device with this key: ten clear letters and digits, 50 bits of its hash.

    Base32 has no 0, 1, 8 or 9; its I and O are written 8 and 9, so that nothing looks alike.
    """
    text = base64.b32encode(sha256(public_key).digest())[:_ID_LENGTH]
    return text.translate(_LOOK_ALIKES).decode()


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether `signature` is that of `message` by the holder of the Ed25519 key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def announced_key(signed: SignedEntry) -> bytes | None:
    """Return the public key that a device's first entry announces, None where it announces none.

    A device's id follows from its key, so a key that fits the id cannot be exchanged for another
    without changing the id too.
    """
    if signed.entry.n != 1 or signed.entry.kind != Kind.DEVICE_ADDED:
        return None
    try:
        key = bytes.fromhex(str(signed.entry.body.get("public_key")))
    except ValueError:
        return None
    fits = len(key) == _KEY_BYTES and device_id(key) == signed.entry.device
    return key if fits else None


def tip(signed: SignedEntry) -> Tip:
    """Return the end of a chain whose last entry is this one."""
    return Tip(signed.entry.n, signed.hash)


def flaws(before: SignedEntry | None, signed: SignedEntry, public_key: bytes) -> Iterator[Flaw]:
    """Yield what is wrong with an entry, given the one before it and its device's key."""
    broken = link_flaw(before, signed)
    if broken is not None:
        yield _flaw(signed, broken)
    if signed.entry.device != device_id(public_key):
        yield _flaw(signed, Problem("it is not of the device that has this key"))
    if not is_signed(public_key, signed.hash, signed.signature):
        yield _flaw(signed, Problem("its signature is not the device's"))


def verify_chain(
    entries: Iterable[SignedEntry], public_key: bytes, *, end: Tip = START
) -> Iterator[Flaw]:
    """Yield what is wrong with a device's entries, given from the first on; nothing if whole.

    `end` is what somebody noted of the same journal before: they must reach that far at least, and
    have the same entry there.
    """
    before: SignedEntry | None = None
    is_end_there = end == START
    for signed in entries:
        yield from flaws(before, signed, public_key)
        is_end_there = is_end_there or tip(signed) == end
        before = signed
    if not is_end_there:
        yield end_missing(device_id(public_key), before, end)


def end_missing(device: str, last: SignedEntry | None, end: Tip) -> Flaw:
    """Return what is wrong with a chain in which the noted `end` was not met."""
    if last is None:
        return Flaw(device, 1, Problem("none of its entries are there"))
    if last.entry.n < end.n:
        first = last.entry.n + 1
        missing = Problem(
            "the entries from {first} to {last} are missing at the end",
            {"first": first, "last": end.n},
        )
        return Flaw(device, first, missing)
    return Flaw(device, end.n, Problem("it is another entry than the one that was noted"))


def _flaw(signed: SignedEntry, why: Problem) -> Flaw:
    return Flaw(signed.entry.device, signed.entry.n, why)
