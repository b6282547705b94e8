"""Parts side by side, in as many columns as there is room for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from counterfoil.desk import theme
from counterfoil.desk.widgets import Live


class Tiles(Live, QWidget):
    """Lays its parts out in equal columns of at least `least` pixels, at most `most` of them."""

    def __init__(self, least: int, most: int, gap: int = 16) -> None:
        super().__init__()
        self._least, self._most = least, most
        self._parts: list[QWidget] = []
        self._left_out: set[QWidget] = set()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)

    def add(self, part: QWidget) -> None:
        """Add a part at the end."""
        self._parts.append(part)
        self._columns = 0
        self._arrange()

    def leave_out(self, part: QWidget, *, left_out: bool) -> None:
        """Show all but this part, or this one too."""
        if left_out != (part in self._left_out):
            self._left_out ^= {part}
            part.setVisible(not left_out)
            self._columns = 0
            self._arrange()

    def restyle(self) -> None:
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        fit = (self.width() + self._grid.spacing()) // (
            theme.current().px(self._least) + self._grid.spacing()
        )
        shown = [part for part in self._parts if part not in self._left_out]
        lines = -(-len(shown) // max(1, min(self._most, fit)))
        # As many in each line as in the others, as far as that goes.
        columns = max(1, -(-len(shown) // max(1, lines)))
        if columns == self._columns:
            return
        self._columns = columns
        for part in self._parts:
            self._grid.removeWidget(part)
        for number, part in enumerate(shown):
            row, column = divmod(number, columns)
            # The last one takes what its row has left.
            span = columns - column if number == len(shown) - 1 else 1
            self._grid.addWidget(part, row, column, 1, span, Qt.AlignmentFlag(0))
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
