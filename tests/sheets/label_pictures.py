"""Draw labels to be looked at: `python -m tests.sheets.label_pictures FOLDER`.

Every template on stock of every kind, with short and long texts, in other scripts, with a logo and
in colour: one picture a stock, a row a template, a column a case; and a few whole pages.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.sheets.model import SheetCode, SheetPage
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.design import Design, LabelTexts, Symbology, Template
from counterfoil.sheets.layout import lay_out
from counterfoil.sheets.pages import PagePlan, plan_problems, writing_steps
from counterfoil.sheets.stock import Stock, place_box
from counterfoil.sheets.units import INCH

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
STOCKS = (
    "avery-l7160", "avery-5160", "avery-l7651", "avery-l4731", "cards-85x55", "roll-80x80",
    "roll-58x60", "a4", "avery-l7630", "avery-l7163", "a4-16", "herma-4387", "label-50x30",
)  # fmt: skip
SHORT = LabelTexts("Free coffee", "1 – 30 Nov 2026")
USUAL = LabelTexts(
    "Autumn voucher: 10% off everything",
    "1 – 30 Nov 2026",
    "One voucher per purchase. Not valid with other offers.",
)
LONG = LabelTexts(
    "Loyalty members’ autumn celebration weekend voucher for the whole family and their friends",
    "15 Oct 2026 – 31 Jan 2027",
    "One voucher per purchase and customer. Not valid with other offers, on gift cards, books or"
    " tobacco. No cash value. Return the goods within 30 days with the receipt. Terms at"
    " shop.example/terms; the shop may end the offer early while stocks last.",
    "TEST",
)
POLISH = LabelTexts(
    "Żółta jesień: rabat na wszystko",
    "1–30 lis 2026",
    "Jeden bon na zakupy. Nie łączy się z innymi promocjami.",
)
GREEK = LabelTexts(
    "Ένας δωρεάν καφές για εσένα",  # noqa: RUF001
    "1–30 Νοε 2026",
    "Ισχύει μία φορά ανά πελάτη.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A column of the pictures."""

    name: str
    texts: LabelTexts
    design: Design
    code: str = "AUTUMN-7K2MQ9WX"


def cases() -> Iterator[Case]:
    url = "https://shop.example/r/{code}"
    yield Case("QR, short", SHORT, Design(), "7K2MQ9WX")
    yield Case("QR, usual", USUAL, Design())
    yield Case("QR address, long", LONG, Design(content=url, level="Q"))
    yield Case("bars", USUAL, Design(symbology=Symbology.CODE_128))
    yield Case("both", POLISH, Design(symbology=Symbology.BOTH), "7K2MQ9WX")
    yield Case(
        "colours, logo",
        GREEK,
        Design(ink="#12324A", paper="#FFF6E0", band="#B3261E", logo=logo()),
        "482915037264",
    )


def logo() -> bytes:
    """A cup on nothing, as a designer would hand it over."""
    picture = Image.new("RGBA", (900, 600), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((150, 150, 600, 540), 90, fill=(179, 38, 30, 255))
    pen.ellipse((540, 220, 800, 450), outline=(179, 38, 30, 255), width=60)
    pen.line((250, 100, 250, 20), fill=(18, 50, 74, 255), width=30)
    pen.line((375, 100, 375, 20), fill=(18, 50, 74, 255), width=30)
    pen.line((500, 100, 500, 20), fill=(18, 50, 74, 255), width=30)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def page_picture(plan: PagePlan, page: SheetPage, dpi: float) -> Image.Image:
    """A page as printed."""
    file = io.BytesIO()
    finish(writing_steps(file, plan, [page], 1, plan.texts.name, now=NOW))
    document = pdfium.PdfDocument(file.getvalue())
    picture: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return picture


def label_picture(stock: Stock, case: Case, template: Template, dpi: float) -> Image.Image:
    """The first label of a page with its edge, or why there is none."""
    design = replace(case.design, template=template)
    try:
        layout = lay_out(stock, design, case.texts, case.code)
    except InvalidInput as refused:
        return _sentence(str(refused), stock, dpi)
    plan = PagePlan(stock, layout, design, case.texts)
    for problem in plan.layout.problems:
        print(f"{stock.id} · {template} · {case.name}: {problem}")  # noqa: T201
    page = SheetPage(1, "S7K2M9QX-0001", (SheetCode(1, 1, case.code),))
    box = place_box(stock, 1)
    scale = dpi / INCH
    left, top = round(box.x * scale), round(box.y * scale)
    size = round(box.width * scale), round(box.height * scale)
    whole = page_picture(plan, page, dpi)
    cut = whole.crop((left, top, left + size[0], top + size[1]))
    pen = ImageDraw.Draw(cut)
    outline = (0, 0, cut.width - 1, cut.height - 1)
    if stock.shape == "ellipse":
        pen.ellipse(outline, outline="grey")
    else:
        pen.rounded_rectangle(outline, stock.corner * scale, outline="grey")
    return cut


def _sentence(text: str, stock: Stock, dpi: float) -> Image.Image:
    size = round(stock.label_width * dpi / INCH), round(stock.label_height * dpi / INCH)
    picture = Image.new("RGB", size, (255, 225, 225))
    letters = max(8, size[0] // 6)
    lines = [text[at : at + letters] for at in range(0, len(text), letters)]
    ImageDraw.Draw(picture).text((2, 2), "\n".join(lines), fill="black")
    return picture


def contact(stock: Stock) -> Image.Image:
    """All templates and cases on one stock."""
    columns = list(cases())
    wide = 1900 / len(columns)
    dpi = min(300.0, wide / stock.label_width * INCH)
    rows = [[label_picture(stock, case, t, dpi) for case in columns] for t in Template]
    cell = rows[0][0].width + 8, rows[0][0].height + 8
    sheet = Image.new("RGB", (cell[0] * len(columns), cell[1] * len(rows)), (205, 210, 215))
    for down, row in enumerate(rows):
        for across, picture in enumerate(row):
            sheet.paste(picture, (across * cell[0] + 4, down * cell[1] + 4))
    return sheet


def whole_pages(folder: Path) -> None:
    """Heads, crop marks, a reprint with codes that are used, an adjusted page."""
    for name, marks in (("avery-l7160", False), ("cards-85x55", True), ("avery-5160", False)):
        stock, design = find_stock(name), Design(template=Template.CARD, crop_marks=marks)
        plan = PagePlan(
            stock,
            lay_out(stock, design, USUAL, "AUTUMN-7K2MQ9WX"),
            design,
            USUAL,
            stamp=f"proved {stock.per_page}/{stock.per_page} · 26 Nov 2026",
            margin_stamp=True,
            date="26 Nov 2026",
        )
        codes = tuple(
            SheetCode(
                place,
                place,
                f"AUTUMN-7K2MQ9{place:02}",
                CodeStatus.USED if place == 5 else CodeStatus.UNUSED,
            )
            for place in range(1, stock.per_page + 1)
        )
        page = SheetPage(12, "S7K2M9QX-0012", codes, reprint=2)
        page_picture(plan, page, 110).save(folder / f"page-{name}.png")
        for problem in plan_problems(plan):
            print(f"{name}: {problem}")  # noqa: T201


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in STOCKS:
        contact(find_stock(name)).save(folder / f"{name}.png")
    whole_pages(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
