"""What a restored hub does when it waits for no device any more, before it decides again."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from counterfoil.ledger.exchange.applying import Touch
from counterfoil.ledger.exchange.conflict_rows import CLAIMS, ConflictState
from counterfoil.ledger.exchange.epochs import is_waiting
from counterfoil.ledger.exchange.promoting import promote
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.codes import UNUSED, codes
from counterfoil.ledger.tables.sync import conflicts

_CLAIMED: Final = (
    select(conflicts.c.code_id)
    .join(codes, codes.c.id == conflicts.c.code_id)
    .where(
        conflicts.c.kind.in_(CLAIMS),
        conflicts.c.state == ConflictState.OPEN.value,
        codes.c.status == UNUSED,
    )
    .distinct()
    .order_by(conflicts.c.code_id)
)


def resume(ledger: Ledger, conn: Connection, now: datetime) -> list[Touch]:
    """Apply claims of codes that are unused although goods went out; say what changed.

    Such a claim came second to one that nobody brought back: what was asked online and never
    answered, or what only a device had that is written off. Left alone, the code would be redeemed
    once more. Nothing is done while any device is waited for: it may bring the first one.
    """
    if is_waiting(conn):
        return []
    claimed = conn.scalars(_CLAIMED).all()
    return [touch for code_id in claimed for touch in promote(ledger, conn, code_id, now)]
