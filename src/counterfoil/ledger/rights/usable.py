"""The rights that a device may spend now: accepted, and its hub has answered that it knows.

A hub that was restored from a backup learns from the entries it has given receipts for which grants
are out. One whose acceptance has none yet could be given again, so nothing of it is spent.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, or_, select

from counterfoil.domain.exchange import Outcome
from counterfoil.domain.rights import Grant, GrantKind, GrantState
from counterfoil.ledger.rights.rows import from_row
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.sync import entry_verdicts, grants

_IS_CONFIRMED: Final = (
    (grants.c.state == GrantState.ACCEPTED.value)
    & (entry_verdicts.c.n == grants.c.accepted_n)
    & (entry_verdicts.c.outcome == Outcome.APPLIED.value)
)
_OVER: Final = Statement(
    select(*grants.c)
    .join(entry_verdicts, entry_verdicts.c.device == grants.c.device)
    .where(
        _IS_CONFIRMED,
        grants.c.device == bindparam("device"),
        grants.c.campaign_id == bindparam("campaign"),
        or_(
            grants.c.kind != GrantKind.CODES.value,
            (grants.c.first_id <= bindparam("code")) & (grants.c.last_id >= bindparam("code")),
        ),
        or_(grants.c.expires_at.is_(None), grants.c.expires_at > bindparam("at")),
    )
    .order_by(grants.c.id)
)


def usable_over(
    conn: Connection, device: str, campaign_id: str, code_id: int, at: datetime
) -> tuple[Grant, ...]:
    """Return a device's usable leases for a campaign, and the grants that a code is held by."""
    values: dict[str, Any] = {
        "device": device,
        "campaign": campaign_id,
        "code": code_id,
        "at": to_micros(at),
    }
    return tuple(map(from_row, _OVER.run(conn, values).fetchall()))


def confirmed_ids(conn: Connection, device: str) -> frozenset[int]:
    """Return the accepted rights of a device whose acceptance the hub has answered."""
    query = (
        select(grants.c.id)
        .join(entry_verdicts, entry_verdicts.c.device == grants.c.device)
        .where(_IS_CONFIRMED, grants.c.device == device)
    )
    return frozenset(conn.scalars(query))
