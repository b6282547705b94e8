"""Undo by a cashier: somebody who may undo stands in, in place, and it is theirs in the journal."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import Screen
from tests.desk.staff.hands import Hands
from tests.helpers.shop import Shop


def want_undo(qtbot: QtBot, counter: CounterScreen) -> None:
    table = counter.attempts
    qtbot.waitUntil(lambda: table.attempts.rowCount() == 1)
    table.clicked.emit(table.attempts.index(0, 4))
    assert counter.undo_open
    QTest.keyClicks(counter.undo.line, "Wrong cup")
    QTest.keyClick(counter.undo.line, Qt.Key.Key_Return)


def test_a_day_of_a_cashier(
    qtbot: QtBot, locked: Desk, hands: Hands, staffed: Shop, counter: CounterScreen
) -> None:
    hands.unlock("jan")
    hands.type(staffed.codes["coupon"][0])
    assert counter.verdict.view.tone is Tone.ACCEPTED
    assert locked.office is not None
    assert locked.shell is not None
    for screen in (Screen.STAFF, Screen.CAMPAIGNS, Screen.CODES, Screen.DASHBOARD):
        locked.office.go(screen, "")
        assert locked.shell.current is Screen.COUNTER
        assert not locked.shell.rail.entry(screen).isVisible()
    want_undo(qtbot, counter)
    who = counter.undo.who
    hands.choose(who, "ewa")
    assert [each.person.staff.id for each in who.people] == ["ewa", "manager"]
    QTest.keyClicks(who.pad.line, "9999")
    QTest.keyClick(who.pad.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "PIN is wrong" in who.trouble)
    assert counter.undo_open
    QTest.keyClicks(who.pad.line, "4826")
    QTest.keyClick(who.pad.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not counter.undo_open)
    table = counter.attempts
    qtbot.waitUntil(lambda: table.attempts.index(0, 3).data() == "Undone")
    assert locked.session.staff.id == "jan"
    assert hands.told()[-4:] == [
        ("signed_in", "jan"),
        ("redeem", "jan"),
        ("sign_in_refused", "ewa"),
        ("reverse", "ewa"),
    ]
    hands.type(staffed.codes["coupon"][1])
    assert hands.told()[-1] == ("redeem", "jan")


def test_a_supervisor_needs_nobody(
    qtbot: QtBot, hands: Hands, staffed: Shop, counter: CounterScreen
) -> None:
    hands.unlock("ewa", "4826")
    hands.type(staffed.codes["coupon"][0])
    want_undo(qtbot, counter)
    qtbot.waitUntil(lambda: not counter.undo_open)
    assert hands.told()[-1] == ("reverse", "ewa")


def test_an_undo_that_was_begun_goes_when_somebody_takes_over(
    qtbot: QtBot, locked: Desk, hands: Hands, staffed: Shop, counter: CounterScreen
) -> None:
    hands.unlock("jan")
    hands.type(staffed.codes["coupon"][0])
    want_undo(qtbot, counter)
    assert counter.undo.who.isVisible()
    locked.session.lock()
    hands.unlock("ewa", "4826")
    assert not counter.undo_open
    want_undo(qtbot, counter)
    qtbot.waitUntil(lambda: hands.told()[-1] == ("reverse", "ewa"))
