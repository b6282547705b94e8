"""Columns over time, drawn by pyqtgraph; read by pointing or by the arrow keys, opened by Enter.

One colour is enough: the chosen column is marked by a hatch and an outline, its figure stands above
it, and all of it in words in the line over the chart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent, QMouseEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from counterfoil.desk import theme
from counterfoil.desk.formats import number
from counterfoil.desk.roles import Told, tell_as
from counterfoil.desk.widgets import Live

HEIGHT = 240
TICK_ROOM = 72
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it counts, the figure in words, its mark on the axis, all of it in words."""

    value: float
    figure: str
    tick: str
    caption: str


class Whole(pg.AxisItem):  # type: ignore[misc]
    """An axis of counts: no half redemptions."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        spacing: list[tuple[float, float]] = super().tickSpacing(low, high, size)
        return [(step, start) for step, start in spacing if step >= 1] or [(1.0, 0.0)]

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        return [number(round(value)) if value >= 0 else "" for value in values]


class ColumnChart(Live, pg.PlotWidget):  # type: ignore[misc]
    """Shows columns. `pointed` gives the number of the chosen one, -1 for none; so `opened`."""

    pointed = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__(axisItems={"left": Whole("left")})
        self._columns: tuple[Column, ...] = ()
        self._chosen = -1
        tell_as(self, Told.CHART)
        self.setAntialiasing(True)
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setFrameShape(self.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.7)
        self._marked = pg.BarGraphItem(x=[], height=[], width=0.7)
        self._figure = pg.TextItem(anchor=(0.5, 1.0))
        self._figure.hide()
        for item in (self._bars, self._marked, self._figure):
            self.addItem(item, ignoreBounds=True)
        self.restyle()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are shown."""
        return self._columns

    @property
    def chosen(self) -> int:
        """The number of the column that is chosen, -1 for none."""
        return self._chosen

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns; none is chosen, unless there are as many as before."""
        kept = self._chosen if len(columns) == len(self._columns) else -1
        self._columns = tuple(columns)
        heights = [each.value for each in columns]
        self._bars.setOpts(x=list(range(len(columns))), height=heights)
        self.setXRange(-0.6, max(len(columns), 1) - 0.4, padding=0)
        # Room above the highest for its figure.
        self.setYRange(0, max([*heights, 4]) * 1.18, padding=0)
        self._set_ticks()
        self.choose(kept)

    def choose(self, number: int) -> None:
        """Mark a column, or none."""
        self._chosen = number if 0 <= number < len(self._columns) else -1
        one = self._columns[self._chosen] if self._chosen >= 0 else None
        self._marked.setOpts(x=[self._chosen] if one else [], height=[one.value] if one else [])
        self._figure.setVisible(one is not None)
        if one is not None:
            self._figure.setText(one.figure, color=theme.current().colour("text"))
            # At the edges the figure stays within the chart.
            last = len(self._columns) - 1
            side = 0.5 if 0 < self._chosen < last or last < 1 else 0.1 if not self._chosen else 0.9
            self._figure.setAnchor((side, 1.0))
            self._figure.setPos(self._chosen, one.value)
        self.setAccessibleDescription(one.caption if one else "")
        self.pointed.emit(self._chosen)

    def restyle(self) -> None:
        now = theme.current()
        self.setBackground(now.colour("surface"))
        self.setFixedHeight(now.px(HEIGHT))
        accent, text = now.colour("accent"), now.colour("text")
        self._bars.setOpts(brush=QBrush(accent), pen=QPen(Qt.PenStyle.NoPen))
        hatch = QBrush(now.colour("surface"), Qt.BrushStyle.BDiagPattern)
        outline = QPen(text, 2)
        outline.setCosmetic(True)
        self._marked.setOpts(brush=hatch, pen=outline)
        font = theme.body_font(now)
        font.setPixelSize(now.px(13))
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setPen(QPen(now.colour("line"), 1))
            axis.setTextPen(now.colour("soft"))
            axis.setStyle(tickFont=font, tickLength=0, tickTextOffset=now.px(6))
        # The first and the last mark may reach over the edge.
        self.getAxis("bottom").setStyle(hideOverlappingLabels=False)
        self.getAxis("bottom").setHeight(now.px(28))
        self.getAxis("left").setWidth(now.px(52))
        self.getAxis("left").setGrid(60)
        # The lines lie behind the columns.
        self.getAxis("left").setZValue(-1000)
        bold = theme.body_font(now)
        bold.setPixelSize(now.px(15))
        bold.setWeight(bold.Weight.Bold)
        self._figure.setFont(bold)
        self.choose(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._columns) - 1
        if key in _STEPS:
            start = self._chosen if self._chosen >= 0 else last + 1 if _STEPS[key] < 0 else -1
            self.choose(max(0, min(last, start + _STEPS[key])))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.choose(0 if key is Qt.Key.Key_Home else last)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._chosen >= 0:
            self.opened.emit(self._chosen)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.choose(self._at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        self.choose(number)
        if number >= 0:
            self.opened.emit(number)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.choose(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._chosen < 0 and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.choose(len(self._columns) - 1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.choose(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns_known():
            self._set_ticks()

    def _columns_known(self) -> bool:
        # The base class resizes itself while it is being made.
        return bool(getattr(self, "_columns", ()))

    def _set_ticks(self) -> None:
        """Mark as many columns as there is room for."""
        room = max(1, int(self.width() / theme.current().px(TICK_ROOM)))
        step = max(1, -(-len(self._columns) // room))
        shown = [(n, each.tick) for n, each in enumerate(self._columns) if n % step == 0]
        self.getAxis("bottom").setTicks([shown])

    def _at(self, position: QPointF) -> int:
        x = self.getViewBox().mapSceneToView(self.mapToScene(position.toPoint())).x()
        number = round(x)
        return number if 0 <= number < len(self._columns) else -1
