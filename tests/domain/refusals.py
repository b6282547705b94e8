"""One case of each reason to refuse: what to decide about, when, and what the refusal must say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from counterfoil.domain.campaign import Group, GroupKind
from counterfoil.domain.effect import DeductUnit, GivePoints
from counterfoil.domain.facts import CodeStatus, Facts, Reading, Request, Used
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.refusal import Reason
from counterfoil.domain.rights import Amount, Authority, Rights
from tests.domain.build import (
    CODE,
    NOW,
    campaign,
    condition,
    facts,
    limit,
    member,
    request,
    rule,
    unused,
    used,
)

STARTS, ENDS = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
JUNE = datetime(2026, 5, 31, 22, tzinfo=UTC)
TIER = Group(GroupKind.TIER, frozenset({"platinum"}))
MONTHLY = IntervalType.MONTHS
NAMES = {"campaign": "Summer", "member": "Anna Nowak"}


@dataclass(frozen=True, slots=True)
class Refusal:
    values: Mapping[str, object]
    facts: Facts = field(default_factory=facts)
    request: Request = field(default_factory=request)
    now: datetime = NOW


def _with(**over: object) -> Facts:
    return facts(campaign=campaign(**over))


def _lacking(reason: Reason) -> Rights:
    return Rights(Authority.NONE, reason)


def _limited(limits: Limits, already: Used) -> Facts:
    return facts(campaign=campaign(limits=limits), used=already)


REFUSALS: Mapping[Reason, Refusal] = {
    Reason.TOO_MANY_GUESSES: Refusal(
        {"until": NOW + timedelta(minutes=1)}, facts(waits_until=NOW + timedelta(seconds=30))
    ),
    Reason.UNREADABLE: Refusal({}, request=request(reading=Reading.UNREADABLE)),
    Reason.MISTYPED: Refusal({"code": CODE}, request=request(reading=Reading.MISTYPED)),
    Reason.COUPON: Refusal({"code": CODE}, request=request(reading=Reading.COUPON)),
    Reason.NOT_CHECKED: Refusal(
        {"code": CODE}, facts(code=None, campaign=None, rights=_lacking(Reason.NOT_CHECKED))
    ),
    Reason.UNKNOWN: Refusal({"code": CODE}, facts(code=None, campaign=None)),
    Reason.CAMPAIGN_INACTIVE: Refusal({"campaign": "Summer"}, _with(active=False)),
    Reason.NOT_STARTED: Refusal(
        {"campaign": "Summer", "starts_at": STARTS}, now=STARTS - timedelta(seconds=1)
    ),
    Reason.ENDED: Refusal({"campaign": "Summer", "ends_at": ENDS}, now=ENDS),
    Reason.VOID: Refusal({"code": CODE}, facts(code=unused(status=CodeStatus.VOID))),
    Reason.ALREADY_USED: Refusal(
        {"used_at": datetime(2026, 5, 12, 8, tzinfo=UTC), "store": "Gdynia", "staff": "Ewa"},
        facts(code=used()),
    ),
    Reason.MEMBER_UNKNOWN: Refusal({"card": "9"}, facts(member=None), request(card="9")),
    Reason.MEMBER_INACTIVE: Refusal({"member": "Anna Nowak"}, facts(member=member(active=False))),
    Reason.MEMBER_REQUIRED: Refusal({}, facts(member=None)),
    Reason.AMOUNT_REQUIRED: Refusal(
        {}, _with(rules=(rule(effects=(GivePoints("transaction.grossValue"),)),))
    ),
    Reason.NOT_IN_AUDIENCE: Refusal(NAMES, _with(audience=TIER)),
    Reason.CONDITIONS_NOT_MET: Refusal(
        {"campaign": "Summer"}, _with(rules=(rule(condition("member.tier", "is_equal", "a")),))
    ),
    Reason.RULE_FAILED: Refusal(
        {"campaign": "Summer", "rule": "Points"},
        _with(rules=(rule(effects=(GivePoints("member.wallets.vip"),)),)),
    ),
    Reason.TOO_FEW_UNITS: Refusal(
        {"member": "Anna Nowak", "balance": Decimal("120.50"), "needed": Decimal("200.00")},
        _with(rules=(rule(effects=(DeductUnit("200"),)),)),
    ),
    Reason.MEMBER_EXECUTIONS_REACHED: Refusal(
        {**NAMES, "resets_at": JUNE},
        _limited(Limits(executions_per_member=limit(2, MONTHLY)), Used(executions_per_member=2)),
    ),
    Reason.MEMBER_POINTS_REACHED: Refusal(
        {**NAMES, "resets_at": JUNE},
        _limited(
            Limits(points_per_member=limit(150, MONTHLY)),
            Used(points_per_member={"m1": Decimal(51)}),
        ),
    ),
    Reason.CAMPAIGN_EXECUTIONS_REACHED: Refusal(
        NAMES, _limited(Limits(executions=limit(3)), Used(executions=3))
    ),
    Reason.CAMPAIGN_BUDGET_REACHED: Refusal(
        NAMES, _limited(Limits(points=limit(1000)), Used(points=Decimal("900.01")))
    ),
    Reason.NO_RIGHT: Refusal(NAMES, facts(rights=Rights(Authority.NONE))),
    Reason.NOT_HELD: Refusal({"code": CODE}, facts(rights=_lacking(Reason.NOT_HELD))),
    Reason.LEASE_SPENT: Refusal(
        NAMES,
        facts(
            campaign=campaign(limits=Limits(points=limit(1000))),
            rights=Rights(budget=Amount(Decimal("99.99"), count=1)),
        ),
    ),
    Reason.RISK_SPENT: Refusal(
        NAMES, facts(rights=Rights(Authority.PROVISIONAL, risk=Amount(Decimal(1000))))
    ),
    Reason.QUOTA_SPENT: Refusal(NAMES, facts(rights=Rights(quota=0))),
    Reason.HUB_WAITS: Refusal({}, facts(rights=_lacking(Reason.HUB_WAITS))),
}
