"""What came of an import of members: how many, and the rows that were left out and why."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import Icon, Live, button, describe, label, set_icon
from counterfoil.domain.text import printable
from counterfoil.ledger.member_import import ImportedMembers

MOST_LINES = 6


class Report(Live, QFrame):
    """Hidden until there is something to report; stays until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._done: ImportedMembers | None = None
        self._file = ""
        self._icon = Icon("accepted", "accepted-text")
        self.text, self.rows = label("strong", wrap=True), label("quiet", wrap=True)
        self._close = button("icon")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 12, 10)
        column.addLayout(row)
        column.addWidget(self.rows)
        self.hide()
        self.retranslate()
        self.restyle()

    def tell(self, done: ImportedMembers, file: str) -> None:
        """Report on a file."""
        self._done, self._file = done, file
        icon = ("info", "used-text") if done.bad_count else ("accepted", "accepted-text")
        self._icon.show_as(*icon)
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        describe(self._close, _("Close"))
        if self._done is None:
            return
        self.text.setText(counted(self._done, self._file))
        lines = bad_lines(self._done)
        self.rows.setText("\n".join(lines))
        self.rows.setVisible(bool(lines))

    def restyle(self) -> None:
        set_icon(self._close, "close")


def counted(done: ImportedMembers, file: str) -> str:
    """Return in one line what came of a file."""
    added = n_("{file}: {count} member added", "{file}: {count} members added", done.added)
    parts = [added.format(file=file, count=formats.number(done.added))]
    for count, template in (
        (done.changed, _("{count} changed")),
        (done.unchanged, _("{count} as they were")),
        (done.bad_count, _("{count} rows left out")),
    ):
        if count:
            parts.append(template.format(count=formats.number(count)))
    return " · ".join(parts)


def bad_lines(done: ImportedMembers) -> list[str]:
    """Return a line for each of the first rows that were left out."""
    said = [
        _("Line {line}: {why}").format(
            line=formats.number(row.line), why=_(row.template).format(**row.values)
        )
        + (f" ({printable(row.text)})" if row.text else "")
        for row in done.bad[:MOST_LINES]
    ]
    more = done.bad_count - len(said)
    if more > 0:
        template = n_("{count} more row is like these.", "{count} more rows are like these.", more)
        said.append(template.format(count=formats.number(more)))
    return said
