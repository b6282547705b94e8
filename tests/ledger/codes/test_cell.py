"""Formulas are made harmless, and every text comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.ledger.codes.cell import guarded, without_guard


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("'till", "'till"),
        ("AB-1", "AB-1"),
        ("", ""),
    ],
)
def test_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert guarded(text) == cell


@given(st.text(st.sampled_from("'=+-@\t\rA1 ")))
def test_it_comes_back_as_it_was(text: str) -> None:
    assert without_guard(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
