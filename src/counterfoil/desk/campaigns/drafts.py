"""The drafts above the list: each with what it is, and the buttons that go on or throw it away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Icon, Live, Scroll, button, describe, label
from counterfoil.ledger.drafts import DraftLine

MOST_SEEN = 2
ROW = 54

Said = tuple[DraftLine, str]
"""A draft, and the sentence about when it was saved."""


class DraftRow(Live, QWidget):
    """One draft."""

    def __init__(self, line: DraftLine, saved: str) -> None:
        super().__init__()
        self._line, self.saved, self.name = line, saved, ""
        self._name, self._when = Elided("strong"), Elided("soft")
        self.go_on, self.delete = button(), button("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        row.addWidget(Icon("edit", "used-text"))
        row.addWidget(self._name, 1)
        row.addWidget(self._when, 1)
        row.addWidget(self.delete)
        row.addWidget(self.go_on)
        self.retranslate()

    def retranslate(self) -> None:
        name = self._line.name or _("without a name yet")
        template = (
            _("Change of {name}, not saved") if self._line.campaign_id else _("Draft: {name}")
        )
        self.name = template.format(name=name)
        self._name.set_text(self.name)
        self._when.set_text(self.saved)
        self.go_on.setText(_("Continue"))
        self.delete.setText(_("Delete"))
        describe(self.go_on, _("Continue {name}").format(name=name))
        describe(self.delete, _("Delete the draft {name}").format(name=name))


class Drafts(Live, QFrame):
    """Hidden where there is none. `wanted` and `unwanted` give a draft's line."""

    wanted = Signal(object)
    unwanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.rows: list[DraftRow] = []
        self._title = label("field")
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(0)
        self._scroll = Scroll(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 10)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._scroll)
        self.hide()
        self.retranslate()

    def show_drafts(self, said: Sequence[Said]) -> None:
        """Show the drafts that there are, the newest first."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [DraftRow(line, saved) for line, saved in said]
        for row, (line, _saved) in zip(self.rows, said, strict=True):
            row.go_on.clicked.connect(lambda _on=False, line=line: self.wanted.emit(line))
            row.delete.clicked.connect(lambda _on=False, line=line: self.unwanted.emit(line))
            self._column.addWidget(row)
        self.setVisible(bool(said))
        self.restyle()

    def retranslate(self) -> None:
        self._title.setText(_("Begun and not saved yet"))

    def restyle(self) -> None:
        seen = min(len(self.rows), MOST_SEEN)
        # Half a row more says that there is more below.
        more = 0.5 if len(self.rows) > MOST_SEEN else 0.0
        self._scroll.setFixedHeight(theme.current().px(ROW * (seen + more)))
