"""Every number of a space becomes one string of it, and no pattern is left."""

from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.domain.permutation import Permutation, keyed_permutation

KEYS = [bytes([n]) * 32 for n in range(4)]


def numbers(permutation: Permutation, radix: int, start: int, count: int) -> list[int]:
    totals = [0] * count
    for row in permutation(start, count).tolist():
        totals = [total * radix + digit for total, digit in zip(totals, row, strict=True)]
    return totals


@given(
    key=st.sampled_from(KEYS),
    space=st.sampled_from([(2, 4), (10, 3), (10, 4), (23, 3), (31, 3), (36, 3)]),
)
@settings(max_examples=20)
def test_small_spaces_are_permuted_whole(key: bytes, space: tuple[int, int]) -> None:
    radix, length = space
    permutation = keyed_permutation(key, radix, length)
    assert sorted(numbers(permutation, radix, 0, radix**length)) == list(range(radix**length))


@pytest.mark.parametrize(("radix", "length"), [(31, 4), (10, 6), (36, 4)])
def test_spaces_on_both_sides_of_a_million_are_permuted_whole(radix: int, length: int) -> None:
    permutation = keyed_permutation(KEYS[0], radix, length)
    space = radix**length
    digits = permutation(0, space).astype(np.int64)
    powers = radix ** np.arange(length - 1, -1, -1)
    seen = np.bincount(powers @ digits, minlength=space)
    assert np.array_equal(seen, np.ones(space, dtype=seen.dtype))


@given(
    key=st.binary(min_size=32, max_size=32),
    radix=st.sampled_from([10, 23, 26, 31, 36]),
    length=st.integers(3, 32),
    data=st.data(),
)
@settings(max_examples=40)
def test_no_two_numbers_share_a_string(
    key: bytes, radix: int, length: int, data: st.DataObject
) -> None:
    count = min(2000, radix**length)
    start = data.draw(st.integers(0, radix**length - count))
    made = numbers(keyed_permutation(key, radix, length), radix, start, count)
    assert len(set(made)) == count
    assert 0 <= min(made) <= max(made) < radix**length


@pytest.mark.parametrize("length", [3, 8])
def test_it_does_not_matter_how_a_run_is_cut(length: int) -> None:
    permutation = keyed_permutation(KEYS[1], 31, length)
    parts = [permutation(100, 7), permutation(107, 1), permutation(108, 92)]
    assert np.array_equal(permutation(100, 100), np.concatenate(parts, axis=1))


@pytest.mark.parametrize("length", [4, 8])
def test_key_and_tweak_each_select_another_permutation(length: int) -> None:
    made = {
        keyed_permutation(key, 31, length, tweak)(0, 50).tobytes()
        for key in KEYS
        for tweak in (b"", b"a", b"b")
    }
    assert len(made) == 12


def chi_square(observed: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> float:
    expected = observed.sum() / observed.size
    return float(((observed - expected) ** 2 / expected).sum())


def is_uniform(places: np.ndarray[tuple[int, ...], np.dtype[np.intp]], cells: int) -> bool:
    """Chi-square within six standard deviations of its mean."""
    degrees = cells - 1
    found = chi_square(np.bincount(places, minlength=cells))
    return abs(found - degrees) < 6 * sqrt(2 * degrees)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("radix", "length"), [(10, 8), (31, 8), (36, 16), (23, 32)])
def test_every_place_and_every_step_is_uniform(key: bytes, radix: int, length: int) -> None:
    digits = keyed_permutation(key, radix, length)(0, 40_000).astype(np.intp)
    for row in digits:
        assert is_uniform(row, radix)
        assert is_uniform(row[:-1] * radix + row[1:], radix * radix)
    for row, following in pairwise(digits):
        assert is_uniform(row * radix + following, radix * radix)


@pytest.mark.parametrize("key", KEYS)
def test_the_first_tenth_of_a_small_space_is_spread_over_it(key: bytes) -> None:
    radix, length = 31, 4
    digits = keyed_permutation(key, radix, length)(0, 90_000).astype(np.intp)
    # Drawn without putting back, so a little more even than chance.
    assert all(is_uniform(row, radix) for row in digits)
    assert all(is_uniform(row[:-1] * radix + row[1:], radix * radix) for row in digits)


def test_the_test_of_uniformity_sees_a_plain_counter() -> None:
    counter = np.arange(40_000)
    assert not is_uniform(counter // 31 % 31 * 31 + counter % 31 // 2, 31 * 31)
    assert not is_uniform(counter % 31 * 31 + (counter + 1) % 31, 31 * 31)


@pytest.mark.parametrize("length", [4, 8])
def test_nothing_outside_the_space(length: int) -> None:
    space = 31**length
    permutation = keyed_permutation(KEYS[0], 31, length)
    assert permutation(space - 1, 1).shape == (length, 1)
    assert permutation(space, 0).shape == (length, 0)
    for start, count in [(space - 1, 2), (-1, 2), (5, -1)]:
        with pytest.raises(ValueError, match="out of the space"):
            permutation(start, count)


@pytest.mark.parametrize("length", [4, 8])
def test_the_key_is_an_aes_key(length: int) -> None:
    with pytest.raises(ValueError, match="16, 24 or 32"):
        keyed_permutation(b"short", 31, length)
