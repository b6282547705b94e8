"""Sheets of labels: symbols, pages and their proof, beside others that make such sheets.

Ours is the product's own: the layout of a label with a name, a QR symbol and the code in groups, on
Avery L7160, written and proved. The others take minutes for 10,000 labels, so they make fewer, and
their time is scaled up; those that are not installed are said to be so (`glabels` is a package of
Debian's, pylabels one of PyPI's).
"""

import itertools
import resource
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import qrcode

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.mint import mint
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.sheets.header import header_code
from counterfoil.ledger.sheets.model import SheetCode, SheetPage
from counterfoil.scanning.proofreading import page_pictures, read_upright
from counterfoil.sheets.affine import qr_matrices
from counterfoil.sheets.bars import bar_symbols
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.design import Design, LabelTexts
from counterfoil.sheets.layout import lay_out
from counterfoil.sheets.pages import PagePlan, writing_steps
from counterfoil.sheets.proof import Eyes
from counterfoil.sheets.proving import proof_steps
from counterfoil.sheets.qr_shape import batch_shape
from counterfoil.sheets.runs import qr_paths
from counterfoil.sheets.symbol import LEVELS, code128_modules
from tests.bench import sheet_peers
from tests.bench.report import Line, at_least, at_most, better, quantity, shown

FEW: Final = 10_000
MANY: Final = 100_000
TOGETHER: Final = 1_000
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
KEY: Final = bytes(range(32))
EIGHT: Final = CodeFormat(CharacterSet.ALPHANUM, 8)
ADDRESS: Final = "https://shop.example/r/"


def run() -> list[Line]:
    """Measure symbols, then sheets, then the others."""
    with TemporaryDirectory() as name:
        symbols = [*qr_symbols("code", ""), *qr_symbols("address", ADDRESS), *bars()]
        return [*symbols, *sheets(Path(name))]


def codes(count: int) -> list[str]:
    """Return so many codes."""
    return [code.decode() for code in mint(EIGHT, KEY, 0, count)]


# --------------------------------------------------------------------------------------- symbols


def qr_symbols(name: str, before: str) -> Iterator[Line]:
    """Draw 10,000 codes with a text before them as symbols; some by the library alone."""
    texts = [before + code for code in codes(FEW)]
    shape = batch_shape(texts, "M")
    first = timed(lambda: qr_matrices(texts[:TOGETHER], shape))
    ours = least(lambda: draw(texts, lambda some: qr_matrices(some, shape)), 3)
    paths = least(lambda: draw(texts, lambda some: qr_paths(qr_matrices(some, shape))), 3)
    theirs = timed(lambda: [library(text) for text in texts[:200]])
    yield better(f"QR symbol of a {name}", ours / FEW, "qrcode", theirs / 200, 500)
    yield shown("  its tables, once", quantity(first - ours * TOGETHER / FEW, "s"))
    yield shown("  with its path for the page", quantity(paths / FEW, "s"))


def bars() -> Iterator[Line]:
    """Draw the Code 128 symbols of 10,000 codes; some by ReportLab."""
    texts = codes(FEW)
    ours = least(lambda: draw(texts, bar_symbols), 3) / FEW
    theirs = timed(lambda: [code128_modules(text) for text in texts[:1000]]) / 1000
    yield compared("Code 128 symbol", ours, "ReportLab", theirs)


def draw(texts: Sequence[str], by: Callable[[Sequence[str]], object]) -> None:
    """Draw some symbols at a time."""
    for begin in range(0, len(texts), TOGETHER):
        by(texts[begin : begin + TOGETHER])


def library(text: str) -> object:
    """Draw a symbol by `qrcode` as it is meant to be used."""
    code = qrcode.QRCode(error_correction=LEVELS["M"], border=0)
    code.add_data(text)
    code.make()
    return code.modules


# ---------------------------------------------------------------------------------------- sheets


def sheets(folder: Path) -> Iterator[Line]:
    """Write 10,000 labels and 100,000, prove the first, and let the others make some."""
    plan = page_plan()
    written(folder / "warm.pdf", plan, TOGETHER)
    before = peak()
    few = min(written(folder / "few.pdf", plan, FEW) for _ in range(3))
    between = peak()
    many = written(folder / "many.pdf", plan, MANY)
    after = peak()
    yield shown(f"{FEW:,} labels: file", size(folder / "few.pdf"))
    yield shown("  peak memory (before)", f"{between:.0f} MB ({before:.0f} MB)")
    yield shown(f"{MANY:,} labels", quantity(many, "s"))
    yield shown("  file", size(folder / "many.pdf"))
    yield at_most("100,000 labels: more memory", after - between, 16, "MB")
    yield from proof(folder / "few.pdf", plan)
    yield from peers(folder, few)


def page_plan() -> PagePlan:
    """Return the plan of the sheets measured."""
    stock, design = find_stock("avery-l7160"), Design()
    texts = LabelTexts(name=sheet_peers.NAME)
    return PagePlan(stock, lay_out(stock, design, texts, codes(1)[0]), design, texts)


def pages(plan: PagePlan, count: int) -> Iterator[SheetPage]:
    """Yield pages of codes as a run reads them, some at a time."""
    minted = (
        code.decode()
        for begin in range(0, count, TOGETHER)
        for code in mint(EIGHT, KEY, begin, min(TOGETHER, count - begin))
    )
    ids = itertools.count(1)
    for number in itertools.count(1):
        some = list(itertools.islice(minted, plan.stock.per_page))
        if not some:
            return
        here = tuple(SheetCode(place, next(ids), text) for place, text in enumerate(some, 1))
        yield SheetPage(number, header_code("7K2M9QXR4T", number), here)


def written(path: Path, plan: PagePlan, count: int) -> float:
    """Seconds to write so many labels into a file."""
    sheets_in_all = -(-count // plan.stock.per_page)
    begin = perf_counter()
    with path.open("wb") as file:
        given = pages(plan, count)
        finish(writing_steps(file, plan, given, sheets_in_all, sheet_peers.NAME, now=NOW))
    return perf_counter() - begin


def proof(path: Path, plan: PagePlan) -> Iterator[Line]:
    """Prove a file of 10,000 labels."""
    eyes = Eyes(page_pictures, read_upright)
    begin = perf_counter()
    found = finish(proof_steps(path, plan, pages(plan, FEW), FEW, eyes))
    spent = perf_counter() - begin
    assert found.passed, found.failures[:1]
    yield at_least(f"proof of {FEW:,} labels", FEW / spent, 1000, "labels/s")
    yield shown("  peak memory", f"{peak():.0f} MB")


def peers(folder: Path, ours: float) -> Iterator[Line]:
    """Let others make some labels, and say what as many as ours would take them."""
    name = f"{FEW:,} labels"
    if sheet_peers.GLABELS:
        took, note = scaled(sheet_peers.glabels, folder, 630)
        yield better(name, ours, f"glabels-batch{note}", took, 100)
    else:
        yield shown(name, quantity(ours, "s"))
        yield shown("  glabels-batch", "not installed: apt-get install glabels")
    others = [
        ("QrCodeWidget", sheet_peers.widgets, 210),
        ("qrcode images", sheet_peers.images, 420),
    ]
    if sheet_peers.PYLABELS:
        others.append(("pylabels", sheet_peers.pylabels, 210))
    else:
        yield shown("  pylabels", "not installed: pip install pylabels")
    for peer, make, count in others:
        took, note = scaled(make, folder, count)
        yield compared("  the same", ours, f"{peer}{note}", took)


def scaled(
    make: Callable[[Path, Sequence[str]], Path], folder: Path, count: int
) -> tuple[float, str]:
    """Seconds a peer takes for 10,000 labels, from what it takes for `count`, and a note of it.

    What it takes to begin counts once.
    """
    begin = least(lambda: make(folder, codes(21)), 2)
    spent = least(lambda: make(folder, codes(count)), 2)
    large = make(folder, codes(count)).stat().st_size / count * FEW
    total = begin + (spent - begin) / (count - 21) * (FEW - 21)
    return total, f" (from {count:,}; {large / 1e6:.1f} MB)"


# ---------------------------------------------------------------------------------------- measures


def compared(name: str, ours: float, peer: str, theirs: float) -> Line:
    """Return a line that has a reference but no goal."""
    return Line(name, quantity(ours, "s"), f"{peer} {quantity(theirs, 's')}", theirs / ours)


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def least(work: Callable[[], object], turns: int) -> float:
    """Seconds of the quickest of some turns."""
    return min(timed(work) for _ in range(turns))


def size(path: Path) -> str:
    """A file's size in MB."""
    return f"{path.stat().st_size / 1e6:.2f} MB"


def peak() -> float:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
