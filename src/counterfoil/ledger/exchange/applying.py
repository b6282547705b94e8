"""What an applier gets, and what it answers: one entry of a device, taken into the hub's ledger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from counterfoil.domain.entry import Entry, SignedEntry
from counterfoil.domain.exchange import DeviceKind, Document, EntryVerdict, Outcome
from counterfoil.ledger.ledger import Ledger

Touch = tuple[str, str, str]
"""What changed, for the feed: topic, key, scope."""


@dataclass(frozen=True, slots=True)
class Applying:
    """One entry being applied.

    `ledger` is the hub's, seated at the device's store. `conn` is inside the batch's transaction,
    in a savepoint. `receipted` is the verdict that the device proved to have from an earlier epoch.
    What changes for other devices is added to `touched`; it is published once, at the batch's end.
    """

    ledger: Ledger
    conn: Connection
    device: str
    kind: DeviceKind
    signed: SignedEntry
    attached: Document
    receipted: EntryVerdict | None
    now: datetime
    touched: list[Touch]

    @property
    def entry(self) -> Entry:
        """The entry itself."""
        return self.signed.entry

    @property
    def name(self) -> str:
        """What the entry is called wherever something of it is kept: its device and number."""
        return f"{self.device}-{self.signed.entry.n}"

    def touch(self, topic: str, key: str, scope: str = "") -> None:
        """Note that an object changed."""
        self.touched.append((topic, key, scope))

    def touch_all(self, touches: Iterable[Touch]) -> None:
        """Note that several did."""
        self.touched.extend(touches)


@dataclass(frozen=True, slots=True)
class Judged:
    """What an applier made of an entry; see `domain.exchange.EntryVerdict`."""

    outcome: Outcome = Outcome.APPLIED
    of: str = ""
    reason: str = ""
    values: Document = field(default_factory=dict)
    answer: Document | None = None


Applier = Callable[[Applying], Judged]
"""It writes what the entry says, and raises a UserError where that cannot be.

Forbidden, Conflict and InvalidInput mean that the entry is refused, NotFound that something it
refers to is not there; either way what the applier wrote is undone.
"""


def kept(_applying: Applying) -> Judged:
    """Keep the entry; it changes nothing at the hub."""
    return Judged()
