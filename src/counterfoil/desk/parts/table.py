"""A table of rows: texts with an icon or a second line, activated by mouse, touch or Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from counterfoil.desk import theme
from counterfoil.desk.parts.cells import MENU_ROLE, ROW_ROLE, Cell, CellDelegate
from counterfoil.desk.parts.menu import Item, open_menu
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live

ROW_HEIGHT = 56
MENU_WIDTH = 56
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width in pixels at 100% (0 shares what is left), and who gives way.

    A column with `spare` above 0 is hidden where the table is narrower than that.
    """

    name: Callable[[], str]
    width: int = 0
    end: bool = False
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about, and a cell for each column."""

    key: str
    cells: tuple[Cell, ...]


class Rows(QAbstractTableModel):
    """Rows that are all there."""

    def __init__(self, columns: Sequence[Column], *, menu: bool = False) -> None:
        super().__init__()
        self.columns, self.menu = tuple(columns), menu
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> Row:
        """Return the row of an index."""
        return self.rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns) + self.menu

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if role == ROW_ROLE:
            return row
        if index.column() == len(self.columns):
            return _of_menu(role)
        cell = row.cells[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{cell.text}, {cell.under}" if cell.under else cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or "\n".join(filter(None, (cell.text, cell.under)))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if section >= len(self.columns):
            return _of_menu(role) if role == Qt.ItemDataRole.AccessibleTextRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if column.end else Qt.AlignmentFlag.AlignLeading
            return side | Qt.AlignmentFlag.AlignVCenter
        return column.name() if role == Qt.ItemDataRole.DisplayRole else None


def _of_menu(role: int) -> object:
    """Return what there is of a row's menu: that it is one, and what it is called."""
    said = {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
    return True if role == MENU_ROLE else _("More") if role in said else None


def list_rows(table: QTableView) -> None:
    """Have a table list whole rows: nothing is edited in place, and Tab leads on past it."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionsClickable(False)


def _asks_for_menu(event: QKeyEvent) -> bool:
    """Say whether a key is the one for menus, or what stands for it on keyboards without it."""
    shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shifted)


class Table(Live, QTableView):
    """Shows a model of rows. `opened` gives the key of the row that was activated.

    Where `menu` is given, each row ends with three dots that open its lines.
    """

    opened = Signal(str)
    selection_changed = Signal()

    def __init__(self, rows: Rows, menu: Callable[[str], Sequence[Item]] | None = None) -> None:
        super().__init__()
        self._rows, self._menu = rows, menu
        rows.menu = menu is not None
        self.setModel(rows)
        self.setItemDelegate(CellDelegate(self))
        list_rows(self)
        self.clicked.connect(self._clicked)
        self.selectionModel().selectionChanged.connect(lambda *_both: self.selection_changed.emit())
        self.restyle()

    @property
    def selected(self) -> tuple[str, ...]:
        """The keys of the selected rows, in the order they stand."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._rows.rows[row].key for row in rows)

    def mark(self, key: str) -> None:
        """Select the row of a key, where it is there."""
        at = next((at for at, row in enumerate(self._rows.rows) if row.key == key), None)
        if at is None:
            self.clearSelection()
        else:
            self.selectRow(at)

    def selectRow(self, row: int) -> None:
        """Select a row, and have the keys go on from it; right to left, Qt leaves that out."""
        super().selectRow(row)
        index = self._rows.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def retranslate(self) -> None:
        self._rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._rows.columns))
        self._size_columns()

    def restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.current().px(ROW_HEIGHT))
        self._size_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self._rows.row_at(index).key)
        elif index.isValid() and _asks_for_menu(event):
            self._open_menu(index)
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == len(self._rows.columns):
            self._open_menu(index)
        elif not self._several():
            self.opened.emit(self._rows.row_at(index).key)

    def _several(self) -> bool:
        return self.selectionMode() is not QAbstractItemView.SelectionMode.SingleSelection

    def _open_menu(self, index: Index) -> None:
        if self._menu is not None:
            box = self.visualRect(self._rows.index(index.row(), len(self._rows.columns)))
            at = self.viewport().mapToGlobal(QPoint(box.left(), box.bottom()))
            open_menu(self, self._menu(self._rows.row_at(index).key), at)

    def _size_columns(self) -> None:
        now, header = theme.current(), self.horizontalHeader()
        header.setMinimumSectionSize(now.px(48))
        fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
        for number, column in enumerate(self._rows.columns):
            header.setSectionResizeMode(number, fixed if column.width else stretch)
            if column.width:
                self.setColumnWidth(number, now.px(column.width))
            self.setColumnHidden(number, self.width() < now.px(column.spare))
        if self._rows.menu:
            header.setSectionResizeMode(len(self._rows.columns), fixed)
            self.setColumnWidth(len(self._rows.columns), now.px(MENU_WIDTH))
