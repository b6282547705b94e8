"""Keyed permutations of a counter onto the strings of a radix and length.

Counting from 0 and permuting each number gives strings that differ by construction and that nobody
can foretell without the key. Spaces that FF1 may permute go through FF1. Smaller ones, where a
Feistel network is weak and the standard forbids it, are shuffled whole: sorted by 64 bits of
SHAKE256 for each string, which leaves nothing to attack but the hash. Equal sort keys, kept in
order, would favour one order of two strings; in a million strings that happens once in 37 million
shuffles.
"""

from collections.abc import Callable
from hashlib import shake_256

import numpy as np

from counterfoil.domain.ff1 import MINIMUM_DOMAIN, Digits, encrypt_run, prepare

Permutation = Callable[[int, int], Digits]
"""From (start, count) to the digits that numbers start, start + 1, … become: (length, count)."""

_KEY_SIZES = (16, 24, 32)


def keyed_permutation(key: bytes, radix: int, length: int, tweak: bytes = b"") -> Permutation:
    """Return the permutation of all strings of `length` digits below `radix` that `key` selects.

    `key` is an AES key; each `tweak` gives another permutation. Asking beyond the last string
    raises ValueError, as does a key, radix or length out of bounds.
    """
    if len(key) not in _KEY_SIZES:
        raise ValueError("the key needs 16, 24 or 32 bytes")
    space = radix**length
    if space < MINIMUM_DOMAIN:
        return _within(space, _shuffle(key, radix, length, tweak))
    ff1 = prepare(key, radix, length, tweak)
    return _within(space, lambda start, count: encrypt_run(ff1, start, count))


def _within(space: int, permutation: Permutation) -> Permutation:
    def checked(start: int, count: int) -> Digits:
        if not 0 <= start <= start + count <= space:
            raise ValueError("the counter is out of the space")
        return permutation(start, count)

    return checked


def _shuffle(key: bytes, radix: int, length: int, tweak: bytes) -> Permutation:
    space = radix**length
    seed = b"".join([b"counterfoil shuffle", bytes([len(key)]), key, bytes([radix, length]), tweak])
    sort_keys = np.frombuffer(shake_256(seed).digest(8 * space), dtype="<u8")
    order = sort_keys.argsort(kind="stable").astype(np.uint32)
    powers = np.array([radix**place for place in reversed(range(length))], dtype=np.uint32)

    def run(start: int, count: int) -> Digits:
        rows = order[start : start + count] // powers[:, np.newaxis] % np.uint32(radix)
        return rows.astype(np.uint8)

    return run
