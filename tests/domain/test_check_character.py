"""What the check characters see, proved over every state of the systems."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_10, mod_37_2, mod_37_36

from counterfoil.domain.check_character import check_character, check_digits, has_valid_check
from counterfoil.domain.code import CharacterSet, CodeFormat

ALPHABETS = sorted(
    {
        CodeFormat(kind, 8, look_alikes=both).alphabet
        for kind in CharacterSet
        for both in (False, True)
    },
    key=len,
)


@st.composite
def checked(draw: st.DrawFn) -> tuple[str, str]:
    """A text that ends in its check character, and its alphabet."""
    alphabet = draw(st.sampled_from(ALPHABETS))
    text = draw(st.text(alphabet, min_size=1, max_size=31))
    return text + check_character(text, alphabet), alphabet


def test_there_are_five_alphabets() -> None:
    assert [len(alphabet) for alphabet in ALPHABETS] == [10, 23, 26, 31, 36]


@given(checked())
def test_python_stdnum_agrees(one: tuple[str, str]) -> None:
    text, alphabet = one
    system = mod_37_2 if len(alphabet) in {23, 31} else mod_37_36
    assert system.is_valid(text, alphabet)
    assert has_valid_check(text, alphabet)
    if len(alphabet) == 10:
        assert mod_11_10.is_valid(text)


@given(checked(), st.data())
def test_every_single_wrong_character_shows(one: tuple[str, str], data: st.DataObject) -> None:
    text, alphabet = one
    at = data.draw(st.integers(0, len(text) - 1))
    for wrong in alphabet.replace(text[at], ""):
        assert not has_valid_check(text[:at] + wrong + text[at + 1 :], alphabet)


@given(checked())
def test_without_look_alikes_every_swap_of_neighbours_shows(one: tuple[str, str]) -> None:
    text, alphabet = one
    if len(alphabet) not in {23, 31}:
        return
    for at in range(len(text) - 1):
        swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        assert swapped == text or not has_valid_check(swapped, alphabet)


@pytest.mark.parametrize(
    ("alphabet", "passing"), list(zip(ALPHABETS, [0.0222, 0.0, 0.0031, 0.0, 0.0016], strict=True))
)
def test_how_many_swaps_of_neighbours_pass(alphabet: str, passing: float) -> None:
    # Three characters suffice: the first leads to every state there is.
    size = len(alphabet)
    triples = np.array(list(product(range(size), repeat=3)), dtype=np.uint8).T
    straight = check_digits(triples, alphabet)
    swapped = check_digits(triples[[0, 2, 1]], alphabet)
    differing = triples[1] != triples[2]
    assert np.mean((straight == swapped)[differing]) == pytest.approx(passing, abs=0.00005)


@given(st.sampled_from(ALPHABETS), st.integers(1, 31), st.integers(0, 2**32))
def test_many_at_once_are_as_one_by_one(alphabet: str, length: int, seed: int) -> None:
    drawn = np.random.default_rng(seed).integers(0, len(alphabet), (length, 20), dtype=np.uint8)
    places = check_digits(drawn, alphabet)
    texts = ["".join(alphabet[place] for place in column) for column in drawn.T]
    assert [alphabet[place] for place in places] == [check_character(t, alphabet) for t in texts]


def test_an_alphabet_without_a_sound_system_is_refused() -> None:
    with pytest.raises(ValueError, match="alphabet of 25"):
        check_character("ABC", "ABCDEFGHIJKLMNOPQRSTUVWXY")
