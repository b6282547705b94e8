"""10,000 labels, rendered by another program and read by two decoders: each is what it should be.

The file is made by the command that a manager gives; poppler renders, zxing-cpp and ZBar read.
"""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import numpy as np
import pytest
from pyzbar import pyzbar

from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.sheets.find import sheet_codes
from counterfoil.ledger.sheets.model import SheetCode
from counterfoil.scanning.readers import zxing
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.rendered import Rendered
from counterfoil.sheets.stock import Stock, place_box
from counterfoil.sheets.symbol import Grey
from tests.cli.conftest import shop
from tests.cli.shop import Shop

__all__ = ["shop"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed"),
]

LABELS = 10_000
DPI = 200


def pages(path: Path) -> Iterator[Grey]:
    """The pages of a PDF in grey, as poppler renders them."""
    words = ["pdftoppm", "-gray", "-r", str(DPI), str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        while (picture := portable_grey(running.stdout)) is not None:
            yield picture
    assert running.returncode == 0


def portable_grey(stream: IO[bytes]) -> Grey | None:
    """Read one picture of a stream of PGM (netpbm's P5); None at its end."""
    if stream.readline() != b"P5\n":
        return None
    width, height = map(int, stream.readline().split())
    assert stream.readline() == b"255\n"
    return np.frombuffer(stream.read(width * height), np.uint8).reshape(height, width)


def by_zxing(cut: Grey) -> list[str]:
    return [symbol.text for symbol in zxing(cut, frozenset({"QR Code"}))]


def by_zbar(cut: Grey) -> list[str]:
    found = pyzbar.decode(cut, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return [symbol.data.decode() for symbol in found]


def count_read(picture: Grey, stock: Stock, codes: tuple[SheetCode, ...]) -> Counter[str]:
    """How many labels of a page each decoder reads as what they are to be, and nothing else."""
    page = Rendered(picture.shape[1], picture.shape[0], stock.page_width, stock.page_height)
    assert page.is_at(DPI)
    read: Counter[str] = Counter()
    for code in codes:
        cut = np.ascontiguousarray(page.cut(picture, place_box(stock, code.place)))
        read["labels"] += 1
        read["zxing-cpp"] += by_zxing(cut) == [code.text]
        read["ZBar"] += by_zbar(cut) == [code.text]
    return read


@pytest.mark.parametrize(("name", "sheets"), [("avery-l7160", 477), ("avery-5160", 334)])
def test_every_label_is_read_by_two_decoders(shop: Shop, name: str, sheets: int) -> None:
    path = shop.folder / "points.pdf"
    shop.done("codes", "generate", "Points", LABELS - 5)
    said = shop.done("sheet", "Points", "--stock", name, "-o", path, "--proof")
    assert said.endswith(f"Proved: {LABELS:,} of {LABELS:,} labels.")
    stock = find_stock(name)
    read: Counter[str] = Counter()
    with open_ledger(shop.data, datetime.now(UTC)) as ledger:  # noqa: TID251 - as the wiring would
        for number, picture in enumerate(pages(path), 1):
            read += count_read(picture, stock, sheet_codes(ledger, number))
    assert number == sheets
    assert read == {"labels": LABELS, "zxing-cpp": LABELS, "ZBar": LABELS}
