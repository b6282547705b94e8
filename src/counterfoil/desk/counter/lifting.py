"""Ending the wait after too many unknown codes: a supervisor may, in place of the cashier too."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from counterfoil.desk import till
from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.door import Door
from counterfoil.desk.till import Till, Voucher
from counterfoil.domain.store import Act, may


class Lifting(QObject):
    """Asks who lifts the wait where the person at the till may not; `lifted` follows."""

    lifted = Signal()

    def __init__(
        self,
        screen: CounterScreen,
        door: Door,
        at: Callable[[], Till],
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(screen)
        self._screen, self._door, self._at, self._clock = screen, door, at, clock
        screen.lift.chosen.connect(lambda staff_id, pin: self._lift(Voucher(staff_id, pin)))

    def begin(self) -> None:
        """Lift the wait, or ask who does."""
        at = self._at()
        if may(at.staff, Act.LIFT_GUESSES):
            self._lift(None)
            return
        self._screen.open_lift()
        self._door.submit(
            lambda: till.vouchers(at, Act.LIFT_GUESSES), self._screen.lift.show_people
        )

    def _lift(self, voucher: Voucher | None) -> None:
        now, at = self._clock(), self._at()
        self._door.submit(
            lambda: till.lift_wait(at, now, voucher),
            lambda _ended: self._done(),
            self._screen.lift.show_refused,
        )

    def _done(self) -> None:
        self._screen.close_undo()
        self.lifted.emit()
