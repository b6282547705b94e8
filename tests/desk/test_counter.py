"""The counter at work on a real ledger: each state, as staff meet it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from tests.desk.conftest import Clock
from tests.helpers.shop import ANNA_CARD, JAN_CARD, Shop


def type_code(screen: CounterScreen, text: str) -> None:
    QTest.keyClicks(screen.code.line, text)
    QTest.keyClick(screen.code.line, Qt.Key.Key_Return)


def wait_for(qtbot: QtBot, screen: CounterScreen, tone: Tone) -> None:
    qtbot.waitUntil(lambda: screen.verdict.view.tone is tone)


def test_it_is_ready(screen: CounterScreen) -> None:
    view = screen.verdict.view
    assert (view.tone, view.word) == (Tone.READY, "Ready")


def test_a_coupon_code_needs_no_member(qtbot: QtBot, screen: CounterScreen, shop: Shop) -> None:
    type_code(screen, shop.codes["coupon"][0])
    wait_for(qtbot, screen, Tone.ACCEPTED)
    view = screen.verdict.view
    assert view.word == "Accepted"
    assert view.lines[0].text == "A coffee of your choice"
    assert "valid until 24 December 2026" in view.lines[0].detail
    assert screen.code.line.text() == ""


def test_the_second_use_says_when_where_and_who(
    qtbot: QtBot, screen: CounterScreen, shop: Shop, clock: Clock
) -> None:
    code = shop.codes["coupon"][0]
    type_code(screen, code)
    wait_for(qtbot, screen, Tone.ACCEPTED)
    clock.forward(minutes=3)
    type_code(screen, code)
    wait_for(qtbot, screen, Tone.USED)
    view = screen.verdict.view
    assert view.sentence == "Already used on 24 Nov 2026, 14:02 at Corner Coffee by Maria."
    assert view.lines[0].text == "3 minutes ago"


def test_code_first_then_the_card(qtbot: QtBot, screen: CounterScreen, shop: Shop) -> None:
    type_code(screen, shop.codes["points"][0])
    wait_for(qtbot, screen, Tone.NEEDED)
    assert screen.verdict.view.word == "Member needed"
    assert screen.focusWidget() is screen.member.line
    type_code(screen, ANNA_CARD)
    wait_for(qtbot, screen, Tone.ACCEPTED)
    lines = screen.verdict.view.lines
    assert (lines[0].text, lines[0].detail) == ("+100 units", "Anna Nowak now has 100 units")
    assert screen.focusWidget() is screen.code.line


def test_card_first_then_the_code(qtbot: QtBot, screen: CounterScreen, shop: Shop) -> None:
    type_code(screen, JAN_CARD)
    qtbot.waitUntil(lambda: "Jan Zając" in screen.verdict.view.sentence)
    type_code(screen, shop.codes["points"][1])
    wait_for(qtbot, screen, Tone.ACCEPTED)
    assert "Jan Zając" in screen.verdict.view.lines[0].detail


def test_a_member_is_found_by_name(qtbot: QtBot, screen: CounterScreen, shop: Shop) -> None:
    type_code(screen, shop.codes["points"][0])
    wait_for(qtbot, screen, Tone.NEEDED)
    QTest.keyClicks(screen.member.line, "now")
    qtbot.waitUntil(screen.member.results.isVisible)
    assert screen.member.results.count() == 2
    QTest.keyClick(screen.member.line, Qt.Key.Key_Down)
    QTest.keyClick(screen.member.line, Qt.Key.Key_Return)
    wait_for(qtbot, screen, Tone.ACCEPTED)
    assert "Ewa" in screen.verdict.view.lines[0].detail


def test_a_basket_needs_the_member_and_then_the_amount(
    qtbot: QtBot, screen: CounterScreen, shop: Shop
) -> None:
    type_code(screen, shop.codes["basket"][0])
    wait_for(qtbot, screen, Tone.NEEDED)
    type_code(screen, ANNA_CARD)
    qtbot.waitUntil(lambda: screen.verdict.view.word == "Amount needed")
    assert screen.focusWidget() is screen.amount.line
    QTest.keyClicks(screen.amount.line, "12,50")
    QTest.keyClick(screen.amount.line, Qt.Key.Key_Return)
    wait_for(qtbot, screen, Tone.ACCEPTED)
    assert screen.verdict.view.lines[0].text == "+25 units"
    assert screen.amount.line.text() == ""


def test_check_only_uses_nothing_up_and_can_be_made_good(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop
) -> None:
    assert desk.counter is not None
    screen.check_only.switch.click()
    for _round in range(2):
        with qtbot.waitSignal(desk.counter.decided):
            type_code(screen, shop.codes["coupon"][3])
        assert screen.verdict.view.word == "Would be accepted"
    screen.verdict.action.emit()
    qtbot.waitUntil(lambda: screen.verdict.view.word == "Accepted")
    assert not screen.check_only.switch.isChecked()


def test_an_ended_campaign_is_refused(qtbot: QtBot, screen: CounterScreen, shop: Shop) -> None:
    type_code(screen, shop.codes["ended"][0])
    wait_for(qtbot, screen, Tone.REFUSED)
    assert "ended on 1 Sept 2026" in screen.verdict.view.sentence


def test_garbage_is_refused_in_its_own_words(
    qtbot: QtBot, desk: Desk, screen: CounterScreen
) -> None:
    desk.devices.serial.scanned.emit("SAVE\u202e10")
    wait_for(qtbot, screen, Tone.REFUSED)
    assert "hidden characters" in screen.verdict.view.sentence


def test_undo_asks_for_a_reason_and_scanning_goes_on(
    qtbot: QtBot, screen: CounterScreen, shop: Shop
) -> None:
    type_code(screen, shop.codes["coupon"][0])
    wait_for(qtbot, screen, Tone.ACCEPTED)
    table = screen.attempts
    qtbot.waitUntil(lambda: table.attempts.rowCount() == 1)
    table.clicked.emit(table.attempts.index(0, 4))
    assert screen.undo_open
    type_code(screen, shop.codes["coupon"][1])
    qtbot.waitUntil(lambda: table.attempts.rowCount() == 2)
    assert screen.undo_open
    QTest.keyClicks(screen.undo.line, "Wrong cup")
    QTest.keyClick(screen.undo.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not screen.undo_open)
    qtbot.waitUntil(lambda: table.attempts.index(1, 3).data() == "Undone")
    assert table.attempts.index(1, 4).data() == ""


def test_next_customer_clears_the_counter(qtbot: QtBot, screen: CounterScreen, shop: Shop) -> None:
    type_code(screen, ANNA_CARD)
    qtbot.waitUntil(lambda: "Anna" in screen.verdict.view.sentence)
    type_code(screen, shop.codes["points"][0])
    wait_for(qtbot, screen, Tone.ACCEPTED)
    screen.reset_wanted.emit()
    assert screen.verdict.view.tone is Tone.READY
    assert "Anna" not in screen.verdict.view.sentence


def test_a_full_disk_says_that_nothing_was_recorded(
    qtbot: QtBot, desk: Desk, screen: CounterScreen
) -> None:
    """SQLite is told that there is no more room, as the disk would tell it."""
    assert desk.till is not None
    with desk.till.ledger.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    for index in range(100):
        screen.code.typed.emit(f"NOBODY-{index:04}")
        qtbot.waitUntil(lambda: desk.counter is not None and desk.counter.state.in_hand is None)
        if screen.verdict.view.tone is Tone.ERROR:
            break
    assert screen.verdict.view.word == "Not recorded"
    assert screen.verdict.view.sentence.startswith("The disk is full: nothing was recorded")


def test_the_last_attempts_change_their_language_too(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop
) -> None:
    type_code(screen, shop.codes["coupon"][0])
    qtbot.waitUntil(lambda: screen.attempts.attempts.rowCount() == 1)
    assert screen.attempts.attempts.index(0, 3).data() == "Accepted"
    desk.settings.change(Preferences(language="pl", camera=OFF))
    assert screen.attempts.attempts.index(0, 3).data() == "Przyjęty"
