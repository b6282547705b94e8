"""Two versions of a campaign side by side; what differs is marked by an icon, a word and colour."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from counterfoil.desk.campaigns import sentences
from counterfoil.desk.campaigns.names import Names
from counterfoil.desk.parts.layout import empty
from counterfoil.desk.parts.scrolled import Unsqueezed
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, frame, label
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.campaign_change import Part, differences

MOST_SHOWN = 50_000
"""Characters of a part that are shown: six rules of fifty conditions each fit."""


class Comparison(Unsqueezed):
    """A line for each part of a campaign, the differing ones first; each value in its column."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 5)
        self._grid.setColumnStretch(2, 5)
        self.marked: tuple[Part, ...] = ()

    def show_both(
        self, one: Campaign, other: Campaign, headings: tuple[str, str], names: Names
    ) -> None:
        """Show two versions under their headings."""
        self._empty()
        for column, heading in enumerate(headings, 1):
            named = label("strong", wrap=True)
            named.setText(heading)
            self._grid.addWidget(named, 0, column)
        changed = [each.part for each in differences(one, other)]
        self.marked = tuple(changed)
        same = [part for part in sentences.SHOWN if part not in changed]
        for row, part in enumerate([*changed, *same], 1):
            differs = part in changed
            self._grid.addWidget(_name(part, differs=differs), row, 0)
            for column, version in enumerate((one, other), 1):
                lines = sentences.lines(version, part, names)
                self._grid.addWidget(_value(part, lines, differs=differs), row, column)
        self._grid.setRowStretch(len(changed) + len(same) + 1, 1)

    def _empty(self) -> None:
        self._grid.setRowStretch(self._grid.rowCount() - 1, 0)
        empty(self._grid)


def _name(part: Part, *, differs: bool) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 10, 0, 0)
    column.setSpacing(4)
    named = label("field", wrap=True)
    named.setText(sentences.title(part))
    column.addWidget(named)
    if differs:
        column.addLayout(_mark())
    column.addStretch(1)
    return made


def _mark() -> QHBoxLayout:
    word = label("soft")
    word.setText(_("Differs"))
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(Icon("edit", "used-text", 18))
    row.addWidget(word)
    row.addStretch(1)
    return row


def _value(part: Part, lines: tuple[str, ...], *, differs: bool) -> QFrame:
    box = frame("marked" if differs else "plain")
    text = _text("\n".join(lines) or "–")
    text.setAccessibleName(f"{sentences.title(part)}: {text.text()}")
    column = QVBoxLayout(box)
    column.setContentsMargins(12, 10, 12, 10)
    column.addWidget(text)
    column.addStretch(1)
    return box


def _text(whole: str) -> QLabel:
    made = label("quiet", wrap=True)
    shown = whole if len(whole) <= MOST_SHOWN else f"{whole[:MOST_SHOWN]}…"
    made.setText(shown)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
