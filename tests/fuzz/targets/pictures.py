"""Pictures and PDFs that are dropped on the window or named on the command line, and logos."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from random import Random
from typing import Any, Final

import numpy as np
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from counterfoil.domain.errors import UserError
from counterfoil.scanning.pictures import scan_source
from counterfoil.sheets.logo import read_logo, sized_logo
from counterfoil.sheets.symbol import code128_picture, qr_picture
from tests.fuzz.engine import Run, Target, corpus, texts, told
from tests.fuzz.ledgers import folder
from tests.fuzz.mutation import NUMBERS, TOKENS, mutated

TEXT: Final = "SUM7K2M9"
KINDS: Final = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM", "JPEG2000")
MOST_BYTES: Final = 300_000
PICTURE_S: Final = 5.0
MARKS: Final = (
    *TOKENS,
    *NUMBERS,
    *(b"IHDR", b"IDAT", b"PLTE", b"tRNS", b"IEND", b"acTL", b"eXIf", b"\xff\xc0", b"\xff\xda\xff"),
    *(
        b"\xff\xd8",
        b"\xff\xd9",
        b"\xff\xe1",
        b"Exif\0\0",
        b"II*\0",
        b"MM\0*",
        b"BM",
        b"GIF89a",
        b"\x3b",
    ),
    *(
        b"\x21\xf9\x04",
        b"\x2c",
        b"RIFF",
        b"WEBP",
        b"VP8X",
        b"VP8L",
        b"ALPH",
        b"ANMF",
        b"jP  ",
        b"ftyp",
    ),
    *(struct.pack(order, size) for order in ("<I", ">I") for size in (40_000, 65_535, 1 << 20)),
)
PDF_WORDS: Final = (
    *TOKENS,
    *texts("/MediaBox [0 0 1 1]", "/MediaBox [0 0 1e9 1e9]", "/MediaBox [0 0 -5 0]", "/Rotate 45"),
    *texts(
        "/MediaBox [nan 0 9 9]", "/CropBox [9 9 1 1]", "/UserUnit 1e6", "/Count 999999999", "1 0 R"
    ),
    *texts(
        "/Kids [2 0 R 2 0 R]",
        "/Type /Page",
        "/Encrypt 9 0 R",
        "endobj",
        "xref",
        "trailer",
        "stream",
    ),
    *texts(
        "startxref\n0\n%%EOF", "/Filter [/FlateDecode/FlateDecode]", "/Length 0", "obj", "<<", ">>"
    ),
    *texts(
        "/W [1 9 1]",
        "/Prev 0",
        "/ObjStm",
        "/JBIG2Decode",
        "/DCTDecode",
        "/Width 99999",
        "q Q",
        "re f",
    ),
)


@lru_cache(maxsize=1)
def stills() -> tuple[bytes, ...]:
    """Return a small picture of each kind, grey, in colour, with a palette, of several frames."""
    grey = Image.fromarray(qr_picture(TEXT, 3))
    bars = Image.fromarray(np.repeat(code128_picture(TEXT, 2)[:1], 40, axis=0))
    made = [_saved(one, kind) for kind in KINDS for one in (grey, bars.convert("RGB"))]
    made += [_saved(grey.convert(mode), "PNG") for mode in ("1", "LA", "RGBA", "P", "I;16")]
    for kind in ("GIF", "TIFF", "WEBP"):
        made.append(_saved(grey, kind, save_all=True, append_images=[bars.resize(grey.size), grey]))
    made.append(_saved(grey, "TIFF", compression="tiff_lzw"))
    made.append(_saved(grey.convert("CMYK"), "JPEG"))
    made.append(_saved(grey.convert("RGB"), "JPEG", progressive=True, exif=_turned()))
    return (*made, *corpus("pictures"))


def _saved(picture: Image.Image, kind: str, **how: Any) -> bytes:  # noqa: ANN401 - Pillow's
    buffer = io.BytesIO()
    picture.save(buffer, kind, **how)
    return buffer.getvalue()


def _turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif.tobytes()


def make_picture(rng: Random) -> bytes:
    """A picture with some of its bytes changed; a twentieth of such as swell when unpacked."""
    if rng.random() < 0.03:
        return rng.choice((_png_bomb, _gif_bomb, _tiff_bomb, _bmp_bomb))(rng)
    seeds = stills()
    return mutated(rng, rng.choice(seeds), MARKS, seeds)[:MOST_BYTES]


def _sides(rng: Random) -> tuple[int, int]:
    sides = (1, 5, 3_000, 12_000, 65_500, 1 << 24, (1 << 31) - 1)
    return rng.choice(sides), rng.choice(sides)


def _png_bomb(rng: Random) -> bytes:
    wide, high = _sides(rng)

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = zlib.compress(b"\0" * rng.choice((10, 1 << 16, 40 << 20)), 9)
    head = struct.pack(
        ">IIBBBBB", wide, high, rng.choice((1, 8, 16)), rng.choice((0, 2, 3, 6)), 0, 0, 0
    )
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _gif_bomb(rng: Random) -> bytes:
    wide, high = (min(side, 65_535) for side in _sides(rng))
    frame = struct.pack("<BHHHHB", 0x2C, 0, 0, wide, high, 0) + b"\x02\x02\x4c\x01\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", wide, high, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + frame * rng.choice((1, 20, 5_000)) + b"\x3b"


def _tiff_bomb(rng: Random) -> bytes:
    wide, high = _sides(rng)
    pages = rng.choice((1, 5, 40))
    tags = ((256, wide), (257, high), (258, 8), (259, rng.choice((1, 8, 5))), (262, 1), (273, 8),
            (277, 1), (278, high), (279, 100))  # fmt: skip
    made = b"II*\0" + struct.pack("<I", 8)
    for page in range(pages):
        fields = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        block = struct.pack("<H", len(tags)) + fields
        after = 8 + (page + 1) * (len(block) + 4)
        made += block + struct.pack("<I", after if page + 1 < pages else rng.choice((0, 8)))
    return made + zlib.compress(b"\0" * 1_000_000)


def _bmp_bomb(rng: Random) -> bytes:
    wide, high = _sides(rng)
    head = struct.pack(
        "<IiiHHIIiiII", 40, wide, -high, 1, rng.choice((1, 8, 24, 32)), 0, 0, 0, 0, 0, 0
    )
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head + b"\0" * 100


@lru_cache(maxsize=1)
def papers() -> tuple[bytes, ...]:
    """Return small PDFs: one page, several, a picture in one, compressed and not."""
    made = []
    for pages, packed in ((1, 0), (2, 1)):
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(90, 60), pageCompression=packed, invariant=1)
        for page in range(pages):
            for x in range(0, 30, 4):
                canvas.rect(8 + x, 18, 2 if x % 3 else 1, 30, stroke=0, fill=1)
            canvas.drawString(8, 5, f"{TEXT} {page}")
            if packed:
                symbol = Image.fromarray(qr_picture(TEXT, 2))
                canvas.drawInlineImage(symbol, 45, 15, 42, 42)
            canvas.showPage()
        canvas.save()
        made.append(buffer.getvalue())
    return (*made, *corpus("pdf"))


def make_pdf(rng: Random) -> bytes:
    """A PDF with some of it changed."""
    seeds = papers()
    made = mutated(rng, rng.choice(seeds), PDF_WORDS, seeds)
    return made if rng.random() < 0.98 else made.replace(b"90 60", b"%d %d" % _sides(rng))


def _scanning(name: str) -> Callable[[], Any]:
    @contextmanager
    def opened() -> Iterator[Run]:
        with folder() as base:
            path = base / name

            def run(data: bytes) -> bool:
                path.write_bytes(data)
                try:
                    found = list(scan_source(path))
                except UserError as refused:
                    return told(refused)
                assert all(each.text and each.frame > 0 for each in found), found
                return True

            yield run

    return opened


def logo(data: bytes) -> bool:
    """Read a logo, and make it right for a small label; its memory is let go of at once."""
    try:
        small = sized_logo(data, "#ffffff", 20, 10)
    except UserError as refused:
        return told(refused)
    finally:
        read_logo.cache_clear()
    assert small.mode == "RGB", small.mode
    assert small.width <= 240, small.size
    assert small.height <= 120, small.size
    return True


@contextmanager
def logos() -> Iterator[Run]:
    """Give what reads logos."""
    yield logo


TARGETS: Final = (
    Target("pictures", 12_000, make_picture, _scanning("picture"), PICTURE_S, 2_000),
    Target("pdf", 3_000, make_pdf, _scanning("paper.pdf"), PICTURE_S, 1_000),
    Target("logo", 8_000, make_picture, logos, PICTURE_S, 2_000),
)
