"""Sheets of codes as a run has them, written into real PDFs, and spoiled."""

# ruff: noqa: ANN401 - pdfium is published without types

import ctypes
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.sheets.header import header_code
from counterfoil.ledger.sheets.model import SheetCode, SheetPage
from counterfoil.scanning.proofreading import page_pictures, read_upright
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.custom import custom_stock
from counterfoil.sheets.design import Design, LabelTexts
from counterfoil.sheets.layout import lay_out
from counterfoil.sheets.lights import lights
from counterfoil.sheets.pages import PagePlan, writing_steps
from counterfoil.sheets.proof import Eyes, Failure, Proof
from counterfoil.sheets.proving import proof_steps
from counterfoil.sheets.rendered import Rendered
from counterfoil.sheets.stock import Box, Stock, place_box
from counterfoil.sheets.units import POINT

TEXTS = LabelTexts(name="Autumn coffee", dates="1 Sept 2026 – 31 Dec 2026", terms="One per visit.")
EYES = Eyes(page_pictures, read_upright)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DEVICE = "7K2M9QXR4T"
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def code(number: int, length: int = 8) -> str:
    """Return a code of its own for each number."""
    spread = number * 2_654_435_761 + 12_345
    return "".join(_LETTERS[spread // 31**place % 31] for place in range(length))


def sheets(
    stock: Stock, count: int, *, start: int = 1, texts: Callable[[int], str] = code
) -> list[SheetPage]:
    """Return sheets of `count` codes, the first label on place `start`."""
    pages: list[SheetPage] = []
    place, codes = start, []
    for number in range(count):
        codes.append(SheetCode(place, number + 1, texts(number)))
        place += 1
        if place > stock.per_page or number == count - 1:
            sheet = len(pages) + 1
            pages.append(SheetPage(sheet, header_code(DEVICE, sheet), tuple(codes)))
            place, codes = 1, []
    return pages


def plan(
    stock: str | Stock = "avery-l7160",
    design: Design | None = None,
    sample: str = code(1),
    texts: LabelTexts = TEXTS,
) -> PagePlan:
    """Return a plan for a stock."""
    known = find_stock(stock) if isinstance(stock, str) else stock
    chosen = design or Design()
    return PagePlan(known, lay_out(known, chosen, texts, sample), chosen, texts)


def written(path: Path, made: PagePlan, pages: Sequence[SheetPage]) -> Path:
    """Write sheets into a PDF."""
    with path.open("wb") as file:
        finish(writing_steps(file, made, pages, len(pages), "Autumn coffee", now=NOW))
    return path


def proved(path: Path, made: PagePlan, pages: Sequence[SheetPage]) -> Proof:
    """Prove a PDF."""
    codes = [one for page in pages for one in page.codes]
    total = sum(one.status is CodeStatus.UNUSED for one in codes)
    return finish(proof_steps(path, made, pages, total, EYES))


def tried(
    path: Path,
    made: PagePlan,
    pages: Sequence[SheetPage],
    spoil: Callable[[Path], None] | None = None,
) -> Proof:
    """Write sheets, spoil the file, prove it."""
    written(path, made, pages)
    if spoil is not None:
        spoil(path)
    return proved(path, made, pages)


def only(proof: Proof) -> Failure:
    """The one failure of a proof, all other labels being proved."""
    (failure,) = proof.failures
    assert not proof.passed
    return failure


# ---------------------------------------------------------------------------------------- spoiling

SMALL = custom_stock(label=(31, 26), grid=(4, 8))


def cover(path: Path, box: Box, grey: float) -> None:
    """Paint a box of the first page, in mm from its top left; 0 is black, 1 white."""

    def paint(page: Any) -> None:
        wide, high = box.width / POINT, box.height / POINT
        bottom = page.get_height() - (box.y + box.height) / POINT
        rectangle = raw.FPDFPageObj_CreateNewRect(box.x / POINT, bottom, wide, high)
        level = round(grey * 255)
        raw.FPDFPageObj_SetFillColor(rectangle, level, level, level, 255)
        raw.FPDFPath_SetDrawMode(rectangle, raw.FPDF_FILLMODE_WINDING, 0)
        raw.FPDFPage_InsertObject(page, rectangle)

    _change(path, paint)


def write_over(path: Path, at: Box, size: float) -> None:
    """Write a word on the first page, its base line in mm from the top left, in points."""

    def write(page: Any) -> None:
        text = raw.FPDFPageObj_NewTextObj(page.pdf, b"Helvetica", size)
        word = (ctypes.c_ushort * 7)(*b"Coffee", 0)
        raw.FPDFText_SetText(text, word)
        raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, at.x / POINT, page.get_height() - at.y / POINT)
        raw.FPDFPage_InsertObject(page, text)

    _change(path, write)


def slide(path: Path, right: float, down: float) -> None:
    """Move all that is on the first page, in mm."""

    def move(page: Any) -> None:
        for thing in page.get_objects():
            raw.FPDFPageObj_Transform(thing, 1, 0, 0, 1, right / POINT, -down / POINT)

    _change(path, move)


def resize(path: Path, width: float, height: float) -> None:
    """Make the first page another size, in mm."""
    _change(path, lambda page: page.set_mediabox(0, 0, width / POINT, height / POINT))


def cut_page(path: Path, index: int) -> None:
    """Take a page out."""
    _saved(path, lambda document: document.del_page(index))


def double_page(path: Path, index: int) -> None:
    """Put a page in once more, at the end."""
    with pdfium.PdfDocument(path.read_bytes()) as other:
        _saved(path, lambda document: document.import_pages(other, [index]))


def _change(path: Path, change: Callable[[Any], None]) -> None:
    def changed(document: Any) -> None:
        page = document[0]
        change(page)
        page.gen_content()
        page.close()

    _saved(path, changed)


def _saved(path: Path, change: Callable[[Any], object]) -> None:
    with pdfium.PdfDocument(path.read_bytes()) as document:
        change(document)
        document.save(str(path))


# ----------------------------------------------------------------------------------------- reading


def read_page(path: Path, index: int, stock: Stock) -> list[str]:
    """Return the texts of the QR symbols on the labels of a page, in their order."""
    (picture,) = islice(page_pictures(path, 200), index, index + 1)
    page = Rendered.of(picture, stock)
    found = []
    for place in range(1, stock.per_page + 1):
        (grey,) = lights(page.cut(picture, place_box(stock, place)))
        found += read_upright(grey, "QR Code")
    return found
