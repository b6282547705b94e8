"""The stocks that shops buy, found by maker, part number or size."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.table import ROW_HEIGHT, Column, Row, Rows, Table
from counterfoil.desk.printing import stock_words
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, describe, label
from counterfoil.sheets.stock import Stock

SHOWN = 4
COLUMNS = (Column(lambda: _("Stock")),)


class StockList(Live, QWidget):
    """A line to search in, and the list below; `chosen` gives the stock that is selected."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._stocks: dict[str, Stock] = {}
        # Put into words where they are offered: a hundred take a tenth of a second.
        self._lines: dict[str, tuple[str, Row]] = {}
        self._id = ""
        self.search = QLineEdit(maxLength=100, clearButtonEnabled=True)
        self.rows = Rows(COLUMNS)
        self.table = Table(self.rows)
        self.table.horizontalHeader().hide()
        self._none = label("soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.search, self.table, self._none):
            column.addWidget(part)
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.returnPressed.connect(self._take_first)
        self.table.selection_changed.connect(self._selected)
        self.setFocusProxy(self.search)
        self.retranslate()
        self.restyle()

    def offer(self, stocks: Sequence[Stock]) -> None:
        """Offer stocks; the first is chosen where none is yet."""
        if tuple(self._stocks.values()) != tuple(stocks):
            self._stocks = {each.id: each for each in stocks}
            self._id = self._id or next(iter(self._stocks), "")
            self._word()

    @property
    def stock(self) -> Stock | None:
        """The stock that is chosen."""
        return self._stocks.get(self._id)

    def choose(self, stock_id: str) -> bool:
        """Choose a stock; False where it is not offered."""
        if stock_id not in self._stocks:
            return False
        if stock_id != self._id:
            self._id = stock_id
            self._show()
        return True

    def retranslate(self) -> None:
        self.search.setPlaceholderText(_("Maker, part number or size"))
        describe(self.search, _("Search label stock"))
        self.table.setAccessibleName(_("Label stock"))
        self._none.setText(_("No stock is like that. Give its measures, if it is none of these."))
        self._word()

    def restyle(self) -> None:
        self.table.setFixedHeight(theme.current().px(ROW_HEIGHT) * SHOWN + 4)

    def _word(self) -> None:
        self._lines = {
            each.id: (stock_words.sought(each), Row(each.id, (_cell(each),)))
            for each in self._stocks.values()
        }
        self._show()

    def _show(self) -> None:
        typed = self.search.text()
        found = [row for hay, row in self._lines.values() if stock_words.matches(hay, typed)]
        self.table.blockSignals(True)
        self.rows.show_rows(found)
        at = next((row for row, each in enumerate(found) if each.key == self._id), None)
        if at is not None:
            self.table.selectRow(at)
            self.table.scrollTo(self.rows.index(at, 0))
        self.table.blockSignals(False)
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)

    def _take_first(self) -> None:
        if self.rows.rows:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.selectRow(0)

    def _selected(self) -> None:
        chosen = self.table.selected
        if chosen and chosen[0] != self._id:
            self._id = chosen[0]
            self.chosen.emit(self._stocks[self._id])


def _cell(stock: Stock) -> Cell:
    return Cell(
        stock_words.name(stock), stock_words.size(stock), tip=", ".join((stock.maker, *stock.parts))
    )
