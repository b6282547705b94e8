"""A passing notice: what was just done, said for some seconds and never in the way."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, QTimer, Signal

from counterfoil.desk import theme
from counterfoil.desk.header import Banner
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, describe, polish, set_icon

SECONDS = 6
# Long enough to read it, reach for the button and press it.
SECONDS_TO_ACT = 20
WIDTH, MARGIN = 620, 16


@dataclass(frozen=True, slots=True)
class Way:
    """What may be done about a notice: a button's name, and what a press on it does."""

    name: Callable[[], str]
    run: Callable[[], object]


class Notice(Banner):
    """One sentence; the next one takes its place. `said` follows each, so that it gets its room."""

    said = Signal()

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

    def float_over(self, room: QRect) -> None:
        """Lie over the lower trailing part of `room`, and leave what is there where it is."""
        polish(self, floats="true")
        margin = theme.current().px(MARGIN)
        width = min(room.width() - 2 * margin, theme.current().px(WIDTH))
        height = self._row.heightForWidth(width)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = room.left() + margin if rtl else room.right() - margin - width
        self.setGeometry(left, room.bottom() - margin - height, width, height)
        self.raise_()

    def stand(self) -> None:
        """Take a place of its own among what is laid out."""
        polish(self, floats="false")

    def retranslate(self) -> None:
        self.text.setText(self._sentence())
        self.act.setText(self._way.name() if self._way else "")
        describe(self._close, _("Close"))
        self.said.emit()

    def restyle(self) -> None:
        set_icon(self._close, "close")

    def _say(self, sentence: Callable[[], str], way: Way | None, icon: str, tone: str) -> None:
        self._sentence, self._way = sentence, way
        self.dress(icon, tone)
        self.act.setVisible(way is not None)
        self.show()
        self.retranslate()
        self._end.start((SECONDS_TO_ACT if way else SECONDS) * 1000)

    def _act(self) -> None:
        way = self._way
        self.hide()
        if way is not None:
            way.run()
