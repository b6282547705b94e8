"""A page: a heading with its buttons, and what stands below."""

from typing import ClassVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.shell.office import Office
from counterfoil.desk.widgets import Elided, Live, label

MARGIN, BETWEEN = 24, 20
LEAST_TEXT, MOST_LINES = 200, 3
"""How much the buttons leave the texts beside them, and how many lines these take there."""

Way = QBoxLayout.Direction


class Head(QWidget):
    """The title of a page, a line about it, and buttons at the trailing side.

    Where the buttons leave too little beside them, the line stands below both; where the title has
    no room either, the buttons stand below it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._title, self._subtitle = Elided("title"), label("lead", wrap=True)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(2)
        self._texts.addWidget(self._title)
        self._texts.addWidget(self._subtitle)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        self._row = QBoxLayout(Way.LeftToRight)
        self._row.setSpacing(BETWEEN)
        self._row.addLayout(self._texts, 1)
        self._row.addLayout(self._buttons)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(self._row)

    def show(self, title: str, subtitle: str = "") -> None:  # type: ignore[override]
        """Set the texts; a page without a subtitle has no line for it."""
        self._title.set_text(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._arrange()

    def add(self, widget: QWidget) -> None:
        """Add a button."""
        self._buttons.addWidget(widget)

    @property
    def title(self) -> str:
        """The title in whole."""
        return self._title.accessibleName()

    def minimumSizeHint(self) -> QSize:
        # All of them below each other need no more.
        least = max(self._buttons.minimumSize().width(), self._subtitle.minimumSizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        most, buttons = theme.current().px(LEAST_TEXT), self._buttons.sizeHint().width()
        room = self.width() - (buttons + BETWEEN if buttons else 0)
        metrics, text = self._subtitle.fontMetrics(), self._subtitle.text()
        below = room < min(most, self._title.natural_width())
        self._row.setDirection(Way.TopToBottom if below else Way.LeftToRight)
        self._row.setSpacing(8 if below else BETWEEN)
        leading = Qt.AlignmentFlag.AlignLeading
        self._row.setAlignment(self._buttons, leading if below else Qt.AlignmentFlag(0))
        narrow = room < min(most, metrics.horizontalAdvance(text))
        high = self._subtitle.heightForWidth(room) > MOST_LINES * metrics.lineSpacing()
        apart = bool(text) and not below and (narrow or high)
        holder, other = (self._column, self._texts) if apart else (self._texts, self._column)
        if other.indexOf(self._subtitle) >= 0:
            other.removeWidget(self._subtitle)
            holder.addWidget(self._subtitle)


class Page(Live, QWidget):
    """A screen of the back office. It is made once and opened each time it is shown."""

    help_page: ClassVar[str] = "start"
    """Which page of the manual F1 opens."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.office = office
        self.head = Head()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(18)
        column.addWidget(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        column.addLayout(self.body, 1)

    def open(self, subject: str = "") -> None:
        """Show what there is now, about `subject` where the screen has one."""

    def leave(self) -> None:
        """Keep what was begun; another screen is shown next."""

    def heard(self) -> None:
        """Follow what came from the hub while the page is shown."""

    def take_scan(self, scan: Scan) -> bool:
        """Take what was scanned while the page is shown; False where it can make nothing of it."""
        del scan
        return False
