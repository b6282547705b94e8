"""Which attempts a joined device asks its hub about, and which it decides alone."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from counterfoil.domain.exchange import JOINED, DeviceState
from counterfoil.domain.facts import CodeStatus, Reading
from counterfoil.domain.redemption import Accepted, decide
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.domain.rights import EVERY, Authority
from counterfoil.ledger import journal
from counterfoil.ledger.gather import Gathered, gather
from counterfoil.ledger.heard import heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.early import is_far_ahead
from counterfoil.ledger.redeem import checked, count_check, foreseen_verdict
from counterfoil.ledger.tables.journal import journal as entries
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.verdict import Attempt, Verdict

_HUB_MAY_KNOW: Final = frozenset({Reason.LEASE_SPENT, Reason.QUOTA_SPENT, Reason.MEMBER_UNKNOWN})
"""Refusals of codes held here that the hub may decide otherwise."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would come of an attempt as far as it is known here, and whether the hub is asked."""

    verdict: Verdict
    asks_hub: bool


def foresee(
    ledger: Ledger, attempt: Attempt, now: datetime, *, reachable: bool, counts: bool = True
) -> Foreseen:
    """Return what would come of an attempt; nothing is recorded and nobody asked.

    Where the hub would be asked, the verdict is that of the rules alone, and not final. A code that
    nobody knows here `counts` as a guess, unless the attempt is going to be made.
    """
    seen, gathered = _foreseen(ledger, attempt, now, reachable=reachable)
    if counts:
        count_check(ledger, gathered, seen.verdict, now, sure=not seen.asks_hub)
    return seen


def _foreseen(
    ledger: Ledger, attempt: Attempt, now: datetime, *, reachable: bool
) -> tuple[Foreseen, Gathered]:
    with ledger.read() as conn:
        gathered = _gathered(ledger, conn, attempt, now)
        if not reachable or not _asks_hub(ledger, conn, gathered):
            return Foreseen(foreseen_verdict(gathered), asks_hub=False), gathered
        free = replace(gathered, facts=replace(gathered.facts, rights=EVERY))
        return Foreseen(replace(foreseen_verdict(free), final=False), asks_hub=True), gathered


def asks_hub(ledger: Ledger, attempt: Attempt, now: datetime) -> bool:
    """Say whether the hub has to be asked about an attempt, where it can be."""
    with ledger.read() as conn:
        return _asks_hub(ledger, conn, _gathered(ledger, conn, attempt, now))


def decides_alone(ledger: Ledger, attempt: Attempt, now: datetime) -> bool:
    """Say whether the attempt would be accepted here without the hub."""
    with ledger.read() as conn:
        gathered = _gathered(ledger, conn, attempt, now)
    return isinstance(decide(gathered.facts, gathered.request, gathered.at), Accepted)


def _gathered(ledger: Ledger, conn: Connection, attempt: Attempt, now: datetime) -> Gathered:
    asked = checked(attempt)
    at = asked.at or journal.peek(ledger, conn, now).now
    return gather(ledger, conn, asked, at, lock=False, now=now)


def _asks_hub(ledger: Ledger, conn: Connection, gathered: Gathered) -> bool:
    if ledger.standing not in JOINED or heard(conn).state is not DeviceState.ACTIVE:
        return False
    if is_far_ahead(ledger, conn):
        return False
    found, facts = gathered.found, gathered.facts
    if facts.waits_until is not None:
        return False
    if found.reading is not Reading.READ or _is_used_here(ledger, conn, found.code_id):
        return False
    status = None if found.facts is None else found.facts.status
    if status is CodeStatus.VOID and _has_unsent(ledger, conn):
        # It may have been made void here, which the hub has not heard yet.
        return False
    is_unused = status is CodeStatus.UNUSED
    if not is_unused or facts.rights.authority is not Authority.FINAL:
        return True
    decision = decide(facts, gathered.request, gathered.at)
    return isinstance(decision, Refused) and decision.reason in _HUB_MAY_KNOW


def _has_unsent(ledger: Ledger, conn: Connection) -> bool:
    last = select(func.max(entries.c.n)).where(entries.c.device == ledger.device.id)
    return int(conn.scalar(last) or 0) >= heard(conn).next_n


def _is_used_here(ledger: Ledger, conn: Connection, code_id: int | None) -> bool:
    """Say whether this device has redeemed the code; the hub may not have heard of it yet."""
    if code_id is None:
        return False
    query = select(redemptions.c.id).where(
        redemptions.c.code_id == code_id,
        redemptions.c.till == ledger.device.id,
        redemptions.c.reversed_at.is_(None),
    )
    return conn.scalar(query.limit(1)) is not None
