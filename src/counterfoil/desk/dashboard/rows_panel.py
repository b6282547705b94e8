"""The rows behind a figure, in the place of the figures until it is left."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.dashboard import saving, words
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.job import JobBar
from counterfoil.desk.parts.paged import Cursor, PagedRows
from counterfoil.desk.parts.table import Column, Row, Table
from counterfoil.desk.shell.office import Office
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Live, button, describe, label, set_icon
from counterfoil.ledger.asked import Asked
from counterfoil.ledger.rows import AttemptRow, RowKey, RowKind, list_rows
from counterfoil.ledger.rows_csv import export_rows_steps

COLUMNS = (
    Column(lambda: _("When"), 166),
    Column(lambda: _("Code"), 190),
    Column(lambda: _("Campaign"), spare=900),
    Column(lambda: _("Member"), spare=1030),
    Column(lambda: _("Staff"), spare=690),
    Column(lambda: _("Result"), 190),
)


class RowsPanel(Live, QFrame):
    """Shows one list of rows. `left` follows the way back."""

    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._office = office
        self._kind, self._asked, self._count = RowKind.REDEMPTIONS, Asked(), 0
        self._of = ""
        self.rows = PagedRows(COLUMNS, office.read)
        self.table = Table(self.rows)
        self.back, self.save = button("icon"), button()
        self.title, self._about = Elided("heading"), label("soft", wrap=True)
        self.job = JobBar()
        self.rows.failed.connect(office.tell)
        self.back.clicked.connect(self.left)
        self.save.clicked.connect(self.ask)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.title)
        texts.addWidget(self._about)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addLayout(texts, 1)
        head.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.job)
        column.addWidget(self.table, 1)
        self.retranslate()
        self.restyle()

    @property
    def asked(self) -> tuple[RowKind, Asked]:
        """What the rows are of."""
        return self._kind, self._asked

    def show_rows(self, kind: RowKind, asked: Asked, count: int, of: str) -> None:
        """Show the rows of a figure; `of` says in words what it is of."""
        self._kind, self._asked, self._count, self._of = kind, asked, count, of
        self.retranslate()
        self.rows.show_rows([])
        self.reload()
        self.back.setFocus()

    def reload(self) -> None:
        """Read the rows anew."""
        ledger, kind, asked = self._office.ledger, self._kind, self._asked

        def load(cursor: Cursor) -> tuple[list[Row], Cursor]:
            after = cursor if isinstance(cursor, RowKey) else None
            page = list_rows(ledger, kind, asked, after=after)
            return [self._row(each) for each in page.rows], page.more

        self.rows.start(load)

    def ask(self) -> QFileDialog:
        """Ask where to save the rows."""
        name = f"{words.rows(self._kind, self._count)} {self._of}"
        return saving.ask(self, _("Save these rows"), name, "csv", self.save_to)

    def save_to(self, path: Path) -> None:
        """Save all the rows as CSV."""
        if self.job.busy:
            return
        ledger = self._office.ledger
        steps = export_rows_steps(ledger, self._kind, self._asked, path, expected=self._count)
        self.job.start(
            self._office.read,
            steps,
            lambda: _("Saving the rows"),
            lambda _count: self._office.say(lambda: _("Saved as {path}.").format(path=path)),
            self._office.tell,
        )

    def retranslate(self) -> None:
        describe(self.back, _("Back to the figures"), "Esc")
        self.title.set_text(words.rows(self._kind, self._count))
        self._about.setText(self._of)
        self.save.setText(_("Save as CSV"))
        describe(self.table, words.rows(self._kind, self._count))

    def restyle(self) -> None:
        set_icon(self.back, "back")
        set_icon(self.save, "export")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _row(self, row: AttemptRow) -> Row:
        zone = self._office.ledger.store.zone
        member = Cell(row.member or row.card, row.card if row.member else "")
        return Row(
            row.id,
            (
                Cell(formats.moment(row.at, zone)),
                Cell(row.code, code=True),
                Cell(row.campaign),
                member,
                Cell(row.staff, f"{row.store} · {row.till}"),
                self._result(row),
            ),
        )

    def _result(self, row: AttemptRow) -> Cell:
        if row.reason is not None:
            return Cell(words.reason(row.reason), icon="refused", tone="refused-text")
        given = formats.units(row.units)
        if row.reversed_at is not None:
            return Cell(_("Undone"), row.reversal_reason, icon="undo", tip=row.reversal_reason)
        return Cell(given, icon="accepted", tone="accepted-text")
