from counterfoil.sheets.catalogue import all_stock, find_stock
from counterfoil.sheets.crop_marks import crop_lines
from counterfoil.sheets.stock import Stock


def in_a_label(stock: Stock, x: float, y: float) -> bool:
    across = (x - stock.left - column * stock.pitch_x for column in range(stock.columns))
    down = (y - stock.top - row * stock.pitch_y for row in range(stock.rows))
    return any(0 < each < stock.label_width for each in across) and any(
        0 < each < stock.label_height for each in down
    )


def test_no_mark_is_in_a_label_or_off_the_page() -> None:
    for stock in all_stock():
        for x, y, to_x, to_y in crop_lines(stock):
            assert 0 <= min(x, to_x) <= max(x, to_x) <= stock.page_width
            assert 0 <= min(y, to_y) <= max(y, to_y) <= stock.page_height
            assert not in_a_label(stock, (x + to_x) / 2, (y + to_y) / 2), stock.id


def test_plain_cards_have_marks_at_every_cut_once() -> None:
    lines = list(crop_lines(find_stock("cards-85x55")))
    assert len(lines) == len(set(lines))
    across = {y for _, y, _, to_y in lines if y == to_y}
    assert across == {11.0, 66.0, 121.0, 176.0, 231.0, 286.0}


def test_a_page_that_is_one_label_has_none() -> None:
    assert list(crop_lines(find_stock("a4"))) == []
