"""The question after a crash: were the goods of the last redemption handed over?"""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from counterfoil.desk import formats
from counterfoil.desk.translation import _
from counterfoil.desk.window import MainWindow
from counterfoil.ledger.attempts import PastAttempt

Undo = Callable[[str, str], None]


class Doubt(QObject):
    """Asks in a banner of the window; where they were not, `undo` gets its id and a reason."""

    def __init__(self, window: MainWindow, undo: Undo) -> None:
        super().__init__(window)
        self._window, self._undo = window, undo
        self._asked: PastAttempt | None = None
        window.handed_over.connect(self._answered)

    def ask(self, last: PastAttempt | None, zone: ZoneInfo) -> None:
        """Ask about a redemption, None where there is no doubt."""
        if last is None:
            return
        self._asked = last
        self._window.ask_handed_over(
            lambda: _(
                "The till stopped right after {code} was accepted ({when})."
                " Were the goods handed over?"
            ).format(code=last.code, when=formats.moment(last.at, zone))
        )

    def _answered(self, handed_over: bool) -> None:
        last, self._asked = self._asked, None
        if last is not None and not handed_over:
            self._undo(last.id, _("Not handed over: the till stopped"))
