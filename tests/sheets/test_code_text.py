import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.sheets.code_text import code_groups, code_lines

codes = st.text("ABCDEFGHJKMNPQRSTUVWXYZ23456789-", min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("code", "group", "line"),
    [
        ("7K2MQ9WX", 4, "7K2M Q9WX"),
        ("7K2MQ9WX7", 4, "7K2 MQ9 WX7"),
        ("7K2MQ9WX73", 4, "7K2M Q9W X73"),
        ("AUTUMN-7K2MQ9WX", 4, "AUTUMN-7K2M Q9WX"),
        ("AUTUMN-2026-7K2MQ9", 3, "AUTUMN-2026-7K2 MQ9"),
        ("7K2MQ9WX", 0, "7K2MQ9WX"),
        ("7K2", 4, "7K2"),
    ],
)
def test_groups_are_even_and_keep_to_the_dashes(code: str, group: int, line: str) -> None:
    assert code_lines(code, group) == (line,)


@pytest.mark.parametrize(
    ("code", "group", "lines"),
    [
        ("7K2MQ9WX", 4, ("7K2M", "Q9WX")),
        ("AUTUMN-7K2MQ9WX", 4, ("AUTUMN-", "7K2M Q9WX")),
        ("482915037264", 4, ("4829 1503", "7264")),
        ("7K2MQ9WX", 0, ("7K2M", "Q9WX")),
        ("7", 4, ("7",)),
    ],
)
def test_two_lines_part_between_groups(code: str, group: int, lines: tuple[str, ...]) -> None:
    assert code_lines(code, group, 2) == lines


@given(codes, st.integers(0, 8), st.sampled_from([1, 2]))
def test_no_letter_is_lost_or_added(code: str, group: int, lines: int) -> None:
    assert "".join(code_groups(code, group)) == code
    assert "".join(code_lines(code, group, lines)).replace(" ", "") == code


@given(codes, st.integers(1, 8))
def test_no_group_behind_the_last_dash_is_longer_than_asked(code: str, group: int) -> None:
    behind = code_groups(code, group)[1 if "-" in code[:-1] else 0 :]
    assert all(len(each) <= group for each in behind)
