"""Making codes by the million, and the digests they are looked up by."""

from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterfoil.domain.check_character import check_digits
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.codespace import space
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.permutation import keyed_permutation

DIGEST_SIZE: Final = 16
"""Bytes of a digest: 128 bits, so that not even 10**10 codes share one by chance."""

_SHORTEST_KEY: Final = 16
_CHUNK: Final = 8192
"""Codes worked on at once: their blocks stay in the processor's second-level cache."""


def mint(code_format: CodeFormat, key: bytes, start: int, count: int) -> NDArray[np.bytes_]:
    """Return codes number `start` to `start + count - 1` of a format, as `S` strings in ASCII.

    The same format and key give the same codes, so the caller keeps a counter for each pair;
    different numbers give different codes, and any difference in format another order of them.
    `key` has 16, 24 or 32 bytes from the operating system's generator. Codes carry the prefix as
    written, dashes and all. Raises InvalidInput where the format has no such number.
    """
    _refuse_exhausted(code_format, start, count)
    alphabet = np.frombuffer(code_format.alphabet.encode(), dtype=np.uint8)
    prefix = np.frombuffer(code_format.prefix.encode(), dtype=np.uint8)
    permutation = keyed_permutation(key, len(alphabet), code_format.drawn, _identity(code_format))
    codes = np.empty((count, len(prefix) + code_format.length), dtype=np.uint8)
    codes[:, : len(prefix)] = prefix
    for at in range(0, count, _CHUNK):
        chunk = codes[at : at + _CHUNK, len(prefix) :]
        digits = permutation(start + at, len(chunk))
        chunk[:, : code_format.drawn] = alphabet[digits].T
        if code_format.check_character:
            chunk[:, -1] = alphabet[check_digits(digits, code_format.alphabet)]
    return codes.reshape(-1).view(f"S{codes.shape[1]}")


def digest(canonical_text: str, key: bytes) -> bytes:
    """Return the keyed 128-bit BLAKE2b of a code's canonical text; `key` has 16 to 64 bytes."""
    _refuse_short(key)
    return blake2b(canonical_text.encode(), digest_size=DIGEST_SIZE, key=key).digest()


def digests(codes: NDArray[np.bytes_], key: bytes) -> NDArray[np.uint8]:
    """Return the digests of many codes, shape (count, 16).

    Takes codes as `mint` makes them or canonical texts in UTF-8.
    """
    _refuse_short(key)
    texts: list[bytes] = codes.tolist()
    if b"-" in codes.tobytes():
        texts = [text.replace(b"-", b"") for text in texts]
    keyed = blake2b(digest_size=DIGEST_SIZE, key=key).copy
    joined = bytearray()
    for text in texts:
        hasher = keyed()
        hasher.update(text)
        joined += hasher.digest()
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, DIGEST_SIZE)


def _refuse_exhausted(code_format: CodeFormat, start: int, count: int) -> None:
    left = space(code_format) - start
    if count > left:
        raise InvalidInput(
            "Only {left:,} codes of this format are left; ask for fewer, or change the prefix or"
            " the length.",
            left=max(left, 0),
        )


def _refuse_short(key: bytes) -> None:
    # BLAKE2b takes an empty key for none at all.
    if len(key) < _SHORTEST_KEY:
        raise ValueError("the digest key needs at least 16 bytes")


def _identity(code_format: CodeFormat) -> bytes:
    check = "check" if code_format.check_character else ""
    return f"{code_format.prefix}/{code_format.alphabet}/{code_format.length}/{check}".encode()
