"""A row that becomes a column where its parts have no room beside each other."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QWidget

Way = QBoxLayout.Direction


class Turning(QBoxLayout):
    """Asks for no more width than its widest part; turns with the width that it is given."""

    def __init__(self, parent: QWidget | None = None, gap: int = 0) -> None:
        super().__init__(Way.LeftToRight)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        if parent is not None:
            parent.setLayout(self)

    @property
    def is_column(self) -> bool:
        """Whether the parts stand below each other now."""
        return self.direction() is Way.TopToBottom

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items():
            least = least.expandedTo(item.minimumSize())
        return least

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        items = self._items()
        if not items:
            return 0
        if not self._fits(width):
            return sum(_height(each, width) for each in items) + self.spacing() * (len(items) - 1)
        room = width - self.spacing() * (len(items) - 1)
        widths = _shared(room, [each.minimumSize().width() for each in items])
        return max(map(_height, items, widths))

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)

    def setGeometry(self, box: QRect) -> None:
        way = Way.LeftToRight if self._fits(box.width()) else Way.TopToBottom
        if way is not self.direction():
            self.setDirection(way)
        super().setGeometry(box)

    def _fits(self, width: int) -> bool:
        items = self._items()
        gaps = self.spacing() * max(0, len(items) - 1)
        return sum(each.minimumSize().width() for each in items) + gaps <= width

    def _items(self) -> list[QLayoutItem]:
        found = (self.itemAt(at) for at in range(self.count()))
        return [each for each in found if each is not None and not each.isEmpty()]


def _height(item: QLayoutItem, width: int) -> int:
    needed = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return max(needed, item.minimumSize().height())


def _shared(room: int, least: Sequence[int]) -> list[int]:
    """Return the widths of parts in a row: as much each, but none less than it needs."""
    wide: set[int] = set()
    while True:
        left = room - sum(least[at] for at in wide)
        share = left // max(1, len(least) - len(wide))
        more = {at for at, needed in enumerate(least) if needed > share} - wide
        if not more:
            return [each if at in wide else share for at, each in enumerate(least)]
        wide |= more
