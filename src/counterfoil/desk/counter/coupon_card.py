"""Coupons in words: what the verdict card and the list of attempts show of them."""

from counterfoil.desk import formats
from counterfoil.desk.counter.attempts import AttemptLine
from counterfoil.desk.counter.scene import Scene, shortened
from counterfoil.desk.counter.state import Shown
from counterfoil.desk.counter.view import Line, Tone, VerdictView
from counterfoil.desk.translation import _
from counterfoil.domain.coupon import COUPON_WORDINGS, CouponReason, CouponRefused, IssuedCoupon
from counterfoil.ledger.coupon_attempts import PastCoupon
from counterfoil.ledger.coupons import CouponVerdict

# What the line of a coupon that can be put back is known by; its code follows.
COUPON = "coupon:"


def of_shown(shown: Shown, verdict: CouponVerdict, scene: Scene) -> VerdictView:
    """Return what the verdict card shows of a coupon."""
    if verdict.refused is not None:
        return _refused(shown, verdict, verdict.refused, scene)
    return VerdictView(
        Tone.ACCEPTED,
        "accepted",
        _("Would be accepted") if shown.check_only else _("Coupon used"),
        of=_of(verdict),
        lines=_lines(verdict, scene),
        check_only=_check(shown),
        action=_("Use it now") if shown.check_only else "",
    )


def attempt(past: PastCoupon, scene: Scene) -> AttemptLine:
    """Return a coupon that was brought as a line of the list."""
    coupon = past.issued.coupon if past.issued else None
    can_be_undone = coupon is not None and past.reason is None and not past.is_undone
    tone, icon, word = _outcome(past)
    return AttemptLine(
        time=formats.short_moment(past.at, scene.zone, scene.now),
        code=shortened(coupon.code) if coupon else "",
        campaign=coupon.reward_name if coupon else _("Coupon"),
        member=past.member_name,
        tone=str(tone),
        icon=icon,
        word=word,
        redemption_id=f"{COUPON}{coupon.code}" if coupon and can_be_undone else "",
    )


def short_reason(reason: CouponReason) -> str:
    """Return why a coupon was refused in two or three words."""
    return {
        CouponReason.TOO_MANY_GUESSES: _("Too many tries"),
        CouponReason.NOT_CHECKED: _("Not checked"),
        CouponReason.UNKNOWN: _("Unknown code"),
        CouponReason.USED: _("Already used"),
        CouponReason.CANCELLED: _("Cancelled"),
        CouponReason.EXPIRED: _("Expired"),
        CouponReason.NOT_THEIRS: _("Not theirs"),
    }[reason]


def worth(issued: IssuedCoupon, scene: Scene) -> str:
    """Return what a coupon is worth, and until when."""
    coupon, parts = issued.coupon, []
    if coupon.value is not None:
        parts.append(formats.money(coupon.value, scene.currency))
    if coupon.expires_at is not None:
        day = formats.day(coupon.expires_at, scene.zone)
        parts.append(_("valid until {day}").format(day=day))
    return " · ".join(parts)


def _outcome(past: PastCoupon) -> tuple[Tone, str, str]:
    if past.reason is not None:
        used = past.reason is CouponReason.USED
        tone, icon = (Tone.USED, "used") if used else (Tone.REFUSED, "refused")
        return tone, icon, short_reason(past.reason)
    if past.is_undone:
        return Tone.ERROR, "undo", _("Undone")
    return Tone.ACCEPTED, "accepted", _("Coupon used")


def _refused(
    shown: Shown, verdict: CouponVerdict, refused: CouponRefused, scene: Scene
) -> VerdictView:
    used = refused.reason is CouponReason.USED
    wording = COUPON_WORDINGS[refused.reason]
    return VerdictView(
        Tone.USED if used else Tone.REFUSED,
        "used" if used else "refused",
        _("Already used") if used else _("Refused"),
        formats.fill(wording.sentence, refused.values, scene.zone),
        formats.fill(wording.next_step, refused.values, scene.zone),
        of=_of(verdict),
        check_only=_check(shown),
        action=_("Lift the wait") if shown.waits else "",
    )


def _of(verdict: CouponVerdict) -> str:
    name = verdict.issued.coupon.reward_name if verdict.issued else ""
    return " · ".join(filter(None, (shortened(verdict.code), _("Coupon"), name)))


def _check(shown: Shown) -> str:
    return _("Check only · nothing recorded") if shown.check_only else ""


def _lines(verdict: CouponVerdict, scene: Scene) -> tuple[Line, ...]:
    issued, holder = verdict.issued, verdict.holder
    if issued is None:
        return ()
    gift = Line("gift", issued.coupon.reward_name, worth(issued, scene))
    if holder is None:
        return (gift, Line("member", _("for whoever brings it")))
    return (gift, Line("member", holder.name, _("issued to them")))
