"""The manual's pages are found by what somebody in a hurry types."""

import pytest

from counterfoil.desk.manual.book import START, Chapter, contents, flat, read_book, search, slug
from counterfoil.desk.translation import LANGUAGES


def found(language: str, typed: str) -> list[str]:
    return [hit.chapter.name for hit in search(read_book(language), typed)]


@pytest.mark.parametrize("language", [each.code for each in LANGUAGES])
def test_every_page_is_found_by_its_title(language: str) -> None:
    missed = [
        chapter.name
        for chapter in read_book(language).chapters
        if chapter.name not in found(language, chapter.title)[:2]
    ]
    assert not missed


def test_what_has_the_word_in_its_title_comes_first() -> None:
    assert found("en", "refusals")[0] == "refusals"
    assert found("en", "PIN")[0] == "staff"
    assert found("en", "backup repair")[0] == "backup-and-repair"


def test_case_accents_and_endings_do_not_matter() -> None:
    assert found("pl", "OBSLUGA")[0] == "staff"
    assert found("pl", "słowniczek") == found("pl", "slowniczek")
    assert "campaigns" in found("pl", "kampaniami")
    assert found("en", "schemas") == found("en", "schema")


def test_every_word_must_be_there() -> None:
    assert "glossary" in found("en", "wallet")
    assert found("en", "wallet xylophone") == []
    assert found("en", "") == found("en", "   ") == []


def test_a_hit_tells_why_without_any_marks() -> None:
    (hit,) = search(read_book("en"), "cp1250")
    assert hit.chapter.name == "command-line"
    assert "counterfoil member import members.csv --encoding cp1250" in hit.line
    told = [hit.line for name in contents() for hit in search(read_book("en"), name[:5])]
    assert not [line for line in told if "](" in line or "`" in line or "**" in line]


def test_a_long_line_is_cut_to_what_stands_around_the_word() -> None:
    (hit,) = [h for h in search(read_book("en"), "woocommerce") if h.chapter.name == "codes"]
    assert hit.line.startswith("…")
    assert hit.line.lower().index("woocommerce") <= 70


def test_flat_keeps_each_sign_in_its_place() -> None:
    assert flat("Żółć ½ ﬁ É") == "zolc 1 f e"
    assert len(flat("Straße Łódź")) == len("Straße Łódź")


def test_a_language_without_a_manual_reads_the_english_one() -> None:
    assert read_book("he").chapters == read_book("en").chapters


def test_a_page_that_is_not_there_is_the_first() -> None:
    assert read_book("en").chapter("nothing").name == START


def test_a_heading_is_named_as_links_do() -> None:
    assert slug("Hand scanner") == "hand-scanner"
    assert slug("Skaner ręczny") == "skaner-ręczny"
    assert slug("“Already used”, says it") == "already-used-says-it"


def test_pictures_are_those_of_the_text() -> None:
    chapter = Chapter("x", "X", "# X\n\n![one](../images/a.png) [b](b.md)\n", "")
    assert chapter.pictures == ("../images/a.png",)
