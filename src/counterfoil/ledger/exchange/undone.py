"""Redemptions that are undone where they were made: by somebody, or because no answer came."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from counterfoil.domain.exchange import Outcome
from counterfoil.ledger.exchange import coupon_intents
from counterfoil.ledger.exchange.applying import Applying, Judged, Touch
from counterfoil.ledger.exchange.conflict_rows import (
    ConflictKind,
    ConflictState,
    claimed_row,
    read_conflict,
    settle_row,
)
from counterfoil.ledger.exchange.losses import take_loss_back
from counterfoil.ledger.exchange.promoting import claim_touches, gifts_of, promote
from counterfoil.ledger.exchange.verdicts import kept_verdict
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import conflicts
from counterfoil.ledger.undo import Undone, lock_redemption, undo

NO_ANSWER: Final = "The hub's answer did not reach the till, so nothing was handed over."


def reversed_at_till(applying: Applying) -> Judged:
    """Take in that somebody undid a redemption at a till.

    Of one that came second, the conflict is over. One that was undone before stays so. Raises
    NotFound where nothing is known of it.
    """
    body = applying.entry.body
    redemption_id = str(body["redemption"])
    if not _is_recorded(applying.conn, redemption_id) or _waits(applying.conn, redemption_id):
        return _end_conflict(applying, redemption_id)
    if not _is_undone(applying.conn, redemption_id):
        undone = lock_redemption(applying.ledger, applying.conn, redemption_id)
        frees_code = bool(body["code_unused"])
        why, by = str(body["reason"]), str(body["staff"])
        undo(applying.conn, undone, why, by, applying.now, frees_code=frees_code)
        applying.touch_all(_after(applying.ledger, applying.conn, undone, applying.now, frees_code))
    return Judged()


def voided(applying: Applying) -> Judged:
    """Take in that the till gave up an online attempt because no answer came.

    Where the hub had accepted it, it is undone and the code unused again: nothing was handed over.
    """
    conn, intent = applying.conn, int(str(applying.entry.body["intent"]))
    decided = kept_verdict(conn, applying.device, intent)
    if decided is None or decided[1].outcome is not Outcome.APPLIED:
        return Judged()
    name = f"{applying.device}-{intent}"
    told = decided[1].answer or {}
    if told.get(coupon_intents.COUPON) is not None:
        coupon_intents.undo(applying, told)
    if _is_recorded(conn, name) and not _is_undone(conn, name):
        applying.touch_all(undo_unanswered(applying.ledger, conn, name, applying.now))
    return Judged()


def undo_unanswered(
    ledger: Ledger, conn: Connection, redemption_id: str, at: datetime
) -> list[Touch]:
    """Undo what the till never heard of, for whoever tried it; return what changed."""
    undone = lock_redemption(ledger, conn, redemption_id)
    by = undone.row.staff_id
    undo(conn, undone, NO_ANSWER, by, at, frees_code=True, forgets_event=True)
    return _after(ledger, conn, undone, at, frees_code=True)


def _after(
    ledger: Ledger, conn: Connection, undone: Undone, at: datetime, frees_code: bool
) -> list[Touch]:
    """Let the next claim of a code that is free have it; return all that changed."""
    row = dict(undone.row._mapping)  # noqa: SLF001 - its public name
    changed = claim_touches(row, undone.gifts)
    # Its till may not be the one that undid it.
    touches = [
        (topic, key, row["till"] if topic == "redemption" else scope)
        for topic, key, scope in changed
    ]
    return touches + promote(ledger, conn, undone.row.code_id, at) if frees_code else touches


def _end_conflict(applying: Applying, redemption_id: str) -> Judged:
    conn = applying.conn
    conflict = read_conflict(conn, redemption_id, lock=True)
    gifts = gifts_of(conn, claimed_row(conflict))
    if conflict.state == ConflictState.LOSS_ACCEPTED:
        take_loss_back(conn, conflict, str(applying.entry.body["staff"]), applying.now)
    if conflict.state in {ConflictState.OPEN, ConflictState.LOSS_ACCEPTED}:
        settle_row(conn, conflict.id, ConflictState.REVERSED, applying.now)
        applying.touch("conflict", conflict.id, conflict.device)
    applying.touch_all(claim_touches(claimed_row(conflict), gifts))
    return Judged()


def _is_recorded(conn: Connection, redemption_id: str) -> bool:
    known = select(redemptions.c.id).where(redemptions.c.id == redemption_id)
    return conn.scalar(known) is not None


def _waits(conn: Connection, redemption_id: str) -> bool:
    """Say whether a redemption was applied, and gave way to an earlier one that came back."""
    is_displaced = (
        conflicts.c.id == redemption_id,
        conflicts.c.kind == ConflictKind.DISPLACED.value,
        conflicts.c.state != ConflictState.PROMOTED.value,
    )
    return conn.scalar(select(conflicts.c.id).where(*is_displaced)) is not None


def _is_undone(conn: Connection, redemption_id: str) -> bool:
    when = select(redemptions.c.reversed_at).where(redemptions.c.id == redemption_id)
    return conn.scalar(when) is not None
