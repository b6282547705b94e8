"""The checks of a decision, in order. Each looks at a case and names its refusal, or passes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from counterfoil.domain.award import Judged, amount_given, judge, points_given
from counterfoil.domain.campaign import Campaign, includes, needs_amount, needs_member
from counterfoil.domain.context import context
from counterfoil.domain.effect import UnitsMoved
from counterfoil.domain.facts import CodeFacts, CodeStatus, Facts, Reading, Request
from counterfoil.domain.guessing import whole_minute
from counterfoil.domain.limit import Limit, leaves_room, resets_at
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.domain.rights import Amount, Authority
from counterfoil.domain.units import ZERO


class Case:
    """One redemption attempt, its rules judged once, when first asked for."""

    def __init__(self, facts: Facts, request: Request, now: datetime) -> None:
        self.facts = facts
        self.request = request
        self.now = now

    @property
    def code(self) -> CodeFacts:
        """The code; only asked for behind the check that it is known."""
        assert self.facts.code is not None  # noqa: S101 - the gate `known` stands before
        return self.facts.code

    @property
    def campaign(self) -> Campaign:
        """The code's campaign; only asked for behind the check that it is known."""
        assert self.facts.campaign is not None  # noqa: S101 - the gate `known` stands before
        return self.facts.campaign

    @cached_property
    def judged(self) -> Judged:
        """The campaign's rules, judged on this case."""
        return judge(self.campaign, self.facts, context(self.facts, self.request, self.now))

    @property
    def member_name(self) -> str:
        """The member as staff call them; "" where there is none."""
        return self.facts.member.name if self.facts.member else ""


@dataclass(frozen=True, slots=True)
class Check:
    """A named check. Behind a failed `gate` there is nothing left for later checks to look at."""

    name: str
    judge: Callable[[Case], Refused | None]
    gate: bool = False


def _readable(case: Case) -> Refused | None:
    until = case.facts.waits_until
    if until is not None:
        return Refused(Reason.TOO_MANY_GUESSES, {"until": whole_minute(until)})
    if case.request.reading is Reading.UNREADABLE:
        return Refused(Reason.UNREADABLE)
    if case.request.reading is Reading.MISTYPED:
        return Refused(Reason.MISTYPED, {"code": case.request.code})
    return None


def _known(case: Case) -> Refused | None:
    if case.request.reading is Reading.COUPON:
        return Refused(Reason.COUPON, {"code": case.request.code})
    if case.facts.rights.lacking is Reason.HUB_WAITS:
        # What a hub has forgotten may be this very code.
        return _lacking(case, Reason.HUB_WAITS)
    if case.facts.code is None or case.facts.campaign is None:
        if case.facts.rights.lacking is Reason.NOT_CHECKED:
            return Refused(Reason.NOT_CHECKED, {"code": case.request.code})
        return Refused(Reason.UNKNOWN, {"code": case.request.code})
    return None


def _active(case: Case) -> Refused | None:
    # A test code is there to be tried before the campaign is let loose.
    if (case.campaign.active or case.code.test) and not case.campaign.archived:
        return None
    return Refused(Reason.CAMPAIGN_INACTIVE, {"campaign": case.campaign.name})


def _started(case: Case) -> Refused | None:
    starts_at = case.campaign.activity.starts_at
    if case.now >= starts_at:
        return None
    return Refused(Reason.NOT_STARTED, {"campaign": case.campaign.name, "starts_at": starts_at})


def _not_ended(case: Case) -> Refused | None:
    ends_at = case.campaign.activity.ends_at
    if ends_at is None or case.now < ends_at:
        return None
    return Refused(Reason.ENDED, {"campaign": case.campaign.name, "ends_at": ends_at})


def _not_void(case: Case) -> Refused | None:
    if case.code.status is CodeStatus.VOID:
        return Refused(Reason.VOID, {"code": case.request.code})
    return None


def _unused(case: Case) -> Refused | None:
    use = case.code.use
    if case.code.status is not CodeStatus.USED or use is None:
        return None
    return Refused(Reason.ALREADY_USED, {"used_at": use.at, "store": use.store, "staff": use.staff})


def _member(case: Case) -> Refused | None:
    member = case.facts.member
    if member is None and case.request.card:
        return Refused(Reason.MEMBER_UNKNOWN, {"card": case.request.card})
    if member is None and needs_member(case.campaign):
        return Refused(Reason.MEMBER_REQUIRED)
    if member is not None and not member.active:
        return Refused(Reason.MEMBER_INACTIVE, {"member": member.name})
    return None


def _amount(case: Case) -> Refused | None:
    if case.request.amount is None and needs_amount(case.campaign):
        return Refused(Reason.AMOUNT_REQUIRED)
    return None


def _audience(case: Case) -> Refused | None:
    if includes(case.campaign.audience, case.facts.member):
        return None
    return Refused(
        Reason.NOT_IN_AUDIENCE, {"campaign": case.campaign.name, "member": case.member_name}
    )


def _conditions(case: Case) -> Refused | None:
    if case.judged.failed is not None:
        return Refused(
            Reason.RULE_FAILED, {"campaign": case.campaign.name, "rule": case.judged.failed}
        )
    if not case.judged.rules:
        return Refused(Reason.CONDITIONS_NOT_MET, {"campaign": case.campaign.name})
    return None


def _balance(case: Case) -> Refused | None:
    for member in filter(None, (case.facts.member, case.facts.referrer)):
        moved: dict[str, Decimal] = {}
        for outcome in case.judged.outcomes:
            if isinstance(outcome, UnitsMoved) and outcome.member_id == member.id:
                moved[outcome.wallet_code] = moved.get(outcome.wallet_code, ZERO) + outcome.units
        for wallet, units in moved.items():
            balance = member.wallets.get(wallet, ZERO)
            if units < 0 and balance + units < 0:
                return Refused(
                    Reason.TOO_FEW_UNITS,
                    {"member": member.name, "balance": balance, "needed": -units},
                )
    return None


def _member_executions(case: Case) -> Refused | None:
    limit = case.campaign.limits.executions_per_member
    used = Decimal(case.facts.used.executions_per_member)
    return _limited(case, Reason.MEMBER_EXECUTIONS_REACHED, limit, used, Decimal(1))


def _member_points(case: Case) -> Refused | None:
    limit = case.campaign.limits.points_per_member
    for member in filter(None, (case.facts.member, case.facts.referrer)):
        more = points_given(case.judged.outcomes, member.id)
        used = case.facts.used.points_per_member.get(member.id, ZERO)
        refused = _limited(
            case, Reason.MEMBER_POINTS_REACHED, limit, used, more, member=member.name
        )
        if refused is not None:
            return refused
    return None


def _campaign_executions(case: Case) -> Refused | None:
    limit = case.campaign.limits.executions
    used = Decimal(case.facts.used.executions)
    return _limited(case, Reason.CAMPAIGN_EXECUTIONS_REACHED, limit, used, Decimal(1))


def _campaign_budget(case: Case) -> Refused | None:
    more = points_given(case.judged.outcomes)
    limit, used = case.campaign.limits.points, case.facts.used.points
    return _limited(case, Reason.CAMPAIGN_BUDGET_REACHED, limit, used, more)


def _limited(
    case: Case,
    reason: Reason,
    limit: Limit | None,
    used: Decimal,
    more: Decimal,
    member: str | None = None,
) -> Refused | None:
    if limit is None or more == 0 or leaves_room(limit, used, more):
        return None
    values: dict[str, object] = {
        "campaign": case.campaign.name,
        "member": member or case.member_name,
    }
    if limit.interval is not None and limit.interval.value == 1 and more <= limit.value:
        values["resets_at"] = resets_at(limit.interval, case.now, case.facts.store.zone)
    return Refused(reason, values)


def _right(case: Case) -> Refused | None:
    rights = case.facts.rights
    if rights.authority is Authority.NONE:
        return _lacking(case, rights.lacking or Reason.NO_RIGHT)
    cost = amount_given(case.judged.outcomes, case.facts.rewards)
    if rights.budget is not None and not rights.budget.covers(_limited_part(case, cost)):
        return _lacking(case, Reason.LEASE_SPENT)
    if rights.quota is not None and rights.quota < 1:
        return _lacking(case, Reason.QUOTA_SPENT)
    if rights.authority is Authority.PROVISIONAL and not (rights.risk or Amount()).covers(cost):
        return _lacking(case, Reason.RISK_SPENT)
    return None


def _lacking(case: Case, reason: Reason) -> Refused:
    if reason is Reason.NOT_HELD:
        return Refused(reason, {"code": case.request.code})
    if reason is Reason.HUB_WAITS:
        return Refused(reason)
    return Refused(reason, {"campaign": case.campaign.name, "member": case.member_name})


def _limited_part(case: Case, cost: Amount) -> Amount:
    """Return what of `cost` the campaign's own limits count."""
    limits = case.campaign.limits
    return Amount(
        units=cost.units if limits.points else ZERO, count=cost.count if limits.executions else 0
    )


CHECKS = (
    Check("readable", _readable, gate=True),
    Check("known", _known, gate=True),
    Check("campaign active", _active),
    Check("started", _started),
    Check("not ended", _not_ended),
    Check("not void", _not_void),
    Check("unused", _unused),
    Check("member", _member, gate=True),
    Check("purchase amount", _amount, gate=True),
    Check("audience", _audience),
    Check("conditions", _conditions, gate=True),
    Check("enough units", _balance),
    Check("redemptions per member", _member_executions),
    Check("units per member", _member_points),
    Check("campaign redemptions", _campaign_executions),
    Check("campaign budget", _campaign_budget),
    Check("rights", _right),
)
