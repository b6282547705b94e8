import math
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets import fonts
from counterfoil.sheets.catalogue import all_stock, find_stock
from counterfoil.sheets.code_text import code_lines
from counterfoil.sheets.design import Design, LabelTexts, Symbology, Template
from counterfoil.sheets.layout import Layout, lay_out
from counterfoil.sheets.stock import Box, Shape, Stock
from counterfoil.sheets.type_setting import Kind, width_mm

L7160 = find_stock("L7160")
CARDS = find_stock("cards-85x55")
MINI = Stock("mini", "", ("mini",), "", 210, 297, 25, 10, 7, 27, 8.5, 13.5, 27.5, 10, 1)
ROUND = find_stock("L7630")
STOCKS = (L7160, CARDS, MINI, ROUND, *(find_stock(part) for part in ("5160", "L7651", "A4")))
LONE = Stock("lone", "", ("lone",), "", 210, 297, 9, 9, left=50, top=50, corner=1)
USUAL = LabelTexts("Autumn voucher", "1 – 30 Nov 2026", "One voucher per purchase.")
CODE = "AUTUMN-7K2MQ9WX"
ALLOWED = 1e-6

words = st.text("abcdefgOWil ĄĘŻ ΑΩ Жщ,.!", max_size=60)
label_texts = st.builds(LabelTexts, name=words, dates=words, terms=words.map(lambda t: t * 5))
codes = st.text("ABCDEFGHJKMNPQRSTUVWXYZ23456789", min_size=4, max_size=24)
designs = st.builds(
    Design,
    template=st.sampled_from(Template),
    symbology=st.sampled_from(Symbology),
    content=st.sampled_from(["{code}", "https://shop.example/r/{code}"]),
    level=st.sampled_from("LMQH"),
    group=st.integers(0, 6),
    show_code=st.booleans(),
)


def boxes(layout: Layout) -> list[Box]:
    there = [place.box for place in layout.symbols] + [place.box for place in layout.texts]
    return there + ([layout.logo] if layout.logo else [])


def overlap(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > ALLOWED and down > ALLOWED


def inside(box: Box, stock: Stock) -> bool:
    wide, high = stock.label_width, stock.label_height
    xs, ys = (box.x, box.x + box.width), (box.y, box.y + box.height)
    if stock.shape is Shape.ELLIPSE:
        corners = [(x / wide * 2 - 1, y / high * 2 - 1) for x in xs for y in ys]
        return all(math.hypot(x, y) <= 1 + ALLOWED for x, y in corners)
    return min(*xs, *ys) >= 0 and xs[1] <= wide + ALLOWED and ys[1] <= high + ALLOWED


def check(stock: Stock, design: Design, layout: Layout, code: str) -> None:
    assert all(inside(box, stock) for box in boxes(layout))
    assert not any(overlap(one, other) for one, other in combinations(boxes(layout), 2))
    wanted = {Symbology.BOTH: {Symbology.QR, Symbology.CODE_128}}
    shown = {place.symbology for place in layout.symbols}
    assert shown == wanted.get(design.symbology, {design.symbology})
    for place in layout.symbols:
        is_qr = place.symbology is Symbology.QR
        assert place.module >= (0.25 if is_qr else 0.19) - ALLOWED
        assert place.quiet == pytest.approx(place.module * (4 if is_qr else 10))
        assert place.box.height >= 0.15 * place.box.width - ALLOWED
    for text in layout.texts:
        assert text.size >= (5 if text.kind in {Kind.CODE, Kind.NOTE} else 4.5) - ALLOWED
        assert len(text.lines) * text.leading <= text.box.height + ALLOWED
        if text.kind is Kind.CODE:
            assert "".join(text.lines).replace(" ", "") == code
        assert all(
            width_mm(one, text.font, text.size) <= text.box.width + 0.01 for one in text.lines
        )


@given(st.sampled_from(all_stock()), designs, label_texts, codes)
@settings(max_examples=60, deadline=None)
def test_nothing_lies_over_anything_else_or_outside(
    stock: Stock, design: Design, texts: LabelTexts, code: str
) -> None:
    try:
        layout = lay_out(stock, design, texts, code)
    except InvalidInput as refused:
        assert "no room" in str(refused)  # noqa: PT017
    else:
        check(stock, design, layout, code)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("template", Template)
@pytest.mark.parametrize("symbology", Symbology)
def test_all_stock_in_all_templates(template: Template, symbology: Symbology) -> None:
    design = Design(template=template, symbology=symbology)
    for stock in all_stock():
        for code in ("7K2MQ9WX", CODE):
            try:
                layout = lay_out(stock, design, USUAL, code)
            except InvalidInput:
                assert stock.label_width < 70
                assert symbology is not Symbology.QR or stock.label_height < 14.3
            else:
                check(stock, design, layout, code)


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.id)
@pytest.mark.parametrize("template", Template)
def test_every_template_fits_every_size(stock: Stock, template: Template) -> None:
    design = Design(template=template)
    check(stock, design, lay_out(stock, design, USUAL, "7K2MQ9WX"), "7K2MQ9WX")


@pytest.mark.parametrize("template", Template)
def test_a_usual_label_shows_everything(template: Template) -> None:
    layout = lay_out(L7160, Design(template=template), USUAL, CODE)
    assert layout.problems == ()
    shown = {text.kind for text in layout.texts}
    texts = {Kind.CODE, Kind.NAME, Kind.DATES, Kind.TERMS}
    assert shown == ({Kind.CODE} if template is Template.PLAIN else texts)
    (symbol,) = layout.symbols
    assert symbol.module >= 0.396  # what GS1 asks for at a shop's counter


def test_a_card_has_a_band_with_the_name_and_a_ticket_a_border() -> None:
    card = lay_out(CARDS, Design(template=Template.CARD), USUAL, CODE)
    assert card.band is not None
    (name,) = [text for text in card.texts if text.kind is Kind.NAME]
    assert card.band.y <= name.box.y
    assert name.box.y + name.box.height <= card.band.y + card.band.height
    assert not any(overlap(card.band, place.box) for place in card.symbols)
    ticket = lay_out(CARDS, Design(template=Template.TICKET), USUAL, CODE)
    border = ticket.border
    assert border is not None
    for box in boxes(ticket):
        assert border.x < box.x
        assert box.x + box.width < border.x + border.width


def test_a_mini_label_has_its_symbol_and_says_what_it_lacks() -> None:
    layout = lay_out(MINI, Design(), replace(USUAL, name="A name that is far too long"), "7K2MQ9WX")
    (symbol,) = layout.symbols
    assert symbol.module >= 0.32
    assert any("terms" in str(problem) for problem in layout.problems)
    assert any("name is cut short" in str(problem) for problem in layout.problems)


def test_a_code_is_never_cut() -> None:
    narrow = replace(MINI, label_width=17, pitch_x=18)
    layout = lay_out(narrow, Design(), USUAL, "7K2MQ9WX7K2MQ9WX")
    lines = [text.lines for text in layout.texts if text.kind is Kind.CODE]
    said = [problem for problem in layout.problems if "code in letters" in str(problem)]
    assert bool(lines) != bool(said)


def test_a_code_that_is_too_long_for_a_line_goes_on_two() -> None:
    tall = find_stock("herma-4387")
    layout = lay_out(tall, Design(template=Template.PLAIN), USUAL, CODE)
    (code,) = layout.texts
    assert code.lines == code_lines(CODE, 4, 2) == ("AUTUMN-", "7K2M Q9WX")


def test_a_stronger_level_that_does_not_fit_names_one_that_does() -> None:
    long = Design(content="https://shop.example/r/{code}", level="H")
    stock = replace(LONE, label_width=30, label_height=9.7)
    with pytest.raises(InvalidInput, match=r"level (L|M), or stock with labels of at least") as got:
        lay_out(stock, long, USUAL, "7K2MQ9WX")
    lay_out(stock, replace(long, level=str(got.value.values["level"])), USUAL, "7K2MQ9WX")


@pytest.mark.parametrize("symbology", Symbology)
@pytest.mark.parametrize("shape", Shape)
def test_the_size_said_to_fit_fits_and_a_millimetre_less_does_not(
    shape: Shape, symbology: Symbology
) -> None:
    design = Design(symbology=symbology, content="https://shop.example/r/{code}" + "x" * 60)
    small = replace(LONE, shape=shape, corner=0)
    with pytest.raises(InvalidInput) as got:
        lay_out(small, design, USUAL, CODE)
    wide, high = (got.value.values[f"needed_{way}"] for way in ("width", "height"))
    fitting = replace(small, label_width=float(str(wide)), label_height=float(str(high)))
    check(fitting, design, lay_out(fitting, design, USUAL, CODE), CODE)
    lower = replace(fitting, label_width=fitting.label_width - 1.01)
    with pytest.raises(InvalidInput):
        lay_out(lower, design, USUAL, CODE)


def test_a_shorter_content_that_is_said_to_fit_fits() -> None:
    design = Design(content="{code}", level="L")
    with pytest.raises(InvalidInput, match="at most") as got:
        lay_out(MINI, design, USUAL, CODE * 8)
    most = int(str(got.value.values["most"]))
    lay_out(MINI, design, USUAL, (CODE * 8)[:most])


def test_two_symbols_that_do_not_fit_are_refused_as_two() -> None:
    with pytest.raises(InvalidInput, match="choose one of them"):
        lay_out(MINI, Design(symbology=Symbology.BOTH), USUAL, CODE)


def test_what_the_font_lacks_is_named_with_the_text_that_has_it() -> None:
    with pytest.raises(InvalidInput, match="campaign’s name holds 秋, which"):
        lay_out(L7160, Design(), replace(USUAL, name="秋 sale"), CODE)
    with pytest.raises(InvalidInput, match="terms hold ☕"):
        lay_out(L7160, Design(), replace(USUAL, terms="One ☕ a day"), CODE)


def test_a_label_of_test_codes_says_so() -> None:
    layout = lay_out(L7160, Design(), replace(USUAL, note="TEST"), CODE)
    assert [text.lines for text in layout.texts if text.kind is Kind.NOTE] == [("TEST",)]


def test_labels_at_the_edge_of_the_page_keep_off_what_a_printer_leaves_white() -> None:
    layout = lay_out(find_stock("3484"), Design(), USUAL, CODE)
    assert min(box.x for box in boxes(layout)) >= 4.2 - ALLOWED


@pytest.mark.parametrize("level", ["X", ""])
def test_an_unknown_level_is_refused(level: str) -> None:
    with pytest.raises(InvalidInput, match="level"):
        lay_out(L7160, Design(level=level), USUAL, CODE)


@given(codes)
@settings(max_examples=25, deadline=None)
def test_a_code_as_long_as_the_sample_has_room_in_its_place(code: str) -> None:
    sample = "W" * len(code)
    layout = lay_out(L7160, Design(), USUAL, sample)
    (place,) = [text for text in layout.texts if text.kind is Kind.CODE]
    lines = code_lines(code, 4, len(place.lines))
    assert all(fonts.width(one, place.font, place.size) for one in lines)
    assert len(lines) == len(place.lines)
