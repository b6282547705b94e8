"""Settling conflicts: what somebody decides about two redemptions of one code."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput
from counterfoil.domain.exchange import Standing
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.exchange.applying import Applying, Judged, Touch
from counterfoil.ledger.exchange.conflict_rows import (
    CLAIMS,
    ConflictState,
    claimed_row,
    read_conflict,
    settle_row,
)
from counterfoil.ledger.exchange.inbox import Cursor, Inbox, Shown, Side, inbox
from counterfoil.ledger.exchange.losses import give_second
from counterfoil.ledger.exchange.promoting import claim_touches, gifts_of, promote
from counterfoil.ledger.feed.publish import note as note_touches
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.seats import person
from counterfoil.ledger.staff import require

__all__ = ["Cursor", "How", "Inbox", "Shown", "Side", "inbox", "promote", "settle", "settled"]

LONGEST_NOTE: Final = 500


class How(StrEnum):
    """What is decided about a conflict.

    `keep_first`: the second one gives nothing. `accept_loss`: it gives what it gave, too.
    `contact`: it stays open while somebody speaks with the customer or the till.
    """

    KEEP_FIRST = "keep_first"
    ACCEPT_LOSS = "accept_loss"
    CONTACT = "contact"


_STATES: Final = {
    How.KEEP_FIRST: ConflictState.KEPT_FIRST,
    How.ACCEPT_LOSS: ConflictState.LOSS_ACCEPTED,
    How.CONTACT: ConflictState.OPEN,
}


def settle(ledger: Ledger, conflict_id: str, how: How, note: str, by: Staff, now: datetime) -> None:
    """Settle a conflict, in one transaction.

    On a device that has joined a hub, the decision is written down and the hub carries it out.

    Raises:
        Forbidden: `by` is no supervisor.
        InvalidInput: a loss is accepted without a note that says why, or there is none.
        NotFound: there is no such conflict.
        Conflict: it was settled before.
    """
    require(by, Act.SETTLE_CONFLICT)
    why = note.strip()[:LONGEST_NOTE]
    check_text(why)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        touches = settle_in(ledger, conn, conflict_id, how, why, by, last.now)
        if ledger.standing is Standing.HUB:
            note_touches(conn, touches)
        body = {"id": conflict_id, "how": how.value, "note": why, "staff": by.id}
        journal.append_after(ledger, conn, last, Kind.CONFLICT_SETTLED, body)


def settled(applying: Applying) -> Judged:
    """Take in what somebody decided at a device. Raises as `settle`."""
    body = applying.entry.body
    by = person(applying.conn, str(body["staff"]))
    if by is None:
        raise Forbidden("Nobody on the staff has the id {id}.", id=str(body["staff"])[:40])
    require(by, Act.SETTLE_CONFLICT)
    if body["how"] not in list(How):
        raise InvalidInput("This is no way to settle a conflict.")
    how, why = How(str(body["how"])), str(body["note"])[:LONGEST_NOTE]
    conflict = str(body["id"])
    applying.touch_all(
        settle_in(applying.ledger, applying.conn, conflict, how, why, by, applying.now)
    )
    return Judged()


def settle_in(
    ledger: Ledger,
    conn: Connection,
    conflict_id: str,
    how: How,
    why: str,
    by: Staff,
    at: datetime,
) -> list[Touch]:
    """Settle a conflict in the transaction of `conn`, and return what changed; see `settle`."""
    conflict = read_conflict(conn, conflict_id, lock=True)
    if conflict.state != ConflictState.OPEN:
        raise Conflict("This conflict was settled before.")
    touches: list[Touch] = [("conflict", conflict.id, conflict.device)]
    is_claim = conflict.kind in CLAIMS
    if how is How.ACCEPT_LOSS:
        if not is_claim:
            raise InvalidInput("No loss came of this; settle it otherwise.")
        if not why:
            raise InvalidInput("Say why the loss is accepted.")
        if ledger.standing is Standing.HUB:
            give_second(conn, conflict, why, by.id, at)
    settle_row(conn, conflict.id, _STATES[how], at, note=why, by=by.id)
    if is_claim:
        row = claimed_row(conflict)
        touches += claim_touches(row, gifts_of(conn, row))
    return touches
