"""What the desk has the ledger do. Every function here runs behind the background door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from counterfoil.desk.counter.state import NEEDS, Decide, Scan
from counterfoil.domain.member import Member
from counterfoil.domain.store import Staff
from counterfoil.ledger.attempts import PastAttempt, recent
from counterfoil.ledger.demo import is_demo
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import find_by_card, list_tiers, search_members
from counterfoil.ledger.redeem import Attempt, Reversal, Verdict, redeem
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.staff import default_staff
from counterfoil.scanning.payload import Unreadable, read_payload

MOST_ATTEMPTS = 20

Outcome = Verdict | Member


@dataclass(frozen=True, slots=True)
class Till:
    """An opened ledger and who works on it.

    `tiers` names the tiers by code; `demo` says that nothing in it is real.
    """

    ledger: Ledger
    staff: Staff
    tiers: Mapping[str, str]
    demo: bool = False


def enter(ledger: Ledger) -> Till:
    """Return the till of an opened ledger."""
    tiers = {tier.code: tier.name for tier in list_tiers(ledger)}
    demo = ledger.folder is not None and is_demo(ledger.folder)
    return Till(ledger, default_staff(ledger), tiers, demo)


def scan_of(text: str, source: str, aim: str | None = None) -> Scan:
    """Return a scan from the text that a source read, and the symbology's identifier if known."""
    payload = read_payload(text, aim)
    if isinstance(payload, Unreadable):
        return Scan((), source, payload.reason)
    return Scan(payload.candidates, source)


def decide(till: Till, asked: Decide, now: datetime) -> Outcome:
    """Decide on a scan: find the member whose card it is, else redeem or check the code.

    A code that only lacks its member or its amount is not used and not kept as refused: the counter
    asks for what is missing and tries it again.
    """
    member = _card_holder(till.ledger, asked.scan.texts)
    if member is not None:
        return member
    attempt = Attempt(
        asked.scan.texts, till.staff, asked.card, asked.amount, source=asked.scan.source
    )
    if asked.check_only:
        return redeem(till.ledger, attempt, now, check_only=True)
    if not asked.card or asked.amount is None:
        foreseen = redeem(till.ledger, attempt, now, check_only=True)
        if foreseen.refused is not None and foreseen.refused.reason in NEEDS:
            return foreseen
    return redeem(till.ledger, attempt, now)


def attempts(till: Till) -> tuple[PastAttempt, ...]:
    """Return the last attempts, newest first."""
    return recent(till.ledger, MOST_ATTEMPTS)


def search(till: Till, text: str) -> tuple[Member, ...]:
    """Return the members that a card number, name or phone number begins."""
    return search_members(till.ledger, text)


def undo(till: Till, redemption_id: str, reason: str, now: datetime) -> Reversal:
    """Undo a redemption."""
    return reverse(till.ledger, redemption_id, reason, till.staff, now)


def _card_holder(ledger: Ledger, texts: Iterable[str]) -> Member | None:
    return next(filter(None, (find_by_card(ledger, text) for text in texts)), None)
