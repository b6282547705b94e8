"""How much was done here since an entry of the journal: figures for the log, no codes."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from counterfoil.domain.entry import Kind
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import load
from counterfoil.ledger.tables.journal import journal

_MOST_READ: Final = 5000
"""Refusals whose reasons are looked at; there are more only where a file is worked off."""


@dataclass(frozen=True, slots=True)
class Done:
    """Up to which entry, how many of each kind there were, and of refusals for each reason."""

    last: int
    kinds: dict[str, int]
    refused: dict[str, int]


def done_since(ledger: Ledger, after: int) -> Done:
    """Return what this device did after the entry of that number."""
    mine = (journal.c.device == ledger.device.id) & (journal.c.n > after)
    kinds = select(journal.c.kind, func.count(), func.max(journal.c.n)).where(mine)
    refused = select(journal.c.body).where(mine, journal.c.kind == Kind.SCAN_REFUSED.value)
    with ledger.read() as conn:
        found = conn.execute(kinds.group_by(journal.c.kind)).all()
        bodies = conn.scalars(refused.order_by(journal.c.n).limit(_MOST_READ)).all()
    reasons = Counter(str(load(body).get("reason", "")) for body in bodies)
    return Done(
        max((last for _kind, _count, last in found), default=after),
        {kind: count for kind, count, _last in found},
        dict(reasons),
    )
