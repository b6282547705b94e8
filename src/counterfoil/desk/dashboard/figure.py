"""A big figure with its name: a button that opens the rows behind it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle

from counterfoil.desk import icons, theme
from counterfoil.desk.widgets import Live, describe

FIGURE_SIZE, NAME_SIZE, NOTE_SIZE = 30, 15, 14
PAD = 18
HEIGHT = 118


class Figure(Live, QAbstractButton):
    """Shows a name, a figure and a quiet line below it; without `opens` it is no button."""

    def __init__(self, *, opens: bool = True) -> None:
        super().__init__()
        self._name = self._figure = self._note = ""
        self._opens = opens
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_figure(self, name: str, figure: str, note: str = "") -> None:
        """Set the texts."""
        self._name, self._figure, self._note = name, figure, note
        describe(self, f"{name}: {figure}" + (f", {note}" if note else ""))
        self.update()

    @property
    def figure(self) -> str:
        """The figure that is shown."""
        return self._figure

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(200), now.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(130), self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self._opens and (self.hasFocus() or self.underMouse())
        edge = "focus" if self._opens and self.hasFocus() else "edge" if lit else "line"
        width = 2 if edge == "focus" else 1
        painter.setPen(QPen(now.colour(edge), width))
        painter.setBrush(now.colour("surface"))
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, now.px(14), now.px(14))
        pad = now.px(PAD)
        inner = QRectF(self.rect()).adjusted(pad, now.px(14), -pad, -now.px(14))
        top = QRectF(inner.left(), inner.top(), inner.width(), now.px(20))
        middle = QRectF(inner.left(), top.bottom() + now.px(4), inner.width(), now.px(38))
        below = QRectF(inner.left(), middle.bottom() + now.px(2), inner.width(), now.px(22))
        room = top.adjusted(0, 0, 0, 0)
        if self._opens:
            self._paint_arrow(painter, top)
            room = self._without_arrow(top)
        self._text(painter, room, self._name, NAME_SIZE, QFont.Weight.DemiBold, "soft")
        self._text(painter, middle, self._figure, FIGURE_SIZE, QFont.Weight.Bold, "text")
        self._text(painter, below, self._note, NOTE_SIZE, QFont.Weight.Normal, "soft")

    def _paint_arrow(self, painter: QPainter, top: QRectF) -> None:
        side = theme.current().px(18)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = top.left() if rtl else top.right() - side
        place = QRectF(left, top.top() + 1, side, side)
        icons.draw(painter, "next", place, theme.current().colours["soft"], mirrored=rtl)

    def _without_arrow(self, top: QRectF) -> QRectF:
        side = theme.current().px(24)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return top.adjusted(side if rtl else 0, 0, 0 if rtl else -side, 0)

    def _text(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        size: int,
        weight: QFont.Weight,
        role: str,
    ) -> None:
        now = theme.current()
        font = theme.body_font(now)
        font.setPixelSize(now.px(size))
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(font)
        # A figure is never cut: it is set smaller until it is whole.
        while size == FIGURE_SIZE and font.pixelSize() > now.px(16):
            if painter.fontMetrics().horizontalAdvance(text) <= box.width():
                break
            font.setPixelSize(font.pixelSize() - 2)
            painter.setFont(font)
        painter.setPen(now.colour(role))
        elide = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, elide, int(box.width()))
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, QStyle.visualAlignment(self.layoutDirection(), leading), shown)
