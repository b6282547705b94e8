"""The stock that shops buy: its measures are possible, and it is found however it is written."""

from collections import Counter

import pytest

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.sheets.catalogue import (
    all_stock,
    find_stock,
    spellings,
    stock_from_json,
    stock_name,
    stock_to_json,
)
from counterfoil.sheets.custom import PAGES
from counterfoil.sheets.measures import bottom_edge, check_stock, right_edge
from counterfoil.sheets.stock import Box, Shape, Stock, place_box

STOCK = all_stock()


def overlap(one: Box, other: Box) -> bool:
    """Whether two labels share any of the page."""
    return (
        min(one.x + one.width, other.x + other.width) - max(one.x, other.x) > 1e-6
        and min(one.y + one.height, other.y + other.height) - max(one.y, other.y) > 1e-6
    )


def are_apart(stock: Stock) -> bool:
    """Whether its labels lie on the page, and none on another."""
    boxes = [place_box(stock, place) for place in range(1, stock.per_page + 1)]
    # The labels lie on a grid, so only the first one's neighbours need be looked at.
    beside = boxes[1 : stock.columns + 2]
    return (
        min(min(box.x, box.y) for box in boxes) >= 0
        and max(box.x + box.width for box in boxes) <= stock.page_width + 1e-6
        and max(box.y + box.height for box in boxes) <= stock.page_height + 1e-6
        and not any(overlap(boxes[0], other) for other in beside)
    )


def test_labels_lie_on_their_page_and_apart() -> None:
    for stock in STOCK:
        check_stock(stock)
    assert [stock.id for stock in STOCK if not are_apart(stock)] == []


def test_each_says_what_it_is_and_where_its_measures_were_read() -> None:
    assert [
        stock.id
        for stock in STOCK
        if not (stock.parts and stock.description and stock.source)
        or any(part != part.strip() for part in stock.parts)
    ] == []


def test_sheets_are_of_sizes_that_paper_has() -> None:
    sheets = {(stock.page_width, stock.page_height) for stock in STOCK if not stock.roll}
    assert sheets == set(PAGES.values())


def test_makers_cut_their_sheets_evenly() -> None:
    uneven = [
        stock.id
        for stock in STOCK
        if not stock.roll
        and (
            abs(stock.page_width - right_edge(stock) - stock.left) > 0.36
            or abs(stock.page_height - bottom_edge(stock) - stock.top) > 0.36
        )
    ]
    # Two that Avery draws with a shorter upper margin, and the front halves of tent cards.
    assert uneven == ["avery-l7157", "avery-l7158", "avery-5305"]


def test_there_is_enough_to_choose_from() -> None:
    makers = Counter(stock.maker for stock in STOCK for _ in stock.parts)
    assert set(makers) == {"Avery", "Avery Zweckform", "Herma", "Plain"}
    assert makers["Avery"] >= 60
    assert makers["Avery Zweckform"] >= 30
    assert makers["Herma"] >= 30
    assert {(stock.page_width, stock.roll) for stock in STOCK} >= {(80.0, True), (58.0, True)}


def test_no_name_means_two() -> None:
    assert len({stock.id for stock in STOCK}) == len(STOCK)
    assert [
        (stock.id, name)
        for stock in STOCK
        for name in spellings(stock)
        if find_stock(name) is not stock
    ] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("avery-l7160", "avery-l7160"),
        (" Avery L7160 ", "avery-l7160"),
        ("l7160", "avery-l7160"),
        ("J8160", "avery-l7160"),
        ("L7160-100", "avery-l7160"),
        ("AVERY 5160", "avery-5160"),
        ("8160", "avery-5160"),
        ("herma4270", "herma-4270"),
        ("Zweckform 3474", "avery-zweckform-3474"),
        ("Avery Zweckform 3474", "avery-zweckform-3474"),
        ("roll 80x50", "roll-80x50"),
        ("roll 80×50", "roll-80x50"),
        ("A4", "a4"),
        ("cards 85×55", "cards-85x55"),
    ],
)
def test_stock_is_found_in_any_spelling(text: str, found: str) -> None:
    assert find_stock(text).id == found


def test_the_usual_sheet_has_its_makers_measures() -> None:
    stock = find_stock("L7160")
    assert stock.per_page == 21
    assert place_box(stock, 1) == Box(7.2, 15.15, 63.5, 38.1)
    last = place_box(stock, 21)
    assert (last.x, last.y) == pytest.approx((139.28, 243.75))


def test_an_inch_sheet_is_kept_in_millimetres() -> None:
    stock = find_stock("5160")
    assert (stock.page_width, stock.page_height) == PAGES["letter"]
    assert stock.label_height == 25.4
    assert stock.per_page == 30


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("L7160", "Avery L7160"),
        ("cards-85x55", "Cards 85×55 mm, to be cut"),
        ("custom:label=60x40", "60 × 40 mm, 1 × 1 on 210 × 297 mm"),
    ],
)
def test_stock_is_called_by_what_it_is(name: str, said: str) -> None:
    assert stock_name(find_stock(name)) == said


def test_round_labels_are_known_as_such() -> None:
    assert find_stock("5294").shape is Shape.ELLIPSE


@pytest.mark.parametrize("paper", [80, 58])
def test_receipt_paper_keeps_what_its_printer_cannot_reach_free(paper: int) -> None:
    rolls = [stock for stock in STOCK if stock.roll and stock.page_width == paper]
    printed = {80: 72, 58: 48}[paper]
    assert rolls
    assert {stock.label_width for stock in rolls} == {printed}
    assert {stock.left for stock in rolls} == {(paper - printed) / 2}


def test_what_is_not_there_is_told_with_what_is_near() -> None:
    with pytest.raises(NotFound, match=r"There is no label stock L7160Q; near it are .*L7160"):
        find_stock("L7160Q")
    with pytest.raises(NotFound, match=r"near it are .*herma-4270"):
        find_stock("hrema-4270")
    with pytest.raises(NotFound, match="or give its measures"):
        find_stock("qqqq")


def test_stock_comes_back_from_json() -> None:
    assert all(stock_from_json(stock_to_json(stock)) == stock for stock in STOCK)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"id": 3}', "{"])
def test_what_is_no_stock_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        stock_from_json(text)


def test_a_kept_stock_must_be_possible() -> None:
    text = stock_to_json(find_stock("L7160")).replace('"columns":3', '"columns":4')
    with pytest.raises(InvalidInput, match="over the right edge"):
        stock_from_json(text)
