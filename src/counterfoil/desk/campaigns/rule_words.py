"""Rules in words: when a rule holds, and what it gives to whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from babel.dates import format_date, get_day_names, get_month_names

from counterfoil.desk import formats
from counterfoil.desk.campaigns.names import Names, either
from counterfoil.desk.translation import _
from counterfoil.desk.wizard import words
from counterfoil.desk.wizard.points import Mode, effect_of
from counterfoil.domain import comparison, condition_data
from counterfoil.domain.campaign import Rule, RuleTarget
from counterfoil.domain.condition import Condition, Operator
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    Effect,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.member import DEFAULT_WALLET


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule: its name, what must hold (nothing where it always does), and what it gives."""

    name: str
    description: str
    when: tuple[str, ...]
    gives: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The rule without its name, a sentence a line."""
        if not self.when:
            return (_("With every code:"), *_dotted(self.gives))
        if len(self.when) == 1:
            return (_("Where {condition}:").format(condition=self.when[0]), *_dotted(self.gives))
        return (
            _("Where all of this holds:"),
            *_dotted(self.when),
            _("it gives:"),
            *_dotted(self.gives),
        )


def rule(one: Rule, names: Names) -> RuleWords:
    """Return a rule in words."""
    return RuleWords(
        one.name,
        one.description,
        tuple(condition(each, names) for each in one.conditions),
        tuple(effect(each, one.target, names) for each in one.effects),
    )


def condition(one: Condition, names: Names) -> str:
    """Return a condition in words, such as "Purchase amount is at least 20"."""
    if one.operator is Operator.EXPRESSION:
        return _("the formula {formula} is true").format(formula=one.data)
    return _("{attribute} {operator} {value}").format(
        attribute=words.attribute(one.attribute),
        operator=words.operator(one.operator),
        value=_data(one, names),
    )


def effect(one: Effect, target: RuleTarget, names: Names) -> str:
    """Return an effect in words, such as "The member gets 100 units"."""
    referrer = target is RuleTarget.REFERRER
    match one:
        case GivePoints() | DeductUnit():
            return _points(one, names, referrer=referrer)
        case GiveReward(reward_id):
            template = (
                _("The referrer gets a coupon: {reward}")
                if referrer
                else _("The member gets a coupon: {reward}")
            )
            return template.format(reward=names.reward(reward_id))
        case AssignMemberCustomAttribute(key, value):
            return _("The attribute {key} is set to {value}").format(key=key, value=value)
        case RemoveMemberCustomAttribute(key):
            return _("The attribute {key} is removed").format(key=key)


def _points(one: GivePoints | DeductUnit, names: Names, *, referrer: bool) -> str:
    if isinstance(one, DeductUnit):
        template = _("The referrer pays {units}") if referrer else _("The member pays {units}")
    else:
        template = _("The referrer gets {units}") if referrer else _("The member gets {units}")
    text = template.format(units=_units(one, names))
    if one.wallet_code == DEFAULT_WALLET:
        return text
    return _("{what}, in the wallet {wallet}").format(what=text, wallet=one.wallet_code)


def _units(one: GivePoints | DeductUnit, names: Names) -> str:
    fields = effect_of(one, "")
    if fields.mode == Mode.FIXED:
        return formats.units(Decimal(fields.value))
    if fields.mode == Mode.AMOUNT:
        return _("{units} for each {currency} of the purchase").format(
            units=formats.units(Decimal(fields.value)), currency=names.currency
        )
    return _("as many units as {formula} comes to").format(formula=one.points_rule)


def _data(one: Condition, names: Names) -> str:
    try:
        special = _SPECIAL.get(one.operator)
        if special is not None:
            return special(one.data)
        return either([_value(each, one, names) for each in comparison.listed(one.data)])
    except InvalidInput:
        # A draft may hold what no campaign can.
        return str(one.data)


def _value(value: object, one: Condition, names: Names) -> str:
    last = one.attribute.rpartition(".")[2]
    known = {"tier": names.tiers, "segments": names.segments}.get(last, {})
    if isinstance(value, str) and value in known:
        return known[value]
    exact = comparison.number(value)
    if exact is not None and not isinstance(value, str):
        return formats.number(exact)
    moment = comparison.moment(value, names.zone)
    if isinstance(moment, datetime):
        return formats.moment(moment, names.zone)
    if moment is not None:
        return format_date(moment, "long", locale=formats.locale())
    return _flag(value) if isinstance(value, bool) else comparison.as_text(value)


def _flag(value: bool) -> str:
    return _("Yes") if value else _("No")


def _range(data: object) -> str:
    start, end = condition_data.ends(data)
    return _("{start} and {end}").format(start=_plain(start), end=_plain(end))


def _plain(value: object) -> str:
    exact = comparison.number(value)
    return formats.number(exact) if exact is not None else comparison.as_text(value)


def _times(data: object) -> str:
    start, end = condition_data.times(data)
    return f"{start:%H:%M}–{end:%H:%M}"


def _days_of_week(data: object) -> str:
    days = get_day_names("wide", locale=formats.locale())
    return either([days[number - 1] for number in sorted(condition_data.days_of_week(data))])


def _days_of_month(data: object) -> str:
    return either([str(number) for number in sorted(condition_data.days_of_month(data))])


def _months(data: object) -> str:
    months = get_month_names("wide", context="stand-alone", locale=formats.locale())
    return either([months[number] for number in sorted(condition_data.months(data))])


def _labels(data: object) -> str:
    return either([f"{key} = {value}" for key, value in condition_data.labels(data)])


_SPECIAL: Final[Mapping[Operator, Callable[[object], str]]] = {
    Operator.IS_BETWEEN: _range,
    Operator.IS_NOT_BETWEEN: _range,
    Operator.IS_TIME_BETWEEN: _times,
    Operator.IS_DAY_OF_WEEK: _days_of_week,
    Operator.IS_DAY_OF_MONTH: _days_of_month,
    Operator.IS_MONTH_OF_YEAR: _months,
    Operator.HAS_AT_LEAST_ONE_LABEL: _labels,
}


def _dotted(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"• {line}" for line in lines)
