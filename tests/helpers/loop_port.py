"""A way to a hub without a network: its ledger is called directly, as its routes would call it.

What goes wrong on the way is an argument, so that a test, or a random walk, decides it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from typing import TypeVar

from sqlalchemy import select

from counterfoil.domain.chain import is_signed
from counterfoil.domain.errors import Forbidden, UserError
from counterfoil.domain.exchange import (
    BatchPages,
    Changes,
    CodesWanted,
    DeviceKind,
    Enrolment,
    EntryVerdict,
    Greeting,
    Manifest,
    Pushed,
    Upload,
    Welcome,
)
from counterfoil.domain.proof import greeting_bytes, join_bytes
from counterfoil.ledger.exchange.enrol import enrol
from counterfoil.ledger.exchange.greeting import greeted, had, sessions
from counterfoil.ledger.exchange.intents import decide_intent
from counterfoil.ledger.exchange.making import make_codes
from counterfoil.ledger.exchange.push import take
from counterfoil.ledger.feed.batches import batch_page, pages
from counterfoil.ledger.feed.read import Pruned as Gone
from counterfoil.ledger.feed.read import changes
from counterfoil.ledger.feed.snapshot import manifest, page
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.stores import devices
from counterfoil.ledger.tables.sync import enrolments
from counterfoil.sync.port import HubUnreachable, Pruned, SessionEnded
from counterfoil.wire.entry import write_line

T = TypeVar("T")


class Fault(Enum):
    """What becomes of one message.

    Of a `LOST` one the hub never hears. Of one that is `UNANSWERED`, its answer is lost. One that
    is `DOUBLED` reaches the hub twice. One that is `LATE` seems lost, and reaches the hub when
    `LoopPort.deliver` is called, or right after the next message that does.
    """

    NONE = auto()
    LOST = auto()
    UNANSWERED = auto()
    DOUBLED = auto()
    LATE = auto()


Faults = Callable[[str], Fault]
"""Given the name of a call (`push`, `redeem`, …), says what becomes of it."""


def none(_call: str) -> Fault:
    """Let every message through."""
    return Fault.NONE


def on(call: str, *faults: Fault) -> Faults:
    """Let these faults happen to the first calls of this name, in order, and none to others."""
    left = list(faults)

    def fault(name: str) -> Fault:
        return left.pop(0) if name == call and left else Fault.NONE

    return fault


@dataclass
class LoopPort:
    """A `Port` to the ledger `hub`, of which a test may put another one in place.

    `calls` are the names of all calls so far, faults or not. `down` is a hub that cannot be reached
    at all.
    """

    hub: Ledger
    clock: Callable[[], datetime]
    faults: Faults = none
    down: bool = False
    device: str | None = None
    calls: list[str] = field(default_factory=list)
    late: list[Callable[[], object]] = field(default_factory=list)

    def join(self, token: str, name: str, public_key: bytes, proof: bytes) -> Enrolment:
        """See `Port`."""
        return self._call("join", lambda: self._join(token, name, public_key, proof))

    def challenge(self, device: str, timeout_s: float | None = None) -> str:
        """See `Port`; this one says how much the hub has had of the device."""
        del timeout_s
        return self._call("challenge", lambda: self._challenge(device))

    def session(
        self,
        challenge: str,
        greeting: Greeting,
        signature: bytes,
        timeout_s: float | None = None,
    ) -> Welcome:
        """See `Port`."""
        del timeout_s
        welcome = self._call("session", lambda: self._session(challenge, greeting, signature))
        self.device = greeting.device
        return welcome

    def push(self, uploads: tuple[Upload, ...]) -> Pushed:
        """See `Port`."""
        device = self._seated("push")
        sent = tuple(map(_sent, uploads))
        return self._call("push", lambda: take(self.hub, device, sent, self._now))

    def redeem(self, upload: Upload, timeout_s: float) -> EntryVerdict:
        """See `Port`."""
        del timeout_s
        device = self._seated("redeem")
        sent = _sent(upload)
        return self._call("redeem", lambda: decide_intent(self.hub, device, sent, self._now))

    def generate(self, wanted: CodesWanted) -> int | None:
        """See `Port`."""
        device = self._seated("generate")
        if not self._is_office(device):
            raise Forbidden("Only office devices ask for codes.")
        return self._call("generate", lambda: make_codes(self.hub, device, wanted, self._now))

    def changes(self, after: int, limit: int) -> Changes:
        """See `Port`."""
        device = self._seated("changes")
        try:
            return self._call("changes", lambda: changes(self.hub, device, after, limit, self._now))
        except Gone as gone:
            raise Pruned(gone.template, **gone.values) from gone

    def manifest(self) -> Manifest:
        """See `Port`."""
        device = self._seated("manifest")
        return self._call("manifest", lambda: manifest(self.hub, device, self._now))

    def page(self, sha256: str) -> bytes:
        """See `Port`."""
        self._seated("page")
        return self._call("page", lambda: page(self.hub, sha256))

    def batch(self, batch_id: int) -> BatchPages:
        """See `Port`."""
        texts = self._is_office(self._seated("batch"))
        return self._call("batch", lambda: pages(self.hub, batch_id, texts=texts))

    def batch_page(self, batch_id: int, page: int, *, texts: bool) -> bytes:
        """See `Port`."""
        device = self._seated("batch_page")
        if texts and not self._is_office(device):
            raise Forbidden("A till gets no readable codes.")
        return self._call("batch_page", lambda: batch_page(self.hub, batch_id, page, texts=texts))

    def deliver(self) -> None:
        """Let what is late reach the hub now, the last first; nobody hears its answers."""
        while self.late:
            _unheard(self.late.pop())

    @property
    def _now(self) -> datetime:
        return self.clock()

    def _call(self, name: str, deliver: Callable[[], T]) -> T:
        self.calls.append(name)
        fault = Fault.LOST if self.down else self.faults(name)
        if fault is Fault.LATE:
            self.late.append(deliver)
        if fault in {Fault.LOST, Fault.LATE}:
            raise HubUnreachable("The hub cannot be reached.")
        if fault is Fault.DOUBLED:
            deliver()
        answer = deliver()
        self.deliver()
        if fault is Fault.UNANSWERED:
            raise HubUnreachable("The hub's answer did not come.")
        return answer

    def _seated(self, name: str) -> str:
        if self.device is None:
            self.calls.append(name)
            raise SessionEnded("The hub knows no session of this device.")
        return self.device

    def _join(self, token: str, name: str, public_key: bytes, proof: bytes) -> Enrolment:
        if not is_signed(public_key, join_bytes(token, name, public_key), proof):
            raise Forbidden("The device has not shown that it has the key.")
        return enrol(self.hub, token, name, public_key, self._now)

    def _challenge(self, device: str) -> str:
        with self.hub.read() as conn:
            return f"{had(conn, device)} {sessions(conn, device)}"

    def _session(self, challenge: str, greeting: Greeting, signature: bytes) -> Welcome:
        with self.hub.read() as conn:
            key = conn.scalar(select(devices.c.public_key).where(devices.c.id == greeting.device))
        if key is None or not is_signed(key, greeting_bytes(challenge, greeting), signature):
            raise SessionEnded("The hub does not know this device.")
        had_n, begun = map(int, challenge.split())
        return greeted(self.hub, greeting, had_n, self._now, session=begun)

    def _is_office(self, device: str) -> bool:
        query = select(enrolments.c.kind).where(enrolments.c.device == device)
        with self.hub.read() as conn:
            return conn.scalar(query) == DeviceKind.OFFICE


def _sent(upload: Upload) -> Upload:
    """Return an upload as the hub reads it."""
    return upload if upload.signed is None else replace(upload, raw=write_line(upload.signed))


def _unheard(deliver: Callable[[], object]) -> None:
    try:
        deliver()
    except UserError:
        return
