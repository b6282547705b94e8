"""Guesses of coupons: they count as guesses of codes do, and wait with them."""

from datetime import datetime

from sqlalchemy import Connection

from counterfoil.domain.code import fold_any
from counterfoil.domain.coupon import CouponReason, CouponRefused
from counterfoil.domain.guessing import whole_minute
from counterfoil.domain.mint import digest
from counterfoil.ledger.coupon_judge import CouponAttempt, CouponVerdict
from counterfoil.ledger.guesses import draw, waits_until
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.verdict import Attempt


def waiting(
    ledger: Ledger,
    conn: Connection,
    attempt: CouponAttempt,
    at: datetime,
    now: datetime,
    device: str = "",
) -> CouponVerdict | None:
    """Return the refusal where whoever tries has to wait at `now`: nothing is looked up then.

    `device` is the one that asks its hub, "" where the ledger decides for itself.
    """
    until = waits_until(ledger, conn, _as_code(attempt, device), now)
    if until is None:
        return None
    refused = CouponRefused(CouponReason.TOO_MANY_GUESSES, {"until": whole_minute(until)})
    return CouponVerdict(refused, _shown(attempt), None, None, at)


def count_guess(
    ledger: Ledger,
    conn: Connection,
    attempt: CouponAttempt,
    verdict: CouponVerdict,
    now: datetime,
    device: str = "",
) -> None:
    """Count the guess where there is no such coupon."""
    if verdict.refused is not None and verdict.refused.reason is CouponReason.UNKNOWN:
        code = digest(_shown(attempt), ledger.digest_key)
        draw(ledger, conn, _as_code(attempt, device), code, now)


def _as_code(attempt: CouponAttempt, device: str) -> Attempt:
    return Attempt(attempt.texts, attempt.staff, attempt.card, source=attempt.source, device=device)


def _shown(attempt: CouponAttempt) -> str:
    return next(filter(None, map(fold_any, attempt.texts)), "")
