"""The next round of a campaign: its copy, the copy's name and prefix."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.campaign import Translation
from counterfoil.domain.campaign_change import Part, differences
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.duplicate import LONGEST_NAME, copied_name, duplicate
from counterfoil.domain.prefix import overlapping_prefixes, rotated_prefix
from tests.domain.build import NOW, campaign

FORMAT = CodeFormat(CharacterSet.ALPHANUM, 8, "SUM26")


def test_a_copy_is_inactive_has_its_own_name_and_prefix_and_the_same_rest() -> None:
    texts = {"en": Translation("Summer", "Hot"), "pl": Translation("Lato")}
    before = campaign(code_format=FORMAT, translations=texts, version=7, archived=True)
    copy = duplicate(before, "c2", "Summer (2)", ["SUM26", "SUM27"])
    assert (copy.id, copy.version, copy.active, copy.archived) == ("c2", 1, False, False)
    assert copy.translations == {**texts, "en": Translation("Summer (2)", "Hot")}
    assert copy.code_format == replace(FORMAT, prefix="SUM28")
    assert {each.part for each in differences(before, copy)} == {
        Part.TEXTS,
        Part.CODE_FORMAT,
        Part.ACTIVE,
        Part.ARCHIVED,
    }


@pytest.mark.parametrize("kept", [None, replace(FORMAT, prefix="")])
def test_what_has_no_prefix_gets_none(kept: CodeFormat | None) -> None:
    assert duplicate(campaign(code_format=kept), "c2", "Copy").code_format == kept


def test_a_prefix_stays_where_all_like_it_are_taken() -> None:
    crowded = campaign(code_format=replace(FORMAT, prefix="A1"))
    copy = duplicate(crowded, "c2", "Copy", ["A"])
    assert copy.code_format == crowded.code_format


@pytest.mark.parametrize(
    ("prefix", "taken", "rotated"),
    [
        ("SUM26", [], "SUM27"),
        ("SUM26", ["SUM27"], "SUM28"),
        ("SUMA", [], "SUMB"),
        ("suma", ["SUMB", "SUMC"], "SUMD"),
        ("SUMZ", [], "SUMA"),
        ("N", [], "O"),
        ("H", [], "I"),
        ("K", ["1"], "M"),
        ("N", ["O"], "P"),
        ("SUM-A", [], "SUM-B"),
        ("SUMMER26B", [], "SUMMER26C"),
        ("SUMMER", [], "2SUMMER"),
        ("SUM-", [], "2SUM-"),
        ("", ["A"], None),
        ("A1", ["A"], None),
    ],
)
def test_prefixes_are_rotated(prefix: str, taken: list[str], rotated: str | None) -> None:
    assert rotated_prefix(prefix, taken) == rotated


def test_a_longer_word_gets_the_year_in_front() -> None:
    assert rotated_prefix("SUMMER", [], NOW) == "26SUMMER"
    copy = duplicate(campaign(code_format=replace(FORMAT, prefix="SUMMER")), "c2", "x", (), NOW)
    assert copy.code_format == replace(FORMAT, prefix="26SUMMER")


@given(
    st.text("ANO01-9_", min_size=1, max_size=16).filter(lambda prefix: prefix[0] not in "-_"),
    st.lists(st.text("ABO0129", min_size=1, max_size=4), max_size=5),
)
def test_a_rotated_prefix_is_valid_new_and_clashes_with_nothing(
    prefix: str, taken: list[str]
) -> None:
    rotated = rotated_prefix(prefix, taken)
    if rotated is not None:
        assert CodeFormat(CharacterSet.NUM, 8, rotated).prefix == rotated
        assert not overlapping_prefixes(rotated, [*taken, prefix])


@pytest.mark.parametrize(
    ("name", "taken", "copied"),
    [
        ("Summer", ["Summer"], "Summer (2)"),
        ("Summer", ["summer (2)"], "Summer (3)"),
        ("Summer (2)", ["Summer"], "Summer (3)"),
        ("(2)", [], "(2) (2)"),
        ("קיץ", ["קיץ"], "קיץ (2)"),
    ],
)
def test_a_copy_s_name_counts_on(name: str, taken: list[str], copied: str) -> None:
    assert copied_name(name, taken) == copied


@given(st.text(min_size=1, max_size=LONGEST_NAME), st.lists(st.text(), max_size=3))
def test_a_copy_s_name_is_free_and_fits(name: str, taken: list[str]) -> None:
    copied = copied_name(name, [name, *taken])
    assert len(copied) <= LONGEST_NAME
    assert copied.casefold() not in {each.casefold() for each in [name, *taken]}
