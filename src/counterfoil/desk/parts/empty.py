"""What a page shows where there is nothing yet: an icon, a sentence, and what to do first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk.widgets import Icon, button, label

WIDTH = 460


class EmptyState(QWidget):
    """In the middle of the room it is given; `wanted` follows a press on its button.

    `other_wanted` follows one on a second button, where there is one.
    """

    wanted = Signal()
    other_wanted = Signal()

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._title, self._text = label("heading", wrap=True), label("quiet", wrap=True)
        self._go, self._other = button("primary"), button("quiet")
        self._go.clicked.connect(self.wanted)
        self._other.clicked.connect(self.other_wanted)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(Icon(icon, "soft", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setMaximumWidth(WIDTH)
            part.setMinimumWidth(min(WIDTH, 320))
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        for pressed in (self._go, self._other):
            column.addWidget(pressed, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def name(self, title: str, text: str = "", action: str = "", other: str = "") -> None:
        """Set the texts; without an action there is no button, without another no second one."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        for part in (self._title, self._text):
            # A layout asks for the height at the width of the page, where fewer lines would do.
            part.setMinimumHeight(max(0, part.heightForWidth(part.minimumWidth())))
        self._go.setText(action)
        self._go.setVisible(bool(action))
        self._other.setText(other)
        self._other.setVisible(bool(other))

    @property
    def button(self) -> QWidget:
        """The button."""
        return self._go
