"""The network between a till and its hub: what becomes of each message is drawn from a seed."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import NoReturn, TypeVar

from counterfoil.domain.exchange import (
    BatchPages,
    Changes,
    CodesWanted,
    Enrolment,
    EntryVerdict,
    Greeting,
    Manifest,
    Pushed,
    Upload,
    Welcome,
)
from counterfoil.sync.port import HubUnreachable, Port

T = TypeVar("T")


class Crash(BaseException):
    """The till's machine stops; what it had not committed is gone."""


class Fate(StrEnum):
    """What becomes of a message and its answer."""

    PASS = "pass"
    DROP = "drop"  # the message is lost
    LOSE = "lose"  # the answer is lost
    LATE = "late"  # the message arrives some steps later; nobody waits for its answer then
    TWICE = "twice"  # the hub gets it twice
    CRASH = "crash"  # the till stops before it is sent
    CRASH_AFTER = "crash_after"  # the till stops when it was answered


GOOD: Mapping[Fate, float] = {}
BAD: Mapping[Fate, float] = {
    Fate.DROP: 0.06,
    Fate.LOSE: 0.08,
    Fate.LATE: 0.06,
    Fate.TWICE: 0.10,
    Fate.CRASH: 0.03,
    Fate.CRASH_AFTER: 0.03,
}


@dataclass
class Mail:
    """What is under way: messages that arrive later, and pages of the feed that got stuck.

    `fates` counts what became of all messages so far.
    """

    late: list[Callable[[Port], object]] = field(default_factory=list)
    pages: list[Changes] = field(default_factory=list)
    fates: Counter[Fate] = field(default_factory=Counter)


@dataclass
class Relay:
    """A way to the hub over another one; `_ask` carries each message. See `sync.port.Port`."""

    port: Port

    def join(self, token: str, name: str, public_key: bytes, proof: bytes) -> Enrolment:
        return self._ask(lambda port: port.join(token, name, public_key, proof))

    def challenge(self, device: str, timeout_s: float | None = None) -> str:
        return self._ask(lambda port: port.challenge(device, timeout_s))

    def session(
        self,
        challenge: str,
        greeting: Greeting,
        signature: bytes,
        timeout_s: float | None = None,
    ) -> Welcome:
        return self._ask(lambda port: port.session(challenge, greeting, signature, timeout_s))

    def push(self, uploads: tuple[Upload, ...]) -> Pushed:
        return self._ask(lambda port: port.push(uploads))

    def redeem(self, upload: Upload, timeout_s: float) -> EntryVerdict:
        return self._ask(lambda port: port.redeem(upload, timeout_s))

    def generate(self, wanted: CodesWanted) -> int | None:
        return self._ask(lambda port: port.generate(wanted))

    def changes(self, after: int, limit: int) -> Changes:
        return self._ask(lambda port: port.changes(after, limit))

    def manifest(self) -> Manifest:
        return self._ask(lambda port: port.manifest())

    def page(self, sha256: str) -> bytes:
        return self._ask(lambda port: port.page(sha256))

    def batch(self, batch_id: int) -> BatchPages:
        return self._ask(lambda port: port.batch(batch_id))

    def batch_page(self, batch_id: int, page: int, *, texts: bool) -> bytes:
        return self._ask(lambda port: port.batch_page(batch_id, page, texts=texts))

    def _ask(self, ask: Callable[[Port], T]) -> T:
        return ask(self.port)


@dataclass
class BadPort(Relay):
    """A way to the hub on which things happen; `stop` stops the till."""

    random: Random
    shares: Mapping[Fate, float]
    mail: Mail
    stop: Callable[[], None]

    def _ask(self, ask: Callable[[Port], T]) -> T:
        fate = self._drawn()
        self.mail.fates[fate] += 1
        if fate is Fate.CRASH:
            self._crash()
        if fate is Fate.LATE:
            self.mail.late.append(ask)
        if fate in {Fate.LATE, Fate.DROP}:
            raise _unreachable()
        answer = ask(self.port)
        if fate is Fate.TWICE:
            answer = ask(self.port)
        if fate is Fate.CRASH_AFTER:
            self._crash()
        if fate is Fate.LOSE:
            if isinstance(answer, Changes):
                self.mail.pages.append(answer)
            raise _unreachable()
        return answer

    def _crash(self) -> NoReturn:
        self.stop()
        raise Crash

    def _drawn(self) -> Fate:
        drawn = self.random.random()
        for fate, share in self.shares.items():
            drawn -= share
            if drawn < 0:
                return fate
        return Fate.PASS


def _unreachable() -> HubUnreachable:
    return HubUnreachable("The network is bad.")
