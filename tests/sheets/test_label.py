import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.design import Design, LabelTexts, Symbology
from counterfoil.sheets.label import qr_shape, symbol_operators, symbols
from counterfoil.sheets.layout import lay_out
from counterfoil.sheets.stock import Box
from counterfoil.sheets.symbol import code128_modules
from counterfoil.sheets.units import POINT

L7160 = find_stock("L7160")
ON_PAGE = Box(10, 20, 0, 297)
letters = st.text("ABCDEFGHJKMNPQRSTUVWXYZabc0123456789-", min_size=1, max_size=14)


def matrix(operators: str) -> list[float]:
    return [float(each) for each in operators.split("cm", maxsplit=1)[0].split()[1:]]


def test_a_symbol_stands_in_its_place_with_its_quiet_zone_around_it() -> None:
    layout = lay_out(L7160, Design(), LabelTexts(), "7K2MQ9WX")
    ((symbol,),) = symbols(layout, Design(), ["7K2MQ9WX"])
    (place,) = layout.symbols
    size, _, _, _, x, y = matrix(symbol_operators(place, symbol, ON_PAGE))
    assert size * POINT == pytest.approx(place.module, abs=1e-5)
    assert x * POINT == pytest.approx(10 + place.box.x + place.quiet, abs=1e-3)
    bottom = 297 - (20 + place.box.y + place.box.height - place.quiet)
    assert y * POINT == pytest.approx(bottom, abs=1e-3)


@given(st.lists(letters, min_size=1, max_size=5))
@settings(max_examples=30, deadline=None)
def test_symbols_of_a_batch_are_of_one_size(codes: list[str]) -> None:
    sample = "0" * max(map(len, codes))
    layout = lay_out(L7160, Design(), LabelTexts(), sample)
    drawn = list(symbols(layout, Design(), codes))
    assert {each.across for (each,) in drawn} == {qr_shape(Design(), sample).size}


@given(letters)
@settings(max_examples=40, deadline=None)
def test_bars_of_any_code_as_long_as_the_sample_fit_at_the_sample_s_size(code: str) -> None:
    design = Design(symbology=Symbology.CODE_128)
    layout = lay_out(L7160, design, LabelTexts(), "A" * len(code))
    ((symbol,),) = symbols(layout, design, [code])
    (place,) = layout.symbols
    assert symbol.across * place.module <= place.box.width - 2 * place.quiet + 1e-6
    assert symbol.across <= code128_modules(code).shape[1]


def test_a_code_for_another_size_of_symbol_is_made_on_its_own() -> None:
    layout = lay_out(L7160, Design(), LabelTexts(), "ABCD")
    long = "7K2MQ9WX" * 4
    ((first,), (second,)) = symbols(layout, Design(), ["ABCD", long])
    assert (first.across, second.across) == (21, 25)
    (place,) = layout.symbols
    size = matrix(symbol_operators(place, second, ON_PAGE))[0] * POINT
    assert size == pytest.approx(place.box.width / (25 + 8), abs=1e-5)


def test_a_code_that_would_come_out_unreadable_is_refused() -> None:
    layout = lay_out(find_stock("L4731"), Design(), LabelTexts(), "ABCD")
    with pytest.raises(InvalidInput, match="longer than the labels"):
        list(symbols(layout, Design(), ["7K2MQ9WX" * 8]))


def test_what_bars_cannot_say_is_refused() -> None:
    design = Design(symbology=Symbology.CODE_128)
    layout = lay_out(L7160, design, LabelTexts(), "ABCD")
    with pytest.raises(InvalidInput, match="ASCII"):
        list(symbols(layout, design, ["ŻÓŁW"]))


def test_paths_are_whole_numbers_of_modules() -> None:
    layout = lay_out(L7160, Design(), LabelTexts(), "7K2MQ9WX")
    ((symbol,),) = symbols(layout, Design(), ["7K2MQ9WX"])
    numbers = np.array([float(each) for each in symbol.path.split() if each[:1].isdigit()])
    assert (numbers == numbers.round()).all()
    assert numbers.max() <= symbol.across
