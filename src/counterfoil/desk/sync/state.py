"""How a till stands with its hub, as plain data: what the header, the drawer and the banner say."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CLOCK_BOUND = timedelta(minutes=2)
"""A clock that is further off is spoken of."""


class Link(StrEnum):
    """What the till knows of its hub. A ledger that stands alone has none.

    `trying` has not heard of it since the desk was opened, `first` is the first sync after joining,
    `asking` a question that the counter waits for. The hub `waits` where it was restored and
    decides nothing until every till has pushed again.
    """

    ALONE = "alone"
    TRYING = "trying"
    FIRST = "first"
    ONLINE = "online"
    ASKING = "asking"
    OFFLINE = "offline"
    WAITS = "waits"
    FROZEN = "frozen"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class SyncState:
    """How a till stands with its hub.

    `waiting` counts the entries that the hub has not answered, the oldest made at `oldest_at`;
    `known_at` is when the hub last told all it knew. `clock_off` is this machine's clock less the
    hub's. `trouble` is why the last try failed, where it was not the network.
    """

    link: Link = Link.ALONE
    waiting: int = 0
    oldest_at: datetime | None = None
    conflicts: int = 0
    known_at: datetime | None = None
    clock_off: timedelta = timedelta()
    hub: str = ""
    trouble: Exception | None = None

    @property
    def joined(self) -> bool:
        """Whether there is a hub at all."""
        return self.link is not Link.ALONE

    @property
    def clock_is_off(self) -> bool:
        """Whether the clock is far enough off to be told."""
        return abs(self.clock_off) > CLOCK_BOUND

    def is_stale(self, now: datetime, after: timedelta) -> bool:
        """Say whether what is known here is older than `after`."""
        return self.joined and self.known_at is not None and now - self.known_at > after
