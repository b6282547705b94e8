"""Following a till's sync: it runs on a thread of its own; what it tells comes to the screen's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from typing import Protocol, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from counterfoil.desk.door import Door
from counterfoil.desk.sync.state import SyncState
from counterfoil.desk.till import Till
from counterfoil.domain.errors import MachineError
from counterfoil.domain.exchange import CodesWanted
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.coupons import CouponAttempt, CouponVerdict
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.verdict import Attempt, Verdict

# Several transactions come together, and how many entries wait is read once for them.
AFTER_COMMIT_MS = 150


class Line(Protocol):
    """A line to a hub; see `sync.line`."""

    def start(self) -> None:
        """Keep the till in step from now on."""

    def stop(self) -> None:
        """Do no more, before the ledger is closed."""

    def wake(self) -> None:
        """Synchronise now."""

    def count(self) -> SyncState:
        """Read anew what waits."""

    def redeem(self, ledger: Ledger, attempt: Attempt, now: datetime) -> Verdict:
        """Redeem a code, the hub first where it answers."""

    def check(self, ledger: Ledger, attempt: Attempt, now: datetime) -> Verdict:
        """Say what would come of an attempt."""

    def foresee(self, ledger: Ledger, attempt: Attempt, now: datetime) -> Verdict:
        """Say what would come of an attempt that is made next."""

    def use_coupon(self, ledger: Ledger, attempt: CouponAttempt, now: datetime) -> CouponVerdict:
        """Use a coupon, the hub first where it answers."""

    def check_coupon(self, ledger: Ledger, attempt: CouponAttempt, now: datetime) -> CouponVerdict:
        """Say what would come of a coupon."""

    def make_codes(self, wanted: CodesWanted) -> Batch:
        """Have the hub make codes, and return their batch once it is here."""


Clock = Callable[[], datetime]
Tell = Callable[[SyncState], None]
OpenLine = Callable[[Ledger, str, Clock, Tell], Line]


def open_line(ledger: Ledger, hub: str, clock: Clock, told: Tell) -> Line:
    """Return the line to a hub. What speaks with one is not even loaded where there is none."""
    opened = import_module("counterfoil.desk.sync.line").Line(ledger, hub, clock, told)
    return cast("Line", opened)


class Following(QObject):
    """`told` gives how the till stands, as often as that changes. Nothing where it stands alone."""

    told = Signal(object)
    _heard = Signal(object)
    _committed = Signal()

    def __init__(self, clock: Clock, lines: OpenLine = open_line) -> None:
        super().__init__()
        self._clock, self._lines = clock, lines
        self._ledger: Ledger | None = None
        self._read: Door | None = None
        self._line: Line | None = None
        self._listen = self._committed.emit
        self._soon = QTimer(self, singleShot=True, interval=AFTER_COMMIT_MS)
        self._soon.timeout.connect(self._count)
        queued = Qt.ConnectionType.QueuedConnection
        self._heard.connect(self._take, queued)
        self._committed.connect(self._soon.start, queued)

    def join(self, at: Till) -> Till:
        """Return a till as it works from now on: where it has joined a hub, that is asked first."""
        ledger = at.ledger
        if not at.joined or ledger.hub is None:
            return at
        line = self._lines(ledger, ledger.hub, self._clock, self._heard.emit)
        self._ledger, self._line = ledger, line
        return replace(
            at,
            redeem=line.redeem,
            check=line.check,
            foresee=line.foresee,
            use=line.use_coupon,
            check_coupon=line.check_coupon,
        )

    def make_codes(self, wanted: CodesWanted) -> Batch:
        """Have the hub make codes, and wait for them; called on a thread that may wait."""
        if self._line is None:
            raise MachineError("The hub cannot be reached: this device was closed.")
        return self._line.make_codes(wanted)

    def start(self, read: Door) -> None:
        """Keep the till that was joined in step; what waits there is read through a door."""
        if self._line is None or self._ledger is None:
            return
        self._read = read
        self._ledger.database.listeners.append(self._listen)
        self._count()
        self._line.start()

    def stop(self) -> None:
        """Follow it no more, before its ledger is closed."""
        self._soon.stop()
        if self._line is not None:
            self._line.stop()
        if self._ledger is not None and self._listen in self._ledger.database.listeners:
            self._ledger.database.listeners.remove(self._listen)
        self._ledger = self._read = self._line = None

    def wake(self) -> None:
        """Synchronise now."""
        if self._line is not None:
            self._line.wake()

    def _take(self, heard: SyncState) -> None:
        if self._line is not None:
            self.told.emit(heard)

    def _count(self) -> None:
        if self._line is not None and self._read is not None:
            self._read.submit(self._line.count, self._take)
