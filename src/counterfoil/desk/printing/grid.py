"""A small picture of the sheet in the printer, on which the first label is chosen."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counterfoil.desk import formats, theme
from counterfoil.desk.parts.cells import small_font
from counterfoil.desk.roles import Told, tell_as
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live
from counterfoil.sheets.stock import Shape, Stock, place_box

HEIGHT = 210
WIDEST = 300
MARGIN = 4


class SheetGrid(Live, QWidget):
    """The labels of a page, those before the first one struck out; `chosen` gives its place.

    A sheet lies as it is fed, whichever way the language runs.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._stock: Stock | None = None
        self.start = 1
        tell_as(self, Told.PICTURE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_stock(self, stock: Stock, start: int) -> None:
        """Show a page of a stock, and which label is printed first."""
        self._stock, self.start = stock, max(1, min(start, stock.per_page))
        self.updateGeometry()
        self.update()
        self.retranslate()

    def retranslate(self) -> None:
        count = self._stock.per_page if self._stock else 1
        text = _("The first label to print: {place} of {count}").format(
            place=formats.number(self.start), count=formats.number(count)
        )
        self.setAccessibleName(text)
        self.setToolTip(_("Press the first label that is still on the sheet."))

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        page = self._page()
        return QSize(round(page.width()) + 2 * MARGIN, round(page.height()) + 2 * MARGIN)

    def place_at(self, point: QPointF) -> int | None:
        """Return the label under a point."""
        if self._stock is None:
            return None
        places = range(1, self._stock.per_page + 1)
        return next((each for each in places if self.label_box(each).contains(point)), None)

    def label_box(self, place: int) -> QRectF:
        """Return where a label is drawn."""
        assert self._stock is not None  # noqa: S101 - asked once a stock is shown
        page, box = self._page(), place_box(self._stock, place)
        scale = page.width() / self._stock.page_width
        corner = page.topLeft() + QPointF(box.x, box.y) * scale
        return QRectF(corner.x(), corner.y(), box.width * scale, box.height * scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if place is not None:
            self._choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps, last = self._steps(), self._stock.per_page if self._stock else 1
        if event.key() in steps:
            self._choose(max(1, min(self.start + steps[event.key()], last)))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._stock is None:
            return
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.colour("focus" if self.hasFocus() else "edge"), self._edge()))
        painter.setBrush(now.colour("sunken"))
        painter.drawRoundedRect(self._page(), 3, 3)
        for place in range(1, self._stock.per_page + 1):
            self._paint_label(painter, place)

    def _paint_label(self, painter: QPainter, place: int) -> None:
        assert self._stock is not None  # noqa: S101 - looked at by the caller
        now, box = theme.current(), self.label_box(place)
        first, gone = place == self.start, place < self.start
        painter.setPen(QPen(now.colour("accent" if first else "edge"), 1))
        painter.setBrush(now.colour("accent" if first else "sunken" if gone else "surface"))
        radius = self._stock.corner * box.width() / self._stock.label_width
        if self._stock.shape is Shape.ELLIPSE:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, radius, radius)
        if gone:
            painter.drawLine(box.bottomLeft(), box.topRight())
        font = small_font(12)
        if box.height() >= painter.fontMetrics().height() * 0.7 and not gone:
            painter.setFont(font)
            painter.setPen(QColor(now.colours["on-accent" if first else "soft"]))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place))

    def _page(self) -> QRectF:
        if self._stock is None:
            return QRectF()
        now = theme.current()
        tall, wide = self._stock.page_height, self._stock.page_width
        scale = min(now.px(HEIGHT) / tall, now.px(WIDEST) / wide)
        return QRectF(MARGIN, MARGIN, wide * scale, tall * scale)

    def _edge(self) -> int:
        return 3 if self.hasFocus() else 1

    def _steps(self) -> Mapping[int, int]:
        keys, across = Qt.Key, self._stock.columns if self._stock else 1
        most = self._stock.per_page if self._stock else 1
        return {
            keys.Key_Left: -1,
            keys.Key_Right: 1,
            keys.Key_Up: -across,
            keys.Key_Down: across,
            keys.Key_Home: -most,
            keys.Key_End: most,
        }

    def _choose(self, place: int) -> None:
        self.start = place
        self.update()
        self.retranslate()
        self.chosen.emit(place)
