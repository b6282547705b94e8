"""Targets with a mistake planted in each, so that it shows that such are found."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import Final

from counterfoil.domain.refusal import Reason
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.verdict import Attempt, Verdict
from tests.fuzz.engine import Run, Target, plain
from tests.fuzz.targets import counter, payload

SWOLLEN: Final = 1200 << 20


def crashing(data: bytes) -> bool:
    """Read a text, and fail where one URL stands in another and has a percent sign in it."""
    deep_link(data)
    return payload.payload(data)


def deep_link(data: bytes) -> None:
    """Fail as a reader may that takes a URL apart which it found in another one."""
    inner = data.partition(b"https://")[2].partition(b"https://")[2]
    if b"%" in inner.partition(b"/")[2]:
        raise IndexError("planted")


def slow(data: bytes) -> bool:
    """Read a text, and be busy for long over one with a separator in it."""
    until = time.process_time() + (0.12 if b"\x1d" in data else 0.0)
    while time.process_time() < until:
        pass
    return True


def endless(data: bytes) -> bool:
    """Read a text, and never come back from one with a separator in it."""
    while b"\x1d" in data:
        pass
    return True


def dying(data: bytes) -> bool:
    """Read a text, and break as C code does at one with a separator in it."""
    if b"\x1d" in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    return True


def swelling(data: bytes) -> bool:
    """Read a text, and take far more memory for one with a separator in it."""
    return not (b"\x1d" in data and bytearray(b"x") * SWOLLEN == b"")


def forgetful(
    ledger: Ledger, attempt: Attempt, now: datetime, *, check_only: bool = False
) -> Verdict:
    """Redeem, and keep no refusal of a code that the member's card is not known for."""
    seen = redeem(ledger, attempt, now, check_only=True)
    if seen.refused is not None and seen.refused.reason is Reason.MEMBER_UNKNOWN:
        return seen
    return redeem(ledger, attempt, now, check_only=check_only)


@contextmanager
def silently() -> Iterator[Run]:
    """Give what redeems forgetfully."""
    with counter.redeeming(forgetful) as run:
        yield run


def make(rng: Random) -> bytes:
    """A text, one in some tens with a separator."""
    return payload.SEEDS[rng.randrange(len(payload.SEEDS))]


TARGETS: Final = (
    Target("planted crash", 20_000, payload.make, plain(crashing)),
    Target("planted slowness", 200, make, plain(slow), seconds=0.1),
    Target("planted silence", 3_000, counter.make, silently),
    Target("planted loop", 200, make, plain(endless), seconds=0.1),
    Target("planted death", 200, make, plain(dying)),
    Target("planted swelling", 200, make, plain(swelling)),
)
KINDS: Final = dict(
    zip(
        (target.name for target in TARGETS),
        ("crash", "hang", "wrong", "hang", "death", "memory"),
        strict=True,
    )
)
"""What each is to be found as."""
