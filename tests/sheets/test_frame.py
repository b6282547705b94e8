import pytest

from counterfoil.sheets.catalogue import all_stock, find_stock
from counterfoil.sheets.frame import EDGE, UNPRINTABLE, label_frame


def test_texts_have_their_margin_within_that_of_symbols() -> None:
    for stock in all_stock():
        frame = label_frame(stock)
        outer, inner = frame.outer, frame.inner
        assert EDGE <= outer.x <= inner.x, stock.id
        assert EDGE <= outer.y <= inner.y, stock.id
        assert min(inner.width, inner.height) > 0, stock.id
        middle = outer.x + outer.width / 2, outer.y + outer.height / 2
        assert middle == pytest.approx((stock.label_width / 2, stock.label_height / 2))


def test_labels_at_the_page_s_edge_keep_off_it_and_rolls_need_not() -> None:
    assert label_frame(find_stock("3484")).outer.x == pytest.approx(UNPRINTABLE)
    assert label_frame(find_stock("roll-80x40")).outer.x == pytest.approx(EDGE)
    assert label_frame(find_stock("L7163")).outer.x < 1


def test_a_round_label_offers_the_square_in_it() -> None:
    outer = label_frame(find_stock("L7630")).outer
    assert outer.width == pytest.approx(63.5 / 2**0.5 - 2 * EDGE)
