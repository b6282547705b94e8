"""A passing notice: what was just done, said for some seconds and never in the way."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from counterfoil.desk.header import Banner
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, describe, set_icon

SECONDS = 6


class Notice(Banner):
    """One sentence above the page; the next one takes its place."""

    def __init__(self) -> None:
        super().__init__("tick", "accepted")
        self._sentence: Callable[[], str] = str
        self._close = button("icon")
        self._close.clicked.connect(self.hide)
        self.add(self._close)
        self._end = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._end.timeout.connect(self.hide)
        self.retranslate()
        self.restyle()

    def say(self, sentence: Callable[[], str]) -> None:
        """Say a sentence, in whatever language is in force while it stands."""
        self._sentence = sentence
        self.retranslate()
        self.show()
        self._end.start()

    def retranslate(self) -> None:
        self.text.setText(self._sentence())
        describe(self._close, _("Close"))

    def restyle(self) -> None:
        set_icon(self._close, "close")
