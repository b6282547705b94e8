"""The main transaction: look up, decide, write what comes of it, commit; then say so.

Acceptances and refusals are both kept and journalled. Whoever calls may show a verdict of
acceptance once `redeem` has returned: its transaction is on the disk then.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from counterfoil.domain import redemption
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.event import Value
from counterfoil.domain.redemption import Accepted, CheckResult, decide
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.domain.store import Act
from counterfoil.domain.text import unfit_character
from counterfoil.domain.units import units
from counterfoil.ledger import journal
from counterfoil.ledger.gather import Gathered, gather
from counterfoil.ledger.given import foreseen
from counterfoil.ledger.guesses import draw
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.record import record_acceptance
from counterfoil.ledger.refuse import is_guess, record_refusal, refusal_verdict
from counterfoil.ledger.replay import stored_verdict
from counterfoil.ledger.rights.spending import spend
from counterfoil.ledger.staff import require
from counterfoil.ledger.verdict import Attempt, Given, Reversal, Verdict

__all__ = ["Attempt", "Given", "Reversal", "Verdict", "explain", "foresee", "redeem"]

LONGEST_EVENT_ID: Final = 200
MOST_BODY: Final = 100
LONGEST_VALUE: Final = 1000


def redeem(ledger: Ledger, attempt: Attempt, now: datetime, *, check_only: bool = False) -> Verdict:
    """Redeem a code, in one transaction; `check_only` decides alike but records nothing.

    It happens now, where that is not before the last entry of the journal, or at `attempt.at`.

    Raises:
        Forbidden: whoever tries works here no more.
        InvalidInput: the amount, event id or body cannot be.
        Conflict: the event id was used for another code.
        MachineError: the disk or the server failed; nothing was recorded.
    """
    require(attempt.staff, Act.REDEEM)
    asked = checked(attempt)
    if check_only:
        with ledger.read() as conn:
            gathered = _gathered(ledger, conn, asked, now)
        return count_check(ledger, gathered, foreseen_verdict(gathered), now)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        if asked.event_id is not None:
            stored = stored_verdict(ledger, conn, asked)
            if stored is not None:
                return stored
        gathered = gather(ledger, conn, asked, asked.at or last.now, lock=True, now=now)
        decision = decide(gathered.facts, gathered.request, gathered.at)
        if isinstance(decision, Refused):
            return record_refusal(ledger, conn, last, gathered, decision, now)
        spends = spend(conn, gathered, decision)
        return record_acceptance(ledger, conn, last, gathered, decision, spends=spends)


def foresee(ledger: Ledger, attempt: Attempt, now: datetime) -> Verdict:
    """Return what would come of an attempt that is going to be made; nothing is written.

    Where it may not be made in the end, that is `redeem` with `check_only`.
    """
    with ledger.read() as conn:
        return foreseen_verdict(_gathered(ledger, conn, checked(attempt), now))


def count_check(
    ledger: Ledger, gathered: Gathered, seen: Verdict, now: datetime, *, sure: bool = True
) -> Verdict:
    """Return a verdict that was only foreseen; one of a code that nobody knows counts as a guess.

    Who only checks codes could try them all otherwise. It is not `sure` where a hub may know it.
    """
    if seen.refused is not None and is_guess(gathered, seen.refused):
        sure = sure and seen.refused.reason is Reason.UNKNOWN
        with ledger.write() as conn:
            draw(ledger, conn, gathered.attempt, gathered.found.digest, now, sure=sure)
    return seen


def explain(ledger: Ledger, attempt: Attempt, now: datetime) -> tuple[CheckResult, ...]:
    """Return the result of every check that `attempt` would go through; nothing is written."""
    with ledger.read() as conn:
        gathered = _gathered(ledger, conn, checked(attempt), now)
    return redemption.explain(gathered.facts, gathered.request, gathered.at)


def _gathered(ledger: Ledger, conn: Connection, attempt: Attempt, now: datetime) -> Gathered:
    at = attempt.at or journal.peek(ledger, conn, now).now
    return gather(ledger, conn, attempt, at, lock=False, now=now)


def foreseen_verdict(gathered: Gathered) -> Verdict:
    """Return the verdict that there would be; nothing is written."""
    decision = decide(gathered.facts, gathered.request, gathered.at)
    if isinstance(decision, Refused):
        return refusal_verdict(gathered, decision)
    return _acceptance(gathered, decision)


def _acceptance(gathered: Gathered, accepted: Accepted) -> Verdict:
    return Verdict(
        accepted=True,
        final=accepted.final,
        refused=None,
        code=gathered.found.shown,
        campaign=gathered.facts.campaign,
        member=gathered.facts.member,
        given=foreseen(accepted.outcomes, gathered.facts, gathered.at),
        redemption_id=None,
        at=gathered.at,
        test=gathered.is_test,
    )


def checked(attempt: Attempt) -> Attempt:
    """Refuse what no honest counter sends, and bring the card and amount to the usual form."""
    if attempt.event_id is not None and not _is_event_id(attempt.event_id):
        raise InvalidInput(
            "An event id has 1 to {most} printable characters.", most=LONGEST_EVENT_ID
        )
    if not _is_body(attempt.body):
        raise InvalidInput(
            "The event's body has at most {most} attributes, each of at most {longest} printable"
            " characters.",
            most=MOST_BODY,
            longest=LONGEST_VALUE,
        )
    return replace(attempt, card=attempt.card.strip(), amount=_amount(attempt.amount))


def _amount(amount: Decimal | None) -> Decimal | None:
    if amount is None:
        return None
    exact = units(amount)
    if exact < 0:
        raise InvalidInput("The purchase amount cannot be below zero.")
    return exact


def _is_event_id(text: str) -> bool:
    return 0 < len(text) <= LONGEST_EVENT_ID and text.isprintable()


def _is_body(body: Mapping[str, Value]) -> bool:
    texts = [*body, *(value for value in body.values() if isinstance(value, str))]
    usable = all(len(text) <= LONGEST_VALUE and unfit_character(text) is None for text in texts)
    return usable and len(body) <= MOST_BODY
