"""Conflicts as they are kept: the second claims of codes, whole, until somebody settles them."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, update

from counterfoil.domain.errors import NotFound
from counterfoil.ledger.exchange.claimed import Claim
from counterfoil.ledger.statement import inserting
from counterfoil.ledger.tables.base import dump, load, to_micros
from counterfoil.ledger.tables.sync import conflicts


class ConflictKind(StrEnum):
    """What clashes.

    A `claim` came second at its code. One that was `displaced` was applied by a hub that had
    forgotten an earlier claim, which has come back. The others are changes that came too late.
    """

    CLAIM = "claim"
    DISPLACED = "displaced"


CLAIMS: Final = frozenset({ConflictKind.CLAIM.value, ConflictKind.DISPLACED.value})
"""Kinds of which the document holds the redemption that came second."""


class ConflictState(StrEnum):
    """How a conflict stands.

    `promoted`: its code became free, and it was applied. `reversed`: it was undone where it was
    made. The two others are what somebody decided.
    """

    OPEN = "open"
    PROMOTED = "promoted"
    REVERSED = "reversed"
    KEPT_FIRST = "kept_first"
    LOSS_ACCEPTED = "accepted"


_INSERT: Final = inserting(conflicts)


def add_claim(
    conn: Connection,
    claim: Claim,
    n: int,
    now: datetime,
    *,
    of: str,
    reason: str,
    first: Mapping[str, Any] | None,
    kind: ConflictKind = ConflictKind.CLAIM,
) -> None:
    """Keep a claim that came second. `first` is the row of the redemption that came before it."""
    row = claim.row
    risk = (claim.spends or {}).get("risk")
    _INSERT.run(
        conn,
        {
            "id": row["id"],
            "kind": kind.value,
            "of": of,
            "device": row["till"],
            "n": n,
            "code_id": row["code_id"],
            "campaign_id": row["campaign_id"],
            "grant_id": risk if isinstance(risk, int) else None,
            "units": row["units"],
            "money": claim.money,
            "at": to_micros(now),
            "document": dump({"row": row, "reason": reason, "first": _told(first)}),
            "state": ConflictState.OPEN.value,
            "note": "",
            "settled_by": None,
            "settled_at": None,
        },
    )


def read_conflict(conn: Connection, conflict_id: str, *, lock: bool = False) -> Row[Any]:
    """Return the row of a conflict. Raises NotFound."""
    query = select(conflicts).where(conflicts.c.id == conflict_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("There is no conflict {conflict}.", conflict=conflict_id[:64])
    return row


def first_waiting(conn: Connection, code_id: int) -> Row[Any] | None:
    """Return the claim of a code that waits for it and came first, None where none does.

    Before all others comes one that was applied, until an earlier one came back.
    """
    query = (
        select(conflicts)
        .where(
            conflicts.c.code_id == code_id,
            conflicts.c.kind.in_(CLAIMS),
            conflicts.c.state == ConflictState.OPEN.value,
        )
        .order_by(
            conflicts.c.kind != ConflictKind.DISPLACED.value,
            conflicts.c.at,
            func.length(conflicts.c.id),
            conflicts.c.id,
        )
        .limit(1)
    )
    return conn.execute(query.with_for_update()).one_or_none()


def settle_row(
    conn: Connection,
    conflict_id: str,
    state: ConflictState,
    now: datetime,
    *,
    note: str = "",
    by: str | None = None,
) -> None:
    """Write down how a conflict stands now, since when, and by whose decision if anybody's."""
    conn.execute(
        update(conflicts)
        .where(conflicts.c.id == conflict_id)
        .values(state=state.value, note=note, settled_by=by, settled_at=to_micros(now))
    )


def claimed_row(conflict: Row[Any]) -> dict[str, Any]:
    """Return the row of the redemption that came second, as it would stand among the others."""
    return dict(load(conflict.document)["row"])


def _told(first: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return what the inbox shows of the redemption that came first."""
    if first is None:
        return None
    shown = ("id", "till", "store", "staff_id", "at", "units", "member_id", "given", "source")
    return {name: first[name] for name in shown}
