"""Coupons at the counter: found, used up, put back and listed."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from counterfoil.domain.coupon import CouponReason, CouponRefused, IssuedCoupon
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import JOINED
from counterfoil.domain.facts import Reading
from counterfoil.domain.mint import digest
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.coupon_guesses import count_guess, waiting
from counterfoil.ledger.coupon_judge import (
    ISSUED,
    CouponAttempt,
    CouponVerdict,
    decide_coupon,
    existing,
    issued_from,
    judged,
    read_issued,
)
from counterfoil.ledger.coupon_rights import is_known_here_alone
from counterfoil.ledger.coupon_rows import put_coupon_back
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import find_code
from counterfoil.ledger.reverse import LONGEST_REASON
from counterfoil.ledger.rewards import coupon_among
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import to_micros, to_units

__all__ = [
    "ISSUED",
    "CouponAttempt",
    "CouponVerdict",
    "PutBack",
    "find_coupon",
    "foresee",
    "get_coupon",
    "issued_from",
    "unuse_coupon",
    "use_coupon",
]


@dataclass(frozen=True, slots=True)
class PutBack:
    """A coupon whose use was undone; `cancelled` where what it was given for had been undone."""

    issued: IssuedCoupon
    cancelled: bool


def find_coupon(ledger: Ledger, texts: tuple[str, ...]) -> IssuedCoupon | None:
    """Return the coupon that was scanned or typed, None where there is none.

    A campaign's code of the same text goes before it.
    """
    with ledger.read() as conn:
        # Most of what is scanned is no coupon, and this is known at once.
        if coupon_among(conn, texts) is None:
            return None
        found = find_code(ledger, conn, texts, lock=False)
        return read_issued(conn, found.shown) if found.reading is Reading.COUPON else None


def get_coupon(ledger: Ledger, text: str) -> IssuedCoupon:
    """Return the coupon with a code as it was typed. Raises NotFound."""
    with ledger.read() as conn:
        return existing(conn, text)


def use_coupon(
    ledger: Ledger, attempt: CouponAttempt, now: datetime, *, check_only: bool = False
) -> CouponVerdict:
    """Use a coupon up, in one transaction; `check_only` decides alike but records nothing.

    One that there is not counts as a guess of a code, even if it is only checked. Refusals are
    journalled too. A device that has joined a hub accepts only what it has issued itself and told
    nobody of.

    Raises:
        Forbidden: `attempt.staff` may not.
        NotFound: no member has the card.
    """
    require(attempt.staff, Act.USE_COUPON)
    if check_only:
        with ledger.read() as conn:
            verdict = _foreseen(ledger, conn, attempt, now)
            known = _as_far_as_known(ledger, conn, verdict)
        return _counted(ledger, attempt, known, now)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        verdict = waiting(ledger, conn, attempt, last.now, now) or _decided(
            ledger, conn, attempt, last.now
        )
        count_guess(ledger, conn, attempt, verdict, now)
        return _recorded(ledger, conn, last, attempt, verdict)


def foresee(ledger: Ledger, attempt: CouponAttempt, now: datetime) -> CouponVerdict:
    """Say what would come of a coupon by what is known here, whoever may decide it."""
    with ledger.read() as conn:
        verdict = _foreseen(ledger, conn, attempt, now)
    return _counted(ledger, attempt, verdict, now)


def _foreseen(
    ledger: Ledger, conn: Connection, attempt: CouponAttempt, now: datetime
) -> CouponVerdict:
    at = journal.peek(ledger, conn, now).now
    return waiting(ledger, conn, attempt, at, now) or judged(conn, attempt, at)


def _counted(
    ledger: Ledger, attempt: CouponAttempt, verdict: CouponVerdict, now: datetime
) -> CouponVerdict:
    if verdict.issued is None:
        with ledger.write() as conn:
            count_guess(ledger, conn, attempt, verdict, now)
    return verdict


def unuse_coupon(ledger: Ledger, text: str, reason: str, staff: Staff, now: datetime) -> PutBack:
    """Undo the use of a coupon: it can be used again, unless its redemption was undone meanwhile.

    Raises:
        Forbidden: `staff` is no supervisor.
        InvalidInput: there is no reason.
        NotFound: there is no such coupon.
        Conflict: it is not used.
    """
    require(staff, Act.REVERSE)
    why = reason.strip()[:LONGEST_REASON]
    if not why:
        raise InvalidInput("Give a reason for undoing the use of the coupon.")
    check_text(why)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        before = existing(conn, text)
        cancelled = put_coupon_back(conn, before.coupon.code, last.now)
        body = {
            "coupon": digest(before.coupon.code, ledger.digest_key).hex(),
            "redemption": before.redemption_id,
            "reason": why,
            "cancelled": cancelled,
            "staff": staff.id,
        }
        journal.append_after(ledger, conn, last, Kind.COUPON_UNUSED, body)
        return PutBack(existing(conn, before.coupon.code), cancelled)


def _recorded(
    ledger: Ledger,
    conn: Connection,
    last: journal.Head,
    attempt: CouponAttempt,
    verdict: CouponVerdict,
) -> CouponVerdict:
    issued = verdict.issued
    body: dict[str, object] = {
        "coupon": digest(verdict.code, ledger.digest_key).hex() if issued else None,
        "redemption": issued.redemption_id if issued else None,
        "member": verdict.member.id if verdict.member else None,
        "staff": attempt.staff.id,
        "store": ledger.store.code,
        "at": to_micros(verdict.at),
        "source": attempt.source,
    }
    if verdict.refused is not None:
        body["reason"] = verdict.refused.reason.value
        journal.append_after(ledger, conn, last, Kind.COUPON_REFUSED, body)
        return verdict
    assert issued is not None  # noqa: S101 - it was accepted
    body |= {"reward": issued.coupon.reward_id, "value": to_units(issued.coupon.value)}
    end = journal.append_after(ledger, conn, last, Kind.COUPON_USED, body)
    use_id = f"{ledger.device.id}-{end.n}"
    return replace(verdict, use_id=use_id)


def _decided(
    ledger: Ledger, conn: Connection, attempt: CouponAttempt, at: datetime
) -> CouponVerdict:
    if ledger.standing in JOINED:
        verdict = _as_far_as_known(ledger, conn, judged(conn, attempt, at))
        if not verdict.accepted:
            return verdict
    return decide_coupon(conn, attempt, at, store=ledger.store.code, till=ledger.device.id)


def _as_far_as_known(ledger: Ledger, conn: Connection, verdict: CouponVerdict) -> CouponVerdict:
    """Refuse what only the hub can accept: there it may have been used by now."""
    if verdict.issued is None or not verdict.accepted:
        return verdict
    if is_known_here_alone(ledger, conn, verdict.issued.redemption_id):
        return verdict
    return replace(verdict, refused=CouponRefused(CouponReason.NOT_CHECKED, {"code": verdict.code}))
