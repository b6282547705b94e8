"""After too many unknown codes: the wait is shown, and a supervisor ends it at the counter."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.verdict_card import ACTION_KEY
from counterfoil.desk.counter.view import Tone
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.guesses import BUDGETS, Whose
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.verdict import Attempt
from tests.desk.conftest import NOW
from tests.desk.staff.hands import Hands
from tests.helpers.shop import ANNA_CARD, Shop

JAN = Staff("jan", "Jan", Role.CASHIER)


def guess(hands: Hands) -> None:
    """Try so many unknown codes that one more has to wait."""
    for number in range(BUDGETS[Whose.TILL].free):
        redeem(hands.ledger, Attempt((f"NONE{number:05}",), JAN), NOW)


def test_a_cashier_has_a_supervisor_lift_the_wait_and_goes_on(
    qtbot: QtBot, hands: Hands, staffed: Shop, counter: CounterScreen
) -> None:
    hands.unlock("jan")
    guess(hands)
    code = staffed.codes["coupon"][0]
    hands.type(code)
    view = counter.verdict.view
    assert (view.tone, view.word, view.action) == (Tone.REFUSED, "Refused", "Lift the wait")
    assert view.sentence == (
        "Too many codes were unknown here: codes are taken again from 24 Nov 2026, 14:03."
    )
    hands.type(ANNA_CARD)
    assert "Anna Nowak" in counter.verdict.view.sentence
    hands.type(code)
    counter.verdict.action.emit()
    assert counter.undo_open
    hands.give(counter.lift, "ewa", "9999")
    qtbot.waitUntil(lambda: "PIN is wrong" in counter.lift.trouble)
    QTest.keyClicks(counter.lift.pad.line, "4826")
    QTest.keyClick(counter.lift.pad.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counter.verdict.view.tone is Tone.ACCEPTED)
    qtbot.waitUntil(lambda: not counter.undo_open)
    assert hands.told()[-3:] == [
        ("sign_in_refused", "ewa"),
        ("guesses_lifted", "ewa"),
        ("redeem", "jan"),
    ]
    qtbot.waitUntil(lambda: counter.attempts.attempts.rowCount() > 1)
    assert counter.attempts.attempts.index(1, 3).data() == "Too many tries"


def test_a_supervisor_lifts_it_with_one_key(
    qtbot: QtBot, hands: Hands, staffed: Shop, counter: CounterScreen
) -> None:
    hands.unlock("ewa", "4826")
    guess(hands)
    redeem(hands.ledger, Attempt(("NONE",), JAN), NOW)
    hands.type(staffed.codes["coupon"][0])
    assert ACTION_KEY == "F6"
    hands.press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: counter.verdict.view.tone is Tone.ACCEPTED)
    assert hands.told()[-2:] == [("guesses_lifted", "ewa"), ("redeem", "ewa")]
