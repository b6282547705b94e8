"""What a device and its hub tell one another; `wire` says how it looks as JSON.

Rooms beside each other do not see one another, so what both the ledger and the wire handle is here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from counterfoil.domain.entry import SignedEntry
from counterfoil.domain.store import Store

Document = Mapping[str, Any]
"""A JSON object."""


class Standing(StrEnum):
    """What a ledger is among others: alone, a hub, or a device that has joined one."""

    ALONE = "alone"
    HUB = "hub"
    TILL = "till"
    OFFICE = "office"


JOINED = frozenset({Standing.TILL, Standing.OFFICE})
"""Standings of a ledger that asks a hub."""


class DeviceKind(StrEnum):
    """An office device has the readable codes of what it prints; a till has digests only."""

    TILL = "till"
    OFFICE = "office"


class DeviceState(StrEnum):
    """Where a device stands with the hub.

    A `frozen` one was restored or copied: what it sends is kept and nothing of it decided. A
    `revoked` one may only upload. One that is `written_off` is not waited for any more.
    """

    ACTIVE = "active"
    FROZEN = "frozen"
    REVOKED = "revoked"
    WRITTEN_OFF = "written_off"


class Outcome(StrEnum):
    """What the hub made of an entry."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class EntryVerdict:
    """The hub's answer to one entry; once given it never changes.

    `of` is the redemption that came first, where it is a duplicate. `reason` is a sentence's
    template, or a `Reason`, with its `values`. `answer` is what an online intent got. `receipt`
    proves to a restored hub that the verdict was given (HMAC-SHA256 with the brand's key).
    """

    n: int
    outcome: Outcome
    of: str = ""
    reason: str = ""
    values: Document = field(default_factory=dict)
    answer: Document | None = None
    receipt: bytes = b""


@dataclass(frozen=True, slots=True)
class Upload:
    """One entry as it was sent.

    `signed` is None where it could not be read; `raw` is its JSON text then and always. What the
    journal must not hold (names, coupon codes) travels beside the entry, in `attached`. `receipted`
    is the verdict the device has from an earlier epoch.
    """

    n: int
    raw: str
    signed: SignedEntry | None
    attached: Document = field(default_factory=dict)
    receipted: EntryVerdict | None = None


@dataclass(frozen=True, slots=True)
class Pushed:
    """The hub's answer to a batch: verdicts in order, and the number of the entry it needs next.

    `waits` says that the hub was restored and takes only what it judged before; `state` is where
    the device stands.
    """

    verdicts: tuple[EntryVerdict, ...]
    next_n: int
    epoch: int
    hub_time: datetime
    state: DeviceState = DeviceState.ACTIVE
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """An object as it is now: of a `topic`, called `key`; `document` None where it is gone."""

    seq: int
    topic: str
    key: str
    document: Document | None


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of the feed: what changed behind `after`, up to and with `seq`.

    `acked` is the number of the device's last entry that the hub had by then, so that the page is
    the whole truth where the device has nothing newer. `more` says that there is a next page.
    """

    after: int
    seq: int
    changes: tuple[Change, ...]
    more: bool
    acked: int
    epoch: int
    hub_time: datetime


@dataclass(frozen=True, slots=True)
class Manifest:
    """A snapshot: the SHA-256 (hex) of each page of it, all as they were at `seq`.

    A page is gzipped JSON lines, each a `Change` with `seq` 0; see `acked` at `Changes`.
    """

    seq: int
    epoch: int
    acked: int
    pages: tuple[str, ...]
    hub_time: datetime


@dataclass(frozen=True, slots=True)
class BatchPages:
    """The codes of a batch: pages of `PER_PAGE` codes in order of id, by SHA-256 (hex).

    A page is the digests of its codes, 16 bytes each. For an office device there is, beside each, a
    page of the readable texts: UTF-8 lines.
    """

    batch: int
    digests: tuple[str, ...]
    texts: tuple[str, ...] = ()


PER_PAGE = 65_536
"""Codes on a page of a batch: a megabyte of digests."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a device gets when it joins."""

    device: str
    name: str
    kind: DeviceKind
    store: Store
    digest_key: bytes
    hub_id: str
    epoch: int
    hub_time: datetime


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a device says when a session begins: the end of its chain, and how far it has receipts.

    `seen_seq` and `epoch` are the feed's as the device knows them: a hub that has less was
    restored. `early` are the entries behind `receipted_n` that the hub accepted when it was asked,
    before earlier ones were sent.
    """

    device: str
    n: int
    hash: bytes
    receipted_n: int
    seen_seq: int
    epoch: int
    now: datetime
    early: tuple[int, ...] = ()


MOST_EARLY = 1_000
"""So many accepted entries a device has ahead of unsent ones; then it asks no more until they are
sent."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """The hub's answer to a greeting: where the device stands, and the entry it needs next.

    A hub that was restored `lacks` these of the early ones, and waits for them.
    """

    epoch: int
    hub_time: datetime
    state: DeviceState
    next_n: int
    waits: bool = False
    lacks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CodesWanted:
    """Codes that somebody of the `staff` has the hub make, from an office device.

    `request` tells it from the device's other requests: the same again makes no second batch.
    """

    request: str
    campaign_id: str
    quantity: int
    staff: str
    name: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    test: bool = False
