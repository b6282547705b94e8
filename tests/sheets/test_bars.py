import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.bars import bar_symbols
from counterfoil.sheets.symbol import CODE128_QUIET, code128_modules, draw

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=24)
DIGITS_TOO = st.text("0123456789AB", min_size=1, max_size=16)


def read(modules: np.ndarray) -> list[str]:
    picture = draw(modules, 3, CODE128_QUIET)
    found = zxingcpp.read_barcodes(picture, try_downscale=False, text_mode=zxingcpp.TextMode.Plain)
    return [one.text for one in found]


@given(st.lists(PRINTABLE | DIGITS_TOO, max_size=4))
@settings(max_examples=50)
def test_every_symbol_reads_back(texts: list[str]) -> None:
    for text, modules in zip(texts, bar_symbols(texts), strict=True):
        assert read(modules) == [text]


@given(PRINTABLE | DIGITS_TOO)
def test_none_is_wider_than_reportlabs(text: str) -> None:
    (modules,) = bar_symbols([text])
    assert modules.shape[1] <= code128_modules(text).shape[1]


@given(st.text("0123456789", min_size=2, max_size=20) | st.text("ABC-xyz~ ", min_size=1))
def test_digits_alone_and_letters_alone_are_reportlabs_module_by_module(text: str) -> None:
    assert np.array_equal(bar_symbols([text])[0], code128_modules(text))


@given(st.text("0123456789ABC-", min_size=1, max_size=12))
def test_none_is_wider_than_one_of_letters_only(text: str) -> None:
    (modules,) = bar_symbols([text])
    assert modules.shape[1] <= bar_symbols(["A" * len(text)])[0].shape[1]


def test_digits_behind_a_prefix_take_half_the_room() -> None:
    widths = {one.shape[1] for one in bar_symbols(["SHOP-00000000", "SHOP-98765432"])}
    (letters,) = bar_symbols(["SHOP-ABCDEFGH"])
    assert widths == {letters.shape[1] - 3 * 11}


@pytest.mark.parametrize("text", ["", "zażółć", "€", "A\nB"])
def test_what_bars_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        bar_symbols(["AB", text])
