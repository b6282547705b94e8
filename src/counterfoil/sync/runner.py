"""Keeping a device and its hub in step, on a thread of its own that the counter never waits for."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog

from counterfoil.domain.errors import MachineError, UserError
from counterfoil.domain.exchange import DeviceState
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.sending import last_entry
from counterfoil.sync.backoff import Backoff
from counterfoil.sync.exchange import Synced, sync_once
from counterfoil.sync.port import HubUnreachable, Port
from counterfoil.sync.session import Stopped
from counterfoil.sync.state import SyncState, sync_state

EVERY_S: Final = 30.0
"""Seconds after which the hub is asked for news where nothing was done here."""
_STOPS_WITHIN_S: Final = 2.0
_LOOKS_EVERY_S: Final = 0.1
_LOG: Final = structlog.get_logger("counterfoil.sync")


@dataclass
class Runner:
    """Synchronises when something was done here, else every `every_s` seconds.

    `told` gets the state after each try, and `synced` what it did, on the runner's thread. Where
    the hub does not answer, it is left alone for longer each time; `wake` asks at once.
    """

    ledger: Ledger
    port: Port
    clock: Callable[[], datetime]
    told: Callable[[SyncState], None]
    random: Callable[[], float]
    every_s: float = EVERY_S
    synced: Callable[[Synced], None] = lambda _done: None
    _woken: threading.Event = field(default_factory=threading.Event)
    _asked: threading.Event = field(default_factory=threading.Event)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _online: threading.Event = field(default_factory=threading.Event)
    _tip: int = 0
    _stands: str = ""
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, with a first exchange at once."""
        self.ledger.database.listeners.append(self._woken.set)
        self._asked.set()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Synchronise now, whatever was decided about waiting."""
        self._asked.set()
        self._woken.set()

    def stop(self) -> None:
        """Stop; what the network is still asked for is not waited for."""
        self._stopping.set()
        self._woken.set()
        self._online.clear()
        if self._woken.set in self.ledger.database.listeners:
            self.ledger.database.listeners.remove(self._woken.set)
        if self._thread is not None:
            self._thread.join(_STOPS_WITHIN_S)

    def wait(self, ended: Callable[[], bool]) -> None:
        """Wait on this thread until `ended` says so, or the runner was stopped."""
        while not self._stopping.wait(_LOOKS_EVERY_S) and not ended():
            pass

    def counter_port(self) -> Port | None:
        """Return the way to the hub, None where it is known not to answer."""
        return self.port if self._online.is_set() else None

    def lost(self) -> None:
        """Take note that the hub did not answer the counter; it is asked again soon."""
        self._online.clear()
        self.wake()

    def _run(self) -> None:
        backoff = Backoff(self.random)
        while not self._stopping.is_set():
            wait_s, by_commit = self._tried(backoff)
            self._sleep(wait_s, by_commit=by_commit)

    def _tried(self, backoff: Backoff) -> tuple[float, bool]:
        """Synchronise once; return how long to wait, and whether what is done here ends that."""
        self._asked.clear()
        try:
            done = sync_once(self.ledger, self.port, self.clock(), self._stopping.is_set)
        except Stopped:
            return 0.0, False
        except HubUnreachable as error:
            self._tell(error)
            return backoff.failed(error.retry_after), False
        except UserError as error:
            self._tell(error)
            return backoff.failed(), False
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not end the thread
            if self._stopping.is_set():
                return 0.0, False
            _LOG.exception("sync failed")
            self._tell(MachineError("Something is wrong inside Counterfoil: {what}.", what=error))
            return backoff.failed(), False
        backoff.answered()
        self._succeeded(done)
        return self.every_s, True

    def _succeeded(self, done: Synced) -> None:
        self._tip = done.tip
        if done.state is DeviceState.ACTIVE and not done.waits:
            self._online.set()
        else:
            self._online.clear()
        self.synced(done)
        self._told(sync_state(self.ledger, online=True))

    def _tell(self, error: UserError) -> None:
        self._online.clear()
        # A disk that failed cannot say how things stand; the next try may.
        with suppress(MachineError):
            if not self._stopping.is_set():
                self._told(sync_state(self.ledger, online=False, error=error))

    def _told(self, state: SyncState) -> None:
        """Log where it stands otherwise than before, and tell of it."""
        stands = _word(state)
        if stands != self._stands:
            self._stands = stands
            trouble = {} if state.error is None else {"trouble": state.error.template}
            _LOG.info("sync", state=stands, waiting=state.waiting, **trouble)
        self.told(state)

    def _sleep(self, wait_s: float, *, by_commit: bool) -> None:
        until = time.monotonic() + wait_s
        while not self._stopping.is_set() and not self._asked.is_set():
            left = until - time.monotonic()
            if left <= 0 or (by_commit and self._has_more()):
                return
            self._woken.wait(left)
            self._woken.clear()

    def _has_more(self) -> bool:
        return last_entry(self.ledger) > self._tip


def _word(state: SyncState) -> str:
    """Return how a device stands with its hub in a word, for the log."""
    if state.revoked:
        return "revoked"
    if state.frozen:
        return "frozen"
    if not state.online:
        return "offline"
    return "hub waits" if state.waits_for_hub else "online"
