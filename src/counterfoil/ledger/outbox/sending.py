"""What waits to be sent, and the entries themselves as they are handed to the hub."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import Connection, func, select

from counterfoil.domain.entry import SignedEntry
from counterfoil.domain.exchange import DeviceState, Upload
from counterfoil.ledger.heard import heard
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.attached import attached
from counterfoil.ledger.outbox.verdicts import stored_on
from counterfoil.ledger.tables.base import dump, from_micros_or_none
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.sync import conflicts

MOST_ENTRIES: Final = 500
MOST_BYTES: Final = 3_000_000
"""About so much is sent at once; an entry that is larger goes alone."""
_OPEN: Final = "open"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How a device stands with its hub, as far as it knows.

    `count` entries were not taken by the hub yet, the oldest of which was made at `oldest_at`.
    `conflicts` are open in the inbox. `known_at` is when the hub was last heard of, on this
    device's clock, which was `clock_off` ahead of the hub's. `is_first` says that nothing of what
    the hub knows is here yet.
    """

    count: int
    oldest_at: datetime | None
    conflicts: int
    hub_time: datetime | None
    known_at: datetime | None
    clock_off: timedelta
    state: DeviceState
    hub_waits: bool
    is_first: bool


def waiting(ledger: Ledger) -> Waiting:
    """Return what waits to be sent, and how the device stands."""
    with ledger.read() as conn:
        said = heard(conn)
        own = journal.c.device == ledger.device.id
        first = max(said.next_n, said.aside_n + 1)
        oldest = select(journal.c.wall_time).where(own, journal.c.n == first)
        inbox = select(func.count()).select_from(conflicts).where(conflicts.c.state == _OPEN)
        return Waiting(
            count=max(0, _last(ledger, conn) - first + 1),
            oldest_at=from_micros_or_none(conn.scalar(oldest)),
            conflicts=conn.scalar(inbox) or 0,
            hub_time=said.hub_time,
            known_at=said.at,
            clock_off=said.clock_off,
            state=said.state,
            hub_waits=said.waits,
            is_first=said.seq == 0,
        )


def last_entry(ledger: Ledger) -> int:
    """Return the number of this device's last entry."""
    with ledger.read() as conn:
        return _last(ledger, conn)


def uploads(ledger: Ledger, after_n: int, limit: int = MOST_ENTRIES) -> list[Upload]:
    """Return this device's next entries behind `after_n`, with all that goes with each."""
    return list(_within(_uploads(ledger, after_n, limit)))


def upload(ledger: Ledger, conn: Connection, signed: SignedEntry) -> Upload:
    """Return an entry of this device's as it is sent."""
    n = signed.entry.n
    return Upload(n, "", signed, attached(ledger, conn, signed), stored_on(ledger, conn, n))


def _last(ledger: Ledger, conn: Connection) -> int:
    own = journal.c.device == ledger.device.id
    return conn.scalar(select(func.max(journal.c.n)).where(own)) or 0


def _uploads(ledger: Ledger, after_n: int, limit: int) -> Iterator[Upload]:
    page = list(islice(entries(ledger, after=after_n), limit))
    with ledger.read() as conn:
        for signed in page:
            yield upload(ledger, conn, signed)


def _within(made: Iterator[Upload]) -> Iterator[Upload]:
    size = 0
    for each in made:
        assert each.signed is not None  # noqa: S101 - made above of an entry
        more = len(dump(dict(each.signed.entry.body))) + len(dump(dict(each.attached)))
        if size and size + more > MOST_BYTES:
            return
        size += more
        yield each
