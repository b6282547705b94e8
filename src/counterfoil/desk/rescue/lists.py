"""The lists of the screen: backups to choose from, codes accepted since one, what doctor found."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.confirm import Confirm
from counterfoil.desk.parts.table import Column, Row, Rows, Table
from counterfoil.desk.rescue.words import at, check, forgets, made
from counterfoil.desk.theme import current
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Live, button, label, set_icon
from counterfoil.ledger.doctor import Finding
from counterfoil.ledger.salvage.remains import Backup
from counterfoil.ledger.salvage.since import Use

SHOWN = 4
LIST_HEIGHT = 300


class BackupList(Live, QWidget):
    """The newest backups, each with what it lacks; once `asked`, `wanted` gives the one."""

    wanted = Signal(object)
    asked = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._backups: tuple[Backup, ...] = ()
        self._lead = label("quiet", wrap=True)
        self.confirm = Confirm()
        self.leave = button("quiet")
        self.leave.clicked.connect(self.back)
        self.choices = [button("choice") for _number in range(SHOWN)]
        self._more = [label("quiet", wrap=True) for _number in range(SHOWN)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._lead)
        column.addSpacing(6)
        for number, (choice, more) in enumerate(zip(self.choices, self._more, strict=True)):
            choice.clicked.connect(lambda _checked, at=number: self._ask(at))
            column.addWidget(choice)
            column.addWidget(more)
            column.addSpacing(8)
        column.addWidget(self.confirm)
        column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self.retranslate()
        self.restyle()

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Show what can be put back, the newest first."""
        self._backups = tuple(backups[:SHOWN])
        self.confirm.hide()
        for number, (choice, more) in enumerate(zip(self.choices, self._more, strict=True)):
            choice.setVisible(number < len(self._backups))
            more.setVisible(number < len(self._backups))
        self.retranslate()

    def retranslate(self) -> None:
        self._lead.setText(
            _("The till goes on from the backup under a new id; the damaged file is kept.")
        )
        for backup, choice, more in zip(self._backups, self.choices, self._more, strict=False):
            choice.setText(made(backup))
            more.setText(forgets(backup))
            choice.setAccessibleDescription(forgets(backup))
        self.leave.setText(_("Back"))

    def restyle(self) -> None:
        for choice in self.choices:
            set_icon(choice, "history", "accent")

    def _ask(self, number: int) -> None:
        backup = self._backups[number]
        self.confirm.ask(
            lambda: _("Put the backup of {moment} back?").format(moment=made(backup)),
            lambda: _("Put it back"),
            lambda: self.wanted.emit(Path(backup.path)),
        )
        self.asked.emit()


class UseList(Live, QWidget):
    """Codes accepted since the backup. `void` makes void what is open, `done` goes on."""

    void = Signal()
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._uses: tuple[Use, ...] = ()
        self._zone = ZoneInfo("UTC")
        self._said = ""
        self._lead = label("quiet", wrap=True)
        self._rows = Rows(
            (
                Column(lambda: _("Code")),
                Column(lambda: _("Campaign")),
                Column(lambda: _("Accepted"), 180, end=True),
            )
        )
        self.table = Table(self._rows)
        self.make_void, self.go_on = button("danger"), button("primary")
        self.make_void.clicked.connect(self.void)
        self.go_on.clicked.connect(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._lead)
        column.addWidget(self.table)
        row = QHBoxLayout()
        row.addWidget(self.make_void)
        row.addStretch(1)
        row.addWidget(self.go_on)
        column.addLayout(row)
        column.addStretch(1)
        self.retranslate()
        self.restyle()

    def show_uses(self, uses: Sequence[Use], zone: ZoneInfo) -> None:
        """Show what was accepted since, as the restored till knows it."""
        self._uses, self._zone, self._said = tuple(uses), zone, ""
        self._fill()

    def show_void(self, count: int) -> None:
        """Say that so many codes are void now."""
        self._said = _("Codes made void: {count}.").format(count=count)
        self.make_void.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.make_void.setText(_("Make them void"))
        self.go_on.setText(_("Go on"))
        self.table.setAccessibleName(_("Codes accepted since the backup"))
        self._fill()

    def restyle(self) -> None:
        self.table.setFixedHeight(current().px(LIST_HEIGHT))

    def _fill(self) -> None:
        is_any = any(use.is_open for use in self._uses)
        self._lead.setText(self._said or self._sentence())
        self.table.setVisible(bool(self._uses))
        self.make_void.setVisible(is_any and not self._said)
        self._rows.show_rows([_row(use, self._zone) for use in self._uses])

    def _sentence(self) -> str:
        if not self._uses:
            return _("As far as the journal was found, nothing was accepted since it was made.")
        return _(
            "These codes were accepted since it was made, and could be redeemed again. Make them"
            " void, unless their goods were taken back."
        )


class FindingList(Live, QWidget):
    """What doctor found, check by check. `back` leads to the choices."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._list = QWidget()
        self.leave = button("quiet")
        self.leave.clicked.connect(self.back)
        self._column.addWidget(self._list)
        self._column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)
        self.retranslate()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found."""
        old, self._list = self._list, fact_list(map(_said_of, findings))
        self._column.replaceWidget(old, self._list)
        old.deleteLater()

    def retranslate(self) -> None:
        self.leave.setText(_("Back"))


def fact_list(facts: Iterable[tuple[bool, str]]) -> QWidget:
    """Return a line for each fact: whether it is well, and what is said of it."""
    made_list = QWidget()
    column = QVBoxLayout(made_list)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for is_well, said in facts:
        column.addWidget(_fact(said, is_well=is_well))
    return made_list


def _fact(text: str, *, is_well: bool) -> QWidget:
    """Return a line with a tick, or a warning."""
    made_line = QWidget()
    row = QHBoxLayout(made_line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    role = "accepted-text" if is_well else "used-text"
    icon = Icon("tick" if is_well else "warning", role, 20)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    said = label(wrap=True)
    said.setText(text)
    row.addWidget(said, 1)
    return made_line


def _said_of(finding: Finding) -> tuple[bool, str]:
    return finding.is_well, "\n".join((check(finding.check), *map(formats.problem, finding.faults)))


def _row(use: Use, zone: ZoneInfo) -> Row:
    code = use.text or "…" + use.redemption_id[-6:]
    is_open = "" if use.is_open else _("cannot be redeemed again")
    return Row(
        use.redemption_id,
        (Cell(code, under=is_open), Cell(use.campaign), Cell(at(use.at, zone))),
    )
