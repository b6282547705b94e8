"""From the screen to the printer: a real CUPS receives the pages, in their size, label by label."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtPrintSupport import QPrintDialog
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.printing.page import PrintPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.sheets.find import last_run, sheet_codes
from counterfoil.ledger.staff import DEFAULT
from counterfoil.scanning.pdf import document, drawn
from counterfoil.scanning.readers import zxing
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.design import Adjustment
from counterfoil.sheets.pages import PagePlan, PageWords, symbol_boxes
from counterfoil.sheets.run_plan import run_plan
from counterfoil.sheets.stock import Box, Stock
from tests.desk.conftest import (
    NOW,
    Start,
    clock,
    dressed,
    english,
    folder,
    qapp_cls,
    shop,
    shop_made,
    start,
)
from tests.helpers.print_server import MISSING, Server, print_server
from tests.helpers.shop import Shop

__all__ = ["clock", "dressed", "english", "folder", "qapp_cls", "shop", "shop_made", "start"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.qt_log_ignore("does not support", extend=True),
]

DPI, QUEUE = 300, "Labels"
END = b"%%EOF"
LAST = b"@PJL EOJ"
"""Ends a job in the printers' job language, which is around the pages."""
WAIT_MS = 30_000
RIGHT, DOWN = 1.5, -0.5
TOLERANCE = 0.15
"""Millimetres, less than two dots of the picture."""
POINT = 25.4 / 72
"""CUPS counts paper of one's own in whole points."""
QR = frozenset({"QR Code"})


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One for all, as the library that Qt asks for printers remembers where it found one."""
    with print_server() as running, pytest.MonkeyPatch.context() as patched:
        patched.setenv("CUPS_SERVER", str(running.socket))
        yield running


@pytest.fixture
def queue(server: Server) -> Iterator[Path]:
    """What the queue prints comes to be in this file."""
    yield server.add_queue(QUEUE)
    server.remove_queue(QUEUE)


@pytest.fixture
def page(qtbot: QtBot, shop: Shop, start: Start, queue: Path) -> PrintPage:
    """The screen that prints, on a till whose printer is known to be out by a little."""
    del shop, queue
    kept = Preferences(language="en", camera=OFF, adjustment=(RIGHT, DOWN, 1.0, 1.0))
    desk = start(kept)
    qtbot.waitUntil(lambda: desk.office is not None and not desk.door.busy)
    return opened(desk, qtbot)


def opened(desk: Desk, qtbot: QtBot) -> PrintPage:
    assert desk.office is not None
    assert desk.shell is not None
    ledger = desk.office.ledger
    campaign = next(each for each in list_campaigns(ledger) if each.name == "Autumn scratch card")
    generate(ledger, campaign.id, 30, DEFAULT, NOW)
    desk.office.go(Screen.PRINT, campaign.id)
    shown = desk.shell.page
    assert isinstance(shown, PrintPage)
    settle(shown, qtbot)
    return shown


def settle(page: PrintPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.drawing and not page.office.read.busy, timeout=20_000)
    qtbot.wait(50)
    qtbot.waitUntil(lambda: not page.drawing and not page.office.read.busy, timeout=20_000)


def chosen(page: PrintPage) -> QPrintDialog:
    """Press the button, and choose the printer in the dialog that opens."""
    page.foot.print.click()
    dialog = page.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    dialog.printer().setPrinterName(QUEUE)
    assert dialog.printer().printerName() == QUEUE
    return dialog


def print_on(page: PrintPage, qtbot: QtBot) -> None:
    chosen(page).accept()
    qtbot.waitUntil(page.outcome.isVisible, timeout=WAIT_MS)


@pytest.mark.parametrize("stock_id", ["avery-l7160", "avery-5160", "roll-80x50"])
def test_the_queue_receives_every_page_in_its_size_and_place(
    page: PrintPage, server: Server, queue: Path, qtbot: QtBot, stock_id: str
) -> None:
    stock = find_stock(stock_id)
    server.add_queue(QUEUE, rolls=stock.roll)
    page.choices.stock.show_stock(stock, 1)
    page.choices.stock.changed.emit()
    settle(page, qtbot)
    print_on(page, qtbot)
    assert page.outcome.line.text().startswith("42 of 42 labels proved"), server.log()
    assert page.outcome.detail.text() == "They are on their way to Labels."
    qtbot.waitUntil(lambda: complete(queue), timeout=WAIT_MS)
    codes, plan = codes_by_sheet(page), expected(page, stock)
    sizes, pictures = received(queue)
    assert len(pictures) == len(codes) == -(-42 // stock.per_page)
    for size in sizes:
        assert size == pytest.approx((stock.page_width, stock.page_height), abs=POINT)
    for picture, sheet in zip(pictures, codes, strict=True):
        texts = {each.text for each in zxing(picture, QR, thorough=True)}
        assert set(sheet.values()) <= texts
        for place in sheet:
            (meant,) = symbol_boxes(plan, place)
            assert printed(picture, meant.box) == pytest.approx(
                corners(meant.box, meant.quiet), abs=TOLERANCE
            )


def test_a_printer_that_went_away_leaves_the_sheets_to_be_printed_again(
    page: PrintPage, server: Server, queue: Path, qtbot: QtBot
) -> None:
    dialog = chosen(page)
    server.remove_queue(QUEUE)
    dialog.accept()
    qtbot.waitUntil(page.outcome.isVisible, timeout=WAIT_MS)
    assert "The printer Labels did not take the sheets" in page.outcome.line.text()
    assert page.outcome.detail.text() == (
        "The sheets are proved and recorded; they can be printed from here."
    )
    server.add_queue(QUEUE)
    page.outcome.print.click()
    again = page.findChildren(QPrintDialog)[-1]
    again.printer().setPrinterName(QUEUE)
    again.accept()
    qtbot.waitUntil(lambda: complete(queue), timeout=WAIT_MS)
    assert len(received(queue)[1]) == 2


def complete(path: Path) -> bool:
    data = path.read_bytes().rstrip() if path.exists() else b""
    return data.endswith(END) or LAST in data


def codes_by_sheet(page: PrintPage) -> list[dict[int, str]]:
    ledger = page.office.ledger
    run = last_run(ledger, page.choices.codes.value.campaign_id)
    assert run is not None
    numbers = range(run.first_sheet, run.last_sheet + 1)
    return [{code.place: code.text for code in sheet_codes(ledger, each)} for each in numbers]


def received(path: Path) -> tuple[list[tuple[float, float]], list[np.ndarray]]:
    """Return the pages' sizes in millimetres, and the pages; the printer's commands are cut off."""
    data = path.read_bytes()
    path = path.with_suffix(".cut.pdf")
    path.write_bytes(data[data.index(b"%PDF") : data.rindex(END) + len(END)])
    with document(path) as pdf:
        sizes = [
            tuple(side / 72 * 25.4 for side in pdf.get_page_size(at)) for at in range(len(pdf))
        ]
        pictures = [drawn(pdf, at, path, DPI, grayscale=True) for at in range(len(pdf))]
    return sizes, pictures


def printed(picture: np.ndarray, box: Box) -> tuple[float, ...]:
    """Return left, top, right and bottom of what is dark in a box, in millimetres."""
    dot = 25.4 / DPI
    left, top = round(box.x / dot), round(box.y / dot)
    right, bottom = round((box.x + box.width) / dot), round((box.y + box.height) / dot)
    dark = picture[top:bottom, left:right] < 128
    down, across = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    edges = left + across[0], top + down[0], left + across[-1] + 1, top + down[-1] + 1
    return tuple(float(edge) * dot for edge in edges)


def expected(page: PrintPage, stock: Stock) -> PagePlan:
    """Return the plan of the pages, by which the proof looks for symbols too."""
    wanted, ledger = page.choices.wanted, page.office.ledger
    assert wanted is not None
    plan, _title = run_plan(
        ledger,
        wanted.codes.campaign_id,
        None,
        stock,
        wanted.design,
        Adjustment(RIGHT, DOWN),
        PageWords(),
        "",
    )
    return plan


def corners(box: Box, quiet: float = 0.0) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what a quiet zone is around."""
    return (
        box.x + quiet,
        box.y + quiet,
        box.x + box.width - quiet,
        box.y + box.height - quiet,
    )
