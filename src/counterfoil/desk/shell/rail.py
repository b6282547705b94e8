"""The rail: one entry a screen on the leading side, of those that the signed-in person may see."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.shell.rail_entry import RailEntry
from counterfoil.desk.shell.screens import RAIL, SCREENS, Screen, may_see, name
from counterfoil.desk.widgets import Live, Scroll, set_icon
from counterfoil.domain.exchange import Standing
from counterfoil.domain.store import Staff

WIDE, NARROW = 104, 64
TALL, GAP, EDGE = 64, 4, 12
ICON, WIDE_ICON, SMALL = 28, 24, 20
CROWDED = 54
KEYS = "1234567890"
# In a narrower window the entries are icons only.
ROOMY = 1200


class Rail(Live, QFrame):
    """The entries; `chosen` gives the screen that is wanted."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self._narrow = False
        self._height = 0
        self._group = QButtonGroup(self)
        self._entries = {screen: RailEntry() for screen in RAIL}
        self._offered = len(RAIL)
        inner = QWidget()
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(8, EDGE, 8, EDGE)
        for number, (screen, entry) in enumerate(self._entries.items()):
            entry.clicked.connect(lambda _on, screen=screen: self.chosen.emit(screen))
            self._group.addButton(entry, number)
            column.addWidget(entry, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        scroll = Scroll(inner)
        # A bar would cover the entries; the wheel and the keys still move them.
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outside.addWidget(scroll)
        self.retranslate()
        self.restyle()

    def show_staff(self, staff: Staff, standing: Standing = Standing.ALONE) -> None:
        """Offer the screens that `staff` may see, on a ledger of this standing."""
        offered = {screen for screen in RAIL if may_see(screen, staff, standing)}
        for screen, entry in self._entries.items():
            entry.setVisible(screen in offered)
        # Room is shared out among all that any of the staff may see here.
        here = sum(standing in SCREENS[screen].standings for screen in RAIL)
        if here != self._offered:
            self._offered = here
            self.restyle()

    def count(self, screen: Screen, count: int) -> None:
        """Show at an entry how much waits there; nothing where it is 0."""
        self._entries[screen].show_count(count)

    def light(self, screen: Screen) -> None:
        """Show which screen is open."""
        self._entries[SCREENS[screen].under].setChecked(True)

    def entry(self, screen: Screen) -> RailEntry:
        """Return the button of a screen."""
        return self._entries[screen]

    def fit(self, width: int, height: int) -> None:
        """Take as much room as a window of these pixels has to give."""
        narrow = width < theme.current().px(ROOMY)
        if (narrow, height) != (self._narrow, self._height):
            self._narrow, self._height = narrow, height
            self.restyle()

    def retranslate(self) -> None:
        for number, (screen, entry) in enumerate(self._entries.items()):
            entry.name(name(screen), f"Ctrl+{KEYS[number]}" if number < len(KEYS) else "")

    def restyle(self) -> None:
        now = theme.current()
        # Icons do not grow where there is no room: what stands beside them needs it more.
        side = NARROW if self._narrow else now.px(WIDE)
        self.setFixedWidth(side)
        self._column.setSpacing(self._gap())
        style = Qt.ToolButtonStyle
        # The name below keeps its room.
        crowded = self._tall() < now.px(CROWDED)
        under, only = style.ToolButtonTextUnderIcon, style.ToolButtonIconOnly
        for screen, entry in self._entries.items():
            set_icon(entry, SCREENS[screen].icon, "text", SMALL if crowded else WIDE_ICON)
            if self._narrow:
                entry.setIconSize(QSize(ICON, ICON))
            entry.setToolButtonStyle(only if self._narrow else under)
            entry.setFixedSize(side - 16, self._tall())

    def _tall(self) -> int:
        """Return the height of an entry: less where not all would stand below each other."""
        if self._narrow:
            return self._least
        return max(self._least, min(theme.current().px(TALL), self._room - GAP))

    def _gap(self) -> int:
        """Return what lies between two entries: less where the lowest would be out of sight."""
        return max(0, min(GAP, self._room - self._least))

    @property
    def _room(self) -> int:
        """The height there is for each entry, with what lies below it."""
        return (self._height - 2 * EDGE) // self._offered

    @property
    def _least(self) -> int:
        return theme.TARGET if self._narrow else theme.current().px(theme.TARGET)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.restyle()
