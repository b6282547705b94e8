"""Slips from the receipt printer: coupons at the counter, one code, a test. The printer is a server
on this machine that keeps what it is sent."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counterfoil.desk import preferences
from counterfoil.desk.codes.page import CodesPage
from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import Preferences
from counterfoil.desk.settings.receipts import ReceiptSettings
from counterfoil.desk.shell.notice import Notice
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.staff import DEFAULT
from tests.desk.conftest import NOW
from tests.helpers.shop import ANNA_CARD, Shop

LOCAL = "127.0.0.1"


class Printer:
    """Takes connections on a port, and keeps what each was sent."""

    def __init__(self, port: int = 0) -> None:
        self.slips: list[bytes] = []
        self._socket = socket.create_server((LOCAL, port))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="printer", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"tcp:{LOCAL}:{self.port}"

    def close(self) -> None:
        # Wakes the thread, which closing alone does not.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self._socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                self.slips.append(stream.read())


@pytest.fixture
def printer() -> Iterator[Printer]:
    made = Printer()
    yield made
    made.close()


def use(desk: Desk, address: str, *, at_once: bool = False) -> None:
    wanted = replace(desk.settings.preferences, receipt_printer=address, print_slips=at_once)
    desk.settings.change(wanted)


@pytest.fixture
def notice(desk: Desk) -> Notice:
    assert desk.shell is not None
    return desk.shell.notice


def accept(qtbot: QtBot, screen: CounterScreen, code: str) -> str:
    """Redeem a code that gives a coupon, and return the coupon's code."""
    screen.code.typed.emit(code)
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    return screen.verdict.view.lines[0].detail.split(" · ")[0]


def press_slip(screen: CounterScreen) -> None:
    screen.verdict.slip_wanted.emit()


def test_without_a_printer_no_slip_is_offered(
    qtbot: QtBot, screen: CounterScreen, shop: Shop
) -> None:
    accept(qtbot, screen, shop.codes["coupon"][0])
    assert screen.verdict.view.slip == ""


def test_a_coupon_is_printed_on_asking(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, printer: Printer, notice: Notice
) -> None:
    use(desk, printer.address)
    coupon = accept(qtbot, screen, shop.codes["coupon"][0])
    assert screen.verdict.view.slip == "Print slip"
    press_slip(screen)
    qtbot.waitUntil(lambda: len(printer.slips) == 1)
    (slip,) = printer.slips
    # Large, so in two lines.
    for text in (b"A coffee of", b"your choice", b"16.00", b"24 December 2026", b"Corner Coffee"):
        assert text in slip
    assert coupon.encode() in slip
    qtbot.waitUntil(lambda: notice.text.text() == "The slip is printed.")


def test_a_code_that_gives_no_coupon_has_no_slip(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, printer: Printer
) -> None:
    use(desk, printer.address, at_once=True)
    screen.code.typed.emit(ANNA_CARD)
    screen.code.typed.emit(shop.codes["points"][0])
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    assert screen.verdict.view.slip == ""
    assert printer.slips == []


def test_coupons_are_printed_unasked_where_that_is_wished(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, printer: Printer, notice: Notice
) -> None:
    use(desk, printer.address, at_once=True)
    screen.check_only.switch.click()
    accept(qtbot, screen, shop.codes["coupon"][0])
    screen.check_only.switch.click()
    screen.reset_wanted.emit()
    coupon = accept(qtbot, screen, shop.codes["coupon"][1])
    qtbot.waitUntil(lambda: len(printer.slips) == 1)
    assert coupon.encode() in printer.slips[0]
    assert not notice.isVisible()


def test_a_printer_that_is_gone_is_told_and_tried_again(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, notice: Notice
) -> None:
    off = Printer()
    off.close()
    use(desk, off.address)
    coupon = accept(qtbot, screen, shop.codes["coupon"][0])
    press_slip(screen)
    qtbot.waitUntil(notice.isVisible)
    assert "takes nothing" in notice.text.text()
    # Meanwhile the counter goes on.
    screen.reset_wanted.emit()
    accept(qtbot, screen, shop.codes["coupon"][1])
    on = Printer(off.port)
    notice.act.click()
    qtbot.waitUntil(lambda: len(on.slips) == 1)
    assert coupon.encode() in on.slips[0]
    on.close()


def test_a_coupon_that_was_only_checked_can_be_printed_and_a_used_one_not(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, printer: Printer
) -> None:
    use(desk, printer.address)
    coupon = accept(qtbot, screen, shop.codes["coupon"][0])
    screen.reset_wanted.emit()
    screen.check_only.switch.click()
    screen.code.typed.emit(coupon)
    qtbot.waitUntil(lambda: screen.verdict.view.word == "Would be accepted")
    assert screen.verdict.view.slip == "Print slip"
    press_slip(screen)
    qtbot.waitUntil(lambda: len(printer.slips) == 1)
    assert coupon.encode() in printer.slips[0]
    screen.verdict.action.emit()
    qtbot.waitUntil(lambda: screen.verdict.view.word == "Coupon used")
    assert screen.verdict.view.slip == ""


def receipts(desk: Desk) -> ReceiptSettings:
    desk.window.header.settings_wanted.emit()
    assert desk.settings.panel is not None
    return desk.settings.panel.receipts


def enter(shown: ReceiptSettings, text: str) -> None:
    shown.address.clear()
    QTest.keyClicks(shown.address, text)
    QTest.keyClick(shown.address, Qt.Key.Key_Return)


def test_the_settings_keep_an_address_that_can_be_one(
    qtbot: QtBot, desk: Desk, folder: Path, printer: Printer
) -> None:
    shown = receipts(desk)
    assert shown.paper.isHidden()
    enter(shown, "lp0")
    assert "no address of a receipt printer" in shown.field.error
    assert desk.settings.preferences.receipt_printer == ""
    enter(shown, printer.address)
    assert shown.field.error == ""
    assert not shown.paper.isHidden()
    shown.paper.chosen.emit("58")
    shown.when.chosen.emit("at_once")
    qtbot.waitUntil(lambda: preferences.read(folder).print_slips)
    kept = preferences.read(folder)
    assert (kept.receipt_printer, kept.receipt_paper) == (printer.address, 58)


def test_a_test_slip_says_how_it_went_beside_the_field(
    qtbot: QtBot, desk: Desk, printer: Printer
) -> None:
    shown = receipts(desk)
    shown.test.click()
    assert shown.field.error == "Type the printer’s address first."
    enter(shown, printer.address)
    shown.test.click()
    qtbot.waitUntil(lambda: len(printer.slips) == 1)
    assert b"TEST-1234" in printer.slips[0]
    qtbot.waitUntil(lambda: "was sent" in shown.address.accessibleDescription())
    enter(shown, "file:/nowhere/at/all")
    shown.test.click()
    qtbot.waitUntil(lambda: "takes nothing" in shown.field.error)


def test_what_cannot_be_is_kept_out_of_the_settings() -> None:
    kept = {"receipt_printer": 9100, "receipt_paper": 70, "print_slips": "yes"}
    assert preferences.from_json(kept) == Preferences()


@pytest.fixture
def codes(qtbot: QtBot, desk: Desk, printer: Printer) -> CodesPage:
    """The screen of codes, open on the free coffees."""
    use(desk, printer.address)
    assert desk.office is not None
    assert desk.shell is not None
    lines = list_campaigns(desk.office.ledger)
    desk.office.go(Screen.CODES, next(each.id for each in lines if each.name == "Free coffee"))
    page = desk.shell.page
    assert isinstance(page, CodesPage)
    qtbot.waitUntil(lambda: bool(page.rows.rows))
    return page


def test_an_unused_code_is_printed_from_the_screen_of_codes(
    qtbot: QtBot, codes: CodesPage, shop: Shop, printer: Printer
) -> None:
    codes.table.selectRow(2)
    qtbot.waitUntil(codes.detail.isVisible)
    codes.detail.slip.click()
    qtbot.waitUntil(lambda: len(printer.slips) == 1)
    assert shop.codes["coupon"][2].encode() in printer.slips[0]
    assert b"Free coffee" in printer.slips[0]


def test_a_used_code_is_not_printed(qtbot: QtBot, desk: Desk, codes: CodesPage, shop: Shop) -> None:
    assert desk.office is not None
    attempt = Attempt((shop.codes["coupon"][0],), DEFAULT)
    assert redeem(desk.office.ledger, attempt, NOW).accepted
    with qtbot.waitSignal(codes.rows.counted):
        codes.reload()
    codes.table.selectRow(0)
    qtbot.waitUntil(codes.detail.isVisible)
    assert codes.detail.slip.isHidden()
