"""Test codes of a campaign, large enough to be scanned from the screen, or copied."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from counterfoil.desk import theme
from counterfoil.desk.parts.layout import empty
from counterfoil.desk.simulate.work import TestCode, Tests
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, describe, label, set_icon
from counterfoil.sheets.symbol import Grey

SIDE, LEAST_WIDTH, MOST_ACROSS = 150, 230, 3
MOST_SHOWN = 12


class TestCodes(Live, QFrame):
    """What they are for, a button that makes some, and those there are."""

    __test__ = False

    make_wanted = Signal()
    discard_wanted = Signal()
    counter_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._tests = Tests()
        self._title, self._lead = label("heading"), label("quiet", wrap=True)
        self.make, self.discard, self.counter = button(), button("quiet"), button()
        self._list = QWidget()
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(10)
        for each in (self.make, self.counter, self.discard):
            self._buttons.addWidget(each)
        self._buttons.addStretch(1)
        self._across = MOST_ACROSS
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(12)
        for part in (self._title, self._lead):
            column.addWidget(part)
        column.addLayout(self._buttons)
        column.addWidget(self._list)
        self.make.clicked.connect(self.make_wanted)
        self.discard.clicked.connect(self.discard_wanted)
        self.counter.clicked.connect(self.counter_wanted)
        self.retranslate()
        self.restyle()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that are shown."""
        return tuple(code.text for code in self._tests.codes[:MOST_SHOWN])

    @property
    def batch_id(self) -> int | None:
        """The batch they are of."""
        return self._tests.batch_id

    def show_tests(self, tests: Tests) -> None:
        """Show the test codes there are."""
        self._tests = tests
        self._show()

    def allow(self, *, making: bool) -> None:
        """Say whether whoever is signed in may make codes."""
        self.make.setEnabled(making)
        self.make.setToolTip("" if making else _("Ask a manager."))

    def retranslate(self) -> None:
        self._title.setText(_("Test codes"))
        self._lead.setText(
            _(
                "They work before the campaign is active. At the counter everything is checked, but"
                " nothing is given, and no figure counts it."
            )
        )
        self.make.setText(_("Make 5 test codes"))
        self.counter.setText(_("To the counter"))
        self.discard.setText(_("Discard them"))
        self._show()

    def restyle(self) -> None:
        set_icon(self.make, "add")
        set_icon(self.counter, "scan")
        set_icon(self.discard, "trash")
        self._show()

    def fit(self, width: int) -> None:
        """Stand in as many columns as there is room for."""
        across = max(1, min(MOST_ACROSS, width // theme.current().px(LEAST_WIDTH)))
        way = QBoxLayout.Direction
        self._buttons.setDirection(way.LeftToRight if across == MOST_ACROSS else way.TopToBottom)
        if across != self._across:
            self._across = across
            self._show()

    def _show(self) -> None:
        empty(self._grid)
        shown = self._tests.codes[:MOST_SHOWN]
        for at, code in enumerate(shown):
            place = divmod(at, self._across)
            self._grid.addWidget(_Code(code), *place, Qt.AlignmentFlag.AlignLeading)
        for column in range(MOST_ACROSS):
            self._grid.setColumnStretch(column, int(column < self._across))
        self._list.setVisible(bool(shown))
        for each in (self.counter, self.discard):
            each.setVisible(bool(shown))


class _Code(QWidget):
    """One code: its symbol, its text, and a button that copies it."""

    def __init__(self, code: TestCode) -> None:
        super().__init__()
        text = label()
        text.setFont(theme.code_font(16))
        text.setText(code.text)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = button("icon")
        set_icon(copy, "copy", size=20)
        describe(copy, _("Copy the code {code}").format(code=code.text))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(code.text))
        below = QHBoxLayout()
        below.setSpacing(2)
        below.addWidget(text)
        below.addWidget(copy)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Symbol(code.picture, code.text))
        column.addLayout(below)


class Symbol(QWidget):
    """A QR symbol, always black on white: that is what scanners read."""

    def __init__(self, picture: Grey, text: str) -> None:
        super().__init__()
        # Kept, as the image only looks at it.
        self.pixels = picture
        height, width = picture.shape
        self._image = QImage(picture.data, width, height, width, QImage.Format.Format_Grayscale8)
        side = theme.current().px(SIDE)
        self.setFixedSize(side, side)
        self.setAccessibleName(_("QR code of {code}").format(code=text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(QRect(0, 0, self.width(), self.height()), self._image)
