"""Sizes and odds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.codespace import SpaceUse, check_space, guess_odds, space
from counterfoil.domain.errors import InvalidInput

SIX_DIGITS = CodeFormat(CharacterSet.NUM, 6)
EIGHT = CodeFormat(CharacterSet.ALPHANUM, 8)


def test_spaces() -> None:
    assert space(SIX_DIGITS) == 1_000_000
    assert space(EIGHT) == 31**8
    assert space(CodeFormat(CharacterSet.ALPHA, 5, "ABC", look_alikes=True)) == 26**5
    assert space(CodeFormat(CharacterSet.NUM, 6, check_character=True)) == 100_000


def test_odds() -> None:
    assert guess_odds(EIGHT, 25_000) == 34_115_641
    assert guess_odds(SIX_DIGITS, 3) == 333_333
    assert guess_odds(SIX_DIGITS, 0) is None


def test_a_space_is_filled_to_a_tenth() -> None:
    assert check_space(SIX_DIGITS, 60_000, 40_000) == SpaceUse(1_000_000, 100_000, 10)
    with pytest.raises(InvalidInput, match=r"100,001 codes are too many .* length to 7 or more"):
        check_space(SIX_DIGITS, 60_000, 40_001)


@pytest.mark.parametrize(("quantity", "weak"), [(852_891, False), (852_892, True)])
def test_odds_below_a_million_are_weak(quantity: int, weak: bool) -> None:
    assert check_space(EIGHT, 0, quantity).is_weak is weak


@pytest.mark.parametrize("quantity", [0, -5])
def test_nothing_to_make_is_refused(quantity: int) -> None:
    with pytest.raises(InvalidInput, match="at least one"):
        check_space(EIGHT, 0, quantity)


@given(st.sampled_from(CharacterSet), st.integers(4, 10), st.booleans(), st.integers(1, 10**12))
def test_the_length_advised_is_enough_and_the_least(
    kind: CharacterSet, length: int, check: bool, quantity: int
) -> None:
    def fits(length: int) -> bool:
        code_format = CodeFormat(kind, length, check_character=check)
        return quantity * 10 <= space(code_format)

    try:
        check_space(CodeFormat(kind, length, check_character=check), 0, quantity)
    except InvalidInput as refused:
        advised = refused.values["length"]
        assert isinstance(advised, int)
        assert not fits(length)
        assert fits(advised)
        assert not fits(advised - 1)
    else:
        assert fits(length)
