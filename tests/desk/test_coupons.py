"""Coupons at the counter: on the screen as staff see them."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.attempts import LINE_ROLE, UNDO, AttemptLine
from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.view import Tone, VerdictView
from counterfoil.desk.desk import Desk
from tests.desk.conftest import Clock
from tests.helpers.shop import ANNA_CARD, JAN_CARD, Shop


class Counter:
    """The counter with somebody who types."""

    def __init__(self, qtbot: QtBot, desk: Desk, screen: CounterScreen, clock: Clock) -> None:
        self.qtbot, self.desk, self.screen, self.clock = qtbot, desk, screen, clock

    def type(self, text: str) -> VerdictView:
        self.clock.forward(minutes=1)
        self.screen.code.typed.emit(text)
        counter = self.desk.counter
        assert counter is not None
        self.qtbot.waitUntil(lambda: counter.state.in_hand is None)
        self.settle()
        return self.screen.verdict.view

    def settle(self) -> None:
        self.qtbot.wait(80)  # What follows the verdict is asked for once that was painted.
        self.qtbot.waitUntil(lambda: not self.desk.door.busy)

    def coupon(self, code: str, card: str = ANNA_CARD) -> str:
        """Redeem a code that gives a coupon to somebody, and return the coupon's code."""
        self.type(card)
        given = self.type(code).lines[0].detail
        self.screen.reset_wanted.emit()
        return given.split(" · ")[0]

    def lines(self) -> list[AttemptLine]:
        model = self.screen.attempts.attempts
        return [model.index(row, 0).data(LINE_ROLE) for row in range(model.rowCount())]


@pytest.fixture
def counter(qtbot: QtBot, desk: Desk, screen: CounterScreen, clock: Clock) -> Counter:
    return Counter(qtbot, desk, screen, clock)


def test_a_coupon_is_used_once_and_the_second_time_says_when(counter: Counter, shop: Shop) -> None:
    code = counter.coupon(shop.codes["coupon"][0])
    used = counter.type(code)
    assert (used.tone, used.word) == (Tone.ACCEPTED, "Coupon used")
    assert [line.text for line in used.lines] == ["A coffee of your choice", "Anna Nowak"]
    assert used.lines[0].detail.startswith("16.00\N{NO-BREAK SPACE}PLN · valid until")
    again = counter.type(code)
    assert (again.tone, again.word) == (Tone.USED, "Already used")
    assert "Corner Coffee by Maria" in again.sentence
    words = [line.word for line in counter.lines()[:3]]
    assert words == ["Already used", "Coupon used", "Accepted"]


def test_a_coupon_that_is_only_checked_is_used_on_asking(counter: Counter, shop: Shop) -> None:
    code = counter.coupon(shop.codes["coupon"][0])
    counter.screen.check_only.switch.click()
    checked = counter.type(code)
    assert (checked.word, checked.action) == ("Would be accepted", "Use it now")
    counter.screen.verdict.action.emit()
    counter.settle()
    assert counter.screen.verdict.view.word == "Coupon used"


def test_somebody_elses_and_an_expired_coupon_are_refused(counter: Counter, shop: Shop) -> None:
    code = counter.coupon(shop.codes["coupon"][0])
    counter.type(JAN_CARD)
    theirs = counter.type(code)
    assert theirs.tone is Tone.REFUSED
    assert theirs.sentence == "The coupon is of Anna Nowak, not of Jan Zając."
    assert theirs.next_step.startswith("Scan the card of Anna Nowak")
    counter.screen.reset_wanted.emit()
    counter.clock.now += timedelta(days=40)
    assert counter.type(code).sentence.startswith("The coupon expired on")


def test_the_use_of_a_coupon_is_undone_like_a_redemption(counter: Counter, shop: Shop) -> None:
    code = counter.coupon(shop.codes["coupon"][0])
    counter.type(code)
    screen = counter.screen
    first = screen.attempts.attempts.index(0, UNDO)
    assert first.data() == "Undo"
    screen.attempts.clicked.emit(first)
    screen.undo.confirmed.emit(first.data(LINE_ROLE).redemption_id, "Scanned by mistake", None)
    counter.settle()
    assert counter.lines()[0].word == "Undone"
    assert counter.type(code).word == "Coupon used"
