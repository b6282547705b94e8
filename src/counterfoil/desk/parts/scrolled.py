"""What scrolls: a column that keeps its height at any width, and lists as low as what they hold."""

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk.widgets import Scroll


class Unsqueezed(QWidget):
    """Where its texts take more lines than there is room for, it is scrolled, not squeezed."""

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            least = layout.minimumHeightForWidth(max(self.width(), hint.width()))
            hint.setHeight(max(hint.height(), least))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Tall(Unsqueezed):
    """A column of parts."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)


class Heap(QWidget):
    """Parts that are mostly hidden; hidden itself while all of them are, so that no gap is left.

    `shown` follows where one comes up.
    """

    shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._parts: list[QWidget] = []

    def put(self, part: QWidget) -> None:
        """Add a part below the others."""
        self._parts.append(part)
        self._column.addWidget(part)
        part.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._follow()
            if event.type() == QEvent.Type.ShowToParent:
                self.shown.emit()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        self.setVisible(any(not part.isHidden() for part in self._parts))


class Low(Scroll):
    """Takes no more room than what is in it."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
