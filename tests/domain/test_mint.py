"""Codes made by the million, and their digests."""

from hashlib import blake2b

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.domain.code import CharacterSet, CodeFormat, candidates, canonical
from counterfoil.domain.codespace import space
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.mint import digest, digests, mint

KEY = bytes(range(32))
EIGHT = CodeFormat(CharacterSet.ALPHANUM, 8)
DASHED = CodeFormat(CharacterSet.ALPHANUM, 8, "SUM-26-", check_character=True)
PINNED_EIGHT = [b"3ETFZ6UK", b"ZNKGBCPU", b"N629BVRC"]
PINNED_DASHED = [b"SUM-26-8XEXPTJC", b"SUM-26-29VPFMJR"]
PINNED_FOUR = [b"9043", b"4577", b"8019"]


def formats() -> st.SearchStrategy[CodeFormat]:
    return st.builds(
        CodeFormat,
        st.sampled_from(CharacterSet),
        st.integers(4, 32),
        st.sampled_from(["", "A", "SUMMER", "X-1_"]),
        st.booleans(),
        st.booleans(),
    )


@given(formats(), st.integers(0, 900))
@settings(max_examples=60)
def test_codes_are_of_their_format_and_differ(code_format: CodeFormat, start: int) -> None:
    codes = [code.decode() for code in mint(code_format, KEY, start, 100).tolist()]
    assert len(set(codes)) == 100
    for code in codes:
        assert code.startswith(code_format.prefix)
        assert len(code) == len(code_format.prefix) + code_format.length
        assert canonical(code, code_format) == code.replace("-", "")


def test_a_whole_space_has_every_code_once() -> None:
    code_format = CodeFormat(CharacterSet.NUM, 5, check_character=True)
    codes = mint(code_format, KEY, 0, 10_000)
    drawn = sorted(int(code[:4]) for code in codes.tolist())
    assert drawn == list(range(10_000))


def test_a_quarter_of_a_million_without_a_double() -> None:
    codes = mint(EIGHT, KEY, 10**9, 250_000)
    assert len(np.unique(codes)) == 250_000


def test_a_run_may_be_made_in_parts() -> None:
    whole = mint(DASHED, KEY, 5, 20_000)
    parts = [
        mint(DASHED, KEY, 5, 8_193),
        mint(DASHED, KEY, 8_198, 0),
        mint(DASHED, KEY, 8_198, 11_807),
    ]
    assert whole.dtype == np.dtype("S15")
    assert np.array_equal(whole, np.concatenate(parts))


def test_any_difference_in_format_or_key_gives_other_codes() -> None:
    variants = [
        mint(code_format, key, 0, 500).tolist()
        for key in (KEY, bytes(16))
        for code_format in (
            EIGHT,
            CodeFormat(CharacterSet.ALPHANUM, 8, check_character=True),
            CodeFormat(CharacterSet.ALPHANUM, 8, "A"),
            CodeFormat(CharacterSet.ALPHANUM, 8, "B"),
        )
    ]
    drawn = [tuple(code[-8:-1] for code in codes) for codes in variants]
    assert len(set().union(*drawn)) == 8 * 500


def test_the_same_key_and_number_always_give_the_same_code() -> None:
    # Codes already in people's hands: no later version may make them again for others.
    assert mint(EIGHT, KEY, 0, 3).tolist() == PINNED_EIGHT
    assert mint(DASHED, KEY, 7, 2).tolist() == PINNED_DASHED
    assert mint(CodeFormat(CharacterSet.NUM, 4), KEY, 0, 3).tolist() == PINNED_FOUR


def test_no_more_than_the_format_has() -> None:
    code_format = CodeFormat(CharacterSet.NUM, 4)
    assert len(mint(code_format, KEY, 9_990, 10)) == 10
    with pytest.raises(InvalidInput, match="Only 10 codes of this format are left"):
        mint(code_format, KEY, 9_990, 11)
    with pytest.raises(InvalidInput, match="Only 0 codes"):
        mint(code_format, KEY, 10_001, 1)


def test_the_last_codes_of_the_longest_format_can_be_made() -> None:
    code_format = CodeFormat(CharacterSet.ALPHANUM, 32, look_alikes=True)
    codes = mint(code_format, KEY, space(code_format) - 5, 5)
    assert len(set(codes.tolist())) == 5


@given(st.lists(st.text("ABCDEF2345É_", min_size=1, max_size=20), max_size=20))
def test_many_digests_are_as_one_by_one(texts: list[str]) -> None:
    codes = np.array([text.encode() for text in texts], dtype="S40")
    expected = [digest(text, KEY) for text in texts]
    made = digests(codes, KEY)
    assert made.shape == (len(texts), 16)
    assert made.dtype == np.uint8
    assert [row.tobytes() for row in made] == expected


def test_a_code_as_printed_is_found_as_typed() -> None:
    codes = mint(DASHED, KEY, 0, 50)
    for code, made in zip(codes.tolist(), digests(codes, KEY), strict=True):
        typed = code.decode().lower().replace("-", " ")
        assert made.tobytes() == digest(candidates(typed, [])[0], KEY)


def test_a_digest_is_keyed_blake2b_of_128_bits() -> None:
    assert digest("ABCD", KEY) == blake2b(b"ABCD", digest_size=16, key=KEY).digest()
    assert digest("ABCD", KEY) != digest("ABCD", KEY[::-1])


@pytest.mark.parametrize("key", [b"", b"x" * 15, b"x" * 65])
def test_a_key_that_is_none_is_refused(key: bytes) -> None:
    with pytest.raises(ValueError, match=r"key"):
        digest("ABCD", key)
    with pytest.raises(ValueError, match=r"key"):
        digests(np.array([b"ABCD"]), key)
