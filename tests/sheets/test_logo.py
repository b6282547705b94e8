import io
import struct
import zlib

import pytest
from PIL import Image

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.design import Design, LabelTexts, Template
from counterfoil.sheets.layout import lay_out
from counterfoil.sheets.logo import MOST_BYTES, read_logo, sized_logo


def saved(picture: Image.Image, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def bomb() -> bytes:
    """A PNG that says it is 60,000 × 60,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"])
def test_usual_pictures_are_read(kind: str) -> None:
    assert read_logo(saved(Image.new("RGB", (40, 20), "navy"), kind), "#FFFFFF").size == (40, 20)


def test_what_is_seen_through_shows_the_paper_and_empty_borders_are_cut() -> None:
    picture = Image.new("RGBA", (100, 60), (0, 0, 0, 0))
    picture.paste((200, 0, 0, 255), (10, 20, 50, 40))
    picture.paste((0, 0, 200, 0), (20, 25, 30, 35))
    read = read_logo(saved(picture), "#FFF6E0")
    assert read.mode == "RGB"
    assert read.size == (40, 20)
    assert read.getpixel((0, 0)) == (200, 0, 0)
    assert read.getpixel((15, 10)) == (255, 246, 224)


def test_a_picture_of_nothing_is_all_paper() -> None:
    read = read_logo(saved(Image.new("RGBA", (30, 30), (0, 0, 0, 0))), "#FFF6E0")
    assert read.getcolors() == [(900, (255, 246, 224))]


def test_a_large_picture_is_brought_to_what_print_shows() -> None:
    data = saved(Image.new("RGB", (3000, 1500), "navy"))
    assert sized_logo(data, "#FFFFFF", 25.4, 12.7).size == (300, 150)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no picture"),
        (b"%PDF-1.7 no picture", "no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (saved(Image.effect_noise((300, 300), 90))[:3000], "damaged"),
        (bomb(), "too many pixels"),
        (saved(Image.new("L", (1, 20_001))), "too many pixels"),
        (b"\0" * (MOST_BYTES + 1), "larger than 2 MB"),
    ],
    ids=["empty", "pdf", "svg", "torn", "bomb", "high", "large"],
)
def test_what_is_no_usable_picture_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_logo(data, "#FFFFFF")


@pytest.mark.parametrize("template", [t for t in Template if t is not Template.PLAIN])
def test_a_logo_has_its_place_and_its_proportions(template: Template) -> None:
    design = Design(template=template, logo=saved(Image.new("RGB", (300, 100), "navy")))
    layout = lay_out(find_stock("L7160"), design, LabelTexts("Autumn"), "7K2MQ9WX")
    assert layout.logo is not None
    assert layout.logo.width / layout.logo.height == pytest.approx(3)


def test_a_logo_without_room_is_told() -> None:
    design = Design(logo=saved(Image.new("RGB", (300, 100), "navy")))
    texts = LabelTexts("Autumn voucher for all", "1 – 30 Nov 2026")
    layout = lay_out(find_stock("L4731"), design, texts, "7K2MQ9WX")
    assert layout.logo is None
    assert any("logo" in str(problem) for problem in layout.problems)
