"""A button with three dots, and the menu that it opens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from counterfoil.desk import theme
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, describe, set_icon


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a menu; `why_not` says why it cannot be chosen, "" where it can."""

    text: str
    run: Callable[[], object]
    why_not: str = ""


def open_menu(parent: QWidget, items: Sequence[Item], at: QPoint) -> QMenu:
    """Open a menu at a point of the screen; it goes away by itself."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    for item in items:
        action = menu.addAction(item.text)
        action.setEnabled(not item.why_not)
        action.setToolTip(item.why_not or item.text)
        action.triggered.connect(lambda _on=False, run=item.run: run())
    menu.popup(at)
    return menu


class MenuButton(Live, QPushButton):
    """Opens the menu that `items` gives at the time."""

    def __init__(self, items: Callable[[], Sequence[Item]]) -> None:
        super().__init__()
        self._items = items
        self.setProperty("kind", "icon")
        self.clicked.connect(self._open)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        describe(self, _("More"))

    def restyle(self) -> None:
        set_icon(self, "more")
        side = theme.current().px(theme.TARGET)
        self.setFixedSize(side, side)

    def _open(self) -> None:
        open_menu(self, self._items(), self.mapToGlobal(QPoint(0, self.height())))
