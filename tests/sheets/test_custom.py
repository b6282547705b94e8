"""Stock of one's own: possible measures are taken, others told with what would fit."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.custom import EXAMPLE, custom_stock
from counterfoil.sheets.stock import Box, Shape, place_box


def test_measures_are_read_from_one_word() -> None:
    stock = find_stock(EXAMPLE)
    assert (stock.page_width, stock.page_height) == (210, 297)
    assert stock.per_page == 21
    assert place_box(stock, 5) == Box(73, 52, 60, 40)
    assert stock.id == EXAMPLE
    assert stock.description == "60 × 40 mm, 3 × 7 on 210 × 297 mm"


def test_what_is_not_said_is_the_plainest() -> None:
    stock = find_stock("Custom: label=50×30, grid=3x4")
    assert (stock.page_width, stock.page_height) == (210, 297)
    assert (stock.left, stock.top) == (30, 88.5)
    assert (stock.pitch_x, stock.pitch_y) == (50, 30)
    assert find_stock("custom:page=letter,label=100x100").per_page == 1


def test_round_labels_and_rolls() -> None:
    assert find_stock("custom:label=50x50,shape=ellipse").shape is Shape.ELLIPSE
    roll = find_stock("custom:page=80x60,label=72x56,roll")
    assert roll.roll
    assert find_stock(roll.id) == roll


@pytest.mark.parametrize(
    "text",
    [
        "custom:",
        "custom:label=60",
        "custom:label=60xb",
        "custom:label=60x40,label=50x30",
        "custom:label=60x40,colour=red",
        "custom:label=nanx40",
        "custom:label=60xinf",
        "custom:label=60x40,grid=1.5x2",
        "custom:label=60x40,shape=star",
        "custom:page=a0,label=60x40",
        "custom:grid=3x7",
    ],
)
def test_what_is_misspelt_is_shown_how_it_is_written(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"write it like custom:page=210x297"):
        find_stock(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("label=60x40,grid=4x7", "reach 30 mm over the right edge"),
        ("label=60x40,grid=3x8", "reach 23 mm over the lower edge"),
        ("label=60x40,grid=2x1,at=100x10", "reach 10 mm over the right edge"),
        ("label=60x40,grid=2x1,pitch=50x40", "beside each other overlap.*60 mm wide"),
        ("label=60x40,grid=1x2,pitch=60x30", "above each other overlap.*40 mm high"),
        ("label=4x40", "at least 5 mm wide and high, not 4 × 40 mm"),
        ("label=60x40,corner=21", "0 to 20 mm"),
        ("label=60x40,corner=-1", "0 to 20 mm"),
        ("label=60x40,at=-1x5", "begins outside the page"),
        ("label=60x40,grid=0x7", "1 to 2000 labels"),
        ("page=2000x2000,label=5x5,grid=100x100", "1 to 2000 labels"),
        ("page=10x10,label=5x5", "A page is 20 to 2000 mm"),
        ("page=3000x100,label=5x5", "A page is 20 to 2000 mm"),
        ("label=40x40,corner=3,shape=ellipse", "no corners"),
        ("page=80x100,label=70x40,grid=1x2,roll", "one label to a page"),
    ],
)
def test_measures_that_cannot_be_are_told(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        find_stock(f"custom:{text}")


def test_what_is_no_number_is_refused() -> None:
    for wrong in (math.nan, math.inf, -math.inf):
        with pytest.raises(InvalidInput):
            custom_stock(label=(wrong, 40))
        with pytest.raises(InvalidInput):
            custom_stock(label=(60, 40), page=(wrong, 297))
        with pytest.raises(InvalidInput):
            custom_stock(label=(60, 40), grid=(2, 2), at=(wrong, 1))


@given(
    width=st.floats(5, 100),
    height=st.floats(5, 100),
    columns=st.integers(1, 4),
    rows=st.integers(1, 5),
    gap=st.floats(0, 10),
)
def test_what_fits_is_taken_and_found_again_by_its_id(
    width: float, height: float, columns: int, rows: int, gap: float
) -> None:
    width, height, gap = round(width, 3), round(height, 3), round(gap, 3)
    stock = custom_stock(
        page=(500.0, 600.0),
        label=(width, height),
        grid=(columns, rows),
        pitch=(round(width + gap, 3), round(height + gap, 3)),
    )
    again = find_stock(stock.id)
    assert (again.per_page, again.label_width) == (stock.per_page, width)
    assert place_box(again, stock.per_page).x == pytest.approx(place_box(stock, stock.per_page).x)
    assert find_stock(again.id) == again
