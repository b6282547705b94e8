"""A page: a heading with its buttons, and what stands below."""

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk.counter.state import Scan
from counterfoil.desk.shell.office import Office
from counterfoil.desk.widgets import Elided, Live, label

MARGIN = 24


class Head(QWidget):
    """The title of a page, a line about it, and buttons at the trailing side."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._subtitle = Elided("title"), label("lead", wrap=True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(texts, 1)
        row.addLayout(self._buttons)

    def show(self, title: str, subtitle: str = "") -> None:  # type: ignore[override]
        """Set the texts; a page without a subtitle has no line for it."""
        self._title.set_text(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add(self, widget: QWidget) -> None:
        """Add a button."""
        self._buttons.addWidget(widget)

    @property
    def title(self) -> str:
        """The title in whole."""
        return self._title.accessibleName()


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
