"""A coupon at the counter: where it stands, whether it may be used, and what staff read if not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from counterfoil.domain.facts import Use
from counterfoil.domain.refusal import WORDINGS, Reason, Wording
from counterfoil.domain.reward import Coupon


class CouponStatus(StrEnum):
    """Where a coupon stands."""

    UNUSED = "unused"
    USED = "used"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class CouponReason(StrEnum):
    """Every reason a coupon is refused for, in the order the checks are made."""

    TOO_MANY_GUESSES = "too_many_guesses"
    NOT_CHECKED = "not_checked"
    UNKNOWN = "unknown"
    USED = "used"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NOT_THEIRS = "not_theirs"


COUPON_WORDINGS: Mapping[CouponReason, Wording] = {
    CouponReason.TOO_MANY_GUESSES: WORDINGS[Reason.TOO_MANY_GUESSES],
    CouponReason.NOT_CHECKED: Wording(
        "The coupon {code} cannot be checked without the hub.",
        "Hand nothing over; try again when the network is back.",
    ),
    CouponReason.UNKNOWN: Wording(
        "There is no coupon {code} here.",
        "Check that it belongs to this brand; do not hand anything over.",
    ),
    CouponReason.CANCELLED: Wording(
        "The coupon was cancelled on {cancelled_at}.",
        "Do not hand anything over; what it was given for has been undone.",
    ),
    CouponReason.USED: Wording(
        "Already used on {used_at} at {store} by {staff}.",
        "Do not hand anything over. If that was a mistake, a supervisor can undo it.",
    ),
    CouponReason.EXPIRED: Wording(
        "The coupon expired on {expired_at}.", "It can no longer be used; ask a manager."
    ),
    CouponReason.NOT_THEIRS: Wording(
        "The coupon is of {holder}, not of {member}.",
        "Scan the card of {holder}, or go on without a member if it was given away.",
    ),
}


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose a coupon is; of somebody who was erased there is no name and no card."""

    id: str
    name: str
    card: str


@dataclass(frozen=True, slots=True)
class IssuedCoupon:
    """A coupon and what became of it. `holder` is None where it was handed over to nobody known."""

    coupon: Coupon
    issued_at: datetime
    holder: Holder | None = None
    redemption_id: str | None = None
    use: Use | None = None
    cancelled_at: datetime | None = None

    def status(self, now: datetime) -> CouponStatus:
        """Return where it stands."""
        if self.use is not None:
            return CouponStatus.USED
        if self.cancelled_at is not None:
            return CouponStatus.CANCELLED
        expires_at = self.coupon.expires_at
        expired = expires_at is not None and now >= expires_at
        return CouponStatus.EXPIRED if expired else CouponStatus.UNUSED


@dataclass(frozen=True, slots=True)
class CouponRefused:
    """Why a coupon is refused, with the values its sentence needs."""

    reason: CouponReason
    values: Mapping[str, object] = field(default_factory=dict)


def judge_coupon(
    issued: IssuedCoupon, member: Holder | None, now: datetime
) -> CouponRefused | None:
    """Say why a coupon cannot be used for `member`, None where it can.

    Without a member it is for whoever brings it.
    """
    if issued.use is not None:
        use = issued.use
        values = {"used_at": use.at, "store": use.store, "staff": use.staff}
        return CouponRefused(CouponReason.USED, values)
    status = issued.status(now)
    if status is CouponStatus.CANCELLED:
        return CouponRefused(CouponReason.CANCELLED, {"cancelled_at": issued.cancelled_at})
    if status is CouponStatus.EXPIRED:
        return CouponRefused(CouponReason.EXPIRED, {"expired_at": issued.coupon.expires_at})
    holder = issued.holder
    if holder is not None and member is not None and holder.id != member.id:
        return CouponRefused(
            CouponReason.NOT_THEIRS, {"holder": holder.name, "member": member.name}
        )
    return None


def coupon_sentence(refused: CouponRefused, show_time: Callable[[datetime], str]) -> str:
    """Return the refusal in one sentence."""
    return _fill(COUPON_WORDINGS[refused.reason].sentence, refused, show_time)


def coupon_next_step(refused: CouponRefused, show_time: Callable[[datetime], str]) -> str:
    """Return what staff do next."""
    return _fill(COUPON_WORDINGS[refused.reason].next_step, refused, show_time)


def _fill(template: str, refused: CouponRefused, show_time: Callable[[datetime], str]) -> str:
    shown = {
        name: show_time(value) if isinstance(value, datetime) else value
        for name, value in refused.values.items()
    }
    return template.format(**shown)
