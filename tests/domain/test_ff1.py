"""FF1 against NIST's samples and against the standard's own algorithm, one number at a time."""

from math import ceil

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from hypothesis import example, given
from hypothesis import strategies as st

from counterfoil.domain.ff1 import encrypt_run, prepare

SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
KEY_128 = "2B7E151628AED2A6ABF7158809CF4F3C"
KEY_192 = KEY_128 + "EF4359D8D580AA4F"
KEY_256 = KEY_192 + "7F036D6F04FC6A94"
DIGIT_TWEAK = "39383736353433323130"
LETTER_TWEAK = "3737373770717273373737"


def encrypt(key: bytes, radix: int, tweak: bytes, plain: str) -> str:
    digits = encrypt_run(prepare(key, radix, len(plain), tweak), int(plain, radix), 1)
    return "".join(SIGNS[digit] for digit in digits[:, 0])


@pytest.mark.parametrize(
    ("key", "radix", "tweak", "plain", "expected"),
    [
        (KEY_128, 10, "", "0123456789", "2433477484"),
        (KEY_128, 10, DIGIT_TWEAK, "0123456789", "6124200773"),
        (KEY_128, 36, LETTER_TWEAK, "0123456789abcdefghi", "a9tv40mll9kdu509eum"),
        (KEY_192, 10, "", "0123456789", "2830668132"),
        (KEY_192, 10, DIGIT_TWEAK, "0123456789", "2496655549"),
        (KEY_192, 36, LETTER_TWEAK, "0123456789abcdefghi", "xbj3kv35jrawxv32ysr"),
        (KEY_256, 10, "", "0123456789", "6657667009"),
        (KEY_256, 10, DIGIT_TWEAK, "0123456789", "1001623463"),
        (KEY_256, 36, LETTER_TWEAK, "0123456789abcdefghi", "xs8a0azh2avyalyzuwd"),
    ],
)
def test_nists_nine_samples(key: str, radix: int, tweak: str, plain: str, expected: str) -> None:
    assert encrypt(bytes.fromhex(key), radix, bytes.fromhex(tweak), plain) == expected


def by_the_book(key: bytes, radix: int, length: int, tweak: bytes, number: int) -> list[int]:
    """Algorithm 7 of SP 800-38G on Python's integers."""
    cipher = Cipher(AES(key), ECB()).encryptor()  # noqa: S305

    def prf(text: bytes) -> bytes:
        state = bytes(16)
        for at in range(0, len(text), 16):
            block = text[at : at + 16]
            state = cipher.update(bytes(a ^ b for a, b in zip(state, block, strict=True)))
        return state

    u = length // 2
    v = length - u
    a, b = divmod(number, radix**v)
    size = ceil((radix**v - 1).bit_length() / 8)
    d = 4 * ceil(size / 4) + 4
    p = b"\x01\x02\x01" + radix.to_bytes(3) + bytes([10, u])
    p += length.to_bytes(4) + len(tweak).to_bytes(4)
    for i in range(10):
        q = tweak + bytes((-len(tweak) - size - 1) % 16) + bytes([i]) + b.to_bytes(size)
        y = int.from_bytes(prf(p + q)[:d])
        a, b = b, (a + y) % radix ** (u if i % 2 == 0 else v)
    whole = a * radix**v + b
    return [whole // radix**place % radix for place in reversed(range(length))]


@st.composite
def spaces(draw: st.DrawFn) -> tuple[int, int]:
    radix = draw(st.sampled_from([2, 4, 10, 16, 23, 26, 31, 32, 36]))
    least = next(n for n in range(2, 33) if radix**n >= 1_000_000)
    return radix, draw(st.integers(least, 32))


@given(
    key=st.binary(min_size=32, max_size=32),
    space=spaces(),
    tweak=st.binary(max_size=40),
    data=st.data(),
)
@example(key=bytes(32), space=(36, 32), tweak=b"", data=None)
@example(key=bytes(32), space=(31, 25), tweak=b"", data=None)
def test_agrees_with_the_algorithm_as_published(
    key: bytes, space: tuple[int, int], tweak: bytes, data: st.DataObject | None
) -> None:
    radix, length = space
    last = radix**length - 3
    start = data.draw(st.integers(0, last)) if data else last
    ours = encrypt_run(prepare(key, radix, length, tweak), start, 3)
    assert ours.shape == (length, 3)
    for column in range(3):
        expected = by_the_book(key, radix, length, tweak, start + column)
        assert ours[:, column].tolist() == expected


def test_a_run_that_crosses_a_half_is_the_same_as_its_parts() -> None:
    ff1 = prepare(bytes(16), 36, 32)
    start = 36**16 - 2
    parts = [encrypt_run(ff1, start + n, 1) for n in range(4)]
    assert np.array_equal(encrypt_run(ff1, start, 4), np.concatenate(parts, axis=1))


def test_nothing_asked_nothing_made() -> None:
    assert encrypt_run(prepare(bytes(16), 31, 8), 5, 0).shape == (8, 0)


@pytest.mark.parametrize(("radix", "length"), [(1, 20), (37, 8), (10, 33), (36, 1)])
def test_radix_and_length_have_bounds(radix: int, length: int) -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        prepare(bytes(16), radix, length)


def test_a_space_below_the_standards_minimum_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        prepare(bytes(16), 31, 4)
    assert encrypt_run(prepare(bytes(16), 10, 6), 0, 1).shape == (6, 1)
