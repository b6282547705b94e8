"""The background door: everything that touches the ledger, a decoder or a file goes through one.

A door is one worker thread with an order of its own: operations first, in the order they came;
long jobs (generators of steps) move on one step at a time while nothing else waits, so that a scan
never waits for a job longer than one step. Results come back on one signal, on the screen's thread.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import structlog
from PySide6.QtCore import QObject, Qt, Signal, Slot

from counterfoil.domain.errors import UserError
from counterfoil.ledger.damage import Damaged
from counterfoil.logs.places import traced

_LOG = structlog.get_logger("counterfoil.desk")

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


@dataclass(eq=False, slots=True)
class Operation:
    """A function to run, and what follows on the screen: its success or its failure."""

    run: Callable[[], Any]
    done: Done
    failed: Failed


@dataclass(eq=False, slots=True)
class Job:
    """A long operation: each step yields its progress; what the generator returns is the result."""

    steps: Iterator[Any]
    progress: Done
    done: Done
    failed: Failed
    cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Stop before the next step; the generator cleans up, and nothing is reported."""
        self.cancelled.set()


class Door(QObject):
    """One worker thread; `submit` and `start` may be called from the screen's thread only.

    `damaged` tells that the database is, beside whatever became of the operation.
    """

    damaged = Signal()
    _result = Signal(object)

    def __init__(self, name: str, unexpected: Failed) -> None:
        """Open a door. `unexpected` gets every failure that is not a `UserError`, once logged."""
        super().__init__()
        self._unexpected = unexpected
        self._operations: deque[Operation] = deque()
        self._jobs: deque[Job] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._left = 0
        self._last: Callable[[], None] | None = None
        self._result.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._worker = threading.Thread(target=self._work, name=name, daemon=True)
        self._worker.start()

    def submit(self, run: Callable[[], Any], done: Done, failed: Failed | None = None) -> None:
        """Run an operation; `done` or `failed` is called with its outcome on the screen's thread.

        A bug goes to `unexpected` and then to `failed` as well, so that the screen can move on.
        """
        with self._wake:
            self._left += 1
            self._operations.append(Operation(run, done, failed or _ignore))
            self._wake.notify()

    def start(
        self, steps: Iterator[Any], progress: Done, done: Done, failed: Failed | None = None
    ) -> Job:
        """Start a long job; its steps run while no operation waits."""
        job = Job(steps, progress, done, failed or _ignore)
        with self._wake:
            self._left += 1
            self._jobs.append(job)
            self._wake.notify()
        return job

    @property
    def is_open(self) -> bool:
        """Whether it still takes work."""
        return not self._closing

    @property
    def busy(self) -> bool:
        """Whether anything waits for its turn, is at work, or has not come back to the screen."""
        with self._wake:
            return self._left > 0 and not self._closing

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Finish what was submitted, drop the jobs, run `last` in the worker, and wait for it.

        No result is delivered any more.
        """
        with self._wake:
            self._last = last
            self._closing = True
            self._wake.notify()
        self._worker.join()

    def _work(self) -> None:
        while (turn := self._next()) is not None:
            if isinstance(turn, Operation):
                self._run(turn)
            else:
                self._step(turn)
        for job in self._jobs:
            _close(job.steps)
        if self._last is not None:
            self._run(Operation(self._last, _ignore, _ignore))

    def _next(self) -> Operation | Job | None:
        with self._wake:
            while not (self._operations or self._jobs or self._closing):
                self._wake.wait()
            if self._operations:
                return self._operations.popleft()
            return None if self._closing else self._jobs.popleft()

    def _run(self, operation: Operation) -> None:
        try:
            result = operation.run()
        except Exception as error:  # noqa: BLE001 - every failure must reach the screen
            self._fail(operation.failed, error)
        else:
            self._end(lambda: operation.done(result))

    def _step(self, job: Job) -> None:
        if job.cancelled.is_set():
            _close(job.steps)
            self._end(lambda: None)
            return
        try:
            progress = next(job.steps)
        except StopIteration as end:
            result = end.value
            self._end(lambda: job.done(result))
        except Exception as error:  # noqa: BLE001 - every failure must reach the screen
            self._fail(job.failed, error)
        else:
            self._result.emit(lambda: job.progress(progress))
            with self._wake:
                self._jobs.appendleft(job)

    def _fail(self, failed: Failed, error: Exception) -> None:
        if isinstance(error, Damaged):
            self.damaged.emit()
        if isinstance(error, UserError):
            self._end(lambda: failed(error))
            return
        _LOG.error("failure behind the door", where=self._worker.name, trace=traced(error))

        def report() -> None:
            self._unexpected(error)
            failed(error)

        self._end(report)

    def _end(self, outcome: Callable[[], None]) -> None:
        """Have the screen's thread learn what came of an operation or a job."""

        def ended() -> None:
            with self._wake:
                self._left -= 1
            outcome()

        self._result.emit(ended)

    @Slot(object)
    def _deliver(self, outcome: Callable[[], None]) -> None:
        if self.is_open:
            outcome()


def _ignore(_outcome: object) -> None:
    """Do nothing with an outcome nobody waits for."""


def _close(steps: Iterator[Any]) -> None:
    close = getattr(steps, "close", None)
    if close is not None:
        close()
