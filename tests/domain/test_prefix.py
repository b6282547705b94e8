"""Prefixes that clash, and the next one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.prefix import overlapping_prefixes, suggest_prefix

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("prefix", "others", "overlapping"),
    [
        ("SUMMER", ["SUMMER", "WINTER"], ("SUMMER",)),
        ("SUM", ["SUMMER", "S", "SUN"], ("SUMMER", "S")),
        ("sum-", ["SUM"], ("SUM",)),
        ("PROMO", ["PR0M0"], ("PR0M0",)),
        ("", ["", "A"], ()),
        ("A", [""], ()),
        ("A", [], ()),
    ],
)
def test_overlaps(prefix: str, others: list[str], overlapping: tuple[str, ...]) -> None:
    assert overlapping_prefixes(prefix, others) == overlapping


@pytest.mark.parametrize(
    ("prefix", "others", "suggested"),
    [
        ("summer", [], "SUMMER"),
        ("SUMMER", ["SUMMER"], "26SUMMER"),
        ("SUMMER", ["SUMMER", "26SUMMER"], "2SUMMER"),
        ("SUMMER", ["SUMMER", "2"], "3SUMMER"),
        ("XMAS26", ["XMAS26"], "XMAS27"),
        ("XMAS26", ["XMAS26", "XMAS27"], "XMAS28"),
        ("A9", ["A9"], "A0"),
        ("SPRING-SALE-2026", ["SPRING-SALE-2026"], "SPRING-SALE-2027"),
        ("SPRING-SALE-LOND", ["SPRING-SALE-LOND"], "26SPRING-SALE-LO"),
        ("A1", ["A"], None),
    ],
)
def test_suggestions(prefix: str, others: list[str], suggested: str | None) -> None:
    assert suggest_prefix(prefix, others, NOW) == suggested


def test_without_a_date_no_year() -> None:
    assert suggest_prefix("SUMMER", ["SUMMER"]) == "2SUMMER"


@given(
    st.text("AO01-9_", min_size=1, max_size=16).filter(lambda prefix: prefix[0] not in "-_"),
    st.lists(st.text("AO0129", min_size=1, max_size=4), max_size=5),
)
def test_a_suggestion_is_valid_and_clashes_with_nothing(prefix: str, others: list[str]) -> None:
    suggested = suggest_prefix(prefix, [*others, prefix], NOW)
    if suggested is not None:
        assert CodeFormat(CharacterSet.NUM, 8, suggested).prefix == suggested
        assert not overlapping_prefixes(suggested, [*others, prefix])
