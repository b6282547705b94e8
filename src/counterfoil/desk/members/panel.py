"""A panel that scrolls where it is higher than the room it is given."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk.widgets import Scroll


def fill_scrolled(panel: QWidget, inner: QWidget) -> None:
    """Fill `panel` with `inner`, as high as it needs, and scrolled where that is too high."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 8, 0)
    column.addWidget(inner)
    column.addStretch(1)
    outside = QVBoxLayout(panel)
    outside.setContentsMargins(0, 0, 0, 0)
    outside.addWidget(Scroll(whole))
