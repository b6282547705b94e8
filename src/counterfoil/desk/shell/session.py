"""Who is signed in: taking over at the till, locking it, and locking by itself when left alone."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from counterfoil.desk.door import Door
from counterfoil.desk.preferences import Preferences
from counterfoil.desk.staff.drawer import LOCK_KEY, Drawer
from counterfoil.desk.staff.lock import LockScreen
from counterfoil.desk.staff.who import WhoPanel
from counterfoil.desk.till import Till
from counterfoil.desk.window import MainWindow
from counterfoil.domain.store import Staff
from counterfoil.ledger import pins
from counterfoil.ledger.pins import Person
from counterfoil.ledger.staff import find_staff

MINUTE_MS = 60_000
# What shows that somebody is there.
SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Session(QObject):
    """The person at a till. `changed` gives who signed in, or whose name or role is another now.

    The lock screen stands in place of the whole window, so that no key or shortcut reaches what it
    covers.
    """

    changed = Signal(object)

    def __init__(self, window: MainWindow, door: Door, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._door, self._clock = door, clock
        self._till: Till | None = None
        self.minute_ms = MINUTE_MS
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.lock)
        middle = window.takeCentralWidget()
        assert middle is not None  # noqa: S101 - the window comes with one
        self.lock_screen = LockScreen(clock)
        self.drawer = Drawer(middle, clock)
        self._stack = QStackedWidget()
        self._stack.addWidget(middle)
        self._stack.addWidget(self.lock_screen)
        window.setCentralWidget(self._stack)
        for who in (self.lock_screen.who, self.drawer.who):
            who.chosen.connect(lambda staff_id, pin, who=who: self._sign_in(who, staff_id, pin))
        self.drawer.lock.clicked.connect(self.lock)
        window.header.staff_wanted.connect(self.open_drawer)
        QShortcut(QKeySequence(LOCK_KEY), window, self.lock)

    def begin(self, at: Till) -> None:
        """Begin to work at a till; locked where whoever works there by default needs a PIN."""
        self._till = at
        self.lock_screen.show_store(at.ledger.store)
        if at.locked:
            self.lock()

    def end(self) -> None:
        """Work there no more."""
        self._till = None
        self._idle.stop()
        self.drawer.hide()
        self._stack.setCurrentIndex(0)

    @property
    def staff(self) -> Staff:
        """Who is signed in, or was when the till was locked."""
        assert self._till is not None  # noqa: S101 - nobody asks before `begin`
        return self._till.staff

    @property
    def locked(self) -> bool:
        """Whether the lock screen is shown."""
        return self._stack.currentIndex() == 1

    def lock(self) -> None:
        """Cover everything until somebody signs in."""
        if self._till is None or self.locked:
            return
        self._idle.stop()
        self.drawer.hide()
        self._stack.setCurrentIndex(1)
        self._offer(self.lock_screen.who)

    def open_drawer(self) -> None:
        """Ask who takes over, or leave it where that is asked already."""
        if self.drawer.isVisible():
            self.drawer.hide()
            return
        self.drawer.open()
        self._offer(self.drawer.who)

    def scanned(self) -> bool:
        """Say whether a scan may be taken; it shows that somebody is there, and needs the room."""
        if self.locked:
            return False
        self.drawer.hide()
        self._stay()
        return True

    def follow(self, preferences: Preferences) -> None:
        """Lock after so many idle minutes as the preferences say, or not at all."""
        app = QCoreApplication.instance()
        assert app is not None  # noqa: S101 - there is no window without it
        app.removeEventFilter(self)
        self._idle.stop()
        self._idle.setInterval(preferences.lock_after * self.minute_ms)
        if preferences.lock_after:
            # Each event of the application passes through it, so it is there only where needed.
            app.installEventFilter(self)
            self._stay()

    def refresh(self) -> None:
        """Read anew who is signed in; whoever works here no more is locked out."""
        if self._till is not None:
            ledger, staff_id = self._till.ledger, self.staff.id
            self._door.submit(lambda: find_staff(ledger, staff_id), self._refreshed)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS:
            self._stay()
        return False

    def _stay(self) -> None:
        if self._idle.interval() and self._till is not None and not self.locked:
            self._idle.start()

    def _offer(self, who: WhoPanel) -> None:
        assert self._till is not None  # noqa: S101 - neither panel is there before `begin`
        ledger, likely = self._till.ledger, self.staff.id
        who.show_people(())
        self._door.submit(
            lambda: pins.list_people(ledger),
            lambda people: who.show_people(active(people), likely),
            who.show_refused,
        )

    def _sign_in(self, who: WhoPanel, staff_id: str, pin: str) -> None:
        if self._till is None:
            return
        ledger, now = self._till.ledger, self._clock()
        self._door.submit(
            lambda: pins.sign_in(ledger, staff_id, pin, now), self._enter, who.show_refused
        )

    def _enter(self, staff: Staff) -> None:
        if self._till is None:
            return
        self.drawer.hide()
        self._stack.setCurrentIndex(0)
        self._stay()
        self._take(staff)

    def _refreshed(self, staff: Staff) -> None:
        if self._till is None or staff.id != self.staff.id:
            return
        self._take(staff)
        if not staff.active:
            self.lock()

    def _take(self, staff: Staff) -> None:
        assert self._till is not None  # noqa: S101 - both callers have looked
        self._till = self._till.of(staff)
        self.changed.emit(staff)


def active(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return those who work here."""
    return tuple(person for person in people if person.staff.active)
