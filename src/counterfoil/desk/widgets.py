"""Small parts that every screen is made of; the style sheet dresses them by `role` and `kind`."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QWidget,
)

from counterfoil.desk import icons, theme

RING = 3
"""How far around a switch the ring lies that shows the focus."""

LEAST_SWITCH = 160


class Live:
    """Stands before a widget class: `retranslate` follows the language, `restyle` the theme."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language or theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self.restyle()
        super().changeEvent(event)  # type: ignore[misc]

    def retranslate(self) -> None:
        """Set every text anew."""

    def restyle(self) -> None:
        """Set anew what the style sheet cannot: icons, fixed lengths."""


def polish(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and restyle the widget where one changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def label(role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label in the style of `role`; its text is plain, whatever it holds."""
    made = QLabel()
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


def button(kind: str = "plain", shortcut: str = "") -> QPushButton:
    """Return a button in the style of `kind`."""
    made = QPushButton()
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    return made


def set_icon(pressed: QAbstractButton, name: str, role: str = "text", size: int = 22) -> None:
    """Put an icon on a button, as large as the text size asks for."""
    pressed.setIcon(icons.icon(name, role))
    side = theme.current().px(size)
    pressed.setIconSize(QSize(side, side))


def describe(widget: QWidget, text: str, shortcut: str = "") -> None:
    """Name a widget for screen readers, and in its tooltip together with its shortcut."""
    widget.setAccessibleName(text)
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    widget.setToolTip(f"{text} ({keys})" if keys else text)


def frame(kind: str) -> QFrame:
    """Return a frame in the style of `kind`."""
    made = QFrame()
    made.setProperty("kind", kind)
    return made


class Icon(Live, QWidget):
    """An icon of one theme colour."""

    def __init__(self, name: str, role: str = "text", size: int = 24) -> None:
        super().__init__()
        self._name, self._role, self._size = name, role, size
        self.restyle()

    def show_as(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self.update()

    def restyle(self) -> None:
        side = theme.current().px(self._size)
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme.current().colours[self._role]
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        icons.draw(painter, self._name, QRectF(self.rect()), colour, mirrored=mirrored)


class Elided(QLabel):
    """A label of one line, cut with an ellipsis where it is too long, whole in its tooltip."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def set_text(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self._elide()
        self.setAccessibleName(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def natural_width(self) -> int:
        """Return the width at which nothing is cut."""
        return QFontMetrics(self.font()).horizontalAdvance(self._whole) + 2

    def _elide(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 0))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class Switch(Live, QAbstractButton):
    """An on/off switch with its text beside it; a tick says on besides the colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        now = theme.current()
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(now.px(64) + text, now.px(theme.TARGET))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.current().px(LEAST_SWITCH)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.width() < self.sizeHint().width()
        if cut or self.toolTip() == self.text():
            self.setToolTip(self.text() if cut else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = now.px(46), now.px(28)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - width - RING - 1 if rtl else RING + 1
        track = QRectF(left, (self.height() - height) / 2, width, height)
        self._paint_track(painter, track, rtl=rtl)
        text = self.rect().adjusted(0 if rtl else width + now.px(14), 0, 0, 0)
        if rtl:
            text.setRight(self.width() - width - now.px(14))
        painter.setPen(now.colour("text"))
        painter.setFont(self.font())
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), elide, text.width())
        painter.drawText(text, QStyle.visualAlignment(self.layoutDirection(), leading), shown)

    def _paint_track(self, painter: QPainter, track: QRectF, *, rtl: bool) -> None:
        now = theme.current()
        on = self.isChecked()
        if self.hasFocus():
            painter.setPen(QPen(now.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = track.adjusted(-RING, -RING, RING, RING)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent" if on else "edge"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        side = track.height() - 6
        knob_left = track.right() - side - 3 if on != rtl else track.left() + 3
        knob = QRectF(knob_left, track.top() + 3, side, side)
        painter.setBrush(QColor(now.colours["surface"]))
        painter.drawEllipse(knob)
        if on:
            inner = knob.adjusted(4, 4, -4, -4)
            icons.draw(painter, "tick", inner, now.colours["accent"])


class Pages(QStackedWidget):
    """Pages of which one is shown; only that one asks for room."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.currentChanged.connect(self.updateGeometry)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page else super().minimumSizeHint()


class Scroll(QScrollArea):
    """A part that scrolls downwards only, and only where it must."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._inner = inner
        self.setWidget(inner)

    def sizeHint(self) -> QSize:
        """Ask for the height that the part has at the width there is."""
        hint = self._inner.sizeHint()
        if self._inner.hasHeightForWidth():
            hint.setHeight(self._inner.heightForWidth(max(1, self.width())))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Qt would scroll on to the current row of a list, where nothing may be seen of the list.
        return self.window().focusNextPrevChild(forward)
