"""What the desk has the ledger do. Every function here runs behind the background door."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from counterfoil.desk.counter.coupon_card import COUPON
from counterfoil.desk.counter.state import NEEDS, Decide, Scan
from counterfoil.domain.exchange import JOINED
from counterfoil.domain.member import Member
from counterfoil.domain.store import Act, Staff, may
from counterfoil.ledger.attempts import PastAttempt, recent
from counterfoil.ledger.coupon_attempts import PastCoupon, recent_coupons
from counterfoil.ledger.coupons import (
    CouponAttempt,
    CouponVerdict,
    PutBack,
    find_coupon,
    unuse_coupon,
    use_coupon,
)
from counterfoil.ledger.demo import is_demo
from counterfoil.ledger.guesses import lift, must_wait
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import find_by_card, list_tiers, search_members
from counterfoil.ledger.outbox.claims import ClaimStanding, claim_standings
from counterfoil.ledger.pins import Person, list_people, may_enter, vouch
from counterfoil.ledger.redeem import Attempt, Reversal, Verdict, foresee, redeem
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.sheets.header import Header, read_header
from counterfoil.ledger.staff import default_staff
from counterfoil.scanning.payload import Unreadable, read_payload

MOST_ATTEMPTS = 20

Outcome = Verdict | CouponVerdict | Member | Header
Tried = PastAttempt | PastCoupon
Redeem = Callable[[Ledger, Attempt, datetime], Verdict]
Use = Callable[[Ledger, CouponAttempt, datetime], CouponVerdict]


def check(ledger: Ledger, attempt: Attempt, now: datetime) -> Verdict:
    """Say what would come of an attempt at a till that stands alone."""
    return redeem(ledger, attempt, now, check_only=True)


def foresee_coupon(ledger: Ledger, attempt: CouponAttempt, now: datetime) -> CouponVerdict:
    """Say what would come of a coupon at a till that stands alone."""
    return use_coupon(ledger, attempt, now, check_only=True)


@dataclass(frozen=True, slots=True)
class Till:
    """An opened ledger and who works on it.

    `tiers` names the tiers by code; `demo` says that nothing in it is real; `locked`, that whoever
    works there by default has to sign in first. `redeem` is how a code is redeemed there: where the
    ledger has joined a hub, that may be asked. `check` says what would come of it, and
    `foresee` does so where it is redeemed next. `use` and `check_coupon` do the same for coupons.
    """

    ledger: Ledger
    staff: Staff
    tiers: Mapping[str, str]
    demo: bool = False
    locked: bool = False
    redeem: Redeem = redeem
    check: Redeem = check
    foresee: Redeem = foresee
    use: Use = use_coupon
    check_coupon: Use = foresee_coupon

    @property
    def joined(self) -> bool:
        """Whether there is a hub."""
        return self.ledger.standing in JOINED

    def of(self, staff: Staff) -> "Till":
        """Return the till with somebody else at it."""
        return replace(self, staff=staff, locked=False)


@dataclass(frozen=True, slots=True)
class Voucher:
    """Who stands in for one act that the person at the till may not do, and their PIN."""

    staff_id: str
    pin: str


def enter(ledger: Ledger) -> Till:
    """Return the till of an opened ledger."""
    tiers = {tier.code: tier.name for tier in list_tiers(ledger)}
    demo = ledger.folder is not None and is_demo(ledger.folder)
    staff = default_staff(ledger)
    return Till(ledger, staff, tiers, demo, not may_enter(ledger, staff))


def scan_of(text: str, source: str, aim: str | None = None) -> Scan:
    """Return a scan from the text that a source read, and the symbology's identifier if known."""
    payload = read_payload(text, aim)
    if isinstance(payload, Unreadable):
        return Scan((), source, payload.reason)
    return Scan(payload.candidates, source)


def decide(till: Till, asked: Decide, now: datetime) -> Outcome:
    """Decide on a scan: find the member whose card it is, else use, redeem or check the code.

    A code that only lacks its member or its amount is not used and not kept as refused: the counter
    asks for what is missing and tries it again. What opens a printed sheet is tried as no code.
    """
    header = next(filter(None, map(read_header, asked.scan.texts)), None)
    if header is not None:
        return header
    member = _card_holder(till.ledger, asked.scan.texts)
    if member is not None:
        return member
    attempt = Attempt(
        asked.scan.texts, till.staff, asked.card, asked.amount, source=asked.scan.source
    )
    # Where too many codes were unknown, nothing tells a coupon from a code.
    waits = must_wait(till.ledger, attempt, now)
    coupon = None if waits else find_coupon(till.ledger, asked.scan.texts)
    if coupon is not None:
        return _use(till, asked, coupon.coupon.code, now)
    if asked.check_only:
        return till.check(till.ledger, attempt, now)
    if not asked.card or asked.amount is None:
        foreseen = till.foresee(till.ledger, attempt, now)
        if foreseen.refused is not None and foreseen.refused.reason in NEEDS:
            return foreseen
    return till.redeem(till.ledger, attempt, now)


def attempts(till: Till) -> tuple[tuple[Tried, ...], Mapping[str, ClaimStanding]]:
    """Return the last attempts and coupons, newest first, and how they stand with the hub."""
    both: list[Tried] = [
        *recent(till.ledger, MOST_ATTEMPTS),
        *recent_coupons(till.ledger, MOST_ATTEMPTS),
    ]
    both.sort(key=_number, reverse=True)
    last = tuple(both[:MOST_ATTEMPTS])
    accepted = (each.id for each in last if isinstance(each, PastAttempt) and not each.refused)
    return last, claim_standings(till.ledger, accepted)


def search(till: Till, text: str) -> tuple[Member, ...]:
    """Return the members that a card number, name or phone number begins."""
    return search_members(till.ledger, text)


def undo(
    till: Till, redemption_id: str, reason: str, now: datetime, voucher: Voucher | None = None
) -> Reversal | PutBack:
    """Undo a redemption or the use of a coupon, as the one who vouches for it if there is one."""
    by = till.staff
    if voucher is not None:
        by = vouch(till.ledger, voucher.staff_id, voucher.pin, now)
    if redemption_id.startswith(COUPON):
        return unuse_coupon(till.ledger, redemption_id.removeprefix(COUPON), reason, by, now)
    return reverse(till.ledger, redemption_id, reason, by, now)


def lift_wait(till: Till, now: datetime, voucher: Voucher | None = None) -> int:
    """End the wait after too many unknown codes; return how many waits that were."""
    by = till.staff
    if voucher is not None:
        by = vouch(till.ledger, voucher.staff_id, voucher.pin, now)
    return lift(till.ledger, by, now)


def vouchers(till: Till, act: Act = Act.REVERSE) -> tuple[Person, ...]:
    """Return who may do something in place of the person at the till."""
    people = list_people(till.ledger)
    return tuple(person for person in people if may(person.staff, act))


def _use(till: Till, asked: Decide, code: str, now: datetime) -> CouponVerdict:
    attempt = CouponAttempt((code,), till.staff, asked.card, asked.scan.source)
    use = till.check_coupon if asked.check_only else till.use
    return use(till.ledger, attempt, now)


def _number(tried: Tried) -> int:
    """Return the number of the journal's entry, in which order things were done here."""
    return tried.n if isinstance(tried, PastCoupon) else int(tried.id.rpartition("-")[2])


def _card_holder(ledger: Ledger, texts: Iterable[str]) -> Member | None:
    return next(filter(None, (find_by_card(ledger, text) for text in texts)), None)
