"""How the redemptions made on a device stand with its hub: waiting, confirmed, or a duplicate."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import select

from counterfoil.domain.exchange import JOINED, Outcome
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import load
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.sync import entry_verdicts


class ClaimStanding(StrEnum):
    """How a redemption stands.

    `unsent` was final when it was made, and the hub does not know of it yet; `provisional` was not.
    `confirmed` counts at the hub. `duplicate` came second. `kept` could not be applied, and the hub
    has it for somebody to look at.
    """

    UNSENT = "unsent"
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    DUPLICATE = "duplicate"
    KEPT = "kept"


_OF: Final[Mapping[str, ClaimStanding]] = {
    Outcome.APPLIED: ClaimStanding.CONFIRMED,
    Outcome.DUPLICATE: ClaimStanding.DUPLICATE,
    Outcome.REFUSED: ClaimStanding.KEPT,
    Outcome.QUARANTINED: ClaimStanding.KEPT,
}


def claim_standings(ledger: Ledger, redemption_ids: Iterable[str]) -> dict[str, ClaimStanding]:
    """Return how redemptions stand, of those that this device made; none where there is no hub."""
    if ledger.standing not in JOINED:
        return {}
    parts = (each.rpartition("-") for each in redemption_ids)
    wanted = [int(n) for device, _, n in parts if device == ledger.device.id]
    of_verdict = (entry_verdicts.c.device == journal.c.device) & (entry_verdicts.c.n == journal.c.n)
    query = (
        select(journal.c.n, journal.c.body, entry_verdicts.c.outcome)
        .outerjoin(entry_verdicts, of_verdict)
        .where(journal.c.device == ledger.device.id, journal.c.n.in_(wanted))
    )
    with ledger.read() as conn:
        rows = conn.execute(query).all()
    return {f"{ledger.device.id}-{row.n}": _standing(row.body, row.outcome) for row in rows}


def _standing(body: str, outcome: str | None) -> ClaimStanding:
    if outcome is not None:
        return _OF[outcome]
    return ClaimStanding.UNSENT if load(body).get("final", True) else ClaimStanding.PROVISIONAL
