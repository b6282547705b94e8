"""The window of a desk that cannot start: what is wrong, in one sentence, and a way out."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.door import Door
from counterfoil.desk.flow import Flow
from counterfoil.desk.parts.scrolled import Unsqueezed
from counterfoil.desk.support.support import Support
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Scroll, button, label

WIDTH = 560
# With the report beside it.
LARGE = (960, 830)


class FailureWindow(QWidget):
    """Says why the desk does not open, and makes a report of it; closing it ends the program."""

    def __init__(self, sentence: str, folder: Path, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Counterfoil")
        title = label("title", wrap=True)
        title.setText(_("Counterfoil cannot open"))
        why = label("lead", wrap=True)
        why.setText(sentence)
        why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        leave = button("primary")
        leave.setText(_("Close"))
        leave.clicked.connect(self.close)
        row = Flow(spread=True)
        self._door = Door("support", lambda _error: None)
        self.support = Support(self, self._door, folder, clock)
        self.report = button()
        self.report.setText(_("Report for support"))
        self.report.clicked.connect(self._make_report)
        row.addWidget(self.report)
        row.addWidget(leave)
        text = QVBoxLayout()
        text.setSpacing(12)
        text.addWidget(title)
        text.addWidget(why)
        text.addStretch(1)
        text.addLayout(row)
        self._inner = Unsqueezed()
        outside = QHBoxLayout(self._inner)
        outside.setContentsMargins(32, 32, 32, 28)
        outside.setSpacing(24)
        outside.addWidget(Icon("error", "refused-text", 48), 0, Qt.AlignmentFlag.AlignTop)
        outside.addLayout(text, 1)
        self.setAccessibleDescription(sentence)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroll(self._inner))
        self.setMinimumWidth(WIDTH)
        leave.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        most_wide, most_tall = LARGE
        width = min(theme.current().px(WIDTH), most_wide)
        self.resize(width, min(self._inner.heightForWidth(width), most_tall))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._door.close()
        super().closeEvent(event)

    def _make_report(self) -> None:
        self.resize(*LARGE)
        self.support.make()
