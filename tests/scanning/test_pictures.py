import io
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from counterfoil.domain.errors import InvalidInput, MachineError, NotFound, UserError
from counterfoil.scanning.pictures import MOST_CHUNKS, Found, scan_source
from counterfoil.sheets.symbol import code128_picture, qr_picture
from tests.helpers.pictures import Pose, counter_top, frame, symbol

QR = qr_picture("AUTUMN-7K2M")


def texts(found: list[Found]) -> list[tuple[int, str, str]]:
    return [(one.frame, one.text, one.format) for one in found]


def encoded(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(QR).save(buffer, Image.registered_extensions()[kind])
    return buffer.getvalue()


def scan(path: Path) -> list[tuple[int, str, str]]:
    return texts(list(scan_source(path)))


ONE = [(1, "AUTUMN-7K2M", "QR Code")]


@pytest.mark.parametrize("kind", [".png", ".jpg", ".bmp", ".webp", ".tiff", ".pgm", ".jp2", ".gif"])
def test_a_picture_of_each_kind(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"card{kind}"
    path.write_bytes(encoded(kind))
    assert scan(path) == ONE


def test_the_name_may_say_nothing_or_lie(tmp_path: Path) -> None:
    path = tmp_path / "zdjęcie kodu.txt"
    path.write_bytes(cv2.imencode(".png", QR)[1].tobytes())
    found = list(scan_source(path))
    assert texts(found) == ONE
    assert found[0].source == str(path)


def test_sixteen_bits_and_transparency(tmp_path: Path) -> None:
    deep, clear = tmp_path / "deep.png", tmp_path / "clear.png"
    cv2.imwrite(str(deep), QR.astype(np.uint16) * 257)
    cv2.imwrite(str(clear), np.dstack([QR, QR, QR, np.full_like(QR, 255)]))
    assert scan(deep) == scan(clear) == ONE


def test_each_page_of_a_tiff(tmp_path: Path) -> None:
    path = tmp_path / "pages.tiff"
    cards = [Image.fromarray(qr_picture(f"CODE-{n}")) for n in range(3)]
    cards[0].save(path, save_all=True, append_images=cards[1:])
    assert scan(path) == [(n + 1, f"CODE-{n}", "QR Code") for n in range(3)]


def test_a_picture_without_a_code_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plain.png"
    cv2.imwrite(str(path), np.full((200, 300), 180, np.uint8))
    assert scan(path) == []


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"\x00" * 4096, b"\x89PNG\r\n\x1a\n", b"GIF89a", b"%PDF-1.7 nonsense",
     b"\xff\xd8\xff\xe0 no jpeg", "zażółć".encode("utf-16")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["x.png", "x.jpg", "x.pdf", "x.mp4"])
def test_what_is_no_picture_is_said_so(
    tmp_path: Path, data: bytes, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InvalidInput) as refused:
        scan(path)
    assert name in str(refused.value)
    assert str(refused.value).endswith(".")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("kind", [".png", ".jpg", ".bmp", ".webp", ".tiff", ".gif"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_torn_picture_is_read_or_refused(
    tmp_path: Path, kind: str, share: float, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = encoded(kind)
    path = tmp_path / f"torn{kind}"
    path.write_bytes(whole[: int(len(whole) * share)])
    try:
        assert scan(path) in ([], ONE)
    except InvalidInput as refused:
        assert "torn" in str(refused)  # noqa: PT017
    assert capfd.readouterr().err == ""


def png_of(width: int, height: int) -> bytes:
    """A tiny file that claims to be a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(b"\x00" * 100_000)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", packed), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("side", [11_000, 13_000, 20_000, 60_000])
def test_a_decompression_bomb_is_not_unpacked(tmp_path: Path, side: int) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_of(side, side))
    with pytest.raises(InvalidInput, match=r"too large|damaged"):
        scan(path)


def tiff_of(*sides: int, pixels: bytes = b"") -> bytes:
    """Pages that claim to be squares of these sides, all of them of the same pixels."""
    made = b"II*\0" + struct.pack("<I", 8)
    for page, side in enumerate(sides, 1):
        tags = {256: side, 257: side, 258: 8, 259: 8, 262: 1, 273: 8, 277: 1, 278: side, 279: 9}
        fields = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
        after = 8 + page * (len(fields) + 6) if page < len(sides) else 0
        made += struct.pack("<H", len(tags)) + fields + struct.pack("<I", after)
    return made + pixels


def test_a_later_page_that_is_a_bomb_is_found_too(tmp_path: Path) -> None:
    path = tmp_path / "pages.tiff"
    path.write_bytes(tiff_of(10, 20_000))
    with pytest.raises(InvalidInput, match="too large"):
        scan(path)


def test_pages_that_are_too_large_together_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "pages.tiff"
    path.write_bytes(tiff_of(*[9_000] * 25, pixels=bytes(200_000)))
    with pytest.raises(InvalidInput, match="split it"):
        scan(path)


def test_more_pages_than_are_read_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "pages.tiff"
    path.write_bytes(tiff_of(*[10] * 201))
    with pytest.raises(InvalidInput, match="has 201 pages, more than 200; split it"):
        scan(path)


def test_pages_that_claim_the_same_few_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "pages.tiff"
    path.write_bytes(tiff_of(*[6_000] * 5))
    with pytest.raises(InvalidInput, match="damaged"):
        scan(path)


def test_blank_pages_of_a_fax_are_read(tmp_path: Path) -> None:
    path = tmp_path / "pages.tiff"
    blank = Image.new("1", (4960, 7016), 1)
    card = Image.fromarray(qr_picture("AUTUMN-7K2M")).convert("1")
    blank.save(path, compression="group4", save_all=True, append_images=[blank, blank, blank, card])
    assert scan(path) == [(5, "AUTUMN-7K2M", "QR Code")]


def test_a_png_whose_part_claims_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.png"
    whole = encoded(".png")
    at = whole.index(b"IDAT") - 4
    path.write_bytes(whole[:at] + struct.pack(">I", 2**32 - 1) + whole[at + 4 :])
    with pytest.raises(InvalidInput, match="damaged"):
        scan(path)


def test_a_png_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "parts.png"
    whole = encoded(".png")
    at = whole.index(b"IDAT") - 4
    empty = struct.pack(">I4sI", 0, b"tEXt", zlib.crc32(b"tEXt"))
    path.write_bytes(whole[:at] + empty * MOST_CHUNKS + whole[at:])
    with pytest.raises(InvalidInput, match="damaged"):
        scan(path)


def test_a_tiff_whose_second_page_has_no_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pages.tiff"
    data = tiff_of(10)
    path.write_bytes(data[:-4] + struct.pack("<I", len(data)) + struct.pack("<HI", 0, 0))
    with pytest.raises(InvalidInput, match="save it as JPEG"):
        scan(path)


def test_a_photograph_of_many_megapixels_is_read(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    seen = frame(symbol("AUTUMN-7K2M", "QR Code"), 6, Pose(), counter_top(np.random.default_rng(0)))
    cv2.imwrite(str(path), cv2.resize(seen, (7200, 4800), interpolation=cv2.INTER_LINEAR))
    assert scan(path) == ONE


def test_there_is_no_such_file_or_it_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        scan(tmp_path / "none.png")
    with pytest.raises(InvalidInput, match="folder"):
        scan(tmp_path)
    with pytest.raises(UserError):
        scan(Path("a\x00b.png"))


def pdf(path: Path, count: int, password: str | None = None) -> None:
    canvas = Canvas(str(path), encrypt=password)
    for n in range(count):
        picture = code128_picture(f"PAGE-{n}") if n % 2 else qr_picture(f"PAGE-{n}")
        buffer = io.BytesIO(cv2.imencode(".png", picture)[1].tobytes())
        width = 120 if n % 2 else 40
        canvas.drawImage(
            ImageReader(buffer), 100, 300, width, width * picture.shape[0] / picture.shape[1]
        )
        canvas.drawString(72, 720, "A coupon with a small code on it")
        canvas.showPage()
    canvas.save()


def test_each_page_of_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "coupons.pdf"
    pdf(path, 4)
    kinds = ["QR Code", "Code 128"] * 2
    assert scan(path) == [(n + 1, f"PAGE-{n}", kinds[n]) for n in range(4)]


def test_a_pdf_with_a_password_or_torn(tmp_path: Path) -> None:
    path = tmp_path / "secret.pdf"
    pdf(path, 1, password="open sesame")
    with pytest.raises(InvalidInput, match="password"):
        scan(path)
    whole = tmp_path / "whole.pdf"
    pdf(whole, 3)
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(whole.read_bytes()[:400])
    with pytest.raises(InvalidInput, match="torn"):
        scan(torn)


def test_a_pdf_as_large_as_a_poster_is_drawn_in_bounds(tmp_path: Path) -> None:
    document = pdfium.PdfDocument.new()
    document.new_page(14_400, 14_400)
    path = tmp_path / "poster.pdf"
    document.save(path)
    document.close()
    assert scan(path) == []


def test_each_showing_in_a_video_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "counter.avi"
    scene = counter_top(np.random.default_rng(8))
    plain = cv2.cvtColor(scene, cv2.COLOR_GRAY2BGR)
    seen = frame(symbol("AUTUMN-7K2M", "QR Code"), 6, Pose(module=5), scene)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (1280, 720))
    for picture in [plain] * 5 + [seen] * 20 + [plain] * 25 + [seen] * 6:
        writer.write(picture)
    writer.release()
    found = scan(path)
    assert [text for _, text, _ in found] == ["AUTUMN-7K2M"] * 2
    assert 6 <= found[0][0] <= 10
    assert 51 <= found[1][0] <= 56


@pytest.mark.parametrize("name", ["camera:97", "camera:/dev/video97", "camera:", "camera:x"])
def test_a_camera_that_is_not_there(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(MachineError, match="plug"):
        list(scan_source(name))
    assert capfd.readouterr() == ("", "")
