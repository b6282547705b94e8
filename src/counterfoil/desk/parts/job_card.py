"""A card that is there while long work goes on: one thing at a time, told when it is stopped."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from counterfoil.desk.door import Done, Door
from counterfoil.desk.parts.job import JobBar
from counterfoil.desk.shell.office import Office
from counterfoil.desk.translation import _
from counterfoil.domain.errors import Conflict


class JobCard(QFrame):
    """Hidden until work begins; `ended` follows its end, whatever that was.

    `busy` is told to whoever begins something while something is under way.
    """

    ended = Signal()

    def __init__(self, office: Office, job: JobBar, busy: Conflict) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._office, self._busy, self.job = office, busy, job
        inner = QVBoxLayout(self)
        inner.setContentsMargins(20, 12, 16, 12)
        inner.addWidget(job)
        job.stop.clicked.connect(self._stopped)
        self.hide()

    def is_free(self) -> bool:
        """Say whether nothing is under way; whoever asked is told where something is."""
        if self.job.busy:
            self._office.tell(self._busy)
        return not self.job.busy

    def begin(self, door: Door, steps: Iterator[Any], title: Callable[[], str], then: Done) -> None:
        """Have work done through a door; ask `is_free` first.

        `then` gets its result once the card is gone, and `ended` has been sent.
        """

        def done(outcome: object) -> None:
            self.end()
            then(outcome)

        def failed(error: Exception) -> None:
            self.end()
            self._office.tell(error)

        self.show()
        self.job.start(door, steps, title, done, failed)

    def end(self) -> None:
        """Take the card away, and say so."""
        self.hide()
        self.ended.emit()

    def _stopped(self) -> None:
        self.end()
        self._office.say(lambda: _("Stopped. What was begun is taken back."))
