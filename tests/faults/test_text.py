"""Text that cannot be kept: control characters, bidi overrides, half characters."""

import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.text import check_text, printable, unfit_character
from tests.cli.shop import Shop

UNFIT = {"\x1b[2J": "U+001B", "a\0": "U+0000", "\u202eX": "U+202E", "\udcff": "U+DCFF"}


@pytest.mark.parametrize(("text", "named"), UNFIT.items())
@pytest.mark.parametrize(
    "words",
    [
        ("store", "set", "--name"),
        ("staff", "add", "new"),
        ("codes", "generate", "Points", "1", "--name"),
        ("codes", "void", "Points", "--batch", "1", "--reason"),
    ],
)
def test_a_name_or_reason_is_refused_and_nothing_kept(
    shop: Shop, words: tuple[str, ...], text: str, named: str
) -> None:
    entries = shop.done("journal", "verify").splitlines()[0]
    ran = shop(*words, text)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"holds the character {named}; take it out.\n")
    assert ran.err.rstrip("\n").isprintable()
    assert shop.done("journal", "verify").splitlines()[0] == entries


def test_a_label_is_refused(shop: Shop) -> None:
    ran = shop("codes", "generate", "Points", 1, "--label", "shop=\udcff")
    assert (ran.code, len(shop.codes("Points"))) == (2, 5)


@pytest.mark.parametrize(
    "words",
    [
        ("reverse", "\udcff", "--reason", "x"),
        ("campaign", "show", "\udcff"),
        ("member", "show", "\udcff"),
        ("codes", "export", "\udcff"),
        ("stats", "\udcff"),
        ("redeem", "PTS", "--event-id", "\udcff"),
        ("redeem", "PTS", "--staff", "\udcff"),
    ],
)
def test_an_argument_that_is_not_utf_8_is_bad_input(shop: Shop, words: tuple[str, ...]) -> None:
    ran = shop(*words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran


@pytest.mark.parametrize("code", ["A" * 10_240, "\x01\x02\x1b[2J", "\u202eABC\u202c", "", "\udcff"])
def test_a_garbage_scan_is_refused(shop: Shop, code: str) -> None:
    ran = shop("redeem", code, "--json")
    assert (ran.code, ran.err) == (1, "")
    assert ran.record["verdict"] == "refused"


def test_a_file_with_an_odd_name_gives_its_batch_a_name(shop: Shop) -> None:
    file = shop.file("\udcff.csv", "code\nSPRING001\n")
    said = shop.done("codes", "import", "Points", file)
    assert said == "Added to Points: 1 code, as batch \N{REPLACEMENT CHARACTER}."


def test_tabs_and_line_ends_may_be_kept() -> None:
    check_text("a\tb\nc", "zażółć", "卡号")
    assert unfit_character("ab") is None
    with pytest.raises(InvalidInput, match="holds the character U\\+0007"):
        check_text("fine", "a\x07")
    assert printable("a\x07b") == "a\N{REPLACEMENT CHARACTER}b"
