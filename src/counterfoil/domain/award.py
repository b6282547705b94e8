"""Judging a campaign's rules: which hold, and what they give."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from counterfoil.domain.campaign import Campaign, RuleTarget
from counterfoil.domain.condition_check import holds
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    AttributeAssigned,
    AttributeRemoved,
    CouponIssued,
    DeductUnit,
    Effect,
    GivePoints,
    GiveReward,
    Outcome,
    RemoveMemberCustomAttribute,
    UnitsMoved,
)
from counterfoil.domain.expression import ExpressionFailed, amount
from counterfoil.domain.facts import Facts
from counterfoil.domain.member import Member
from counterfoil.domain.reward import Reward
from counterfoil.domain.rights import Amount
from counterfoil.domain.units import ZERO


@dataclass(frozen=True, slots=True)
class Judged:
    """The rules that held, by name, and their outcomes; `failed` names a rule that broke."""

    rules: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    failed: str | None = None


def judge(campaign: Campaign, facts: Facts, context: Mapping[str, object]) -> Judged:
    """Judge each rule of `campaign` alone and gather what those that hold give.

    A rule for the referrer of a member who has none gives nothing and does not count as holding.
    """
    names: list[str] = []
    outcomes: list[Outcome] = []
    for rule in campaign.rules:
        receiver = facts.referrer if rule.target is RuleTarget.REFERRER else facts.member
        if rule.target is RuleTarget.REFERRER and receiver is None:
            continue
        try:
            if not all(holds(condition, context) for condition in rule.conditions):
                continue
            given = [_outcome(effect, receiver, facts, context) for effect in rule.effects]
        except ExpressionFailed:
            return Judged(failed=rule.name)
        names.append(rule.name)
        outcomes.extend(given)
    return Judged(tuple(names), tuple(outcomes))


def points_given(outcomes: Iterable[Outcome], member_id: str | None = None) -> Decimal:
    """Return the units added by `outcomes`, in all or to one member; deductions do not count."""
    return sum(
        (
            outcome.units
            for outcome in outcomes
            if isinstance(outcome, UnitsMoved)
            and outcome.units > 0
            and member_id in (None, outcome.member_id)
        ),
        ZERO,
    )


def amount_given(outcomes: Iterable[Outcome], rewards: Mapping[str, Reward]) -> Amount:
    """Return what one redemption gives: units added, the value of coupons, and itself."""
    given = tuple(outcomes)
    issued = [each.reward_id for each in given if isinstance(each, CouponIssued)]
    money = sum((rewards[each].value or ZERO for each in issued), ZERO)
    return Amount(points_given(given), money, 1)


def _outcome(
    effect: Effect, receiver: Member | None, facts: Facts, context: Mapping[str, object]
) -> Outcome:
    if isinstance(effect, GiveReward):
        reward = facts.rewards.get(effect.reward_id)
        if reward is None or not reward.active:
            raise ExpressionFailed(f"the reward {effect.reward_id} cannot be issued")
        return CouponIssued(receiver.id if receiver else None, effect.reward_id)
    if receiver is None:
        raise ExpressionFailed("there is no member to give to")
    match effect:
        case GivePoints(points_rule, wallet):
            return UnitsMoved(receiver.id, wallet, _units(points_rule, context))
        case DeductUnit(points_rule, wallet):
            return UnitsMoved(receiver.id, wallet, -_units(points_rule, context))
        case AssignMemberCustomAttribute(key, value):
            return AttributeAssigned(receiver.id, key, value)
        case RemoveMemberCustomAttribute(key):
            return AttributeRemoved(receiver.id, key)
        case _:
            assert_never(effect)


def _units(points_rule: str, context: Mapping[str, object]) -> Decimal:
    given = amount(points_rule, context)
    if given < 0:
        raise ExpressionFailed(f"{points_rule} came to {given}, which is below zero")
    return given
