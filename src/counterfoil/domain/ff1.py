"""FF1 format-preserving encryption of NIST SP 800-38G, over whole runs of a counter at once.

FF1 is a ten-round Feistel network over AES that permutes the strings of `length` digits in a given
radix. Each half of a string is kept as *limbs*: digits in the largest power of the radix that fits
in 32 bits, lowest first, so that no product or remainder ever leaves an unsigned 64-bit integer.
With the lengths allowed here the round function costs one AES block a string: the standard's
P and the fixed head of its Q are folded into a constant beforehand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from numpy.typing import NDArray

MINIMUM_DOMAIN: Final = 1_000_000
"""Fewest strings FF1 may permute: SP 800-38G Revision 1 (the first edition said 100)."""

LONGEST: Final = 32
"""Digits: keeps the round function's output (the standard's d) within one AES block."""

LARGEST_RADIX: Final = 36

_ROUNDS: Final = 10
_BLOCK: Final = 16
_WORD: Final = 32

Limb = NDArray[np.uint64]
Half = list[Limb]
Digits = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Ff1:
    """One keyed permutation, made ready: the cipher, the limb sizes and the constant block."""

    cipher: CipherContext
    radix: int
    left: tuple[int, ...]
    """How many digits each limb of the first half holds, lowest limb first."""
    right: tuple[int, ...]
    half_bytes: int
    """Bytes of the longer half as a binary number: the standard's b."""
    round_words: int
    """32-bit words of the round function's output that count: the standard's d / 4."""
    constant: bytes
    """What the block that holds the round number and a half is XORed with."""


def prepare(key: bytes, radix: int, length: int, tweak: bytes = b"") -> Ff1:
    """Make FF1 ready for strings of `length` digits below `radix`.

    `key` is an AES key of 16, 24 or 32 bytes. Raises ValueError where the standard or this module
    sets a bound.
    """
    if not (2 <= radix <= LARGEST_RADIX and 2 <= length <= LONGEST):
        raise ValueError("FF1: radix or length out of bounds")
    if radix**length < MINIMUM_DOMAIN:
        raise ValueError("FF1: too few strings to permute safely")
    # Single blocks, chained by hand as FF1 prescribes: ECB is only the way to call bare AES.
    cipher = Cipher(AES(key), ECB()).encryptor()  # noqa: S305
    half = length // 2
    half_bytes = ceil(((radix ** (length - half)) - 1).bit_length() / 8)
    return Ff1(
        cipher=cipher,
        radix=radix,
        left=_limb_digits(radix, half),
        right=_limb_digits(radix, length - half),
        half_bytes=half_bytes,
        round_words=ceil(half_bytes / 4) + 1,
        constant=_constant(cipher, radix, length, half_bytes, tweak),
    )


def encrypt_run(ff1: Ff1, start: int, count: int) -> Digits:
    """Return what the numbers start, start + 1, … become: digits, shape (length, count).

    Row 0 is the first digit of every string. A number stands for its own digits in the radix.
    """
    right, left = _run(ff1, start, count)
    blocks = _blocks(ff1, count)
    ours, others = ff1.left, ff1.right
    for number in range(_ROUNDS):
        mixed = _round(ff1, blocks, number, _binary(ff1, right, others))
        left, right = right, _add(ff1, left, mixed, ours)
        ours, others = others, ours
    return np.concatenate([_digits(ff1, left, ff1.left), _digits(ff1, right, ff1.right)])


def _limb_digits(radix: int, digits: int) -> tuple[int, ...]:
    most = max(k for k in range(1, _WORD + 1) if radix**k <= 2**_WORD)
    whole, rest = divmod(digits, most)
    return (most,) * whole + ((rest,) if rest else ())


def _constant(cipher: CipherContext, radix: int, length: int, half: int, tweak: bytes) -> bytes:
    first = bytes([1, 2, 1]) + radix.to_bytes(3) + bytes([_ROUNDS, length // 2])
    first += length.to_bytes(4) + len(tweak).to_bytes(4)
    padded = tweak + bytes((-len(tweak) - half - 1) % _BLOCK) + bytes(half + 1)
    state = cipher.update(first)
    for at in range(0, len(padded) - _BLOCK, _BLOCK):
        state = cipher.update(_xor(state, padded[at : at + _BLOCK]))
    return _xor(state, padded[-_BLOCK:])


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _run(ff1: Ff1, start: int, count: int) -> tuple[Half, Half]:
    """The two halves, the low one first, of the numbers from `start` on."""
    carry: Limb = np.arange(count, dtype=np.uint64)
    limbs: Half = []
    for digits in ff1.right + ff1.left:
        start, low = divmod(start, ff1.radix**digits)
        carry, limb = _divide(carry + np.uint64(low), ff1.radix**digits)
        limbs.append(limb)
    return limbs[: len(ff1.right)], limbs[len(ff1.right) :]


def _divide(number: Limb, divisor: int) -> tuple[Limb, Limb]:
    # numpy divides by a scalar with SIMD but takes remainders one at a time.
    quotient = number // np.uint64(divisor)
    return quotient, number - quotient * np.uint64(divisor)


def _divide_long(words: Sequence[Limb], divisor: int) -> tuple[list[Limb], Limb]:
    """Divide big-endian words (the first of 64 bits, the others of 32) by at most 2**32."""
    quotient, rest = _divide(words[0], divisor)
    quotients = [quotient]
    for word in words[1:]:
        quotient, rest = _divide((rest << np.uint64(_WORD)) | word, divisor)
        quotients.append(quotient)
    return quotients, rest


def _add(ff1: Ff1, half: Half, words: list[Limb], sizes: tuple[int, ...]) -> Half:
    """(half + the number in words) modulo radix ** (digits of the half)."""
    total: Half = []
    carry: Limb | None = None
    for limb, digits in zip(half, sizes, strict=True):
        base = ff1.radix**digits
        words, rest = _divide_long(words, base)
        rest += limb
        if carry is not None:
            rest += carry
        # rest < 2 * base, and below base the subtraction wraps to something huge.
        reduced = np.minimum(rest, rest - np.uint64(base))
        if len(sizes) > 1:
            carry = (reduced != rest).astype(np.uint64)
        total.append(reduced)
    return total


@dataclass(frozen=True, slots=True)
class _Blocks:
    """AES blocks of a run, big-endian, reused over the rounds."""

    before: NDArray[np.uint32]
    """Shape (count, 4)."""
    after: NDArray[np.uint8]
    """Flat; the cipher asks for room for one block more than it writes."""


def _blocks(ff1: Ff1, count: int) -> _Blocks:
    constant = np.frombuffer(ff1.constant, dtype=">u4")
    return _Blocks(np.tile(constant, (count, 1)), np.empty((count + 1) * _BLOCK, dtype=np.uint8))


def _round(ff1: Ff1, blocks: _Blocks, number: int, words: list[Limb]) -> list[Limb]:
    """Round `number` of the number in `words` (32 bits each, lowest first).

    Returns words for `_divide_long`.
    """
    constant = np.frombuffer(ff1.constant, dtype=">u4")
    fixed = int.from_bytes(constant.tobytes()) ^ (number << 8 * ff1.half_bytes)
    for place in range(ff1.half_bytes // 4 + 1):
        column = np.uint64((fixed >> _WORD * place) & (2**_WORD - 1))
        blocks.before[:, 3 - place] = words[place] ^ column if place < len(words) else column
    ff1.cipher.update_into(blocks.before.reshape(-1).view(np.uint8).data, blocks.after.data)
    after = blocks.after[:-_BLOCK]
    first = after.view(">u8")[::2].astype(np.uint64)
    rest = after.view(">u4").reshape(-1, 4)[:, 2 : ff1.round_words]
    return [first, *(rest[:, at].astype(np.uint64) for at in range(rest.shape[1]))]


def _binary(ff1: Ff1, half: Half, sizes: tuple[int, ...]) -> list[Limb]:
    """The number that limbs stand for, in words of 32 bits, lowest first."""
    words = [half[-1]]
    for limb, digits in zip(half[-2::-1], sizes[-2::-1], strict=True):
        base = np.uint64(ff1.radix**digits)
        carry = limb
        for place, word in enumerate(words):
            total = word * base + carry
            words[place] = total & np.uint64(2**_WORD - 1)
            carry = total >> np.uint64(_WORD)
        words.append(carry)
    return words


def _digits(ff1: Ff1, half: Half, sizes: tuple[int, ...]) -> Digits:
    rows = np.empty((sum(sizes), len(half[0])), dtype=np.uint8)
    place = len(rows)
    for limb, digits in zip(half, sizes, strict=True):
        left = limb
        for _ in range(digits):
            place -= 1
            left, rows[place] = _divide(left, ff1.radix)
    return rows
