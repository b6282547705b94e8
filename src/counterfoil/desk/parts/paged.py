"""Rows that come page by page as the table is scrolled: a million opens as quickly as ten."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal

from counterfoil.desk.door import Door
from counterfoil.desk.parts.table import Column, Row, Rows

Index = QModelIndex | QPersistentModelIndex
# What a page needs to go on: a key of the ledger's; None for the first page, and after the last.
Cursor = object | None
Load = Callable[[Cursor], tuple[Sequence[Row], Cursor]]


class PagedRows(Rows):
    """Fetches through a door; `failed` gives what went wrong, `counted` follows each page."""

    failed = Signal(object)
    counted = Signal()

    def __init__(self, columns: Sequence[Column], door: Door) -> None:
        super().__init__(columns)
        self._door = door
        self._load: Load | None = None
        self._next: Cursor = None
        self._fetching = False
        self._turn = 0

    @property
    def complete(self) -> bool:
        """Whether the last page is there."""
        return self._load is not None and self._next is None and not self._fetching

    def start(self, load: Load) -> None:
        """Begin anew with what `load` gives; the old rows stay until the first page is there."""
        self._load, self._next = load, None
        self._turn += 1
        self._fetch(None)

    def canFetchMore(self, _parent: Index) -> bool:
        return self._next is not None and not self._fetching

    def fetchMore(self, _parent: Index) -> None:
        self._fetch(self._next)

    def _fetch(self, cursor: Cursor) -> None:
        load, turn = self._load, self._turn
        if load is None:
            return
        self._fetching = True
        self._door.submit(
            lambda: load(cursor),
            lambda page: self._take(turn, cursor, page),
            lambda error: self._fail(turn, error),
        )

    def _take(self, turn: int, cursor: Cursor, page: tuple[Sequence[Row], Cursor]) -> None:
        if turn != self._turn:
            return
        rows, self._next = page
        self._fetching = False
        if cursor is None:
            self.show_rows(rows)
        elif rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()
        self.counted.emit()
        if not rows and self._next is not None:
            self._fetch(self._next)

    def _fail(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._fetching = False
            self.failed.emit(error)
