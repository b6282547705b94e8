import io
import re
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from counterfoil.sheets import fonts
from counterfoil.sheets.streamed import BRANCH, streamed_canvas

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LETTERS = "Żółć Ω Ж"


class Sink(io.BytesIO):
    """A file that keeps nothing."""

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        return len(data)


class Full(io.BytesIO):
    """A file on a disk that has room for so many bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        if self.tell() + len(data) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(data)


def numbered(canvas: Canvas, pages: int) -> None:
    for number in range(pages):
        canvas.setFont(fonts.REGULAR, 12)
        canvas.drawString(20, 150, f"Page {number}")
        canvas.showPage()


def made(draw: Callable[[Canvas], object], now: datetime = NOW) -> bytes:
    fonts.register()
    file = io.BytesIO()
    with streamed_canvas(
        file, (300, 200), title="Zażółć", subject="proved 3/3", keywords="a, b", now=now
    ) as canvas:
        draw(canvas)
    return file.getvalue()


def texts(data: bytes) -> list[str]:
    with pdfium.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("pages", [1, BRANCH - 1, BRANCH, BRANCH + 1, 3 * BRANCH])
def test_every_page_is_there_in_its_order(pages: int) -> None:
    found = texts(made(lambda canvas: numbered(canvas, pages)))
    assert found == [f"Page {number}" for number in range(pages)]


def test_every_object_begins_where_the_table_says() -> None:
    data = made(lambda canvas: numbered(canvas, BRANCH + 2))
    begin = int(re.findall(rb"startxref\n(\d+)\n%%EOF\n\Z", data)[0])
    head, *entries = data[begin : data.index(b"trailer")].splitlines()[1:]
    assert head == b"0 %d" % len(entries)
    assert all(len(entry) == 19 for entry in entries)
    for number, entry in enumerate(entries[1:], 1):
        assert data[int(entry[:10]) :].startswith(b"%d 0 obj" % number)


def test_a_page_is_in_the_file_as_soon_as_it_is_shown() -> None:
    file = io.BytesIO()
    with streamed_canvas(file, (300, 200), title="A", now=NOW) as canvas:
        for _ in range(3):
            before = file.tell()
            canvas.drawString(20, 150, "A" * 500)
            canvas.showPage()
            assert file.tell() > before


def test_what_is_kept_does_not_grow_with_the_pages() -> None:
    fonts.register()
    kept = []
    tracemalloc.start()
    with streamed_canvas(Sink(), (300, 200), title="A", now=NOW) as canvas:
        for _ in range(3):
            numbered(canvas, 2 * BRANCH)
            kept.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert (kept[2] - kept[1]) / (2 * BRANCH) < 100  # bytes a page


def test_forms_fonts_and_pictures_are_drawn() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("frame")
        canvas.setFillColorRGB(0, 0, 1)
        canvas.rect(0, 0, 50, 50, stroke=0, fill=1)
        canvas.endForm()
        picture = ImageReader(Image.new("RGB", (4, 4), (255, 0, 0)))
        for _ in range(2):
            canvas.setFont(fonts.BOLD, 14)
            canvas.drawString(20, 150, LETTERS)
            canvas.doForm("frame")
            canvas.drawImage(picture, 100, 0, 50, 50)
            canvas.showPage()

    data = made(draw)
    assert texts(data) == [LETTERS, LETTERS]
    with pdfium.PdfDocument(data) as document:
        for page in document:
            picture = page.render().to_pil().convert("RGB")
            assert picture.getpixel((25, 175)) == (0, 0, 255)
            assert picture.getpixel((125, 175)) == (255, 0, 0)


def test_the_file_says_what_it_is_and_that_it_is_not_to_be_scaled() -> None:
    data = made(lambda canvas: numbered(canvas, 1))
    with pdfium.PdfDocument(data) as document:
        found = document.get_metadata_dict()
    assert found == {
        "Title": "Zażółć",
        "Author": "Counterfoil",
        "Creator": "Counterfoil",
        "Producer": "ReportLab PDF Library - (opensource)",
        "Subject": "proved 3/3",
        "Keywords": "a, b",
        "CreationDate": "D:20260102030405+00'00'",
        "ModDate": "D:20260102030405+00'00'",
    }
    assert b"/PrintScaling /None" in data


def test_the_same_drawing_gives_the_same_bytes_wherever_the_clock_hangs() -> None:
    def draw(canvas: Canvas) -> None:
        numbered(canvas, 3)

    elsewhere = NOW.astimezone(timezone(timedelta(hours=9)))
    assert made(draw) == made(draw) == made(draw, elsewhere)
    assert made(draw) != made(draw, NOW + timedelta(seconds=1))


def test_a_typeface_to_begin_with_leaves_no_other_in_the_file() -> None:
    fonts.register()
    file = io.BytesIO()
    with streamed_canvas(file, (300, 200), title="A", now=NOW, font=fonts.REGULAR) as canvas:
        canvas.drawString(20, 150, LETTERS)
        canvas.showPage()
    assert texts(file.getvalue()) == [LETTERS]
    assert b"Helvetica" not in file.getvalue()


@pytest.mark.parametrize("room", [10, 2_000, 20_000])
def test_a_full_disk_is_told_as_it_is(room: int) -> None:
    fonts.register()
    with (
        pytest.raises(OSError, match="No space left"),
        streamed_canvas(Full(room), (300, 200), title="A", now=NOW) as canvas,
    ):
        numbered(canvas, 200)


def test_nothing_more_is_written_when_the_drawing_fails() -> None:
    file = io.BytesIO()
    with (
        pytest.raises(ZeroDivisionError),
        streamed_canvas(file, (300, 200), title="A", now=NOW),
    ):
        _ = 1 / 0
    assert b"%%EOF" not in file.getvalue()
