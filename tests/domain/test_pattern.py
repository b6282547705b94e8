"""Patterns that cannot hang."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.pattern import LONGEST_PATTERN, check_pattern, matches


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("b", "abc", True),
        ("^b", "abc", False),
        ("^ABC$", "abc", False),
        ("/^ABC$/i", "abc", True),
        ("/^a.c$/s", "a\nc", True),
        ("/^a.c$/", "a\nc", False),
        ("/^c$/m", "a\nc", True),
        ("/ż/iu", "Ż", True),
        ("/a/b/", "xa/by", True),
        ("/", "a/b", True),
        ("", "", True),
        (r"\d{2}-\d{3}", "00-950 Warszawa", True),
        ("a", "\ud800a", True),
    ],
)
def test_it_searches_as_preg_match_does(pattern: str, text: str, *, found: bool) -> None:
    check_pattern(pattern)
    assert matches(pattern, text) is found


def test_a_pattern_that_hangs_elsewhere_returns() -> None:
    assert not matches("(a+)+$", "a" * 10_000 + "!")
    assert matches("(a|a)*(a|aa)+$", "a" * 10_000)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"(a)\1", "uses a reference back to a group, which can take forever"),
        (r"(?P<n>a)(?P=n)", "uses a reference back to a group"),
        (r"(?=a)", "uses look-around"),
        (r"(?!a)", "uses look-around"),
        (r"(?<=a)b", "uses look-around"),
        (r"(?<!a)b", "uses look-around"),
        ("a++", "uses a possessive or atomic group"),
        ("(?>a)", "uses a possessive or atomic group"),
        ("(", r"The pattern \( cannot be read: missing \)"),
        ("[z-a]", "cannot be read"),
        ("/a/x", "The flag x of the pattern /a/x is not available; use i, m, s or u."),
        ("(a{900}){900}", "cannot be read"),
        (r"\pL{400}", "too large"),
        ("a" * (LONGEST_PATTERN + 1), "has 501 characters; shorten it to 500"),
        ("\ud800", "half a character"),
    ],
)
def test_what_cannot_be_used_is_said(pattern: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check_pattern(pattern)
    with pytest.raises(InvalidInput):
        matches(pattern, "a")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_pattern_is_refused_in_a_sentence_or_matches(pattern: str, text: str) -> None:
    try:
        check_pattern(pattern)
    except InvalidInput:
        return
    assert matches(pattern, text) in {True, False}
