"""What a customer is told of an attempt: what they got, or why not and what to do; nobody's data.

A refusal says less than staff are told: of people and balances nothing, of a code only whether it
is worth showing at the counter.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from counterfoil.domain.refusal import Reason, Refused
from counterfoil.domain.units import plain
from counterfoil.hub.page.language import Texts
from counterfoil.hub.refusal import SAME_REASON, public_reason
from counterfoil.ledger.verdict import Given, Verdict

_OWN: Final = frozenset(
    {
        Reason.CAMPAIGN_INACTIVE,
        Reason.NOT_STARTED,
        Reason.ENDED,
        Reason.MEMBER_UNKNOWN,
        Reason.MEMBER_INACTIVE,
        Reason.MEMBER_REQUIRED,
        Reason.AMOUNT_REQUIRED,
    }
)
_TOGETHER: Final = {
    Reason.NOT_IN_AUDIENCE: "not_for_you",
    Reason.CONDITIONS_NOT_MET: "not_for_you",
    Reason.TOO_FEW_UNITS: "not_for_you",
    Reason.MEMBER_EXECUTIONS_REACHED: "member_limit",
    Reason.MEMBER_POINTS_REACHED: "member_limit",
    Reason.CAMPAIGN_EXECUTIONS_REACHED: "campaign_limit",
    Reason.CAMPAIGN_BUDGET_REACHED: "campaign_limit",
}
_MOMENTS: Final = ("starts_at", "resets_at")


def accepted(verdict: Verdict, texts: Texts) -> dict[str, object]:
    """Return what is told of a code that was accepted."""
    gifts = [] if verdict.test else list(_gifts(verdict, texts))
    said = "test" if verdict.test else "accepted" if gifts else "nothing"
    return {
        "kind": "accepted",
        "title": texts.page["accepted_title"],
        "sentence": texts.page[said],
        "gifts": gifts,
    }


def refused(why: Refused, texts: Texts) -> dict[str, object]:
    """Return what is told of a code that was refused."""
    key = _key(why)
    at = next((why.values[name] for name in _MOMENTS if name in why.values), None)
    told: dict[str, object] = {
        "kind": "refused",
        "title": texts.page["refused_title"],
        "sentence": texts.refused[key],
        "next": texts.next.get(_with_moment(key, at), ""),
    }
    return told | {"at": _iso(at)} if isinstance(at, datetime) else told


def wait(texts: Texts, why: str) -> dict[str, object]:
    """Return what is told where nothing was decided; `why` is one of the page's own texts."""
    return {"kind": "wait", "title": texts.page["wait_title"], "sentence": texts.page[why]}


def _key(why: Refused) -> str:
    if public_reason(why) == SAME_REASON:
        return SAME_REASON
    return why.reason.value if why.reason in _OWN else _TOGETHER.get(why.reason, "other")


def _with_moment(key: str, at: object) -> str:
    return "member_limit_until" if key == "member_limit" and at is not None else key


def _gifts(verdict: Verdict, texts: Texts) -> Iterator[dict[str, object]]:
    card = verdict.member.loyalty_card_number if verdict.member else ""
    for given in verdict.given:
        # What whoever brought them in gets is no business of theirs.
        if given.member_card in {"", card}:
            yield from _gift(given, texts)


def _gift(given: Given, texts: Texts) -> Iterator[dict[str, object]]:
    if given.units is not None:
        sign = "+" if given.units > 0 else "−"
        yield {"text": f"{texts.page['points']}: {sign}{plain(abs(given.units))}"}
    elif given.coupon is not None:
        until = given.coupon.expires_at
        yield {
            "text": f"{texts.page['coupon']}: {given.coupon.reward_name}",
            "code": given.coupon.code,
            "until": _iso(until) if until else None,
        }


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
