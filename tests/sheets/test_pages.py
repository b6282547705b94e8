import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.steps import Progress, finish
from counterfoil.ledger.sheets.header import header_code
from counterfoil.ledger.sheets.model import SheetCode, SheetPage
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.design import Adjustment, Design, LabelTexts, Symbology, Template
from counterfoil.sheets.layout import lay_out
from counterfoil.sheets.pages import (
    PagePlan,
    header_box,
    label_box,
    plan_problems,
    symbol_boxes,
    writing_steps,
)
from counterfoil.sheets.stock import Box, Stock, place_box
from counterfoil.sheets.units import INCH, POINT

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TEXTS = LabelTexts("Autumn voucher", "1 – 30 Nov 2026", "One per visit.")
L7160 = find_stock("L7160")
DPI = 300
FORMATS = {
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
    Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
}


def codes(count: int, first: int = 1) -> tuple[SheetCode, ...]:
    return tuple(SheetCode(n, n, f"7K2M{n:04}") for n in range(first, first + count))


def page(number: int, on_it: Sequence[SheetCode], reprint: int = 0) -> SheetPage:
    return SheetPage(number, header_code("7K2M9QXR4T", number), tuple(on_it), reprint)


def plan(stock: Stock = L7160, design: Design | None = None, sample: str = "7K2M0001") -> PagePlan:
    design = design or Design()
    return PagePlan(stock, lay_out(stock, design, TEXTS, sample), design, TEXTS, date="26 Nov 2026")


def pdf(made: PagePlan, sheets: Sequence[SheetPage], title: str = "Autumn") -> bytes:
    file = io.BytesIO()
    labels = finish(writing_steps(file, made, sheets, len(sheets), title, now=NOW))
    assert labels == sum(len(sheet.codes) for sheet in sheets)
    return file.getvalue()


def rendered(data: bytes) -> Iterator[NDArray[np.uint8]]:
    document = pdfium.PdfDocument(data)
    for one in document:
        yield np.array(one.render(scale=DPI / 72, grayscale=True).to_pil())
    document.close()


def text_of(data: bytes, index: int = 0) -> str:
    document = pdfium.PdfDocument(data)
    text: str = document[index].get_textpage().get_text_bounded()
    document.close()
    return text


def cut(picture: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    scale = DPI / INCH
    left, top = round(box.x * scale), round(box.y * scale)
    right, bottom = round((box.x + box.width) * scale), round((box.y + box.height) * scale)
    return picture[max(0, top) : bottom, max(0, left) : right]


def read(picture: NDArray[np.uint8], symbology: Symbology) -> list[str]:
    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats((FORMATS[symbology],)),
        try_downscale=False,
        try_invert=False,
    )
    return [one.text for one in found]


def missed(picture: NDArray[np.uint8], made: PagePlan, on_it: Sequence[SheetCode]) -> list[str]:
    return [
        code.text
        for code in on_it
        for symbol in symbol_boxes(made, code.place)
        if read(cut(picture, symbol.box), symbol.symbology) != [code.text]
    ]


@pytest.mark.parametrize("template", Template)
def test_every_code_is_read_at_its_place_in_every_template(template: Template) -> None:
    made = plan(design=Design(template=template, symbology=Symbology.BOTH))
    (picture,) = rendered(pdf(made, [page(1, codes(21))]))
    assert missed(picture, made, codes(21)) == []


def test_pages_follow_one_another_and_have_the_size_of_the_stock() -> None:
    made = plan()
    sheets = [page(1, codes(21)), page(2, codes(21)), page(3, codes(5))]
    file = io.BytesIO()
    steps = writing_steps(file, made, sheets, 3, "Autumn", now=NOW)
    assert list(steps) == [Progress(1, 3), Progress(2, 3), Progress(3, 3)]
    document = pdfium.PdfDocument(file.getvalue())
    sizes = [one.get_size() for one in document]
    document.close()
    assert len(sizes) == 3
    for size in sizes:
        assert [each * POINT for each in size] == pytest.approx([210, 297], abs=0.01)


def test_a_first_page_can_start_at_a_later_label() -> None:
    made = plan()
    (picture,) = rendered(pdf(made, [page(1, codes(3, first=19))]))
    assert missed(picture, made, codes(3, first=19)) == []
    for place in range(1, 19):
        assert cut(picture, label_box(made, place)).min() > 250


def test_addresses_and_figures_are_read_too() -> None:
    design = Design(content="https://shop.example/r/{code}", level="Q")
    made = plan(design=design, sample="482915037264")
    on_it = [SheetCode(1, 1, "482915037264"), SheetCode(2, 2, "ABCD5037W26H")]
    (picture,) = rendered(pdf(made, [page(1, on_it)]))
    for code in on_it:
        (symbol,) = symbol_boxes(made, code.place)
        assert read(cut(picture, symbol.box), Symbology.QR) == [
            f"https://shop.example/r/{code.text}"
        ]


def test_codes_of_other_letters_than_the_sample_are_of_one_size_with_it() -> None:
    made = plan(sample="48291503726")
    on_it = [SheetCode(1, 1, "48291503726"), SheetCode(2, 2, "abcdefghijk"), SheetCode(3, 3, "A1")]
    (picture,) = rendered(pdf(made, [page(1, on_it)]))
    assert missed(picture, made, on_it) == []


def test_a_code_longer_than_the_sample_is_drawn_smaller_or_refused() -> None:
    made = plan(design=Design(symbology=Symbology.CODE_128), sample="ABCD")
    longer = [SheetCode(1, 1, "ABCDEFGHIJK")]
    (picture,) = rendered(pdf(made, [page(1, longer)]))
    assert missed(picture, made, longer) == []
    with pytest.raises(InvalidInput, match="longer than the labels"):
        pdf(made, [page(1, [SheetCode(1, 1, "ABCDEFGHIJK" * 4)])])


def test_a_printer_that_is_out_is_met_halfway() -> None:
    by = Adjustment(1.5, -0.7, 1.01, 0.99)
    made = replace(plan(), adjustment=by)
    data = pdf(made, [page(1, codes(21))])
    (picture,) = rendered(data)
    assert [each / DPI * INCH for each in picture.shape] == pytest.approx([297, 210], abs=0.1)
    assert missed(picture, made, codes(21)) == []
    box = symbol_boxes(made, 21)[0].box
    plain = symbol_boxes(plan(), 21)[0].box
    assert box.x == pytest.approx(plain.x * 1.01 + 1.5)
    assert box.y == pytest.approx(plain.y * 0.99 - 0.7)
    dark = np.argwhere(cut(picture, box) < 128)
    quiet = symbol_boxes(made, 21)[0].quiet / INCH * DPI
    assert dark.min(axis=0) == pytest.approx([quiet, quiet], abs=2.5)


def test_the_head_says_what_the_sheet_is_and_has_its_own_code() -> None:
    made = replace(plan(), stamp="proved 21/21 on 2026-11-26", margin_stamp=True)
    sheets = [page(1234567, codes(21), reprint=2)]
    data = pdf(made, sheets, "Autumn voucher")
    text = text_of(data)
    for said in ("Sheet 1234567 · Autumn voucher", "page 1 of 1", "26 Nov 2026", "Reprint 2"):
        assert said in text
    assert "proved 21/21 on 2026-11-26" in text
    assert sheets[0].header in text
    box = header_box(made)
    assert box is not None
    (picture,) = rendered(data)
    assert read(cut(picture, box), Symbology.QR) == [sheets[0].header]


def test_the_file_says_what_it_is() -> None:
    made = replace(plan(), stamp="proved 21/21 on 2026-11-26")
    data = pdf(made, [page(1, codes(21))], "Autumn voucher")
    document = pdfium.PdfDocument(data)
    about = document.get_metadata_dict()
    document.close()
    assert about["Title"] == "Autumn voucher"
    assert about["Subject"] == "proved 21/21 on 2026-11-26"
    assert "proved" not in text_of(data)


@pytest.mark.parametrize("part", ["L7160", "5160", "cards-85x55", "3478", "L7164", "roll-80x50"])
@pytest.mark.parametrize("marks", [False, True])
def test_heads_and_crop_marks_keep_off_the_labels(part: str, marks: bool) -> None:
    stock = find_stock(part)
    made = plan(stock, Design(crop_marks=marks))
    (picture,) = rendered(pdf(made, [page(1, codes(1))]))
    for place in range(2, stock.per_page + 1):
        assert cut(picture, place_box(stock, place)).min() > 250
    box = header_box(made)
    if box is None:
        assert any("margin" in str(problem) for problem in plan_problems(made))
    else:
        assert read(cut(picture, box), Symbology.QR) == [page(1, ()).header]


def test_a_stock_without_margins_says_that_it_has_no_head() -> None:
    made = plan(find_stock("3478"))
    assert header_box(made) is None
    assert any("no margin" in str(problem) for problem in plan_problems(made))


def test_a_code_that_was_used_is_crossed_out_and_has_no_symbol() -> None:
    on_it = list(codes(21))
    on_it[4] = replace(on_it[4], status=CodeStatus.USED)
    on_it[6] = replace(on_it[6], status=CodeStatus.VOID)
    made = plan()
    data = pdf(made, [page(3, on_it, reprint=1)])
    text = text_of(data)
    assert "7K2M0005 · used" in text
    assert "7K2M0007 · void" in text
    (picture,) = rendered(data)
    assert missed(picture, made, on_it) == ["7K2M0005", "7K2M0007"]
    assert read(cut(picture, label_box(made, 5)), Symbology.QR) == []


def test_a_file_without_a_logo_has_no_picture_in_it_and_one_with_it_has_one() -> None:
    sheets = [page(1, codes(21)), page(2, codes(21))]
    assert b"/Subtype /Image" not in pdf(plan(), sheets)
    file = io.BytesIO()
    Image.new("RGB", (900, 300), "navy").save(file, "PNG")
    made = plan(design=Design(logo=file.getvalue(), ink="#12324A", paper="#FFF6E0"))
    data = pdf(made, sheets)
    assert data.count(b"/Subtype /Image") == 1
    first, second = rendered(data)
    assert missed(first, made, codes(21)) == []
    assert missed(second, made, codes(21)) == []


def test_what_is_the_same_on_all_labels_is_in_the_file_once() -> None:
    one = len(pdf(plan(), [page(1, codes(21))]))
    ten = len(pdf(plan(), [page(number, codes(21)) for number in range(1, 11)]))
    assert (ten - one) / 9 < 9_000


def test_other_scripts_are_printed_as_text() -> None:
    texts = LabelTexts("Żółta jesień", "Ισχύει", "Действует")
    design = Design()
    made = PagePlan(L7160, lay_out(L7160, design, texts, "7K2M0001"), design, texts)
    text = text_of(pdf(made, [page(1, codes(1))], "Jesień 秋"))
    for word in ("Żółta jesień", "Ισχύει", "Действует", "Jesień"):
        assert word in text


def test_a_code_with_letters_that_cannot_be_printed_is_refused_where_they_are_shown() -> None:
    foreign = [page(1, [SheetCode(1, 1, "ŻÓŁW"), SheetCode(2, 2, "秋2026")])]
    with pytest.raises(InvalidInput, match="The code 秋2026 holds 秋"):
        pdf(plan(), foreign)
    design = Design(show_code=False)
    made = plan(design=design, sample="秋2026AB")
    (picture,) = rendered(pdf(made, foreign))
    assert missed(picture, made, foreign[0].codes) == []


def test_no_pages_is_a_file_that_opens_or_says_nothing() -> None:
    steps = writing_steps(io.BytesIO(), plan(), [], 0, "Autumn", now=NOW)
    assert finish(steps) == 0
