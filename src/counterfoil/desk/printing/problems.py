"""Below the preview: what is not as wished, and yet can be printed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from counterfoil.desk import formats
from counterfoil.desk.widgets import Icon, Live, label
from counterfoil.domain.problem import Problem


class Problems(Live, QFrame):
    """Hidden where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "warning")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._problems: Sequence[Problem] = ()
        self.text: QLabel = label("warned", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(Icon("warning", "used-text"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is not as wished."""
        self._problems = problems
        self.retranslate()
        self.setVisible(bool(problems))

    def retranslate(self) -> None:
        said = [formats.problem(each) for each in self._problems]
        self.text.setText("\n".join(dict.fromkeys(said)))
