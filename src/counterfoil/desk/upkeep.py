"""What the desk does by itself: it says that it is alive, and backs the ledger up once a day."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from PySide6.QtCore import QObject, QTimer, Signal

from counterfoil.desk import opening, running
from counterfoil.desk.door import Door, Failed
from counterfoil.desk.till import Till
from counterfoil.domain.errors import UserError
from counterfoil.ledger.daily_backup import daily_backup
from counterfoil.ledger.done import done_since
from counterfoil.ledger.outbox.sending import last_entry
from counterfoil.ledger.standing import about

_LOG = structlog.get_logger("counterfoil.desk")
# By then the counter has been at work for a while.
FIRST_BACKUP_MS = 20_000
EVERY_HOUR_MS = 3_600_000


class Upkeep(QObject):
    """Looks after the till that `begin` names, until `end`.

    `backed_up` gives None after a backup, or why there was none. It is made on a thread of its own,
    so that neither the counter nor the screens wait for it.
    """

    backed_up = Signal(object)

    def __init__(self, door: Door, clock: Callable[[], datetime], unexpected: Failed) -> None:
        super().__init__()
        self._door, self._clock, self._unexpected = door, clock, unexpected
        self.wanted: Callable[[], bool] = lambda: True
        self._till: Till | None = None
        self._worker: Door | None = None
        self._logged = 0
        self._beat = QTimer(self, interval=running.EVERY_S * 1000)
        self._beat.timeout.connect(self._renew)
        self._hour = QTimer(self, interval=EVERY_HOUR_MS)
        self._hour.timeout.connect(self._log_done)
        self._hour.timeout.connect(self.back_up)
        self._first = QTimer(self, singleShot=True, interval=FIRST_BACKUP_MS)
        self._first.timeout.connect(self.back_up)

    def begin(self, at: Till) -> None:
        """Look after a till."""
        self._till = at
        _LOG.info("opened", **about(at.ledger))
        self._worker = Door("upkeep", self._unexpected)
        self._worker.submit(lambda: last_entry(at.ledger), self._begun)
        for timer in (self._beat, self._hour, self._first):
            timer.start()

    def end(self) -> None:
        """Look after it no longer; a backup that has begun is finished."""
        for timer in (self._beat, self._hour, self._first):
            timer.stop()
        self._log_done()
        self._till = None
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def back_up(self) -> None:
        """Back the ledger up where that is wanted and was not done today."""
        at, worker = self._till, self._worker
        if at is None or worker is None or at.demo or not self.wanted():
            return
        ledger, now = at.ledger, self._clock()
        worker.submit(lambda: daily_backup(ledger, now), self._made, self._not_made)

    def _made(self, made: Path | None) -> None:
        if made is not None:
            _LOG.info("backed up")
            self.backed_up.emit(None)

    def _not_made(self, error: Exception) -> None:
        if isinstance(error, UserError):
            _LOG.warning("not backed up", trouble=error.template)
            self.backed_up.emit(error)

    def _renew(self) -> None:
        at, now = self._till, self._clock()
        if at is not None:
            self._door.submit(lambda: opening.renew(at, now), lambda _done: None)

    def _begun(self, last: int) -> None:
        self._logged = last

    def _log_done(self) -> None:
        at, worker, after = self._till, self._worker, self._logged
        if at is None or worker is None:
            return

        def log() -> int:
            done = done_since(at.ledger, after)
            if done.kinds:
                _LOG.info("was done", done=done.kinds, refused=done.refused)
            return done.last

        worker.submit(log, self._begun)
