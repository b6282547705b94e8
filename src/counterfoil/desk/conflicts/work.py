"""What the inbox has the ledger do. Every function here runs behind a door."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from counterfoil.desk.campaigns.names import Names
from counterfoil.desk.campaigns.work import names_of
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.store import Staff
from counterfoil.ledger.exchange.conflicts import How
from counterfoil.ledger.exchange.conflicts import settle as settle_conflict
from counterfoil.ledger.exchange.inbox import Cursor, Inbox, Shown, inbox
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.exposure import Exposure
from counterfoil.ledger.rights.exposure import exposure as read_exposure
from counterfoil.openloyalty.campaign import read_campaign

STALE: Final = "stale"


@dataclass(frozen=True, slots=True)
class Versions:
    """Both versions of a campaign that two people changed: what came late, and what stands."""

    late: Campaign
    stands: Campaign
    saved_by: str
    names: Names


@dataclass(frozen=True, slots=True)
class About:
    """One conflict, with both versions where it is a campaign that was changed twice."""

    shown: Shown
    versions: Versions | None = None


def page(ledger: Ledger, after: Cursor | None) -> Inbox:
    """Return conflicts, the open ones first, and where the next page begins."""
    return inbox(ledger, after)


def about(ledger: Ledger, conflict_id: str) -> About:
    """Return one conflict. Raises NotFound."""
    found = next((each for each in _every(ledger) if each.id == conflict_id), None)
    if found is None:
        raise NotFound("There is no conflict {conflict}.", conflict=conflict_id[:64])
    return About(found, _versions(ledger, found))


def exposure(ledger: Ledger) -> Exposure:
    """Return what could go wrong now, at most."""
    return read_exposure(ledger)


def count_open(ledger: Ledger) -> int:
    """Return how many wait for a decision."""
    return sum(1 for _each in _every(ledger, open_only=True))


def settle(
    ledger: Ledger, conflict_id: str, how: str, note: str, by: Staff, now: datetime
) -> About:
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


def _versions(ledger: Ledger, shown: Shown) -> Versions | None:
    """Return both versions of a campaign; None where the conflict is of something else."""
    found, late = shown.document.get("found"), shown.document.get("body", {}).get("document")
    if shown.kind != STALE or not found or not late or shown.campaign_id is None:
        return None
    try:
        mine = read_campaign(late, id=shown.campaign_id)
        theirs = read_campaign(found["document"], id=shown.campaign_id)
    except InvalidInput:
        # A newer program wrote it; the inbox still says who changed what.
        return None
    return Versions(mine, theirs, str(found["saved_by"]), names_of(ledger))
