"""What a screen reader is told that a part drawn by hand is: a picture, a chart, a page."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_PROPERTY: Final = "told-as"


class Told(StrEnum):
    """What a part is."""

    PICTURE = "picture"
    CHART = "chart"
    PAGE = "page"


_ROLES: Final = {
    Told.PICTURE: QAccessible.Role.Graphic,
    Told.CHART: QAccessible.Role.Chart,
    Told.PAGE: QAccessible.Role.Document,
}


def tell_as(widget: QWidget, told: Told) -> None:
    """Say what a part is; its name and what is said of it are its accessible ones."""
    widget.setProperty(_PROPERTY, told.value)


def install() -> None:
    """Have Qt ask here first, once for each application."""
    QAccessible.installFactory(_made)


def _made(_class: str, thing: QObject) -> QAccessibleWidget | None:
    told = thing.property(_PROPERTY) if isinstance(thing, QWidget) else None
    if not isinstance(thing, QWidget) or told is None:
        return None
    return QAccessibleWidget(thing, _ROLES[Told(told)])
