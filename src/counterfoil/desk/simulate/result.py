"""What came of trying: the verdict, every check, every rule with its conditions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.campaigns.names import Names
from counterfoil.desk.counter import present
from counterfoil.desk.counter.scene import Scene
from counterfoil.desk.counter.state import Scan, Shown
from counterfoil.desk.counter.verdict_card import VerdictCard
from counterfoil.desk.counter.view import VerdictView
from counterfoil.desk.simulate import words
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Live, frame, label
from counterfoil.ledger.simulate import RuleTried, Simulation

VERDICT = 250


class Result(Live, QWidget):
    """Hidden until something was tried."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Simulation, Names, datetime] | None = None
        self.verdict = VerdictCard()
        self._lists = QWidget()
        self._column = QVBoxLayout(self._lists)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.verdict)
        column.addWidget(self._lists)
        column.addStretch(1)
        self.hide()
        self.restyle()

    def show_result(self, found: Simulation, names: Names, now: datetime) -> None:
        """Show what came of a trial."""
        self._shown = (found, names, now)
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        if self._shown is None:
            return
        found, names, now = self._shown
        self.verdict.show_view(view(found, names, now))
        self._clear()
        checks = [words.check(each, names) for each in found.checks]
        self._column.addWidget(_list(_("Checks, in order"), checks))
        for tried in found.rules:
            self._column.addWidget(_rule(tried, names))

    def restyle(self) -> None:
        self.verdict.setFixedHeight(theme.current().px(VERDICT))

    def texts(self) -> str:
        """Return all that is listed, one thing a line."""
        labels = self._lists.findChildren(type(label()))
        return "\n".join(each.text() for each in labels if not each.isHidden())

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()


def view(found: Simulation, names: Names, now: datetime) -> VerdictView:
    """Return the verdict as the counter shows it, with no button."""
    scan = Scan((found.verdict.code,) if found.verdict.code else (), "typed")
    scene = Scene(names.zone, names.currency, now)
    shown = present.of_shown(Shown(scan, found.verdict, check_only=True), scene)
    if found.any_code:
        campaign = shown.of.rpartition(" · ")[2]
        shown = replace(shown, of=_("Any unused code · {campaign}").format(campaign=campaign))
    return replace(shown, action="")


def _rule(tried: RuleTried, names: Names) -> QWidget:
    said = words.rule(tried)
    title = _("Rule {name}: {outcome}").format(name=said.text, outcome=said.word)
    lines = [words.condition(each, names) for each in tried.trace.conditions]
    if not lines:
        lines.append(words.Said("info", "soft", "", _("It has no conditions.")))
    gives = [words.Said("gift", "soft", _("Would give"), words.given(each)) for each in tried.given]
    return _list(title, [*lines, *gives], Icon(said.icon, said.tone))


def _list(title: str, lines: Sequence[words.Said], icon: QWidget | None = None) -> QWidget:
    card = frame("card")
    grid = QGridLayout(card)
    grid.setContentsMargins(20, 16, 20, 16)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    heading = label("heading", wrap=True)
    heading.setText(title)
    if icon is not None:
        grid.addWidget(icon, 0, 0)
        grid.addWidget(heading, 0, 1, 1, 2)
    else:
        grid.addWidget(heading, 0, 0, 1, 3)
    for row, said in enumerate(lines, 1):
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Icon(said.icon, said.tone, 20), row, 0, top)
        text, word = label("", wrap=True), label("soft")
        text.setText(f"{said.text} – {said.why}" if said.why else said.text)
        word.setText(said.word)
        text.setAccessibleName(": ".join(filter(None, (said.word, text.text()))))
        grid.addWidget(text, row, 1)
        grid.addWidget(word, row, 2, top | Qt.AlignmentFlag.AlignTrailing)
    return card
