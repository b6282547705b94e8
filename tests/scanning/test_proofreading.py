import io
import math
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from counterfoil.domain.errors import InvalidInput
from counterfoil.scanning.pdf import MOST_PAGES
from counterfoil.scanning.proofreading import page_pictures, read_upright
from counterfoil.sheets.symbol import code128_picture, qr_picture


def document(path: Path, pages: int, colour: tuple[float, float, float] = (1, 0, 0)) -> Path:
    canvas = Canvas(str(path), pagesize=(100 * mm, 50 * mm))
    for number in range(pages):
        canvas.setFillColorRGB(*colour)
        canvas.rect(0, 0, (number + 1) * mm, 50 * mm, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path


def red(picture: np.ndarray) -> int:
    """How many pixels from the left are red."""
    return int((picture[10] == (255, 0, 0)).all(axis=1).sum())


def test_pages_come_in_order_in_colour_and_of_their_own(tmp_path: Path) -> None:
    pages = list(page_pictures(document(tmp_path / "red.pdf", 5), dpi=254))
    assert {page.shape for page in pages} == {(501, 1001, 3)}
    assert [red(page) // 10 for page in pages] == [1, 2, 3, 4, 5]


def test_the_usual_density_is_200_to_the_inch(tmp_path: Path) -> None:
    (page,) = page_pictures(document(tmp_path / "one.pdf", 1))
    # A pixel that the page fills in part is one.
    assert page.shape == (math.ceil(50 / 25.4 * 200), math.ceil(100 / 25.4 * 200), 3)


def test_there_may_be_more_pages_than_a_scan_takes(tmp_path: Path) -> None:
    path = document(tmp_path / "many.pdf", MOST_PAGES + 1)
    assert sum(1 for _ in page_pictures(path, dpi=6)) == MOST_PAGES + 1


def test_whoever_has_seen_enough_may_stop(tmp_path: Path) -> None:
    path = document(tmp_path / "red.pdf", 30)
    pages = page_pictures(path)
    assert [red(page) > 0 for page in islice(pages, 2)] == [True, True]
    pages.close()
    path.unlink()


@pytest.mark.parametrize("content", [b"%PDF-1.4\nnothing", b""])
def test_what_is_no_pdf_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "torn.pdf"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=r"torn\.pdf is a damaged PDF"):
        next(iter(page_pictures(path)))


def test_a_pdf_with_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt="secret")
    canvas.showPage()
    canvas.save()
    with pytest.raises(InvalidInput, match="needs a password"):
        next(iter(page_pictures(path)))


def test_symbols_of_the_asked_symbology_are_read() -> None:
    qr, bars = qr_picture("AUTUMN-7K2M"), code128_picture("AUTUMN-7K2M")
    assert read_upright(qr, "QR Code") == read_upright(bars, "Code 128") == ["AUTUMN-7K2M"]
    assert read_upright(qr, "Code 128") == read_upright(bars, "QR Code") == []


def test_two_in_one_picture_are_both_read() -> None:
    both = np.hstack([qr_picture("ONE-1"), qr_picture("TWO-2")])
    assert sorted(read_upright(both, "QR Code")) == ["ONE-1", "TWO-2"]


def test_what_a_plain_scanner_cannot_read_is_not_read() -> None:
    assert read_upright(255 - qr_picture("AUTUMN-7K2M"), "QR Code") == []
    lying = np.ascontiguousarray(np.rot90(code128_picture("AUTUMN-7K2M")))
    assert read_upright(lying, "Code 128") == []


def test_a_picture_in_the_page_is_seen_as_it_is(tmp_path: Path) -> None:
    path, buffer = tmp_path / "picture.pdf", io.BytesIO()
    canvas = Canvas(str(path), pagesize=(50 * mm, 50 * mm))
    from PIL import Image

    Image.fromarray(qr_picture("AUTUMN-7K2M")).save(buffer, "PNG")
    canvas.drawImage(ImageReader(buffer), 5 * mm, 5 * mm, 40 * mm, 40 * mm)
    canvas.save()
    (page,) = page_pictures(path)
    assert read_upright(np.ascontiguousarray(page[..., 0]), "QR Code") == ["AUTUMN-7K2M"]
