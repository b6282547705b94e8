"""Each planted fault is caught, with the sentence that names it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.sheets.model import SheetCode
from counterfoil.sheets.design import Adjustment, Design, Symbology
from counterfoil.sheets.pages import label_box, symbol_boxes
from counterfoil.sheets.proving import MOST_FAILURES
from counterfoil.sheets.stock import Box
from tests.sheets.paper import (
    EYES,
    code,
    cover,
    cut_page,
    double_page,
    only,
    plan,
    proved,
    resize,
    sheets,
    slide,
    tried,
    write_over,
    written,
)

QR, BARS, BOTH = Symbology.QR, Symbology.CODE_128, Symbology.BOTH


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return tmp_path / "sheets.pdf"


def test_a_caption_over_the_symbol_is_caught_where_error_correction_hides_it(pdf: Path) -> None:
    made = plan(design=Design(level="H"))
    box = symbol_boxes(made, 5)[0].box
    at = Box(box.x + box.width * 0.6, box.y + box.height * 0.55, 0, 0)
    failure = only(tried(pdf, made, sheets(made.stock, 21), lambda path: write_over(path, at, 6)))
    assert (failure.sheet, failure.place) == (1, 5)
    assert failure.read == failure.expected == code(4)
    assert failure.sentence == "Something is printed over the symbol, or a part of it is missing."
    high, wide = failure.picture.shape[:2]
    assert wide > high > 200


def test_a_caption_over_bars_is_caught_where_they_still_read(pdf: Path) -> None:
    made = plan(design=Design(symbology=BARS))
    box = symbol_boxes(made, 2)[0].box
    at = Box(box.x + box.width * 0.5, box.y + box.height - 0.3, 0, 0)
    failure = only(tried(pdf, made, sheets(made.stock, 21), lambda path: write_over(path, at, 5)))
    assert failure.read == failure.expected
    assert failure.sentence == "Something is printed over the symbol, or a part of it is missing."


def test_a_part_of_the_symbol_that_is_missing_is_caught(pdf: Path) -> None:
    made = plan(design=Design(level="H"))
    box, module = symbol_boxes(made, 1)[0].box, symbol_boxes(made, 1)[0].module
    at = Box(box.x + 14 * module, box.y + 14 * module, 4 * module, 4 * module)
    failure = only(tried(pdf, made, sheets(made.stock, 21), lambda path: cover(path, at, 1.0)))
    assert failure.read == failure.expected
    assert failure.sentence == "Something is printed over the symbol, or a part of it is missing."


@pytest.mark.parametrize(
    ("ink", "paper", "percent"),
    [("#000000", "#C0C0C0", 53), ("#707070", "#FFFFFF", 84), ("#FF0000", "#FFFFFF", 0)],
    ids=["grey paper", "grey ink", "red on white"],
)
@pytest.mark.parametrize("symbology", [QR, BARS])
def test_low_contrast_is_caught(
    pdf: Path, symbology: Symbology, ink: str, paper: str, percent: int
) -> None:
    good = plan(design=Design(symbology=symbology))
    made = replace(good, design=replace(good.design, ink=ink, paper=paper))
    proof = tried(pdf, made, sheets(made.stock, 2))
    if percent >= 70:
        assert proof.passed
        return
    assert [failure.place for failure in proof.failures] == [1, 2]
    assert proof.proved == 0
    assert proof.failures[0].sentence == (
        f"In a scanner's light the symbol stands out from the paper by {percent} % only, and 70 %"
        " are needed; choose a darker ink or a lighter paper."
    )


@pytest.mark.parametrize("symbology", [QR, BARS])
def test_a_cut_quiet_zone_is_caught(pdf: Path, symbology: Symbology) -> None:
    made = plan(design=Design(symbology=symbology))
    box, quiet = symbol_boxes(made, 9)[0].box, symbol_boxes(made, 9)[0].quiet
    at = Box(box.x + quiet * 0.4, box.y + box.height * 0.3, quiet * 0.2, box.height * 0.4)
    failure = only(tried(pdf, made, sheets(made.stock, 21), lambda path: cover(path, at, 0.0)))
    assert failure.place == 9
    assert failure.sentence == (
        "Something is printed in the light border that a scanner needs around the symbol."
    )


def test_swapped_labels_are_caught(pdf: Path) -> None:
    made = plan(design=Design(symbology=BOTH))
    pages = sheets(made.stock, 21)
    codes = list(pages[0].codes)
    codes[3], codes[10] = replace(codes[10], place=4), replace(codes[3], place=11)
    written(pdf, made, [replace(pages[0], codes=tuple(codes))])
    proof = proved(pdf, made, pages)
    assert [(f.place, f.sentence, f.read) for f in proof.failures] == [
        (4, "The code of label 11 is printed here.", code(10)),
        (11, "The code of label 4 is printed here.", code(3)),
    ]
    assert proof.proved == 19


def test_a_label_of_another_sheet_is_caught(pdf: Path) -> None:
    made = plan()
    pages = sheets(made.stock, 21)
    codes = (SheetCode(1, 99, code(99)), *pages[0].codes[1:])
    written(pdf, made, [replace(pages[0], codes=codes)])
    failure = only(proved(pdf, made, pages))
    assert failure.sentence == "Another code is here than the one that belongs here."
    assert failure.read == code(99)


@pytest.mark.parametrize("symbology", [QR, BARS])
def test_a_missing_label_is_caught(pdf: Path, symbology: Symbology) -> None:
    made = plan(design=Design(symbology=symbology))
    pages = sheets(made.stock, 21)
    written(pdf, made, [replace(pages[0], codes=pages[0].codes[:-1])])
    failure = only(proved(pdf, made, pages))
    assert (failure.place, failure.read) == (21, "")
    assert failure.sentence == "Nothing is printed here."


def test_a_label_printed_twice_is_caught_on_the_place_that_is_to_stay_empty(pdf: Path) -> None:
    made = plan()
    pages = sheets(made.stock, 20)
    again = replace(pages[0].codes[0], place=21)
    written(pdf, made, [replace(pages[0], codes=(*pages[0].codes, again))])
    proof = proved(pdf, made, pages)
    failure = only(proof)
    assert (failure.place, proof.proved) == (21, 20)
    assert failure.sentence == "Something is printed on a label that is to stay empty."


def test_a_spent_code_that_still_scans_is_caught(pdf: Path) -> None:
    made = plan()
    (page,) = sheets(made.stock, 21)
    written(pdf, made, [page])
    spent = replace(page.codes[2], status=CodeStatus.USED)
    codes = (*page.codes[:2], spent, *page.codes[3:])
    failure = only(proved(pdf, made, [replace(page, codes=codes, reprint=1)]))
    assert (failure.place, failure.read) == (3, code(2))
    assert failure.sentence == "A code that is used or void can be read here."


@pytest.mark.parametrize("symbology", [QR, BARS])
def test_a_page_that_is_shifted_is_caught(pdf: Path, symbology: Symbology) -> None:
    made = plan(design=Design(symbology=symbology))
    pages = sheets(made.stock, 21)
    proof = tried(pdf, made, pages, lambda path: slide(path, 1.5, -2.0))
    assert len(proof.failures) == MOST_FAILURES
    assert proof.proved == 0
    sentences = {failure.sentence for failure in proof.failures}
    assert "The symbol lies 2.5 mm away from its place." in sentences
    # To the pixel: 0.13 mm.
    assert all(2.4 <= float(str(f.values["distance"])) <= 2.6 for f in proof.failures)


def test_a_symbol_over_the_edge_of_the_page_is_caught(pdf: Path) -> None:
    made = replace(plan(), adjustment=Adjustment(offset_x=-9.0))
    proof = tried(pdf, made, sheets(made.stock, 21))
    # The head's symbol is first, at 0.
    assert [failure.place for failure in proof.failures] == [0, 1, 4, 7, 10, 13, 16, 19]
    assert proof.failures[1].sentence.startswith("The symbol reaches over the edge of the page;")


def test_a_page_of_another_size_is_caught(pdf: Path) -> None:
    made = plan()
    failure = only(tried(pdf, made, sheets(made.stock, 21), lambda path: resize(path, 216, 279)))
    assert failure.sentence == "The page is 216 × 279 mm large, and should be 210 × 297 mm."
    assert failure.place == 0


def test_a_page_too_few_is_caught(pdf: Path) -> None:
    made = plan()
    pages = sheets(made.stock, 63)
    proof = tried(pdf, made, pages, lambda path: cut_page(path, 2))
    assert (only(proof).sheet, proof.proved) == (3, 42)
    assert only(proof).sentence == "The file has no page for this sheet."


def test_a_page_too_many_is_caught(pdf: Path) -> None:
    made = plan()
    proof = tried(pdf, made, sheets(made.stock, 42), lambda path: double_page(path, 1))
    assert (only(proof).sheet, proof.proved) == (3, 42)
    assert only(proof).sentence == "The file has more pages than there are sheets."


def test_a_head_that_cannot_be_read_is_caught(pdf: Path) -> None:
    made = plan()
    pages = sheets(made.stock, 21)
    written(pdf, made, [replace(pages[0], header="CFS-7K2M9QXR4T-2-X")])
    proof = proved(pdf, made, pages)
    assert (only(proof).place, only(proof).read, proof.proved) == (0, "CFS-7K2M9QXR4T-2-X", 21)
    assert only(proof).sentence == "The sheet’s own code cannot be read in its head."


def test_a_torn_file_is_told(pdf: Path) -> None:
    made = plan()
    pages = sheets(made.stock, 21)
    written(pdf, made, pages)
    pdf.write_bytes(pdf.read_bytes()[:3000])
    with pytest.raises(InvalidInput, match=r"sheets\.pdf is a damaged PDF"):
        proved(pdf, made, pages)


def test_a_failures_picture_shows_its_label_alone(pdf: Path) -> None:
    made = plan()
    pages = sheets(made.stock, 21)
    written(pdf, made, [replace(pages[0], codes=pages[0].codes[:1])])
    failures = proved(pdf, made, pages).failures
    box = label_box(made, 2)
    (page,) = EYES.pages(pdf, 200)
    wide = page.shape[1] / made.stock.page_width
    assert [failure.place for failure in failures] == list(range(2, 22))[:MOST_FAILURES]
    assert abs(failures[0].picture.shape[1] - (box.width + 1) * wide) < 3
    assert np.ptp(failures[0].picture[20:-20, 20:-20]) == 0
