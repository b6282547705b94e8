"""What each rule of a campaign comes to in one case, condition by condition."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from counterfoil.domain.attribute import ABSENT, look_up
from counterfoil.domain.award import judge
from counterfoil.domain.campaign import Campaign, Rule, RuleTarget
from counterfoil.domain.condition import Condition, Operator
from counterfoil.domain.condition_check import holds
from counterfoil.domain.context import context
from counterfoil.domain.effect import Outcome
from counterfoil.domain.expression import ExpressionFailed
from counterfoil.domain.facts import Facts, Request


class Standing(StrEnum):
    """Whether a rule or a condition holds; `broken` cannot be worked out on these facts."""

    HOLDS = "holds"
    FAILS = "fails"
    BROKEN = "broken"
    NO_REFERRER = "no_referrer"


@dataclass(frozen=True, slots=True)
class ConditionTrace:
    """A condition and what it looked at: the value, `ABSENT` where there was none.

    An expression looks at several things, and has no value of its own.
    """

    condition: Condition
    standing: Standing
    actual: object = ABSENT


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """A rule, whether it holds, each of its conditions, and what it would give."""

    rule: Rule
    standing: Standing
    conditions: tuple[ConditionTrace, ...]
    outcomes: tuple[Outcome, ...] = ()


def trace(facts: Facts, request: Request, now: datetime) -> tuple[RuleTrace, ...]:
    """Return what each rule of the campaign comes to; none where there is no campaign."""
    if facts.campaign is None:
        return ()
    known = context(facts, request, now)
    return tuple(_rule(facts.campaign, rule, facts, known) for rule in facts.campaign.rules)


def _rule(campaign: Campaign, rule: Rule, facts: Facts, known: Mapping[str, object]) -> RuleTrace:
    conditions = tuple(_condition(each, known) for each in rule.conditions)
    if rule.target is RuleTarget.REFERRER and facts.referrer is None:
        return RuleTrace(rule, Standing.NO_REFERRER, conditions)
    judged = judge(replace(campaign, rules=(rule,)), facts, known)
    if judged.failed is not None:
        return RuleTrace(rule, Standing.BROKEN, conditions)
    standing = Standing.HOLDS if judged.rules else Standing.FAILS
    return RuleTrace(rule, standing, conditions, judged.outcomes)


def _condition(condition: Condition, known: Mapping[str, object]) -> ConditionTrace:
    is_expression = condition.operator is Operator.EXPRESSION
    actual = ABSENT if is_expression else look_up(known, condition.attribute)
    try:
        standing = Standing.HOLDS if holds(condition, known) else Standing.FAILS
    except ExpressionFailed:
        standing = Standing.BROKEN
    return ConditionTrace(condition, standing, actual)
