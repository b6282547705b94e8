"""Icons: our own line drawings, tinted and drawn at the size and pixel ratio they are shown in."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from counterfoil.desk import theme
from counterfoil.resources import resource

MIRRORED = ("next", "back", "undo")


@lru_cache(maxsize=256)
def renderer(name: str, colour: str) -> QSvgRenderer:
    """Return the drawing `name` in `colour`."""
    drawing = resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


def draw(painter: QPainter, name: str, box: QRectF, colour: str, *, mirrored: bool = False) -> None:
    """Draw an icon into `box`; arrows are mirrored where the language runs from right to left."""
    painter.save()
    if mirrored and name in MIRRORED:
        painter.translate(box.left() + box.right(), 0)
        painter.scale(-1, 1)
    renderer(name, colour).render(painter, box)
    painter.restore()


def pixmap(name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon in a theme colour, `size` logical pixels square."""
    return _drawn(name, theme.current().colours[role], size, ratio)


def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


def icon(name: str, role: str = "text", disabled: str = "edge") -> QIcon:
    """Return the icon for a button, in a theme colour."""
    colours = theme.current().colours
    return _icon(name, colours[role], colours[disabled])


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    """Many buttons bear the same icon, and each is told it anew with every change of the looks."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(_drawn(name, colour, 48, ratio), QIcon.Mode.Normal)
        made.addPixmap(_drawn(name, disabled, 48, ratio), QIcon.Mode.Disabled)
    return made


def application_icon() -> QIcon:
    """Return the application's own mark."""
    return QIcon(str(resource("icons/counterfoil.svg")))
