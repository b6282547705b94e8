"""Rows of a long list that is read from either end, and forgets what is far out of sight.

Only some thousand rows are held. Scrolled to an end of them, the next page is fetched there and as
many rows are dropped at the other end, so that ten million codes take no more room than ten
thousand, and the last page is there as quickly as the first.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal

from counterfoil.desk.door import Door
from counterfoil.desk.parts.table import Column, Row, Rows
from counterfoil.ledger.codes.listing import CodeLine, Page

Index = QModelIndex | QPersistentModelIndex
# After an id, or before one.
Load = Callable[[int | None, int | None], Page]
MOST_ROWS = 4_000
END = 2**62


class CodeRows(Rows):
    """Fetches pages through a door. `failed` gives what went wrong, `counted` follows each page.

    `grown` and `shrunk` tell how many rows came or went above what is seen. At most about `most`
    rows are kept: those far from what is seen are forgotten.
    """

    failed = Signal(object)
    counted = Signal()
    grown = Signal(int)
    shrunk = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column],
        door: Door,
        row: Callable[[CodeLine], Row],
        most: int = MOST_ROWS,
    ) -> None:
        super().__init__(columns)
        self._door, self._row, self._most = door, row, most
        self._load: Load | None = None
        self.lines: dict[str, CodeLine] = {}
        self._above: int | None = None
        self._below: int | None = None
        self._turn = 0
        self.fetching = False

    @property
    def at_start(self) -> bool:
        """Whether the first code is among the rows."""
        return self._above is None

    @property
    def at_end(self) -> bool:
        """Whether the last code is among the rows."""
        return self._below is None

    def start(self, load: Load) -> None:
        """Begin anew with what `load` gives; the old rows stay until the first page is there."""
        self._load = load
        self._jump(None, None)

    def to_start(self) -> None:
        """Show the first codes."""
        self._jump(None, None)

    def to_end(self) -> None:
        """Show the last codes."""
        self._jump(None, END)

    def reword(self) -> None:
        """Word every row anew, in another language."""
        self.show_rows([self._row(line) for line in self.lines.values()])

    def canFetchMore(self, _parent: Index) -> bool:
        return self._below is not None and not self.fetching

    def fetchMore(self, _parent: Index) -> None:
        if self._below is not None:
            self._fetch(self._below, None, self._take_below)

    def fetch_above(self) -> None:
        """Fetch the page above the first row, where there is one."""
        if self._above is not None and not self.fetching:
            self._fetch(None, self._above, self._take_above)

    def _jump(self, after: int | None, before: int | None) -> None:
        self._turn += 1

        def take(page: Page) -> None:
            self._above = page.more if before is not None else None
            self._below = None if before is not None else page.more
            self.lines = {str(line.id): line for line in page.codes}
            self.reword()

        self._fetch(after, before, take)

    def _fetch(self, after: int | None, before: int | None, take: Callable[[Page], None]) -> None:
        load, turn = self._load, self._turn
        if load is None:
            return
        self.fetching = True

        def done(page: Page) -> None:
            if turn != self._turn:
                return
            self.fetching = False
            take(page)
            if not page.codes and page.more is not None:
                # Nothing among those looked at; the search goes on behind them.
                more = self._take_above if before is not None else self._take_below
                up, down = (page.more, None) if before is not None else (None, page.more)
                self._fetch(down, up, more)
            self.counted.emit()

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self.fetching = False
                self.failed.emit(error)

        self._door.submit(lambda: load(after, before), done, failed)

    def _take_below(self, page: Page) -> None:
        self._below = page.more
        self._insert(len(self.rows), page.codes)
        extra = len(self.rows) - self._most
        if extra > 0:
            self._remove(0, extra)
            self._above = int(self.rows[0].key)
            self.shrunk.emit(extra)

    def _take_above(self, page: Page) -> None:
        self._above = page.more
        self._insert(0, page.codes)
        self.grown.emit(len(page.codes))
        extra = len(self.rows) - self._most
        if extra > 0:
            self._remove(len(self.rows) - extra, extra)
            self._below = int(self.rows[-1].key)

    def _insert(self, at: int, lines: Sequence[CodeLine]) -> None:
        if not lines:
            return
        self.beginInsertRows(QModelIndex(), at, at + len(lines) - 1)
        self.rows[at:at] = [self._row(line) for line in lines]
        more = {str(line.id): line for line in lines}
        self.lines = more | self.lines if at == 0 else self.lines | more
        self.endInsertRows()

    def _remove(self, at: int, count: int) -> None:
        self.beginRemoveRows(QModelIndex(), at, at + count - 1)
        for row in self.rows[at : at + count]:
            del self.lines[row.key]
        del self.rows[at : at + count]
        self.endRemoveRows()
