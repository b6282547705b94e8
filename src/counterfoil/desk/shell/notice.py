"""A passing notice: what was just done, said for some seconds and never in the way."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from counterfoil.desk.header import Banner
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, describe, set_icon

SECONDS = 6
# Long enough to read it, reach for the button and press it.
SECONDS_TO_ACT = 20


@dataclass(frozen=True, slots=True)
class Way:
    """What may be done about a notice: a button's name, and what a press on it does."""

    name: Callable[[], str]
    run: Callable[[], object]


class Notice(Banner):
    """One sentence above the page; the next one takes its place."""

    def __init__(self) -> None:
        super().__init__("tick", "accepted")
        self._sentence: Callable[[], str] = str
        self._way: Way | None = None
        self.act = button()
        self.act.clicked.connect(self._act)
        self._close = button("icon")
        self._close.clicked.connect(self.hide)
        self.add(self.act)
        self.add(self._close)
        self._end = QTimer(self, singleShot=True)
        self._end.timeout.connect(self.hide)
        self.retranslate()
        self.restyle()

    def say(self, sentence: Callable[[], str], way: Way | None = None) -> None:
        """Say what was done, in whatever language is in force while it stands."""
        self._say(sentence, way, "tick", "accepted")

    def warn(self, sentence: Callable[[], str], way: Way | None = None) -> None:
        """Say what was not done, and what may be done about it."""
        self._say(sentence, way, "warning", "used")

    def retranslate(self) -> None:
        self.text.setText(self._sentence())
        self.act.setText(self._way.name() if self._way else "")
        describe(self._close, _("Close"))

    def restyle(self) -> None:
        set_icon(self._close, "close")

    def _say(self, sentence: Callable[[], str], way: Way | None, icon: str, tone: str) -> None:
        self._sentence, self._way = sentence, way
        self.dress(icon, tone)
        self.act.setVisible(way is not None)
        self.retranslate()
        self.show()
        self._end.start((SECONDS_TO_ACT if way else SECONDS) * 1000)

    def _act(self) -> None:
        way = self._way
        self.hide()
        if way is not None:
            way.run()
