"""A small picture of a sheet: its places as they lie on the paper, each with its code's status."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from counterfoil.desk import icons, theme
from counterfoil.desk.roles import Told, tell_as
from counterfoil.desk.sheets import words
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.sheets.model import SheetCode
from counterfoil.sheets.stock import Shape, Stock, place_box

# A page is drawn no higher than this share of its width; a long one is squeezed.
TALLEST = 1.5
WIDTH = 300
SIGN, LEAST_SIGN = 18, 7
GROUNDS = {
    CodeStatus.UNUSED: "surface",
    CodeStatus.USED: "accepted-ground",
    CodeStatus.VOID: "refused-ground",
}


class SheetPicture(Live, QWidget):
    """`wanted` gives the code that was pressed, `pointed` the one under the mouse or None.

    Arrow keys lead from code to code, Enter presses.
    """

    wanted = Signal(object)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._stock: Stock | None = None
        self._codes: Mapping[int, SheetCode] = {}
        self._at = 0
        tell_as(self, Told.PICTURE)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_sheet(self, stock: Stock, codes: tuple[SheetCode, ...]) -> None:
        """Show the codes of a sheet on its stock."""
        self._stock, self._codes = stock, {code.place: code for code in codes}
        self._at = 0
        self.updateGeometry()
        self._describe()
        self.update()

    def box(self, place: int) -> QRectF:
        """Return where a place is drawn."""
        assert self._stock is not None  # noqa: S101 - asked for what is shown
        page, on_paper = self._page(), place_box(self._stock, place)
        scale = page.width() / self._stock.page_width
        stretch = page.height() / self._stock.page_height
        return QRectF(
            page.left() + on_paper.x * scale,
            page.top() + on_paper.y * stretch,
            on_paper.width * scale,
            on_paper.height * stretch,
        )

    def code_at(self, point: QPointF) -> SheetCode | None:
        """Return the code at a point, where there is one."""
        found = (code for place, code in self._codes.items() if self.box(place).contains(point))
        return next(found, None)

    @property
    def places(self) -> tuple[int, ...]:
        """The places that hold a code."""
        return tuple(self._codes)

    @property
    def current(self) -> SheetCode | None:
        """The code that the keys have come to, or that the mouse is over."""
        return self._codes.get(self._at)

    def sizeHint(self) -> QSize:
        width = theme.current().px(WIDTH)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._stock is None:
            return 0
        shape = self._stock.page_height / self._stock.page_width
        return round(min(width, theme.current().px(WIDTH)) * min(shape, TALLEST)) + 2

    def retranslate(self) -> None:
        self._describe()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._stock is None:
            return
        painter, now = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(now.colour("focus" if focused else "edge"), 3 if focused else 1))
        painter.setBrush(now.colour("window"))
        painter.drawRoundedRect(self._page(), 4, 4)
        for place in range(1, self._stock.per_page + 1):
            self._paint_place(painter, place)

    def _paint_place(self, painter: QPainter, place: int) -> None:
        now, code = theme.current(), self._codes.get(place)
        box = self.box(place).adjusted(1, 1, -1, -1)
        if code is None:
            painter.setPen(QPen(now.colour("line"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            self._outline(painter, box)
            return
        look = words.look(code.status)
        held = place == self._at
        painter.setPen(QPen(now.colour("focus" if held else look.tone), 3 if held else 1))
        painter.setBrush(now.colour(GROUNDS[code.status]))
        self._outline(painter, box)
        side = min(now.px(SIGN), box.height() - 4, box.width() - 4)
        if side >= LEAST_SIGN:
            sign = QRectF(0, 0, side, side)
            sign.moveCenter(box.center())
            icons.draw(painter, look.icon, sign, now.colours[look.tone])

    def _outline(self, painter: QPainter, box: QRectF) -> None:
        if self._stock is not None and self._stock.shape is Shape.ELLIPSE:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, 3, 3)

    def _page(self) -> QRectF:
        """Return where the paper is drawn: in the middle, as wide as there is room."""
        width = min(self.width(), theme.current().px(WIDTH)) - 2
        page = QRectF(0, 1, width, self.heightForWidth(width + 2) - 2)
        page.moveLeft((self.width() - width) / 2)
        return page

    def _point(self, place: int) -> None:
        if place == self._at:
            return
        self._at = place
        self._describe()
        self.pointed.emit(self.current)
        self.update()

    def _describe(self) -> None:
        """Tell a screen reader where the keys have come to."""
        code = self.current
        said = _("Picture of the sheet; arrow keys lead from code to code")
        self.setAccessibleName(words.place(code) if code else said)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        code = self.code_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if code else Qt.CursorShape.ArrowCursor)
        self._point(code.place if code else 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        code = self.code_at(event.position())
        if code is not None and event.button() is Qt.MouseButton.LeftButton:
            self.wanted.emit(code)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._point(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._point(self._at or min(self._codes, default=0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step(Qt.Key(event.key()))
        if step:
            self._go(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current is not None:
            self.wanted.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key) -> int:
        columns = self._stock.columns if self._stock else 1
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        return steps.get(key, 0)

    def _go(self, step: int) -> None:
        """Go to the next place that way which holds a code."""
        place = self._at + step if self._at else min(self._codes, default=0)
        if place in self._codes:
            self._point(place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            code = self.code_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words.place(code) if code else "", self)
            return True
        return super().event(event)
