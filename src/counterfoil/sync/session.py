"""A session with the hub, and an exchange of messages as it goes on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import DeviceState, EntryVerdict, Welcome
from counterfoil.domain.proof import greeting_bytes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.greeting import greeting, take_welcome
from counterfoil.ledger.outbox.joining import is_enrolled, note_known
from counterfoil.sync.port import Port, SessionEnded

T = TypeVar("T")
MOST_GREETINGS: Final = 4
"""Times that a session is tried: the counter may begin one at the same time."""


class Stopped(Exception):
    """The exchange was told to stop; what was done so far stands."""


@dataclass
class Exchange:
    """One exchange as it goes on; `stopped` says whether to stop."""

    ledger: Ledger
    port: Port
    now: datetime
    stopped: Callable[[], bool]
    state: DeviceState = DeviceState.ACTIVE
    waits: bool = False
    next_n: int = 1
    lacks: tuple[int, ...] = ()
    tip: int = 0
    pushed: int = 0
    verdicts: list[EntryVerdict] = field(default_factory=list)
    pulled: int = 0
    snapshot: bool = False
    batches: int = 0
    rights: int = 0

    def ask(self, question: Callable[[], T]) -> T:
        """Return the hub's answer, in a new session where it has forgotten the old one.

        Raises Stopped where the answer is not wanted any more.
        """
        try:
            answer = question()
        except SessionEnded:
            begin_session(self.ledger, self.port, self.now)
            answer = question()
        self.go_on()
        return answer

    def go_on(self) -> None:
        """Raise Stopped where nothing more is wanted."""
        if self.stopped():
            raise Stopped


def begin_session(
    ledger: Ledger, port: Port, now: datetime, timeout_s: float | None = None
) -> Welcome:
    """Greet the hub; every later call goes by this session.

    Raises Conflict where the ledger was restored from a backup, so that it is another device now,
    and SessionEnded where the hub does not know it, so that it may join again.
    """
    if not is_enrolled(ledger):
        raise Conflict(
            "This till was restored from a backup, so the hub does not know it; join the hub again"
            " with a new invitation."
        )
    try:
        welcome = _greeted(ledger, port, now, timeout_s)
    except SessionEnded:
        note_known(ledger, known=False)
        raise
    note_known(ledger, known=True)
    take_welcome(ledger, welcome, now)
    return welcome


def _greeted(ledger: Ledger, port: Port, now: datetime, timeout_s: float | None) -> Welcome:
    """Greet the hub, again where another session of this device began meanwhile."""
    for left in reversed(range(MOST_GREETINGS)):
        challenge = port.challenge(ledger.device.id, timeout_s)
        said = greeting(ledger, now)
        signature = ledger.signing_key.sign(greeting_bytes(challenge, said))
        try:
            return port.session(challenge, said, signature, timeout_s)
        except Conflict:
            if not left:
                raise
    raise AssertionError
