"""Below the list of codes: how many, those selected, and the ways to both ends."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.codes.rows import CodeRows
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import Elided, Live, Switch, button, describe
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.listing import CodeLine

START_KEY, END_KEY = "Ctrl+Home", "Ctrl+End"


class Foot(Live, QWidget):
    """Buttons that say what they would do to the list above."""

    start_wanted = Signal()
    end_wanted = Signal()
    void_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = Elided("quiet")
        self.several, self.void = Switch(), button()
        self.to_start, self.to_end = button("quiet"), button("quiet")
        said, ways = QHBoxLayout(), Turning(gap=10)
        said.setSpacing(10)
        said.addWidget(self._count, 1)
        said.addWidget(self.several)
        for pressed in (self.void, self.to_start, self.to_end):
            ways.addWidget(pressed)
        row = Turning(self, gap=10)
        row.setContentsMargins(8, 0, 0, 0)
        row.addLayout(said, 1)
        row.addLayout(ways)
        for pressed, key, wanted in (
            (self.to_start, START_KEY, self.start_wanted),
            (self.to_end, END_KEY, self.end_wanted),
        ):
            pressed.clicked.connect(wanted)
            QShortcut(QKeySequence(key), self, wanted.emit)
        self.void.clicked.connect(self.void_wanted)
        self.void.hide()
        self.retranslate()

    @property
    def said(self) -> str:
        """What is said of the number of codes."""
        return self._count.accessibleName()

    def show_rows(self, rows: CodeRows, chosen: Sequence[CodeLine]) -> None:
        """Say how many codes there are, or are selected."""
        unused = sum(line.status is CodeStatus.UNUSED for line in chosen)
        several = len(chosen) > 1
        self.void.setVisible(several)
        self.void.setEnabled(bool(unused))
        voiding = n_("Make {count} void…", "Make {count} void…", unused)
        self.void.setText(voiding.format(count=formats.number(unused)))
        self._count.set_text(_selected(len(chosen)) if several else _counted(rows))
        self.to_start.setEnabled(not rows.at_start)
        self.to_end.setEnabled(not rows.at_end)

    def retranslate(self) -> None:
        self.several.setText(_("Select several"))
        self.to_start.setText(_("First codes"))
        self.to_end.setText(_("Last codes"))
        describe(self.to_start, _("First codes"), START_KEY)
        describe(self.to_end, _("Last codes"), END_KEY)


def _selected(count: int) -> str:
    return n_("{count} selected", "{count} selected", count).format(count=formats.number(count))


def _counted(rows: CodeRows) -> str:
    if rows.fetching:
        return _("Looking…")
    if not (rows.at_start and rows.at_end):
        return ""
    count = len(rows.rows)
    return n_("{count} code", "{count} codes", count).format(count=formats.number(count))
