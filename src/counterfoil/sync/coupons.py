"""A coupon on a device that has joined: the hub's answer first.

Where the hub does not answer in time, only what this device has issued and told nobody of is taken.
"""

from datetime import datetime

from counterfoil.domain.store import Act
from counterfoil.ledger import coupons as alone
from counterfoil.ledger.coupon_judge import CouponAttempt, CouponVerdict
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.coupon_intents import (
    asks_about_coupon,
    begin_coupon_intent,
    take_coupon_answer,
)
from counterfoil.ledger.staff import require
from counterfoil.sync.counter import IMPATIENT, Asking, by_hub
from counterfoil.sync.port import Port


def use_coupon(
    ledger: Ledger,
    port: Port | None,
    attempt: CouponAttempt,
    now: datetime,
    *,
    asking: Asking = IMPATIENT,
) -> CouponVerdict:
    """Use a coupon; `port` is None where the hub is known not to answer.

    Raises as `ledger.coupons.use_coupon`.
    """
    require(attempt.staff, Act.USE_COUPON)
    if port is None or not asks_about_coupon(ledger, attempt, now):
        return alone.use_coupon(ledger, attempt, now)
    begun = begin_coupon_intent(ledger, attempt, now)
    verdict = by_hub(
        ledger,
        port,
        begun.upload,
        now,
        asking,
        lambda answer: take_coupon_answer(ledger, begun, answer, now),
    )
    return alone.use_coupon(ledger, attempt, now) if verdict is None else verdict


def check_coupon(
    ledger: Ledger, port: Port | None, attempt: CouponAttempt, now: datetime
) -> CouponVerdict:
    """Say what would come of a coupon, without asking or writing anything.

    Where the hub would be asked, that is as far as it is known here.
    """
    require(attempt.staff, Act.USE_COUPON)
    if port is None or not asks_about_coupon(ledger, attempt, now):
        return alone.use_coupon(ledger, attempt, now, check_only=True)
    return alone.foresee(ledger, attempt, now)
