"""What a page shows where there is nothing yet: an icon, a sentence, and what to do first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.parts.scrolled import Low, Unsqueezed
from counterfoil.desk.widgets import Icon, Live, button, label

WIDTH, EDGE, BAR = 460, 12, 12


class EmptyState(Live, QWidget):
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
        inner = Unsqueezed()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(Icon(icon, "soft", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        for pressed in (self._go, self._other):
            column.addWidget(pressed, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        # Large text in a small window is scrolled.
        outside.addWidget(Low(inner))
        self.restyle()

    def name(self, title: str, text: str = "", action: str = "", other: str = "") -> None:
        """Set the texts; without an action there is no button, without another no second one."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.restyle()
        self._go.setText(action)
        self._go.setVisible(bool(action))
        self._other.setText(other)
        self._other.setVisible(bool(other))

    @property
    def button(self) -> QWidget:
        """The button."""
        return self._go

    def restyle(self) -> None:
        now = theme.current()
        width = min(now.px(WIDTH), max(1, self.width() - 2 * EDGE - now.px(BAR)))
        for part in (self._title, self._text):
            part.setFixedWidth(width)
            # A layout asks a part that it centres for the height of a width of its own.
            part.setMinimumHeight(max(0, part.heightForWidth(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()
