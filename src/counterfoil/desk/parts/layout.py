"""Parts laid out: in a card, beside one another, level with fields."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.parts.field import Field
from counterfoil.desk.widgets import frame

UNBOUNDED: Final = 16_777_215
"""The most that Qt has a widget measure (QWIDGETSIZE_MAX)."""


def card(*parts: QWidget | QLayout, kind: str = "card", spacing: int = 16) -> QWidget:
    """Return parts below each other on a card."""
    made = frame(kind)
    column = QVBoxLayout(made)
    column.setContentsMargins(20, 18, 20, 18)
    column.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return made


def beside(*parts: QWidget | tuple[QWidget, int], spacing: int = 14) -> QHBoxLayout:
    """Return parts beside each other, each with its share of the room; fields by their tops."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        widget, share = part if isinstance(part, tuple) else (part, 1)
        if isinstance(widget, Field):
            row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
        else:
            row.addWidget(widget, share)
    return row


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, off the screen at once."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def take_width(panel: QWidget, width: int, *, wide: bool) -> None:
    """Give a panel beside a list its `width`, or, where it takes the list's place, all there is."""
    panel.setMaximumWidth(UNBOUNDED if wide else theme.current().px(width))
    panel.setMinimumWidth(0 if wide else theme.current().px(width))


def level(pressed: QWidget) -> QWidget:
    """Return a button that stands level with the inputs beside it, below their names."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, theme.current().px(24), 0, 0)
    column.addWidget(pressed, 0, Qt.AlignmentFlag.AlignTop)
    return made
