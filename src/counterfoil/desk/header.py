"""The header: where and who, how sync stands, the scanner light; and the banners under it."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.parts.chip import Chip
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.sync.light import SyncLight
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import (
    Elided,
    Icon,
    Live,
    button,
    describe,
    label,
    polish,
    set_icon,
)
from counterfoil.resources import resource

HEIGHT = 72
NAME_WIDTH = 180
SETTINGS_KEY = "Ctrl+,"
GAP, MARK = 22, 40
LEAST_TEXT = 180
"""How much the buttons of a banner leave its text beside them."""
# The least share of the header that is kept for the store's name.
NAMES = 0.2


class Scanner(StrEnum):
    """What the scanner light says."""

    CAMERA = "camera"
    SERIAL = "serial"
    KEYBOARD = "keyboard"


@dataclass(frozen=True, slots=True)
class Place:
    """Where this till stands and who works at it."""

    store: str = ""
    till: str = ""
    staff: str = ""


class Header(Live, QFrame):
    """One line: mark, store and till; sync, scanner, staff; settings.

    `changed` follows a change of the language, for whoever says what sync shows.
    """

    settings_wanted = Signal()
    staff_wanted = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "header")
        self._scanners: tuple[Scanner, ...] = ()
        self._place = Place()
        self._mark = QSvgWidget(str(resource("icons/counterfoil.svg")))
        self._store = Elided("store")
        self._till = Elided("soft")
        self.sync = SyncLight()
        self._scanner = Chip("dot")
        self.staff = button("quiet")
        self.staff.clicked.connect(self.staff_wanted)
        self._settings = button("icon", SETTINGS_KEY)
        self._settings.setCheckable(True)
        self._settings.clicked.connect(self.settings_wanted)
        self._lay_out()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self._store)
        names.addWidget(self._till)
        names.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(GAP)
        row.addWidget(self._mark)
        row.addLayout(names, 1)
        row.addWidget(self.sync)
        row.addWidget(self._scanner)
        row.addWidget(self.staff)
        row.addWidget(self._settings)

    def show_place(self, place: Place) -> None:
        """Show where and who."""
        self._place = place
        self._store.set_text(place.store)
        self._till.set_text(place.till)
        self.retranslate()

    def show_scanners(self, scanners: tuple[Scanner, ...]) -> None:
        """Show what is ready to scan with; the keyboard always is."""
        self._scanners = scanners
        self.retranslate()

    def show_settings(self, *, open_: bool) -> None:
        """Show whether the settings are open."""
        self._settings.setChecked(open_)

    def retranslate(self) -> None:
        self._scanner.show_as(*self._scanner_words())
        self.staff.setVisible(bool(self._place.staff))
        self._show_name()
        describe(self._settings, _("Settings"), SETTINGS_KEY)
        self._share()
        self.changed.emit()

    def restyle(self) -> None:
        now = theme.current()
        self.setFixedHeight(now.px(HEIGHT))
        self._mark.setFixedSize(now.px(MARK), now.px(MARK))
        set_icon(self._settings, "settings")
        set_icon(self.staff, "member", "soft", 20)
        self._show_name()
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Leave the store's name its share, and the sync light what the rest does not need."""
        self._scanner.be_small(small=False)
        room = self._left()
        if room < self.sync.least:
            self._scanner.be_small(small=True)
            room = self._left()
        self.sync.give_room(room)

    def _left(self) -> int:
        """Return what the store's name and the rest leave of the header."""
        parts = (self._scanner, self.staff, self._settings)
        taken = theme.current().px(MARK) + sum(part.sizeHint().width() + GAP for part in parts)
        return round(self.width() * (1 - NAMES)) - taken - 4 * GAP

    def _show_name(self) -> None:
        """Show who is at the till, cut where the name would push the rest away."""
        room, metrics = theme.current().px(NAME_WIDTH), self.staff.fontMetrics()
        name = metrics.elidedText(self._place.staff, Qt.TextElideMode.ElideRight, room)
        # An ampersand would be taken for the mark of a shortcut.
        self.staff.setText(name.replace("&", "&&"))
        describe(self.staff, _("{name} is at the till; change").format(name=self._place.staff))

    def _scanner_words(self) -> tuple[str, str, str]:
        if Scanner.CAMERA in self._scanners:
            return "camera", "accepted-text", _("Camera ready")
        if Scanner.SERIAL in self._scanners:
            return "scanner", "accepted-text", _("Scanner ready")
        return "keyboard", "soft", _("Hand scanner or typing")


class Banner(Live, QFrame):
    """A line under the header that asks for something without being in the way of a scan."""

    def __init__(self, icon: str, tone: str = "accent") -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = Icon(icon, "accent" if tone == "accent" else f"{tone}-text", 24)
        self.text = label("strong", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 6, 16, 6)
        self._row.setSpacing(14)
        self._row.addWidget(self._icon)
        turning = Turning(gap=14, least=LEAST_TEXT)
        turning.addWidget(self.text, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(14)
        self._buttons.addStretch(1)
        turning.addLayout(self._buttons)
        self._row.addLayout(turning, 1)
        self.hide()

    def sizeHint(self) -> QSize:
        """Ask for the height that the text takes when it is wrapped."""
        hint = super().sizeHint()
        hint.setHeight(max(hint.height(), self._row.heightForWidth(max(1, self.width()))))
        return hint

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def dress(self, icon: str, tone: str) -> None:
        """Take another icon and tone."""
        self._icon.show_as(icon, "accent" if tone == "accent" else f"{tone}-text")
        polish(self, tone=tone)

    def add(self, widget: QWidget) -> None:
        """Add a button at the end."""
        self._buttons.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
