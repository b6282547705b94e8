import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.text import check_text, printable, unfit_character


@pytest.mark.parametrize("text", ["", "Zażółć gęślą jaźń", "one\ttwo\r\nthree", "日本 👍"])
def test_text_that_people_write_is_kept(text: str) -> None:
    assert unfit_character(text) is None
    check_text(text, text)


@pytest.mark.parametrize(
    ("text", "character"),
    [("a\0b", "U+0000"), ("\x1b[2J", "U+001B"), ("\u202eabc", "U+202E"), ("\ud800", "U+D800")],
)
def test_what_must_not_be_kept_is_named(text: str, character: str) -> None:
    assert unfit_character(text) == character
    with pytest.raises(InvalidInput, match="holds the character") as caught:
        check_text("fine", text)
    assert character in str(caught.value)
    assert printable(text) in str(caught.value)


def test_what_is_printed_moves_no_cursor() -> None:
    assert printable("a\x1b[2Jb\u202ec\n") == "a\ufffd[2Jb\ufffdc\ufffd"
    assert printable("Łódź") == "Łódź"
