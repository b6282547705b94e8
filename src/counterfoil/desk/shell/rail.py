"""The rail: one entry a screen on the leading side, of those that the signed-in person may see."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.shell.screens import RAIL, SCREENS, Screen, name
from counterfoil.desk.widgets import Live, Scroll, describe, set_icon
from counterfoil.domain.store import Staff, may_act_as

WIDE, NARROW = 104, 64
ICON = 28
# In a narrower window the entries are icons only.
ROOMY = 1200


class Rail(Live, QFrame):
    """The entries; `chosen` gives the screen that is wanted."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self._narrow = False
        self._group = QButtonGroup(self)
        self._entries = {screen: QToolButton() for screen in RAIL}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(4)
        for number, (screen, entry) in enumerate(self._entries.items()):
            entry.setProperty("kind", "rail")
            entry.setCheckable(True)
            entry.setCursor(Qt.CursorShape.PointingHandCursor)
            entry.clicked.connect(lambda _on, screen=screen: self.chosen.emit(screen))
            self._group.addButton(entry, number)
            column.addWidget(entry, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(Scroll(inner))
        self.retranslate()
        self.restyle()

    def show_staff(self, staff: Staff) -> None:
        """Offer the screens that `staff` may see."""
        for screen, entry in self._entries.items():
            entry.setVisible(may_act_as(staff, SCREENS[screen].role))

    def light(self, screen: Screen) -> None:
        """Show which screen is open."""
        self._entries[SCREENS[screen].under].setChecked(True)

    def entry(self, screen: Screen) -> QToolButton:
        """Return the button of a screen."""
        return self._entries[screen]

    def fit(self, width: int) -> None:
        """Take as much room as a window of `width` pixels has to give."""
        narrow = width < theme.current().px(ROOMY)
        if narrow != self._narrow:
            self._narrow = narrow
            self.restyle()

    def retranslate(self) -> None:
        for number, (screen, entry) in enumerate(self._entries.items()):
            entry.setText(name(screen))
            # Digits 1 to 9, then 0.
            key = f"Ctrl+{(number + 1) % 10}"
            describe(entry, name(screen), key)
            entry.setShortcut(key)

    def restyle(self) -> None:
        now = theme.current()
        # Icons do not grow where there is no room: what stands beside them needs it more.
        side = NARROW if self._narrow else now.px(WIDE)
        self.setFixedWidth(side)
        style = Qt.ToolButtonStyle
        under, only = style.ToolButtonTextUnderIcon, style.ToolButtonIconOnly
        for screen, entry in self._entries.items():
            set_icon(entry, SCREENS[screen].icon, "text", 24)
            if self._narrow:
                entry.setIconSize(QSize(ICON, ICON))
            entry.setToolButtonStyle(only if self._narrow else under)
            entry.setFixedSize(side - 16, theme.TARGET if self._narrow else now.px(64))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.restyle()
