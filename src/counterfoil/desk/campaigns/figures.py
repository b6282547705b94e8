"""A campaign's figures: codes redeemed against remaining as a bar, and what was given."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.campaigns import words, work
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, label

FINE, SIDE = 1000, 20
FEW = 3
"""How many figures stand in a row where all of them have no room in one."""


class Figures(Live, QFrame):
    """A card of figures; each is a number with its name below."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._shown: work.Shown | None = None
        self._numbers = [label("title") for _each in range(5)]
        self._names = [label("soft", wrap=True) for _each in range(5)]
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, FINE)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(0)
        self._in_a_row = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 14, SIDE, 18)
        column.setSpacing(12)
        column.addLayout(self._grid)
        column.addWidget(self.bar)
        self._arrange(len(self._numbers))

    def show_figures(self, shown: work.Shown) -> None:
        """Show the figures of a campaign."""
        self._shown = shown
        self.retranslate()

    def retranslate(self) -> None:
        if self._shown is None:
            return
        counts = self._shown.summary.counts
        figures = (
            (formats.number(counts.used), _("redeemed")),
            (formats.number(counts.remaining), _("left")),
            (formats.number(counts.void), _("void")),
            (formats.number(counts.codes), _("codes in all")),
            (formats.number(self._shown.summary.units), _("units given")),
        )
        for number, name, (figure, said) in zip(self._numbers, self._names, figures, strict=True):
            number.setText(figure)
            number.setAccessibleName(f"{figure} {said}")
            name.setText(said)
        self._fit()
        self.bar.setValue(round(words.share(counts) * FINE))
        self.bar.setAccessibleName(words.redeemed(counts))
        self.bar.setToolTip(words.redeemed(counts))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed(FEW), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Have all figures in one row, or in two where there is no room for that."""
        many = len(self._numbers)
        self._arrange(many if self._needed(many) <= self.width() else FEW)

    def _needed(self, in_a_row: int) -> int:
        """Return the width at which the widest of the figures has its room."""
        widths = [
            max(number.sizeHint().width(), name.minimumSizeHint().width())
            for number, name in zip(self._numbers, self._names, strict=True)
        ]
        columns = [max(widths[at::in_a_row]) for at in range(in_a_row)]
        return sum(columns) + self._grid.horizontalSpacing() * (in_a_row - 1) + 2 * SIDE

    def _arrange(self, in_a_row: int) -> None:
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for at, (number, name) in enumerate(zip(self._numbers, self._names, strict=True)):
            row, column = divmod(at, in_a_row)
            self._grid.addWidget(number, 3 * row, column)
            self._grid.addWidget(name, 3 * row + 1, column)
        self._grid.setRowMinimumHeight(2, 12 if in_a_row == FEW else 0)
        for column in range(len(self._numbers)):
            self._grid.setColumnStretch(column, 1 if column < in_a_row else 0)
