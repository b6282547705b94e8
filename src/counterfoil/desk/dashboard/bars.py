"""Bars with their names and figures, one below the other; each opens the rows behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.widgets import Live, describe

HEIGHT = 56
BAR = 8
PAD = 8
MOST = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A line: its name, the figure in words, its share of the longest bar, and what it opens."""

    name: str
    figure: str
    share: float
    open: Callable[[], object]
    cells: tuple[object, ...] = ()
    role: str = "accent"


class BarButton(Live, QAbstractButton):
    """One line; the figure stands in words, so the length and colour only repeat it."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = Bar("", "", 0, str)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def show_bar(self, bar: Bar) -> None:
        """Show a line."""
        self._bar = bar
        describe(self, f"{bar.name}: {bar.figure}")
        self.update()

    @property
    def bar(self) -> Bar:
        """The line that is shown."""
        return self._bar

    def restyle(self) -> None:
        self.updateGeometry()

    def _open(self) -> None:
        self._bar.open()

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(160), now.px(HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        pad = now.px(PAD)
        box = QRectF(self.rect()).adjusted(pad, now.px(6), -pad, -now.px(8))
        font = theme.body_font(now)
        font.setPixelSize(now.px(15))
        font.setFeature(QFont.Tag("tnum"), 1)
        texts = QRectF(box.left(), box.top(), box.width(), box.height() - now.px(BAR + 4))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        taken = min(painter.fontMetrics().horizontalAdvance(self._bar.figure) + 2, texts.width())
        self._text(painter, texts, self._bar.figure, Qt.AlignmentFlag.AlignTrailing)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        gap = taken + now.px(12)
        room = texts.adjusted(gap if rtl else 0, 0, 0 if rtl else -gap, 0)
        self._text(painter, room, self._bar.name, Qt.AlignmentFlag.AlignLeading)
        track = QRectF(box.left(), box.bottom() - now.px(BAR), box.width(), now.px(BAR))
        self._paint_bar(painter, track, rtl=rtl)

    def _paint_ground(self, painter: QPainter) -> None:
        now = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse():
            painter.setBrush(now.colour("sunken"))
            painter.drawRoundedRect(self.rect(), 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
            painter.setPen(Qt.PenStyle.NoPen)

    def _paint_bar(self, painter: QPainter, track: QRectF, *, rtl: bool) -> None:
        now = theme.current()
        filled = QRectF(track)
        share = max(0.0, min(1.0, self._bar.share))
        filled.setWidth(max(track.width() * share, now.px(3) if share else 0))
        if rtl:
            filled.moveRight(track.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("line"))
        painter.drawRoundedRect(track, now.px(4), now.px(4))
        painter.setBrush(now.colour(self._bar.role))
        painter.drawRoundedRect(filled, now.px(4), now.px(4))

    def _text(self, painter: QPainter, box: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
        painter.setPen(theme.current().colour("text"))
        elide = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, elide, int(box.width()))
        way = side | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, QStyle.visualAlignment(self.layoutDirection(), way), shown)


class Bars(QWidget):
    """As many lines as there are, the first dozen."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.buttons: list[BarButton] = []

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these lines; a button keeps the focus while there is a line for it."""
        shown = bars[:MOST]
        while len(self.buttons) < len(shown):
            button = BarButton()
            self._column.addWidget(button)
            self.buttons.append(button)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(shown))
            if number < len(shown):
                button.show_bar(shown[number])

    @property
    def shown(self) -> tuple[Bar, ...]:
        """The lines that are shown."""
        return tuple(each.bar for each in self.buttons if not each.isHidden())
