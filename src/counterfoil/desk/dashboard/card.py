"""A card of the dashboard: a heading, what it shows, and how that is saved."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk.parts.menu import Item, MenuButton
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import describe, label

Cells = Sequence[Sequence[object]]


class Card(QFrame):
    """`save_picture` and `save_table` follow the choice in its menu, where it has one."""

    save_picture = Signal()
    save_table = Signal()

    def __init__(self, *parts: QWidget, picture: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._picture = picture
        self.table: Callable[[], Cells] | None = None
        self._title = label("heading", wrap=True)
        self.note = label("soft", wrap=True)
        self.menu = MenuButton(self._items)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(self._title)
        texts.addWidget(self.note)
        texts.addStretch(1)
        head = QHBoxLayout()
        head.addLayout(texts, 1)
        head.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 12, 16)
        column.setSpacing(6)
        column.addLayout(head)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    @property
    def title(self) -> str:
        """The heading."""
        return self._title.text()

    def show_texts(self, title: str, note: str = "") -> None:
        """Set the heading and the quiet line below it."""
        self._title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.menu.setVisible(self.table is not None)
        describe(self.menu, _("Save {what}").format(what=title))

    def _items(self) -> Sequence[Item]:
        table = Item(_("Save the figures as CSV"), self.save_table.emit)
        picture = Item(_("Save the chart as a picture"), self.save_picture.emit)
        return [picture, table] if self._picture else [table]
