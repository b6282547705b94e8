"""Which coupons can be handed over on paper after a verdict."""

from counterfoil.desk.counter.state import Shown
from counterfoil.domain.reward import Coupon


def issued(shown: Shown | None) -> tuple[Coupon, ...]:
    """Return the coupons that what is shown has just issued."""
    verdict = shown.verdict if shown else None
    if shown is None or verdict is None or shown.check_only or verdict.test:
        return ()
    return tuple(given.coupon for given in verdict.given if given.coupon and given.coupon.code)


def printable(shown: Shown | None) -> tuple[Coupon, ...]:
    """Return the coupons that can still be used: those just issued, or one that was checked."""
    coupon = shown.coupon if shown else None
    if shown is None or coupon is None:
        return issued(shown)
    unused = shown.check_only and coupon.refused is None and coupon.issued is not None
    return (coupon.issued.coupon,) if unused and coupon.issued else ()
