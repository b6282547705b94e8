"""What came of trying a code, in words."""

from collections.abc import Callable, Mapping
from typing import Final

from counterfoil.desk import formats
from counterfoil.desk.campaigns import rule_words
from counterfoil.desk.campaigns.names import Names
from counterfoil.desk.translation import _
from counterfoil.desk.wizard.chips import shortened
from counterfoil.desk.wizard.trial import Tried
from counterfoil.domain.effect import (
    AttributeAssigned,
    AttributeRemoved,
    CouponIssued,
    Outcome,
    UnitsMoved,
)
from counterfoil.domain.redemption import Accepted
from counterfoil.domain.trace import Standing

_CHECKS: Final[Mapping[str, Callable[[], str]]] = {
    "readable": lambda: _("The code can be read"),
    "known": lambda: _("The code is known"),
    "campaign active": lambda: _("The campaign is active"),
    "started": lambda: _("The campaign has started"),
    "not ended": lambda: _("The campaign has not ended"),
    "not void": lambda: _("The code is not void"),
    "unused": lambda: _("The code is unused"),
    "member": lambda: _("There is a member where one is needed"),
    "purchase amount": lambda: _("There is an amount where one is needed"),
    "audience": lambda: _("The campaign is for this member"),
    "conditions": lambda: _("A rule holds"),
    "enough units": lambda: _("The member has enough units"),
    "redemptions per member": lambda: _("Redemptions of the member are within the limit"),
    "units per member": lambda: _("Units for the member are within the limit"),
    "campaign redemptions": lambda: _("Redemptions in all are within the limit"),
    "campaign budget": lambda: _("The budget is enough"),
    "rights": lambda: _("This till may redeem it"),
}


def check(name: str) -> str:
    """Return what a check of the decision asks."""
    named = _CHECKS.get(name)
    return named() if named else name


def unmet(tried: Tried, names: Names) -> list[str]:
    """Return the conditions that do not hold, each with the name of its rule."""
    several = len(tried.rules) > 1
    texts = []
    for rule in tried.rules:
        for each in rule.conditions:
            if each.standing is not Standing.HOLDS:
                words = rule_words.condition(each.condition, names)
                texts.append(f"{shortened(rule.rule.name)}: {words}" if several else words)
    return [_("Does not hold: {condition}").format(condition=text) for text in texts]


def given(tried: Tried) -> str:
    """Return what an accepted code would give, in one line."""
    if not isinstance(tried.decision, Accepted):
        return ""
    return ", ".join(_outcome(each, tried) for each in tried.decision.outcomes)


def _outcome(outcome: Outcome, tried: Tried) -> str:
    match outcome:
        case UnitsMoved(member_id, _wallet, units):
            words = formats.units(abs(units))
            moved = f"−{words}" if units < 0 else f"+{words}"
            mine = tried.member is not None and tried.member.id == member_id
            return moved if mine else _("{units} for the referrer").format(units=moved)
        case CouponIssued(_member_id, reward_id):
            reward = tried.rewards.get(reward_id)
            return _("coupon: {reward}").format(reward=reward.name if reward else reward_id)
        case AttributeAssigned(_member_id, key, value):
            return f"{key}: {value}"
        case AttributeRemoved(_member_id, key):
            return _("{name} removed").format(name=key)
