"""Two redemptions of one code side by side, or below each other where there is little room."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk.codes.words import Look
from counterfoil.desk.conflicts import words
from counterfoil.desk.parts.layout import empty
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.widgets import Icon, frame, label
from counterfoil.ledger.exchange.inbox import Shown


class Sides(QWidget):
    """Shows the sides of a conflict, the first one first."""

    def __init__(self, zone: ZoneInfo, currency: str) -> None:
        super().__init__()
        self._zone, self._currency = zone, currency
        self._way = Turning(self, gap=12)

    def show_sides(self, clash: Shown) -> None:
        """Show both redemptions; only one where the code had been made void."""
        empty(self._way)
        sides = (clash.first, clash.second)
        for place, side in enumerate(sides):
            if side is not None:
                head = words.heading(clash, place)
                told = words.facts(side, sides[1 - place], self._zone, self._currency)
                self._way.addWidget(_card(head, told, first=place == 0), 1)


def _card(look: Look, told: tuple[tuple[str, str], ...], *, first: bool) -> QFrame:
    box = frame("plain" if first else "marked")
    head = label("strong", wrap=True)
    head.setText(look.word)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Icon(look.icon, look.tone, 22), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(head, 1)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for number, texts in enumerate(told):
        for column, (role, text) in enumerate(zip(("soft", ""), texts, strict=True)):
            shown = label(role, wrap=True)
            shown.setText(text)
            grid.addWidget(shown, number, column, Qt.AlignmentFlag.AlignTop)
    spoken = "; ".join(f"{what}: {how}" for what, how in told)
    box.setAccessibleName(f"{look.word}. {spoken}")
    inside = QVBoxLayout(box)
    inside.setContentsMargins(14, 12, 14, 12)
    inside.setSpacing(10)
    inside.addLayout(row)
    inside.addLayout(grid)
    inside.addStretch(1)
    return box
