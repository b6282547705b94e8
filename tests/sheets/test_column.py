from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.sheets import fonts
from counterfoil.sheets.column import Align, Block, Column, Part, fill
from counterfoil.sheets.stock import Box
from counterfoil.sheets.type_setting import Kind, Paragraph

NAME = Paragraph(Kind.NAME, "Autumn voucher: 10% off", fonts.BOLD, 12, 5.5, 3)
CODE = Paragraph(Kind.CODE, "7K2MQ9WX", fonts.BOLD, 10, 5, forms=(("7K2M Q9WX",), ("7K2M", "Q9WX")))
DATES = Paragraph(Kind.DATES, "1 – 30 Nov 2026", fonts.REGULAR, 8, 4.5, 2)
TERMS = Paragraph(Kind.TERMS, "Not with other offers. " * 7, fonts.REGULAR, 6.5, 4.5, 9)
QR = Block(Kind.QR, 12, 12)
LOGO = Block(Kind.LOGO, 9, 6, gap=1, may_go=True)
ALL = (LOGO, NAME, QR, CODE, DATES, TERMS)


def column(width: float, height: float, align: Align = Align.CENTRE) -> Column:
    return Column(ALL, Box(3, 4, width, height), align)


def kinds(parts: tuple[Part, ...]) -> list[Kind]:
    return [part.kind for part in parts]


@given(st.floats(5, 90), st.floats(5, 120), st.sampled_from(Align))
@settings(deadline=None)
def test_parts_follow_one_another_inside_the_column(
    width: float, height: float, align: Align
) -> None:
    filled = fill(column(width, height, align))
    assert (filled is None) == (width < 12 - 1e-6 or height < 12 - 1e-6)
    if filled is None:
        return
    boxes = [part.box for part in filled.parts]
    assert all(a.y + a.height <= b.y + 1e-6 for a, b in pairwise(boxes))
    assert boxes[0].y >= 4 - 1e-6
    assert boxes[-1].y + boxes[-1].height <= 4 + height + 1e-6
    assert all(box.x >= 3 - 1e-6 and box.x + box.width <= 3 + width + 1e-6 for box in boxes)
    there = set(kinds(filled.parts)) | set(filled.left_out)
    assert there == {item.kind for item in ALL}


def test_with_room_everything_is_as_large_as_wished() -> None:
    filled = fill(column(80, 100))
    assert filled is not None
    assert (filled.heads, filled.small, filled.left_out) == (1, 1, ())
    assert kinds(filled.parts) == [item.kind for item in ALL]


def test_small_print_shrinks_before_headings() -> None:
    heights = range(100, 30, -1)
    filled = [one for height in heights if (one := fill(column(60, height)))]
    assert any(one.small < 1 and one.heads == 1 for one in filled)
    assert not any(one.heads < one.small for one in filled)


def test_with_too_little_room_the_code_stays_and_the_terms_go() -> None:
    filled = fill(column(40, 17))
    assert filled is not None
    assert Kind.CODE in kinds(filled.parts)
    assert Kind.TERMS in filled.left_out


def test_a_symbol_keeps_its_size() -> None:
    for height in (13, 30, 80):
        filled = fill(column(40, height))
        assert filled is not None
        (symbol,) = [part for part in filled.parts if part.kind is Kind.QR]
        assert (symbol.box.width, symbol.box.height) == (12, 12)
