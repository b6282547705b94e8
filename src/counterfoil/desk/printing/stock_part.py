"""The stock in the printer: chosen from those that shops buy, or by its measures."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.inputs import NumberInput, SegmentInput
from counterfoil.desk.printing import stock_words
from counterfoil.desk.printing.grid import SheetGrid
from counterfoil.desk.printing.measures import Measures
from counterfoil.desk.printing.stock_list import StockList
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, label
from counterfoil.domain.errors import UserError
from counterfoil.sheets.stock import Stock

LISTED, MEASURED = "listed", "measured"


class StockPart(Live, QFrame):
    """`changed` follows each change of the stock or of the first label, `chosen` gives a stock."""

    changed = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._source = LISTED
        self._custom: Stock | None = None
        self._title = label("heading")
        self.source = SegmentInput((LISTED, MEASURED))
        self.listed, self.measures = StockList(), Measures()
        self.listed_field = Field(self.listed)
        self._size = label("soft", wrap=True)
        self._wrong = label("trouble", wrap=True)
        self.start, self.grid = NumberInput(), SheetGrid()
        self.start_field = Field(self.start)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_source()

    def offer(self, stocks: Sequence[Stock]) -> None:
        """Offer the stocks that shops buy."""
        self.listed.offer(stocks)
        self._show_stock()

    def show_stock(self, stock: Stock, start: int) -> None:
        """Show what was printed on last, and where its last sheet goes on."""
        if not self.listed.choose(stock.id):
            self.measures.show_stock(stock)
            self._source = MEASURED
        else:
            self._source = LISTED
        self._show_source()
        self._set_start(start)

    @property
    def stock(self) -> Stock | None:
        """The stock, None where its measures are wrong, which is said beside them."""
        return self.listed.stock if self._source == LISTED else self._custom

    @property
    def first(self) -> int | None:
        """The label to start at, None where it is none of the sheet's, which is said beside it."""
        return self._read_start()

    @property
    def said(self) -> str:
        """What is said to be wrong with the stock."""
        return self._wrong.text()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the stock; "" for nothing."""
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))

    def retranslate(self) -> None:
        self._title.setText(_("Stock"))
        self.source.name((_("From the list"), _("By measures")), _("Stock"))
        self.start_field.name(
            _("Start at label"), _("The first that is still on the sheet; press it in the picture.")
        )
        self._show_stock()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(12)
        for part in (
            self._title,
            self.source,
            self.listed,
            self.measures,
            self._size,
            self._wrong,
            self.start_field,
        ):
            column.addWidget(part)
        column.addWidget(self.grid, 0, Qt.AlignmentFlag.AlignLeading)
        self._wrong.hide()

    def _connect(self) -> None:
        self.source.edited.connect(self._choose_source)
        self.listed.chosen.connect(lambda _stock: self._stock_changed())
        self.measures.changed.connect(self._stock_changed)
        self.start.edited.connect(lambda _value: self._start_typed())
        self.grid.chosen.connect(self._start_pressed)

    def _choose_source(self, value: object) -> None:
        self._source = str(value)
        self._show_source()
        self.changed.emit()

    def _show_source(self) -> None:
        self.source.show_value(self._source)
        self.listed.setVisible(self._source == LISTED)
        self.measures.setVisible(self._source == MEASURED)
        self._measure()
        self._show_stock()

    def _stock_changed(self) -> None:
        self._measure()
        self._set_start(1)
        self._show_stock()
        self.changed.emit()
        self.chosen.emit(self.stock)

    def _measure(self) -> None:
        """Read the measures, and say what is wrong with them."""
        self._custom = None
        self.show_error("")
        if self._source != MEASURED:
            return
        try:
            self._custom = self.measures.read()
        except UserError as error:
            self.show_error(formats.error(error))

    def _show_stock(self) -> None:
        stock = self.stock
        self._size.setText("")
        for part in (self._size, self.start_field, self.grid):
            part.setVisible(stock is not None and (part is self._size or stock.per_page > 1))
        if stock is not None:
            name = stock_words.name(stock) if self._source == LISTED else _("Own measures")
            self._size.setText(f"{name} · {stock_words.size(stock)}")
            self.grid.show_stock(stock, self._read_start() or 1)

    def begin_at(self, place: int) -> None:
        """Begin at a label, as the last sheet ended before it."""
        if place != self._read_start():
            self._set_start(place)
            self.changed.emit()

    def _set_start(self, place: int) -> None:
        self.start.show_value(str(place))
        if self.stock is not None:
            self.grid.show_stock(self.stock, place)

    def _start_typed(self) -> None:
        place = self._read_start()
        if place is not None and self.stock is not None:
            self.grid.show_stock(self.stock, place)
        self.changed.emit()

    def _start_pressed(self, place: int) -> None:
        self.start.show_value(str(place))
        self._read_start()
        self.changed.emit()

    def _read_start(self) -> int | None:
        """Return the label to start at, saying what is wrong where it is none."""
        stock = self.stock
        most = stock.per_page if stock else 1
        place = numbers.whole(numbers.canonical(self.start.text())) if most > 1 else 1
        good = place is not None and 1 <= place <= most
        wrong = _("This sheet has labels 1 to {count}.").format(count=formats.number(most))
        self.start_field.show_error("" if good else wrong)
        return place if good else None
