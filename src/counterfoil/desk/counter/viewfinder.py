"""The viewfinder: what the camera sees, the code it found outlined, or why there is no picture."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counterfoil.desk import icons, theme
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, describe, set_icon

RADIUS, LEAST = 14, 128
# A found code stays outlined this long after it left the picture, so that the eye catches it.
OUTLINE_MS = 900
PAUSE_KEY = "F9"

Corners = tuple[tuple[float, float], ...]


class CameraState(StrEnum):
    """What there is to see."""

    OFF = "off"
    LOOKING = "looking"
    NONE = "none"
    LIVE = "live"
    LOST = "lost"
    PAUSED = "paused"
    UNSUITABLE = "unsuitable"


# States in which there is or will be a picture; the others keep quiet.
DARK = frozenset({CameraState.LOOKING, CameraState.LIVE, CameraState.PAUSED})


@dataclass(frozen=True, slots=True)
class Picture:
    """One frame, and the corners in its pixels of each code that was found in it."""

    image: QImage
    outlines: tuple[Corners, ...] = ()


def words(state: CameraState) -> tuple[str, str]:
    """Return what the viewfinder says in a state: a short word, and what it means for staff."""
    return {
        CameraState.OFF: (_("Camera off"), _("Use a hand scanner, or type the code.")),
        CameraState.LOOKING: (_("Looking for the camera…"), ""),
        CameraState.NONE: (
            _("No camera"),
            _(
                "Use a hand scanner, or type the code."
                " A camera is used as soon as it is plugged in."
            ),
        ),
        CameraState.LIVE: (_("Camera on"), ""),
        CameraState.LOST: (
            _("The camera is gone"),
            _("Plug it in again; it comes back on its own."),
        ),
        CameraState.PAUSED: (_("Camera paused"), ""),
        CameraState.UNSUITABLE: (
            _("This camera cannot be used"),
            _("Choose another in the settings. A hand scanner and typing work."),
        ),
    }[state]


class Viewfinder(Live, QWidget):
    """Shows the camera's newest picture, mirrored by no one; `pause_wanted` is its only wish."""

    pause_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._state = CameraState.LOOKING
        self._picture: Picture | None = None
        self._outlines: tuple[Corners, ...] = ()
        self._fade = QTimer(self, singleShot=True, interval=OUTLINE_MS)
        self._fade.timeout.connect(self._forget_outlines)
        self._pause = button("icon", PAUSE_KEY)
        self._pause.setProperty("on", "picture")
        self._pause.clicked.connect(self._ask_pause)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._pause)
        column.addLayout(row)
        self.retranslate()
        self.restyle()

    @property
    def state(self) -> CameraState:
        """What is shown."""
        return self._state

    def show_state(self, state: CameraState) -> None:
        """Show whether there is a picture, and if not why."""
        self._state = state
        if state is not CameraState.LIVE:
            self._picture, self._outlines = None, ()
        self.retranslate()
        self.restyle()

    def show_picture(self, picture: Picture) -> None:
        """Show a frame; a code found in it is outlined a moment longer than it is seen."""
        self._picture = picture
        if picture.outlines:
            self._outlines = picture.outlines
            self._fade.start()
        self.update()

    def retranslate(self) -> None:
        paused = self._state is CameraState.PAUSED
        wish = _("Go on with the camera") if paused else _("Pause the camera")
        describe(self._pause, wish, PAUSE_KEY)
        self.setAccessibleName(" ".join(words(self._state)))
        self.update()

    def restyle(self) -> None:
        paused = self._state is CameraState.PAUSED
        set_icon(self._pause, "play" if paused else "pause", "on-viewfinder")
        self._pause.setVisible(self._state in {CameraState.LIVE, CameraState.PAUSED})
        self.update()

    def give_least(self, most: int) -> None:
        """Take `most` at least, where that is less than it would: there is little for the rest."""
        self.setMinimumHeight(max(1, min(theme.current().px(LEAST), most)))

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(400), theme.current().px(232))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        dark = self._state in DARK
        painter.fillPath(path, theme.current().colour("viewfinder" if dark else "sunken"))
        if self._picture is not None:
            painter.setClipPath(path)
            self._paint_picture(painter, self._picture)
        else:
            self._paint_words(painter, "on-viewfinder" if dark else "text")

    def _paint_picture(self, painter: QPainter, picture: Picture) -> None:
        """Fill the widget with the middle of the frame, and outline what was found."""
        size = picture.image.size()
        scale = max(self.width() / size.width(), self.height() / size.height())
        left = (self.width() - size.width() * scale) / 2
        top = (self.height() - size.height() * scale) / 2
        box = QRectF(left, top, size.width() * scale, size.height() * scale)
        painter.drawImage(box, picture.image)
        if not self._outlines:
            self._paint_brackets(painter)
        for corners in self._outlines:
            points = [QPointF(left + x * scale, top + y * scale) for x, y in corners]
            for role, width in (("viewfinder", 8), ("found", 4)):
                colour = theme.current().colour(role)
                painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.RoundJoin))
                painter.drawPolygon(QPolygonF(points))

    def _paint_brackets(self, painter: QPainter) -> None:
        """Mark where to hold a code."""
        side = min(self.width(), self.height()) * 0.66
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(theme.current().colour("on-viewfinder"), 3, c=Qt.PenCapStyle.RoundCap))
        arm = side * 0.16
        for x, dx in ((box.left(), arm), (box.right(), -arm)):
            for y, dy in ((box.top(), arm), (box.bottom(), -arm)):
                painter.drawLine(QPointF(x, y), QPointF(x + dx, y))
                painter.drawLine(QPointF(x, y), QPointF(x, y + dy))

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        now = theme.current()
        word, meaning = words(self._state)
        side = now.px(40)
        off = self._state not in DARK
        box = QRectF(self.rect()).adjusted(20, 12, -20, -12)
        font = self.font()
        font.setPixelSize(now.px(17))
        font.setWeight(font.Weight.DemiBold)
        small = self.font()
        small.setPixelSize(now.px(14))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.setFont(small)
        lines = painter.boundingRect(box, int(flags), meaning).height() if meaning else 0
        if side + 10 + now.px(24) + lines > box.height():
            side = 0
        if now.px(24) + lines > box.height():
            meaning, lines = "", 0
        height = side + 10 + now.px(24) + lines
        top = box.top() + max(0.0, (box.height() - height) / 2)
        icon = QRectF(box.center().x() - side / 2, top, side, side)
        if side:
            colour = now.colours["soft" if off else ink]
            icons.draw(painter, "camera-off" if off else "camera", icon, colour)
        painter.setPen(now.colour(ink))
        painter.setFont(font)
        top = icon.bottom() + 8
        painter.drawText(QRectF(box.left(), top, box.width(), now.px(26)), int(flags), word)
        painter.setFont(small)
        top += now.px(28)
        painter.drawText(QRectF(box.left(), top, box.width(), lines + 8), int(flags), meaning)

    def _ask_pause(self) -> None:
        self.pause_wanted.emit(self._state is not CameraState.PAUSED)

    def _forget_outlines(self) -> None:
        self._outlines = ()
        self.update()
