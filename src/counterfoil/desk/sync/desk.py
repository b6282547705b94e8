"""Sync on the desk: light, drawer and banner follow how the till stands with its hub."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from counterfoil.desk.clock_watch import ClockWatch
from counterfoil.desk.door import Door
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.shell.shell import Shell
from counterfoil.desk.sync import words
from counterfoil.desk.sync.drawer import SyncDrawer
from counterfoil.desk.sync.following import Clock, Following, OpenLine
from counterfoil.desk.sync.state import Link, SyncState
from counterfoil.desk.till import Till
from counterfoil.desk.window import MainWindow

# Spans are told in minutes.
TELL_EVERY_MS = 20_000
STALE_AFTER = timedelta(hours=24)


class Sync(QObject):
    """Follows the till that `begin` names; of one that stands alone, only its clock is spoken of.

    `sent` follows where the hub has answered to what waited.
    """

    sent = Signal()

    def __init__(self, window: MainWindow, clock: Clock, lines: OpenLine) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self.watch = ClockWatch(window, clock)
        self._till: Till | None = None
        self._shell: Shell | None = None
        self._asking = False
        self.state = SyncState()
        middle = window.header.parentWidget()
        assert middle is not None  # noqa: S101 - the header stands in the window
        self.following = Following(clock, lines)
        self.following.told.connect(self.show)
        self.drawer = SyncDrawer(middle, clock)
        self.drawer.sync_wanted.connect(self.following.wake)
        self.drawer.inbox_wanted.connect(self._open_inbox)
        window.header.sync.clicked.connect(self._toggle)
        window.header.changed.connect(self.render)
        window.sync_wanted.connect(self.following.wake)
        self._tell = QTimer(self, interval=TELL_EVERY_MS)
        self._tell.timeout.connect(self.render)

    def begin(self, at: Till, shell: Shell, read: Door) -> None:
        """Follow a till that was opened; what waits there is read through a door."""
        self._till, self._shell = at, shell
        self.show(SyncState())
        self._tell.start()
        self.following.start(read)
        self.watch.begin(at.ledger, read)

    def end(self) -> None:
        """Follow no till; called before its ledger is closed."""
        self.watch.end()
        self.following.stop()
        self._tell.stop()
        self._asking = False
        self.show(SyncState())
        self._till = self._shell = None

    def show(self, state: SyncState) -> None:
        """Show how the till stands from now on."""
        before, self.state = self.state, state
        self.render()
        if state.link is Link.FIRST and before.link is not Link.FIRST:
            # Whoever let this till join wants to see what goes on.
            self.drawer.open()
        if state.waiting < before.waiting:
            self.sent.emit()
        changed = (state.conflicts, state.known_at) != (before.conflicts, before.known_at)
        if changed and self._shell is not None and self._shell.page is not None:
            self._shell.page.heard()

    def show_asking(self, asking: bool) -> None:
        """Say that the counter waits for the hub's answer, or does no more."""
        if asking != self._asking:
            self._asking = asking
            self.render()

    def render(self) -> None:
        """Put it into words anew: time has passed, or somebody else is at the till."""
        at, state, now = self._till, self.state, self._clock()
        if self._asking and state.joined:
            state = replace(state, link=Link.ASKING)
        self._window.header.sync.show_light(words.light(state, now) if state.joined else None)
        if at is None or self._shell is None:
            self._window.show_stale(None)
            self._window.show_unsent(None)
            self.drawer.hide()
            return
        # While the hub answers, what waits is gone in a moment.
        zone, sent = at.ledger.store.zone, not state.waiting or state.link is Link.ONLINE
        self._shell.rail.count(Screen.INBOX, state.conflicts)
        self.drawer.show_state(state, zone, inbox=self._shell.may_see(Screen.INBOX))
        stale = state.is_stale(now, STALE_AFTER)
        self._window.show_stale((lambda: words.stale(state, now, zone)) if stale else None)
        self._window.show_unsent(None if sent else lambda: words.closing(state))

    def _toggle(self) -> None:
        if self.drawer.isVisible():
            self.drawer.hide()
        else:
            self.drawer.open()

    def _open_inbox(self) -> None:
        if self._shell is not None:
            self._shell.go(Screen.INBOX)
