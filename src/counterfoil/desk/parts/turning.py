"""A row that becomes a column where its parts have no room beside each other."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QWidget

from counterfoil.desk import theme

Way = QBoxLayout.Direction


class Turning(QBoxLayout):
    """Asks for no more width than its widest part; turns with the width that it is given.

    It also turns where one of those that share what is left would have less than `least` pixels,
    at 100 %.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 0, least: int = 0) -> None:
        super().__init__(Way.LeftToRight)
        self._least = least
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
        return max(map(_height, items, _shared(room, self._needed(), self._shares())))

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)

    def setGeometry(self, box: QRect) -> None:
        way = Way.LeftToRight if self._fits(box.width()) else Way.TopToBottom
        if way is not self.direction():
            self.setDirection(way)
        super().setGeometry(box)

    def _fits(self, width: int) -> bool:
        needed, least = self._needed(), theme.current().px(self._least)
        gaps = self.spacing() * max(0, len(needed) - 1)
        pairs = zip(needed, self._shares(), strict=True)
        return sum(max(each, least if share else 0) for each, share in pairs) + gaps <= width

    def _needed(self) -> list[int]:
        return [each.minimumSize().width() for each in self._items()]

    def _shares(self) -> list[int]:
        """Return how the width is shared out: as much to each where nothing else is said."""
        items = [self.itemAt(at) for at in range(self.count())]
        shares = [self.stretch(at) for at, each in enumerate(items) if each and not each.isEmpty()]
        return shares if any(shares) else [1] * len(shares)

    def _items(self) -> list[QLayoutItem]:
        found = (self.itemAt(at) for at in range(self.count()))
        return [each for each in found if each is not None and not each.isEmpty()]


def _height(item: QLayoutItem, width: int) -> int:
    needed = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return max(needed, item.minimumSize().height())


def _shared(room: int, least: Sequence[int], shares: Sequence[int]) -> list[int]:
    """Return the widths of parts in a row: to each its share, but none less than it needs."""
    wide: set[int] = set()
    while True:
        left = room - sum(least[at] for at in wide)
        whole = max(1, sum(share for at, share in enumerate(shares) if at not in wide))
        widths = [
            needed if at in wide else left * share // whole
            for at, (needed, share) in enumerate(zip(least, shares, strict=True))
        ]
        more = {at for at, needed in enumerate(least) if needed > widths[at]} - wide
        if not more:
            return widths
        wide |= more
