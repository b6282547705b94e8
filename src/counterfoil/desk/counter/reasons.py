"""Reasons of refusals as the counter shows them: in two or three words, with tone and icon."""

from counterfoil.desk.counter.view import Tone
from counterfoil.desk.translation import _
from counterfoil.domain.refusal import Reason


def short_reason(reason: Reason) -> str:
    """Return a refusal in two or three words, for the list of attempts."""
    return {
        Reason.TOO_MANY_GUESSES: _("Too many tries"),
        Reason.UNREADABLE: _("Not readable"),
        Reason.MISTYPED: _("Mistyped"),
        Reason.COUPON: _("Coupon"),
        Reason.UNKNOWN: _("Unknown code"),
        Reason.CAMPAIGN_INACTIVE: _("Not active"),
        Reason.NOT_STARTED: _("Not started"),
        Reason.ENDED: _("Ended"),
        Reason.VOID: _("Void"),
        Reason.ALREADY_USED: _("Already used"),
        Reason.MEMBER_UNKNOWN: _("Unknown card"),
        Reason.MEMBER_INACTIVE: _("Member inactive"),
        Reason.MEMBER_REQUIRED: _("Member needed"),
        Reason.AMOUNT_REQUIRED: _("Amount needed"),
        Reason.NOT_IN_AUDIENCE: _("Not for them"),
        Reason.CONDITIONS_NOT_MET: _("Conditions"),
        Reason.RULE_FAILED: _("Rule failed"),
        Reason.TOO_FEW_UNITS: _("Too few units"),
        Reason.MEMBER_EXECUTIONS_REACHED: _("Member’s limit"),
        Reason.MEMBER_POINTS_REACHED: _("Member’s limit"),
        Reason.CAMPAIGN_EXECUTIONS_REACHED: _("Limit reached"),
        Reason.CAMPAIGN_BUDGET_REACHED: _("Budget used up"),
        Reason.NO_RIGHT: _("Not here now"),
        Reason.NOT_CHECKED: _("Not checked"),
        Reason.NOT_HELD: _("Held elsewhere"),
        Reason.LEASE_SPENT: _("Share used up"),
        Reason.RISK_SPENT: _("Too much risk"),
        Reason.QUOTA_SPENT: _("Member’s share"),
        Reason.HUB_WAITS: _("Not now"),
    }[reason]


def tone_of(reason: Reason) -> tuple[Tone, str]:
    """Return the tone and the icon of a refusal."""
    return {
        Reason.TOO_MANY_GUESSES: (Tone.REFUSED, "clock"),
        Reason.ALREADY_USED: (Tone.USED, "used"),
        Reason.MEMBER_REQUIRED: (Tone.NEEDED, "member"),
        Reason.AMOUNT_REQUIRED: (Tone.NEEDED, "amount"),
        Reason.NOT_CHECKED: (Tone.REFUSED, "offline"),
        Reason.NO_RIGHT: (Tone.REFUSED, "offline"),
        Reason.NOT_HELD: (Tone.REFUSED, "till"),
        Reason.HUB_WAITS: (Tone.REFUSED, "provisional"),
    }.get(reason, (Tone.REFUSED, "refused"))
