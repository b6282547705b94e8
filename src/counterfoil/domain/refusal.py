"""The closed list of reasons why a code is refused: what staff read, and what to do next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Reason(StrEnum):
    """Every reason a redemption is refused for, in the order the checks are made."""

    TOO_MANY_GUESSES = "too_many_guesses"
    UNREADABLE = "unreadable"
    MISTYPED = "mistyped"
    COUPON = "coupon"
    NOT_CHECKED = "not_checked"
    UNKNOWN = "unknown"
    CAMPAIGN_INACTIVE = "campaign_inactive"
    NOT_STARTED = "not_started"
    ENDED = "ended"
    VOID = "void"
    ALREADY_USED = "already_used"
    MEMBER_UNKNOWN = "member_unknown"
    MEMBER_INACTIVE = "member_inactive"
    MEMBER_REQUIRED = "member_required"
    AMOUNT_REQUIRED = "amount_required"
    NOT_IN_AUDIENCE = "not_in_audience"
    CONDITIONS_NOT_MET = "conditions_not_met"
    RULE_FAILED = "rule_failed"
    TOO_FEW_UNITS = "too_few_units"
    MEMBER_EXECUTIONS_REACHED = "member_executions_reached"
    MEMBER_POINTS_REACHED = "member_points_reached"
    CAMPAIGN_EXECUTIONS_REACHED = "campaign_executions_reached"
    CAMPAIGN_BUDGET_REACHED = "campaign_budget_reached"
    NO_RIGHT = "no_right"
    NOT_HELD = "not_held"
    LEASE_SPENT = "lease_spent"
    RISK_SPENT = "risk_spent"
    QUOTA_SPENT = "quota_spent"
    HUB_WAITS = "hub_waits"


@dataclass(frozen=True, slots=True)
class Wording:
    """What staff read: the refusal in one sentence with `{named}` places, and the next step."""

    sentence: str
    next_step: str


WORDINGS: Mapping[Reason, Wording] = {
    Reason.TOO_MANY_GUESSES: Wording(
        "Too many codes were unknown here: codes are taken again from {until}.",
        "Ask a supervisor to lift it, or wait until then.",
    ),
    Reason.UNREADABLE: Wording(
        "This is not a code that can be read.", "Scan it again, or type the code by hand."
    ),
    Reason.MISTYPED: Wording(
        "The code {code} is mistyped.", "Compare it with the print, character by character."
    ),
    Reason.COUPON: Wording(
        "{code} is a coupon, not a code of a campaign.",
        "It stays unused; use it as a coupon at the counter.",
    ),
    Reason.NOT_CHECKED: Wording(
        "The code {code} cannot be checked without the hub.",
        "Hand nothing over; try again when the network is back.",
    ),
    Reason.UNKNOWN: Wording(
        "The code {code} is not known here.",
        "Check that it belongs to this brand; do not hand anything over.",
    ),
    Reason.CAMPAIGN_INACTIVE: Wording(
        "The campaign {campaign} is not active.", "Ask a manager whether it should be."
    ),
    Reason.NOT_STARTED: Wording(
        "The campaign {campaign} starts on {starts_at}.", "Ask the customer to come back then."
    ),
    Reason.ENDED: Wording(
        "The campaign {campaign} ended on {ends_at}.", "The code can no longer be redeemed."
    ),
    Reason.VOID: Wording(
        "The code {code} was made void.", "Do not hand anything over; ask a manager why."
    ),
    Reason.ALREADY_USED: Wording(
        "Already used on {used_at} at {store} by {staff}.",
        "Do not hand anything over. If that was a mistake, a supervisor can undo it.",
    ),
    Reason.MEMBER_UNKNOWN: Wording(
        "No member has the card {card}.", "Check the card number, or find the member by name."
    ),
    Reason.MEMBER_INACTIVE: Wording(
        "The membership of {member} is not active.", "Ask a manager to activate it."
    ),
    Reason.MEMBER_REQUIRED: Wording(
        "This code needs a member.", "Scan the loyalty card, or find the member by name."
    ),
    Reason.AMOUNT_REQUIRED: Wording(
        "This code needs the purchase amount.", "Enter the amount of the purchase."
    ),
    Reason.NOT_IN_AUDIENCE: Wording(
        "{campaign} is not for {member}.", "It is for other tiers or segments of members."
    ),
    Reason.CONDITIONS_NOT_MET: Wording(
        "The conditions of {campaign} are not met.", "See what the campaign asks for."
    ),
    Reason.RULE_FAILED: Wording(
        "The rule {rule} of {campaign} could not be worked out.",
        "Nothing was used up; tell a manager.",
    ),
    Reason.TOO_FEW_UNITS: Wording(
        "{member} has {balance} units; {needed} are needed.",
        "The code stays unused; it can be redeemed when there are enough.",
    ),
    Reason.MEMBER_EXECUTIONS_REACHED: Wording(
        "{member} has already redeemed {campaign} as often as it allows.",
        "The code stays unused; see when it can be redeemed again.",
    ),
    Reason.MEMBER_POINTS_REACHED: Wording(
        "{member} has already had the most units {campaign} gives to one member.",
        "The code stays unused; see when it can be redeemed again.",
    ),
    Reason.CAMPAIGN_EXECUTIONS_REACHED: Wording(
        "{campaign} has been redeemed as often as it allows.", "The code stays unused."
    ),
    Reason.CAMPAIGN_BUDGET_REACHED: Wording(
        "The budget of {campaign} is used up.", "The code stays unused; tell a manager."
    ),
    Reason.NO_RIGHT: Wording(
        "This till may not redeem {campaign} on its own.",
        "Try again when the network is back.",
    ),
    Reason.NOT_HELD: Wording(
        "The code {code} is held by another till.",
        "Redeem it there, or ask a manager to move it.",
    ),
    Reason.LEASE_SPENT: Wording(
        "This till's share of the budget of {campaign} is used up.",
        "Try again when the network is back.",
    ),
    Reason.RISK_SPENT: Wording(
        "This till may take no more risk with {campaign} until the hub has answered.",
        "Try again when the network is back.",
    ),
    Reason.QUOTA_SPENT: Wording(
        "{member} has redeemed {campaign} here as often as this till may allow on its own.",
        "Try again when the network is back.",
    ),
    Reason.HUB_WAITS: Wording(
        "The hub was restored and waits for every till before it decides again.",
        "Hand nothing over; tell a manager, and try again later.",
    ),
}

RESETS = "It can be redeemed again from {resets_at}."


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a redemption is refused, with the values its sentence needs.

    `values` holds text, `datetime` and `Decimal`, which a screen formats in its own locale.
    """

    reason: Reason
    values: Mapping[str, object] = field(default_factory=dict)


def sentence(
    refused: Refused,
    show_time: Callable[[datetime], str],
    translate: Callable[[str], str] = str,
) -> str:
    """Return the refusal in one sentence, in the language of `translate`."""
    return _fill(WORDINGS[refused.reason].sentence, refused, show_time, translate)


def next_step(
    refused: Refused,
    show_time: Callable[[datetime], str],
    translate: Callable[[str], str] = str,
) -> str:
    """Return what staff do next, with when a limit frees where that is known."""
    if "resets_at" in refused.values:
        return _fill(RESETS, refused, show_time, translate)
    return _fill(WORDINGS[refused.reason].next_step, refused, show_time, translate)


def _fill(
    template: str,
    refused: Refused,
    show_time: Callable[[datetime], str],
    translate: Callable[[str], str],
) -> str:
    shown = {
        name: show_time(value) if isinstance(value, datetime) else _plain(value)
        for name, value in refused.values.items()
    }
    return translate(template).format(**shown)


def _plain(value: object) -> object:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
