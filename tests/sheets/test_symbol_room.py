import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.bars import bar_symbols
from counterfoil.sheets.symbol import qr_modules
from counterfoil.sheets.symbol_room import (
    bar_module,
    bars_heights,
    bars_need,
    modules_to_try,
    qr_need,
    qr_size,
    whole_dots,
    widest_letter,
)

codes = st.text("ABCDEFGHJKMNPQRSTUVWXYZ0123456789-/", min_size=1, max_size=40)


@given(codes, st.sampled_from("LMQH"))
def test_a_qr_symbol_needs_what_the_library_draws_and_its_quiet_zone(text: str, level: str) -> None:
    assert qr_need(text, level).across == len(qr_modules(text, level)) + 8


@given(codes)
def test_bars_need_at_least_what_is_drawn_and_their_quiet_zone(code: str) -> None:
    assert bars_need(code).across >= bar_symbols([code])[0].shape[1] + 20


@given(st.floats(5, 200))
def test_modules_fit_and_are_wanted_where_they_can_be(most: float) -> None:
    need = qr_need("7K2MQ9WX", "M")
    tried = list(modules_to_try(need, most))
    assert all(need.smallest <= each <= need.largest for each in tried)
    assert all(each * need.across <= most + 1e-6 for each in tried)
    assert tried == sorted(tried, reverse=True)
    assert bool(tried) == (most >= need.across * need.smallest)
    if most < need.across * need.wanted:
        assert len(tried) <= 1


@pytest.mark.parametrize(
    ("module", "least", "whole"),
    [
        (0.5, 0.33, 25.4 / 300 * 5.5),  # five dots of 300 dpi would cost a sixth: eleven of 600
        (0.52, 0.33, 25.4 / 300 * 6),
        (0.34, 0.33, 25.4 / 300 * 4),
        (0.335, 0.335, 0.335),
        (0.2, 0.19, 0.2),
    ],
)
def test_modules_are_whole_dots_where_that_costs_little(
    module: float, least: float, whole: float
) -> None:
    assert whole_dots(module, least) == pytest.approx(whole)


def test_bars_keep_to_what_hand_scanners_want() -> None:
    need = bars_need("7K2MQ9WX")
    module = bar_module(need, 60)
    assert module is not None
    assert 0.25 <= module <= 0.5
    assert bar_module(need, need.across * 0.18) is None
    assert list(bars_heights(40, 100)) == pytest.approx([13.2, 9, 6, 6])
    assert list(bars_heights(20, 4)) == [3]
    assert list(bars_heights(40, 5)) == []


@pytest.mark.parametrize(
    ("content", "letter"),
    [("12345678", "a"), ("1" * 16, "A"), ("1" * 30, "0"), ("ABCDEFGHIJKLMNO", "A"), ("abc", "a")],
)
def test_the_most_demanding_letter_that_costs_nothing(content: str, letter: str) -> None:
    assert widest_letter(content, "M") == letter
    other = content[:-1] + letter
    assert qr_size(other, "M") == qr_size(content, "M")


@pytest.mark.parametrize(("content", "level"), [("", "M"), ("A", "X"), ("A" * 5000, "L")])
def test_what_no_symbol_holds_is_refused(content: str, level: str) -> None:
    with pytest.raises(InvalidInput):
        qr_size(content, level)
