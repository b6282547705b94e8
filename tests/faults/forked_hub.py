"""A hub in a program of its own that starts in a moment, and ends at one that is drawn.

It is a fork of this one, which has loaded all it needs; it serves as `counterfoil hub serve` does.
"""

import logging
import os
import signal
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from functools import cache, partial
from multiprocessing import Value
from pathlib import Path
from random import Random
from typing import Any

import structlog
import uvicorn
from fastapi import FastAPI
from sqlalchemy import event

from counterfoil.hub.app import create_app, prepare
from counterfoil.hub.hub import Hub, Settings, open_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import from_micros, to_micros

Opener = Callable[[], Ledger]
ENDS_WITHIN_S = 30
_EVERY_STEPS = 50


class Moment(StrEnum):
    """When a hub is killed: by the clock, or at a place in its own work."""

    TIMED = "timed"
    IN_A_STATEMENT = "in a statement"
    BEFORE_COMMIT = "before a commit"
    AFTER_COMMIT = "after a commit"


@dataclass(frozen=True)
class Death:
    """When a hub is to be killed; `number` are milliseconds, or how often it comes there before."""

    moment: Moment
    number: int


def drawn_death(random: Random, *, sqlite: bool) -> Death:
    """Draw when to kill a hub that is asked a few things at once."""
    if sqlite and random.random() < 0.3:
        return Death(Moment.IN_A_STATEMENT, random.randrange(1, 120))
    moment = random.choice((Moment.TIMED, Moment.BEFORE_COMMIT, Moment.AFTER_COMMIT))
    most = 300 if moment is Moment.TIMED else 10
    return Death(moment, random.randrange(1, most))


class HubClock:
    """A clock that a hub goes by which is another program: told here, read there."""

    def __init__(self, now: datetime) -> None:
        self._now: Any = Value("q", to_micros(now), lock=False)

    def __call__(self) -> datetime:
        """Return the time."""
        return from_micros(self._now.value)

    def tell(self, now: datetime) -> None:
        """Set the time."""
        self._now.value = to_micros(now)


@dataclass
class ForkedHub:
    """A running hub, at `address`."""

    address: str
    pid: int
    ended: bool = False

    @property
    def is_dead(self) -> bool:
        """Whether it was killed by now."""
        if not self.ended:
            self.ended = os.waitpid(self.pid, os.WNOHANG)[0] != 0
        return self.ended

    def kill(self) -> None:
        """Kill it."""
        if not self.is_dead:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.ended = True


@contextmanager
def forked_hub(
    opened: Opener, clock: HubClock, log: Path, death: Death | None = None
) -> Iterator[ForkedHub]:
    """Serve the ledger that `opened` opens there, until its `death` or the end."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    address = "http://{}:{}".format(*listening.getsockname()[:2])
    _app()
    pid = os.fork()
    if not pid:
        _serve(opened, clock, log, death, listening)
    # Not kept open here: whoever waits for a hub that died is to hear of it.
    listening.close()
    hub = ForkedHub(address, pid)
    try:
        if death is not None and death.moment is Moment.TIMED:
            kill_later(pid, death.number / 1000)
        yield hub
    finally:
        hub.kill()


def after(seconds: float, act: Callable[[], object]) -> int:
    """Do something from another program after a while; return its process id."""
    pid = os.fork()
    if not pid:
        threading.Event().wait(seconds)
        with suppress(ProcessLookupError):
            act()
        os._exit(0)
    return pid


def kill_later(pid: int, seconds: float) -> None:
    """Kill a program after a while, if it runs by then."""
    # By a handle: the number may be another program's by then.
    handle = os.pidfd_open(pid)
    _KILLERS.append(after(seconds, lambda: signal.pidfd_send_signal(handle, signal.SIGKILL)))
    os.close(handle)
    _KILLERS[:] = [each for each in _KILLERS if not os.waitpid(each, os.WNOHANG)[0]]


_KILLERS: list[int] = []


def _serve(
    opened: Opener, clock: HubClock, log: Path, death: Death | None, listening: socket.socket
) -> None:
    with suppress(BaseException), log.open("a", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        _say_only_errors()
        try:
            ledger = opened()
            if death is not None:
                _arm(ledger, death)
            app = _app()
            hub, opened_hub = app.state.hub, open_hub(ledger, clock, app.state.hub.settings)
            for each in fields(Hub):
                object.__setattr__(hub, each.name, getattr(opened_hub, each.name))
            config = uvicorn.Config(app, log_config=None, access_log=False)
            uvicorn.Server(config).run(sockets=[listening])
        except BaseException:  # noqa: BLE001 - another program, which tells by its log
            traceback.print_exc()
    os._exit(0)


@cache
def _app() -> FastAPI:
    """Return an app whose hub is given to it later: making it takes longer than all the rest."""
    none: Any = None
    app = create_app(Hub(none, none, b"", Settings(page=False)))
    prepare(app)
    return app


def _heard(come: Callable[[], int]) -> None:
    come()


def _say_only_errors() -> None:
    logging.basicConfig(level=logging.ERROR, force=True)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def _arm(ledger: Ledger, death: Death) -> None:
    """Have the program kill itself at a place in its work."""
    left = [death.number]

    def come(*_: object) -> int:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    if death.moment is Moment.BEFORE_COMMIT:
        event.listen(ledger.database.writer, "commit", come)
    elif death.moment is Moment.AFTER_COMMIT:
        ledger.database.listeners.append(partial(_heard, come))
    elif death.moment is Moment.IN_A_STATEMENT and ledger.database.writing is not None:
        raw: Any = ledger.database.writing.connection.driver_connection
        raw.set_progress_handler(come, _EVERY_STEPS)
