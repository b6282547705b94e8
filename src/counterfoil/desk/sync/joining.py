"""Joining a hub: who may, what stands in the way, and what follows."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from PySide6.QtCore import QObject, Signal

from counterfoil.desk import formats
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.door import Door
from counterfoil.desk.settings.joining import Among, JoinSettings
from counterfoil.desk.till import Till
from counterfoil.desk.translation import _
from counterfoil.domain.errors import Conflict
from counterfoil.domain.store import Act, Staff, may
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.joining import check_joinable, is_enrolled


class Joining(QObject):
    """Serves the settings of one till after the other; `joined` gives the ledger that has."""

    joined = Signal(object)

    def __init__(self, door: Door, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._door, self._clock = door, clock
        self._till: Till | None = None
        self._part: JoinSettings | None = None
        self._staff: Callable[[], Staff] | None = None
        self._anew = False

    def serve(self, at: Till, part: JoinSettings, staff: Callable[[], Staff]) -> None:
        """Serve the settings of a till that was opened."""
        self._till, self._part, self._staff = at, part, staff
        self._anew = False
        part.show_among(self._among())
        if at.joined:
            self._door.submit(lambda: is_enrolled(at.ledger), self._know)
        part.asked.connect(self._ask)
        part.join_wanted.connect(self._join)

    def take(self, scan: Scan) -> bool:
        """Take a scanned invitation where one is asked for."""
        return self._part is not None and self._part.isVisible() and self._part.take(scan.texts)

    def _ask(self) -> None:
        at, part = self._till, self._part
        if at is None or part is None or self._staff is None:
            return
        if not may(self._staff(), Act.SAVE_STORE):
            self._open(_("Only a manager can join this till to a hub."))
        elif at.demo:
            self._open(_("This is the demo. Wipe it and set up your own store, then join."))
        else:
            self._door.submit(lambda: _why_not(at.ledger), self._open, part.show_error)

    def _open(self, why_not: str) -> None:
        if self._part is not None:
            self._part.show_among(self._among(why_not))
            self._part.open_form()

    def _know(self, enrolled: bool) -> None:
        self._anew = not enrolled
        if self._part is not None:
            self._part.show_among(self._among())

    def _among(self, why_not: str = "") -> Among:
        assert self._till is not None  # noqa: S101 - both callers serve a till
        ledger = self._till.ledger
        return Among(ledger.standing, ledger.hub or "", why_not, self._anew)

    def _join(self, url: str, token: str, name: str) -> None:
        at, part, now = self._till, self._part, self._clock()
        if at is None or part is None:
            return
        # What speaks with a hub is not even loaded where there is none.
        joins = import_module("counterfoil.desk.sync.join")
        self._door.submit(
            lambda: joins.join_hub(at.ledger, url, token, name, now),
            self.joined.emit,
            part.show_error,
        )


def _why_not(ledger: Ledger) -> str:
    try:
        check_joinable(ledger)
    except Conflict as error:
        return formats.error(error)
    return ""
