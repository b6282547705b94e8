"""The calibration page: outlines where the labels are, and figures that lead to the adjustment."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from numpy.typing import NDArray

from counterfoil.domain.errors import MachineError
from counterfoil.sheets.calibration import (
    CalibrationWords,
    figures,
    write_calibration,
)
from counterfoil.sheets.calibration_marks import scales
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.design import Adjustment
from counterfoil.sheets.stock import Box, Stock, place_box

DOTS = 12  # to a millimetre


def rendered(path: Path) -> NDArray[np.uint8]:
    """Return the page in grey, so many dots to a millimetre."""
    page = pypdfium2.PdfDocument(path)[0]
    grey: NDArray[np.uint8] = page.render(scale=DOTS * 25.4 / 72, grayscale=True).to_numpy()
    return grey.reshape(grey.shape[:2])


def text_of(path: Path) -> str:
    """Return the words on the page."""
    text: str = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    return text


def is_outlined(grey: NDArray[np.uint8], box: Box) -> bool:
    """Whether thin dark lines run along all four sides of `box`, near their middles."""
    x, y = box.x + box.width / 3, box.y + box.height / 3
    sides = [(box.x, y), (box.x + box.width, y), (x, box.y), (x, box.y + box.height)]
    return all(
        grey[
            max(0, round(down * DOTS) - 2) : round(down * DOTS) + 3,
            max(0, round(across * DOTS) - 2) : round(across * DOTS) + 3,
        ].min()
        < 128
        for across, down in sides
    )


@pytest.mark.parametrize("name", ["L7160", "5160", "3474", "L4785", "roll-80x80"])
def test_labels_are_outlined_where_they_lie(tmp_path: Path, name: str) -> None:
    stock, path = find_stock(name), tmp_path / "page.pdf"
    write_calibration(path, stock)
    grey = rendered(path)
    assert grey.shape == pytest.approx((stock.page_height * DOTS, stock.page_width * DOTS), abs=2)
    corners = {1, stock.columns, stock.per_page - stock.columns + 1, stock.per_page}
    assert all(is_outlined(grey, place_box(stock, place)) for place in corners)
    assert not is_outlined(grey, replace(place_box(stock, 1), x=stock.left + 1.5))


def test_an_adjustment_moves_and_stretches_the_page(tmp_path: Path) -> None:
    stock, path = find_stock("L7160"), tmp_path / "page.pdf"
    write_calibration(path, stock, Adjustment(1.5, -2.0, 1.01, 0.99))
    last = place_box(stock, 21)
    moved = Box(
        last.x * 1.01 + 1.5, last.y * 0.99 - 2.0, last.width * 1.01, last.height * 0.99
    )  # fmt: skip
    assert is_outlined(rendered(path), moved)
    assert not is_outlined(rendered(path), last)


def test_the_page_says_what_to_do_with_its_scales(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    write_calibration(path, find_stock("L7160"))
    text = text_of(path)
    assert "Calibration page: Avery L7160" in text
    assert "Move right (mm): A\r\n" in text
    assert "Stretch across (%): 100 + (C – A) × 0.51" in text
    assert "inwards" not in text


def test_a_stock_that_ends_with_the_paper_has_its_scales_further_in(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    write_calibration(path, find_stock("A4"))
    assert "measure 10 mm inwards from the edge" in text_of(path)
    at = {scale.letter: scale.at for scale in scales(find_stock("A4"))}
    assert at == {"A": 10, "B": 10, "C": 200, "D": 287}


def test_what_is_set_already_is_worked_in() -> None:
    said = figures(find_stock("L7160"), Adjustment(0.5, -1.25, 1.003, 1.0))
    assert said == {
        "right": "A + 0.5",
        "down": "B – 1.25",
        "across": "100.3 + (C – A) × 0.51",
        "along": "100 + (D – B) × 0.37",
    }


@pytest.mark.parametrize("truth", [Adjustment(1.0, -0.5, 1.004, 0.996), Adjustment(-2.0, 1.5)])
def test_what_the_scales_lead_to_is_the_right_adjustment(truth: Adjustment) -> None:
    stock = find_stock("L7160")
    read = {}
    for scale in scales(stock):
        beside = scale.horizontal
        factor = truth.scale_x if beside else truth.scale_y
        offset = truth.offset_x if beside else truth.offset_y
        # Where the edge lies, measured from where it was drawn.
        read[scale.letter] = scale.edge * factor + offset - scale.edge
    said = figures(stock, Adjustment())
    share = {key: float(said[key].rpartition("× ")[2]) for key in ("across", "along")}
    assert read["A"] == pytest.approx(truth.offset_x, abs=0.1)
    assert read["B"] == pytest.approx(truth.offset_y, abs=0.1)
    across = 100 + (read["C"] - read["A"]) * share["across"]
    along = 100 + (read["D"] - read["B"]) * share["along"]
    assert across == pytest.approx(truth.scale_x * 100, abs=0.02)
    assert along == pytest.approx(truth.scale_y * 100, abs=0.02)


def test_the_page_speaks_the_callers_language(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    words = CalibrationWords(title="Strona próbna: {stock}", right="W prawo (mm): {figure}")
    write_calibration(path, find_stock("herma 4270"), words=words)
    assert "Strona próbna: Herma 4270" in text_of(path)
    assert "W prawo (mm): A" in text_of(path)


def test_the_page_is_vector_only(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    write_calibration(path, find_stock("5294"))
    kinds = {thing.type for thing in pypdfium2.PdfDocument(path)[0].get_objects()}
    assert kinds <= {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT}


@pytest.mark.parametrize(
    "name", ["L4731", "L4730", "roll-58x40", "label-40x30", "custom:page=20x20,label=5x5"]
)
def test_small_labels_and_small_pages_have_one_too(tmp_path: Path, name: str) -> None:
    stock, path = find_stock(name), tmp_path / "page.pdf"
    write_calibration(path, stock)
    assert is_outlined(rendered(path), place_box(stock, 1))


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    stock: Stock = find_stock("L7160")
    folder = tmp_path / "none"
    with pytest.raises(MachineError, match="cannot be written"):
        write_calibration(folder / "page.pdf", stock)
    assert list(tmp_path.iterdir()) == []
