"""A layout that runs like text: as many parts in a line as fit, then the next line."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """Lays parts out in lines from the leading side, `gap` pixels apart both ways.

    Hidden parts take no room. With `spread`, the last part stands at the trailing side where all
    are in one line.
    """

    def __init__(self, gap: int = 8, *, spread: bool = False) -> None:
        super().__init__()
        self._gap, self._spread = gap, spread
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._place(box, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, box: QRect, *, move: bool) -> int:
        """Return the height that the lines take in `box`'s width; put the parts there if `move`."""
        x, y, line = 0, 0, 0
        shown = [item for item in self._items if not item.isEmpty()]
        for item in shown:
            size = item.sizeHint()
            # What yields is as narrow as it must be, never wider than the line.
            size.setWidth(min(size.width(), max(item.minimumSize().width(), box.width())))
            if x and x + size.width() > box.width():
                x, y, line = 0, y + line + self._gap, 0
            last = self._spread and item is shown[-1] and x > 0
            at = box.width() - size.width() if last else x
            if move:
                item.setGeometry(self._turned(box, QRect(QPoint(at, y), size)))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line

    def _turned(self, box: QRect, part: QRect) -> QRect:
        """Return where a part stands in `box`, from the right where the language runs so."""
        parent = self.parentWidget()
        rtl = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.width() - part.x() - part.width() if rtl else part.x()
        return QRect(QPoint(box.x() + left, box.y() + part.y()), part.size())
