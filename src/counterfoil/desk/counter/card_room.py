"""The room that the texts and icons of a card take."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from counterfoil.desk import theme

# More than there is on any screen.
MUCH = 100_000
LINE_ICON, LARGEST_ICON = 22, 28


def line_icon() -> int:
    """Return the size of the icon of a line, which leaves large text its room."""
    return min(theme.current().px(LINE_ICON), LARGEST_ICON)


def wrapped(part: QLabel, width: int) -> int:
    """Return the height of a label's text in `width`; more than any where a word does not fit."""
    metrics = QFontMetrics(part.font())
    if any(metrics.horizontalAdvance(word) > width for word in part.text().split()):
        return MUCH
    room = QRect(0, 0, max(1, width), MUCH)
    flags = Qt.TextFlag.TextWordWrap if part.wordWrap() else Qt.TextFlag.TextSingleLine
    box = metrics.boundingRect(room, int(flags), part.text())
    return MUCH if box.width() > width else box.height()
