"""Formats, and what becomes of typed and scanned text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.check_character import check_character
from counterfoil.domain.code import (
    CharacterSet,
    CodeFormat,
    candidates,
    canonical,
    fold_any,
    is_mistyped,
    skeleton,
)
from counterfoil.domain.errors import InvalidInput

NUM, ALPHA, ALPHANUM = CharacterSet.NUM, CharacterSet.ALPHA, CharacterSet.ALPHANUM
CLEAR = CodeFormat(ALPHANUM, 8)
CHECKED = CodeFormat(ALPHANUM, 8, "SUM-", check_character=True)
DIGITS = CodeFormat(NUM, 6)


def formats() -> st.SearchStrategy[CodeFormat]:
    return st.builds(
        CodeFormat,
        st.sampled_from(CharacterSet),
        st.integers(4, 32),
        st.sampled_from(["", "A", "SUMMER", "X-1_", "OIL0-"]),
        st.booleans(),
        st.booleans(),
    )


@st.composite
def codes(draw: st.DrawFn) -> tuple[str, CodeFormat]:
    """A code as it is printed, and its format."""
    code_format = draw(formats())
    drawn = draw(
        st.text(code_format.alphabet, min_size=code_format.drawn, max_size=code_format.drawn)
    )
    if code_format.check_character:
        drawn += check_character(drawn, code_format.alphabet)
    return code_format.prefix + drawn, code_format


@pytest.mark.parametrize(
    ("kind", "look_alikes", "alphabet"),
    [
        (NUM, False, "0123456789"),
        (NUM, True, "0123456789"),
        (ALPHA, False, "ABCDEFGHJKMNPQRSTUVWXYZ"),
        (ALPHA, True, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        (ALPHANUM, False, "23456789ABCDEFGHJKMNPQRSTUVWXYZ"),
        (ALPHANUM, True, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ],
)
def test_alphabets(kind: CharacterSet, look_alikes: bool, alphabet: str) -> None:
    assert CodeFormat(kind, 8, look_alikes=look_alikes).alphabet == alphabet


def test_character_sets_have_open_loyaltys_names() -> None:
    assert [str(kind) for kind in CharacterSet] == ["num", "alpha", "alphanum"]


def test_length_counts_the_check_character_but_not_the_prefix() -> None:
    assert (CHECKED.length, CHECKED.drawn, CHECKED.stem) == (8, 7, "SUM")
    assert CodeFormat(NUM, 8).drawn == 8


@pytest.mark.parametrize("length", [-1, 0, 3, 33])
def test_lengths_out_of_bounds_are_refused(length: int) -> None:
    with pytest.raises(InvalidInput, match="4 to 32 characters"):
        CodeFormat(NUM, length)


@pytest.mark.parametrize("prefix", ["-A", "_", "A B", "Ä", "A" * 17, "A\n", "A/B", "٣", "A\0"])
def test_prefixes_that_cannot_be_read_are_refused(prefix: str) -> None:
    with pytest.raises(InvalidInput, match="Start the prefix"):
        CodeFormat(NUM, 8, prefix)


@pytest.mark.parametrize("prefix", ["", "a", "2", "Summer-25_x", "B" * 16])
def test_prefixes_are_put_in_upper_case(prefix: str) -> None:
    assert CodeFormat(NUM, 8, prefix).prefix == prefix.upper()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("abcd2345", "ABCD2345"),
        (" AB CD-23 45\r\n", "ABCD2345"),
        ("AB–CD—23−45‑6", "ABCD23456"),  # noqa: RUF001
        ("ＡＢ１２", "AB12"),  # noqa: RUF001
        ("٣٤٥", "345"),
        ("\u202eABC\u202c\u200b", "ABC"),
        ("\x1dAB\x00C\x7f", "ABC"),
        ("\ud800A", "A"),
        ("promo_1", "PROMO_1"),
        ("e\u200b\u0301", "É"),
        ("A" * 128, "A" * 128),
        ("-".join("A" * 128), "A" * 128),
    ],
)
def test_folding_keeps_what_tells_codes_apart(text: str, folded: str) -> None:
    assert fold_any(text) == folded


@pytest.mark.parametrize(
    "text",
    ["", " - ", "\x00\x1d", "\u200b", "A" * 129, " " * 513 + "A", "A" * 10_000, "\ufdfa" * 10],
)
def test_what_cannot_be_a_code(text: str) -> None:
    assert fold_any(text) is None
    assert canonical(text, CLEAR) is None
    assert candidates(text, [CLEAR]) == ()
    assert not is_mistyped(text, [CHECKED])


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold_any(text)
    if folded is not None:
        assert fold_any(folded) == folded
        assert unicodedata.is_normalized("NFKC", folded)
        folded.encode()


@given(codes())
def test_a_code_is_read_in_any_dress(one: tuple[str, CodeFormat]) -> None:
    code, code_format = one
    expected = code.replace("-", "")
    groups = " - ".join(expected[at : at + 4] for at in range(0, len(expected), 4))
    for text in (code, code.lower(), groups, f"\t{code}\r\n", expected):
        assert canonical(text, code_format) == expected
        assert candidates(text, [code_format])[0] == expected
        assert not is_mistyped(text, [code_format])


@pytest.mark.parametrize(
    ("text", "code_format", "expected"),
    [
        ("1o0iL2", DIGITS, "100112"),
        ("OOIILL", CodeFormat(ALPHA, 6, look_alikes=True), "OOIILL"),
        ("00IILL", CodeFormat(ALPHA, 6, look_alikes=True), "OOIILL"),
        ("0O1IL2", CodeFormat(ALPHANUM, 6, look_alikes=True), "0O1IL2"),
        ("ABCD234O", CLEAR, None),
        ("ABCD2341", CLEAR, None),
        ("PR0M0ABCD", CodeFormat(ALPHA, 4, "PROMO"), "PROMOABCD"),
        ("O1L-ABCD", CodeFormat(ALPHA, 4, "0IL-"), "0ILABCD"),
        ("PRAMOABCD", CodeFormat(ALPHA, 4, "PROMO"), None),
        ("ABCD2345", CodeFormat(ALPHANUM, 7), None),
        ("AÉCD2345", CLEAR, None),
    ],
)
def test_look_alikes_become_what_the_format_has(
    text: str, code_format: CodeFormat, expected: str | None
) -> None:
    assert canonical(text, code_format) == expected


def test_candidates_begin_with_what_was_given() -> None:
    assert candidates("ioO-111", [CLEAR, DIGITS, DIGITS]) == ("IOO111", "100111")
    assert candidates("foreign-é", [CLEAR, DIGITS]) == ("FOREIGNÉ",)
    assert candidates("234567", [CLEAR, DIGITS]) == ("234567",)


def test_there_are_at_most_eight_candidates() -> None:
    twins = ["".join("O0"[n >> bit & 1] for bit in range(4)) for n in range(16)]
    read = candidates("00005555", [CodeFormat(NUM, 4, prefix) for prefix in twins])
    assert len(read) == len(set(read)) == 8
    assert read[0] == "00005555"


def wrong(code: str) -> str:
    return code[:-1] + ("2" if code[-1] != "2" else "3")


RIGHT = "SUM-ABCD234" + check_character("ABCD234", CHECKED.alphabet)


def test_a_failed_check_character_is_mistyped() -> None:
    assert not is_mistyped(RIGHT, [CHECKED])
    assert is_mistyped(wrong(RIGHT), [CHECKED])
    assert is_mistyped(wrong(RIGHT).lower(), [CLEAR, CHECKED])
    assert canonical(wrong(RIGHT), CHECKED) is None


def test_what_another_format_allows_is_not_mistyped() -> None:
    unchecked = CodeFormat(ALPHANUM, 8, "SUM")
    assert not is_mistyped(wrong(RIGHT), [CHECKED, unchecked])
    assert not is_mistyped(wrong(RIGHT), [unchecked, CHECKED])


def test_what_fits_no_format_is_unknown_rather_than_mistyped() -> None:
    assert not is_mistyped("WIN-ABCD2345", [CHECKED])
    assert not is_mistyped("SUM-ABCD", [CHECKED])
    assert not is_mistyped("SUM-ABCD234É", [CHECKED])
    assert not is_mistyped(wrong(RIGHT), [])


def test_what_may_be_an_imported_code_is_looked_up() -> None:
    assert not is_mistyped(wrong(RIGHT), [CHECKED], imported_lengths={11})
    assert is_mistyped(wrong(RIGHT), [CHECKED], imported_lengths={10, 12})


@given(codes(), st.data())
def test_one_wrong_character_is_mistyped(one: tuple[str, CodeFormat], data: st.DataObject) -> None:
    code, code_format = one
    at = data.draw(st.integers(len(code_format.prefix), len(code) - 1))
    other = data.draw(st.sampled_from(code_format.alphabet.replace(code[at], "")))
    text = code[:at] + other + code[at + 1 :]
    assert is_mistyped(text, [code_format]) == code_format.check_character


def test_skeletons() -> None:
    assert skeleton("OIL0AB1") == "0110AB1"
