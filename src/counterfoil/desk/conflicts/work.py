"""What the inbox has the ledger do. Every function here runs behind a door."""

from collections.abc import Iterator
from datetime import datetime

from counterfoil.domain.errors import NotFound
from counterfoil.domain.store import Staff
from counterfoil.ledger.exchange.conflicts import How
from counterfoil.ledger.exchange.conflicts import settle as settle_conflict
from counterfoil.ledger.exchange.inbox import Cursor, Inbox, Shown, inbox
from counterfoil.ledger.ledger import Ledger


def page(ledger: Ledger, after: Cursor | None) -> Inbox:
    """Return conflicts, the open ones first, and where the next page begins."""
    return inbox(ledger, after)


def about(ledger: Ledger, conflict_id: str) -> Shown:
    """Return one conflict. Raises NotFound."""
    found = next((each for each in _every(ledger) if each.id == conflict_id), None)
    if found is None:
        raise NotFound("There is no conflict {conflict}.", conflict=conflict_id[:64])
    return found


def count_open(ledger: Ledger) -> int:
    """Return how many wait for a decision."""
    return sum(1 for _each in _every(ledger, open_only=True))


def settle(
    ledger: Ledger, conflict_id: str, how: str, note: str, by: Staff, now: datetime
) -> Shown:
    """Settle a conflict, and return how it stands then. Raises as `conflicts.settle`."""
    settle_conflict(ledger, conflict_id, How(how), note, by, now)
    return about(ledger, conflict_id)


def _every(ledger: Ledger, *, open_only: bool = False) -> Iterator[Shown]:
    after: Cursor | None = None
    while True:
        found = inbox(ledger, after, open_only=open_only)
        yield from found.conflicts
        after = found.next
        if after is None:
            return
