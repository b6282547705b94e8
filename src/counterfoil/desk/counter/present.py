"""The counter's state put into words: what the verdict card and the list of attempts show."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from counterfoil.desk import formats, translation
from counterfoil.desk.counter import coupon_card, standing
from counterfoil.desk.counter.attempts import AttemptLine
from counterfoil.desk.counter.reasons import short_reason, tone_of
from counterfoil.desk.counter.scene import Scene, shortened
from counterfoil.desk.counter.state import Counter, Need, Shown, Trouble
from counterfoil.desk.counter.view import Line, Tone, VerdictView
from counterfoil.desk.translation import _
from counterfoil.domain.campaign import translated
from counterfoil.domain.errors import UserError
from counterfoil.domain.member import DEFAULT_WALLET, Member
from counterfoil.domain.refusal import RESETS, WORDINGS, Reason, Refused
from counterfoil.domain.reward import Coupon
from counterfoil.domain.units import ZERO
from counterfoil.ledger.attempts import PastAttempt
from counterfoil.ledger.coupon_attempts import PastCoupon
from counterfoil.ledger.coupons import CouponVerdict
from counterfoil.ledger.outbox.claims import ClaimStanding
from counterfoil.ledger.verdict import Given, Verdict

# A use so long ago is told by its date alone.
RECENT = timedelta(hours=24)
NOWHERE: Mapping[str, ClaimStanding] = {}


def card(state: Counter, scene: Scene) -> VerdictView:
    """Return what the verdict card shows in a state."""
    if state.shown is not None:
        return of_shown(state.shown, scene)
    if state.member is not None:
        sentence = _("Now scan the code for {member}.").format(member=state.member.name)
    elif state.check_only:
        sentence = _("Scan a code to see whether it would be accepted.")
    else:
        sentence = _("Scan a code, or type it and press Enter.")
    return VerdictView(Tone.READY, "scan", _("Ready"), sentence)


def working() -> VerdictView:
    """Return what the verdict card shows while a decision takes longer than usual."""
    return VerdictView(Tone.WORKING, "scan", _("Checking…"))


def asking() -> VerdictView:
    """Return what the verdict card shows while the hub is asked."""
    sentence = _("Hand nothing over until the answer is there.")
    return VerdictView(Tone.WORKING, "asking", _("Asking the hub…"), sentence)


def attempt(
    past: PastAttempt | PastCoupon, scene: Scene, stand: Mapping[str, ClaimStanding] = NOWHERE
) -> AttemptLine:
    """Return an attempt of the past as a line of the list; `stand` says how each redemption does.

    It says nothing of any where there is no hub.
    """
    if isinstance(past, PastCoupon):
        return coupon_card.attempt(past, scene)
    tone, icon, word, why = _tested(past, scene) if past.test else _outcome(past, scene, stand)
    can_be_undone = past.refused is None and past.reversed_at is None
    return AttemptLine(
        time=formats.short_moment(past.at, scene.zone, scene.now),
        code=shortened(past.code),
        campaign=past.campaign_name,
        member=past.member_name,
        tone=str(tone),
        icon=icon,
        word=word,
        why=why,
        redemption_id=past.id if can_be_undone else "",
    )


def _tested(past: PastAttempt, scene: Scene) -> tuple[Tone, str, str, str]:
    tone, _icon, word, why = _outcome(past, scene, NOWHERE)
    what = _("Nothing was given, and no figure counts it.")
    return tone, "simulate", _("Test · {outcome}").format(outcome=word), f"{why} {what}".strip()


def _outcome(
    past: PastAttempt, scene: Scene, stand: Mapping[str, ClaimStanding]
) -> tuple[Tone, str, str, str]:
    if past.refused is not None:
        tone, icon = tone_of(past.refused.reason)
        sentence = reason_sentence(past.refused, scene.zone)
        return tone, icon, short_reason(past.refused.reason), sentence
    if past.reversed_at is not None:
        return Tone.ERROR, "undo", _("Undone"), past.reversal_reason
    return standing.outcome(stand.get(past.id))


def of_shown(shown: Shown, scene: Scene) -> VerdictView:
    """Return what the verdict card shows for a verdict or for trouble."""
    if isinstance(shown.outcome, Trouble):
        return _trouble(shown.outcome)
    if isinstance(shown.outcome, CouponVerdict):
        return coupon_card.of_shown(shown, shown.outcome, scene)
    verdict = shown.outcome
    if verdict.refused is not None:
        return _refused(shown, verdict, verdict.refused, scene)
    return _accepted(shown, verdict, scene)


def _why(shown: Shown, refused: Refused, scene: Scene) -> tuple[str, str]:
    """Return why a code is refused and what to do next; of a mere check, that it was one."""
    if shown.scan.why:
        return _(shown.scan.why), ""
    if shown.check_only and refused.reason is Reason.NOT_CHECKED:
        return (
            _("Only the hub can tell of this code, and a check does not ask it."),
            _("Redeem it to have the hub’s answer."),
        )
    return reason_sentence(refused, scene.zone), next_step(refused, scene.zone)


def reason_sentence(refused: Refused, zone: ZoneInfo) -> str:
    """Return why a code was refused, in one sentence."""
    elsewhere = {"another system": _("another system"), "an import": _("an import")}
    values = {name: elsewhere.get(str(value), value) for name, value in refused.values.items()}
    return formats.fill(WORDINGS[refused.reason].sentence, values, zone)


def next_step(refused: Refused, zone: ZoneInfo) -> str:
    """Return what staff do next; when a limit frees, where that is known."""
    known = "resets_at" in refused.values
    template = RESETS if known else WORDINGS[refused.reason].next_step
    return formats.fill(template, refused.values, zone)


def _accepted(shown: Shown, verdict: Verdict, scene: Scene) -> VerdictView:
    lines = tuple(_given(given, verdict, scene) for given in verdict.given)
    if verdict.test and not shown.check_only:
        return VerdictView(
            Tone.ACCEPTED,
            "simulate",
            _("Test: accepted"),
            of=_of(verdict),
            lines=lines,
            check_only=_test_mark(),
        )
    if shown.check_only:
        return VerdictView(
            Tone.ACCEPTED,
            "accepted",
            _("Would be accepted"),
            "" if verdict.final else _("The hub has the last word when it is redeemed."),
            of=_of(verdict),
            lines=lines,
            check_only=_marks(shown, verdict),
            action=_("Redeem it now"),
        )
    if not verdict.final:
        return VerdictView(
            Tone.PROVISIONAL,
            "provisional",
            _("Accepted for now"),
            _("The hub has not confirmed it yet; it will when the network is back."),
            of=_of(verdict),
            lines=lines,
        )
    return VerdictView(Tone.ACCEPTED, "accepted", _("Accepted"), of=_of(verdict), lines=lines)


def _refused(shown: Shown, verdict: Verdict, refused: Refused, scene: Scene) -> VerdictView:
    tone, icon = tone_of(refused.reason)
    word = {
        Tone.USED: _("Already used"),
        Tone.NEEDED: _("Amount needed") if shown.need is Need.AMOUNT else _("Member needed"),
    }.get(tone, _("Refused"))
    why, then = _why(shown, refused, scene)
    return VerdictView(
        tone,
        icon,
        word,
        why,
        then,
        of=_of(verdict),
        lines=_since(refused, scene),
        check_only=_marks(shown, verdict),
        action=_("Lift the wait") if shown.waits else "",
    )


def _marks(shown: Shown, verdict: Verdict) -> str:
    """Return what sets the verdict apart from one that counts."""
    if shown.check_only:
        check = _("Check only · nothing recorded")
        return f"{_('Test')} · {check}" if verdict.test else check
    return _test_mark() if verdict.test else ""


def _test_mark() -> str:
    return _("Test · nothing is given or counted")


def _since(refused: Refused, scene: Scene) -> tuple[Line, ...]:
    """Return how long ago the code was used: a moment ago it may be this very customer's scan."""
    used_at = refused.values.get("used_at")
    if not isinstance(used_at, datetime) or not timedelta() <= scene.now - used_at < RECENT:
        return ()
    return (Line("history", formats.ago(used_at, scene.now)),)


def _trouble(trouble: Trouble) -> VerdictView:
    if isinstance(trouble.error, UserError):
        return VerdictView(Tone.ERROR, "error", _("Not recorded"), formats.error(trouble.error))
    return VerdictView(
        Tone.ERROR,
        "error",
        _("Something failed"),
        formats.error(trouble.error),
        _("Look at the last attempts before you hand anything over."),
    )


def _of(verdict: Verdict) -> str:
    campaign = translated(verdict.campaign, translation.code()).name if verdict.campaign else ""
    return " · ".join(filter(None, (shortened(verdict.code), campaign)))


def _given(given: Given, verdict: Verdict, scene: Scene) -> Line:
    if given.coupon is not None:
        return Line("gift", given.coupon.reward_name, _coupon(given.coupon, scene))
    if given.units is not None:
        # Before it is recorded, the balance is still the old one.
        moved = verdict.redemption_id is not None and not verdict.test
        after = _balance(given, verdict.member) if moved else ""
        return Line("units", _moved(given.units), after)
    if given.value:
        return Line("tick", f"{given.key}: {given.value}")
    return Line("close", _("{name} removed").format(name=given.key))


def _moved(units: Decimal) -> str:
    words = formats.units(abs(units))
    return f"−{words}" if units < 0 else f"+{words}"


def _balance(given: Given, member: Member | None) -> str:
    if member is None or given.member_card != member.loyalty_card_number:
        return _("for card {card}").format(card=given.member_card)
    balance = member.wallets.get(given.wallet_code or DEFAULT_WALLET, ZERO)
    return _("{member} now has {units}").format(member=member.name, units=formats.units(balance))


def _coupon(coupon: Coupon, scene: Scene) -> str:
    parts = [coupon.code] if coupon.code else []
    if coupon.value is not None:
        parts.append(formats.money(coupon.value, scene.currency))
    if coupon.expires_at is not None:
        day = formats.day(coupon.expires_at, scene.zone)
        parts.append(_("valid until {day}").format(day=day))
    return " · ".join(parts)
