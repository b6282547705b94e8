"""What came of trying, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from counterfoil.desk import formats
from counterfoil.desk.campaigns import rule_words
from counterfoil.desk.campaigns.names import Names
from counterfoil.desk.counter.present import reason_sentence
from counterfoil.desk.translation import _, p_
from counterfoil.desk.wizard import trial_words
from counterfoil.domain.attribute import ABSENT
from counterfoil.domain.comparison import as_text
from counterfoil.domain.condition import Operator
from counterfoil.domain.trace import ConditionTrace, Standing
from counterfoil.ledger.simulate import Checked, Passing, RuleTried
from counterfoil.ledger.verdict import Given


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a list: an icon in a colour of the theme, a word for it, and what it is about."""

    icon: str
    tone: str
    word: str
    text: str
    why: str = ""


def check(each: Checked, names: Names) -> Said:
    """Return a check of the decision, passed or failed."""
    icon, tone, word = {
        Passing.PASSED: ("tick", "accepted-text", p_("check", "Passed")),
        Passing.FAILED: ("close", "refused-text", p_("check", "Failed")),
        Passing.NOT_REACHED: ("minus", "soft", p_("check", "Not reached")),
    }[each.passing]
    why = reason_sentence(each.refused, names.zone) if each.refused else ""
    return Said(icon, tone, word, trial_words.check(each.check), why)


def rule(tried: RuleTried) -> Said:
    """Return whether a rule holds."""
    icon, tone, word = _standing(tried.trace.standing)
    return Said(icon, tone, word, tried.trace.rule.name)


def condition(each: ConditionTrace, names: Names) -> Said:
    """Return whether a condition holds, and what it looked at."""
    icon, tone, word = _standing(each.standing)
    text = rule_words.condition(each.condition, names)
    if each.condition.operator is Operator.EXPRESSION:
        return Said(icon, tone, word, text)
    return Said(icon, tone, word, text, _actual(each.actual, names))


def given(one: Given) -> str:
    """Return one thing that a rule would give."""
    whose = _(" for card {card}").format(card=one.member_card) if one.member_card else ""
    if one.units is not None:
        units = formats.units(abs(one.units))
        return f"{'−' if one.units < 0 else '+'}{units}{whose}"
    if one.coupon is not None:
        return _("coupon: {reward}").format(reward=one.coupon.reward_name) + whose
    if one.value:
        return f"{one.key}: {one.value}{whose}"
    return _("{name} removed").format(name=one.key) + whose


def _standing(standing: Standing) -> tuple[str, str, str]:
    return {
        Standing.HOLDS: ("tick", "accepted-text", p_("rule", "Holds")),
        Standing.FAILS: ("close", "refused-text", p_("rule", "Does not hold")),
        Standing.BROKEN: ("warning", "used-text", p_("rule", "Cannot be worked out")),
        Standing.NO_REFERRER: ("minus", "soft", p_("rule", "There is no referrer")),
    }[standing]


def _actual(value: object, names: Names) -> str:
    if value is ABSENT or value is None:
        return _("There is none.")
    return _("It is {value}.").format(value=_value(value, names) or "“”")


def _value(value: object, names: Names) -> str:
    if isinstance(value, datetime):
        return formats.moment(value, names.zone)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {as_text(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_value(each, names) for each in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float | Decimal):
        return formats.number(Decimal(str(value)))
    text = as_text(value)
    return names.tiers.get(text) or names.segments.get(text) or text
