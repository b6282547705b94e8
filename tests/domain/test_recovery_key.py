import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.recovery_key import ALPHABET, GROUPS, read_key, write_key

KEY = bytes(range(32))


@given(st.binary(min_size=32, max_size=32))
def test_a_key_is_read_as_it_was_written(key: bytes) -> None:
    assert read_key(write_key(key)) == key


def test_capitals_spaces_and_dashes_do_not_matter() -> None:
    written = write_key(KEY)
    assert [len(group) for group in written.split()] == [5] * GROUPS
    assert read_key(f" {written.lower().replace(' ', '-')}\n") == KEY


@given(st.integers(0, GROUPS * 5 - 1), st.sampled_from(ALPHABET))
def test_each_wrong_character_is_told_by_its_group(place: int, other: str) -> None:
    written = write_key(KEY).replace(" ", "")
    if written[place] == other:
        return
    with pytest.raises(InvalidInput, match=f"Group {place // 5 + 1} of the recovery key"):
        read_key(written[:place] + other + written[place + 1 :])


def test_swapped_groups_are_told() -> None:
    groups = write_key(KEY).split()
    with pytest.raises(InvalidInput, match="Group 5 of the recovery key"):
        read_key(" ".join([*groups[:4], groups[5], groups[4], *groups[6:]]))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has 13 groups of 5"),
        ("AAAAA " * 12, "has 13 groups of 5"),
        ("O" * 65, "Group 1 of the recovery key, OOOOO, is mistyped"),
    ],
)
def test_what_is_no_key_is_refused(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_key(text)


def test_what_is_more_than_a_key_holds_is_refused() -> None:
    with pytest.raises(InvalidInput, match="look at its first group"):
        read_key(write_key(bytes([255]) * 33))
