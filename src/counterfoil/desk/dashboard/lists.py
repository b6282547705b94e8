"""What runs out and when, and what is unusual: lines with a sentence each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.dashboard.bars import Bar, BarButton
from counterfoil.desk.widgets import Icon, Live, button, describe, label


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of what is unusual: its icon, its sentence, what its button says and opens."""

    icon: str
    sentence: str
    action: str
    open: Callable[[], object]


class BurnLine(QWidget):
    """A bar of what is used, and the outlook below it."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = BarButton()
        self.outlook = label("soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self.bar)
        inset = QHBoxLayout()
        inset.setContentsMargins(8, 0, 8, 0)
        inset.addWidget(self.outlook)
        column.addLayout(inset)

    def show_burn(self, bar: Bar, outlook: str) -> None:
        """Show a line."""
        self.bar.show_bar(bar)
        self.outlook.setText(outlook)


class FindingLine(Live, QWidget):
    """An icon, a sentence and a button."""

    def __init__(self) -> None:
        super().__init__()
        self._open: Callable[[], object] = str
        self._icon = Icon("warning", "used-text", 24)
        self.sentence = label("", wrap=True)
        self.button = button("plain")
        self.button.clicked.connect(self._clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(14)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_finding(self, finding: Finding) -> None:
        """Show a line."""
        self._open = finding.open
        self._icon.show_as(finding.icon, "used-text")
        self.sentence.setText(finding.sentence)
        self.button.setText(finding.action)
        describe(self.button, f"{finding.action}: {finding.sentence}")

    def _clicked(self) -> None:
        self._open()

    def restyle(self) -> None:
        self.setMinimumHeight(theme.current().px(theme.TARGET + 8))


class Burns(QWidget):
    """As many burn lines as there are."""

    def __init__(self) -> None:
        super().__init__()
        self._column = _column(self)
        self.lines: list[BurnLine] = []

    def show_burns(self, burns: Sequence[tuple[Bar, str]]) -> None:
        """Show these lines."""
        while len(self.lines) < len(burns):
            self.lines.append(BurnLine())
            self._column.addWidget(self.lines[-1])
        for number, line in enumerate(self.lines):
            line.setVisible(number < len(burns))
            if number < len(burns):
                line.show_burn(*burns[number])


class Findings(QWidget):
    """As many findings as there are."""

    def __init__(self) -> None:
        super().__init__()
        self._column = _column(self)
        self.lines: list[FindingLine] = []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these lines."""
        while len(self.lines) < len(findings):
            self.lines.append(FindingLine())
            self._column.addWidget(self.lines[-1])
        for number, line in enumerate(self.lines):
            line.setVisible(number < len(findings))
            if number < len(findings):
                line.show_finding(findings[number])

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is told."""
        return tuple(each.sentence.text() for each in self.lines if not each.isHidden())


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    return column
