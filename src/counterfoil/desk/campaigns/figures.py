"""A campaign's figures: codes redeemed against remaining as a bar, and what was given."""

from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.campaigns import words, work
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, label

FINE = 1000


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
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(0)
        for at, (number, name) in enumerate(zip(self._numbers, self._names, strict=True)):
            grid.addWidget(number, 0, at)
            grid.addWidget(name, 1, at)
            grid.setColumnStretch(at, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 18)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(self.bar)

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
        self.bar.setValue(round(words.share(counts) * FINE))
        self.bar.setAccessibleName(words.redeemed(counts))
        self.bar.setToolTip(words.redeemed(counts))
