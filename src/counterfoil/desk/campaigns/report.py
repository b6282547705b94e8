"""What came of an import: how many codes, and the rows that were left out with their reasons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.scrolled import Low
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import Icon, Live, button, describe, label, set_icon
from counterfoil.domain.text import printable
from counterfoil.ledger.codes.import_csv import Imported

HEIGHT = 180


class Report(Live, QFrame):
    """Hidden until there is something to report; stays until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._imported: Imported | None = None
        self._file = ""
        self._icon = Icon("accepted", "accepted-text")
        self.text, self.rows = label("strong", wrap=True), label("quiet", wrap=True)
        self.rows.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy, self._close = button("icon"), button("icon")
        self.copy.clicked.connect(self._copy)
        self._close.clicked.connect(self.hide)
        self._scroll = Low(_padded(self.rows))
        self._scroll.setMaximumHeight(HEIGHT)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.copy)
        row.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 12, 10)
        column.addLayout(row)
        column.addWidget(self._scroll)
        self.hide()
        self.retranslate()
        self.restyle()

    def tell(self, imported: Imported, file: str) -> None:
        """Report on a file."""
        self._imported, self._file = imported, file
        whole = not (imported.bad_count or imported.twice or imported.known)
        icon = ("accepted", "accepted-text") if whole else ("info", "used-text")
        self._icon.show_as(*icon)
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        describe(self.copy, _("Copy the report"))
        describe(self._close, _("Close"))
        if self._imported is None:
            return
        self.text.setText(counted(self._imported, self._file))
        lines = bad_lines(self._imported)
        self.rows.setText("\n".join(lines))
        self._scroll.setVisible(bool(lines))

    def _copy(self) -> None:
        QApplication.clipboard().setText(f"{self.text.text()}\n{self.rows.text()}".strip())

    def restyle(self) -> None:
        set_icon(self.copy, "copy")
        set_icon(self._close, "close")


def counted(imported: Imported, file: str) -> str:
    """Return in one line what came of a file."""
    template = n_("{file}: {count} code imported", "{file}: {count} codes imported", imported.codes)
    parts = [template.format(file=file, count=formats.number(imported.codes))]
    twice, known, bad = imported.twice, imported.known, imported.bad_count
    for count, more in (
        (twice, n_("{count} more than once in it", "{count} more than once in it", twice)),
        (known, n_("{count} was here before", "{count} were here before", known)),
        (bad, n_("{count} row is no code", "{count} rows are no codes", bad)),
    ):
        if count:
            parts.append(more.format(count=formats.number(count)))
    return " · ".join(parts)


def bad_lines(imported: Imported) -> list[str]:
    """Return a line for each row that was left out, as far as they are listed."""
    said = [
        _("Line {line}: {why}").format(line=formats.number(row.line), why=_(row.template))
        + (f" ({printable(row.text)})" if row.text else "")
        for row in imported.bad
    ]
    more = imported.bad_count - len(imported.bad)
    if more > 0:
        said.append(
            n_("{count} more row is like these.", "{count} more rows are like these.", more).format(
                count=formats.number(more)
            )
        )
    return said


def _padded(inner: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(38, 0, 8, 4)
    column.addWidget(inner)
    column.addStretch(1)
    return made
