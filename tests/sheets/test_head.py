import pytest

from counterfoil.ledger.sheets.header import header_code
from counterfoil.sheets.catalogue import all_stock, find_stock
from counterfoil.sheets.frame import UNPRINTABLE
from counterfoil.sheets.head import (
    NO_HEAD,
    USUAL_MODULES,
    head_box,
    head_problems,
    head_strip,
    head_symbols,
)
from counterfoil.sheets.stock import Box, Stock, place_box


def apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


@pytest.mark.parametrize("marks", [False, True])
def test_the_head_keeps_off_the_labels_and_the_page_s_edge(marks: bool) -> None:
    for stock in all_stock():
        check_head(stock, marks=marks)


def check_head(stock: Stock, *, marks: bool) -> None:
    strip = head_strip(stock, crop_marks=marks)
    box = head_box(stock, crop_marks=marks)
    problems = head_problems(stock, crop_marks=marks)
    assert (strip is None) == (problems == (NO_HEAD,))
    assert (box is None) == bool(problems)
    labels = [place_box(stock, place) for place in range(1, stock.per_page + 1)]
    if strip is not None:
        assert all(apart(strip.box, label) for label in labels)
        assert min(strip.box.x, strip.box.y) >= UNPRINTABLE
        assert strip.box.x + strip.box.width <= stock.page_width - UNPRINTABLE + 1e-6
        assert strip.box.y + strip.box.height <= stock.page_height - UNPRINTABLE + 1e-6
    if box is not None:
        assert all(apart(box, label) for label in labels)
        assert box.width / (USUAL_MODULES + 8) >= 0.25


@pytest.mark.parametrize(("part", "turned"), [("L7160", False), ("cards-85x55", True)])
def test_the_first_margin_with_room_is_taken(part: str, turned: bool) -> None:
    strip = head_strip(find_stock(part), crop_marks=True)
    assert strip is not None
    assert strip.turned is turned


def test_the_symbol_of_any_sheet_is_of_one_size() -> None:
    headers = [header_code("7K2M9QXR4T", number) for number in (1, 9, 10, 123456, 12345678)]
    assert {symbol.across for symbol in head_symbols(headers)} == {USUAL_MODULES}
