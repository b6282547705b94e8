"""What the wizard calls attributes, operators and effects, in the screen's language."""

from collections.abc import Callable, Mapping
from typing import Final

from counterfoil.desk.translation import _, p_
from counterfoil.desk.wizard.conditions import BODY, CUSTOM
from counterfoil.domain.condition import Operator
from counterfoil.domain.limit import IntervalType

_ATTRIBUTES: Final[Mapping[str, Callable[[], str]]] = {
    "event.eventDate": lambda: _("Day and time of redeeming"),
    "transaction.grossValue": lambda: _("Purchase amount"),
    "member.tier": lambda: _("Tier of the member"),
    "member.segments": lambda: _("Segments of the member"),
    "member.registrationDate": lambda: _("Member since"),
    "member.wallets.default": lambda: _("Units the member has"),
    "member.labels": lambda: _("Labels of the member"),
    "member.loyaltyCardNumber": lambda: _("Loyalty card number"),
    "member.firstName": lambda: _("First name of the member"),
    "member.lastName": lambda: _("Last name of the member"),
    "member.email": lambda: _("E-mail of the member"),
    "member.phone": lambda: _("Phone of the member"),
    "member.customAttributes.": lambda: _("Custom attribute…"),
    "referrer.tier": lambda: _("Tier of the referrer"),
    "referrer.segments": lambda: _("Segments of the referrer"),
    "referrer.registrationDate": lambda: _("Referrer is a member since"),
    "referrer.wallets.default": lambda: _("Units the referrer has"),
    "referrer.labels": lambda: _("Labels of the referrer"),
    "referrer.loyaltyCardNumber": lambda: _("Card number of the referrer"),
    "referrer.firstName": lambda: _("First name of the referrer"),
    "referrer.lastName": lambda: _("Last name of the referrer"),
    "referrer.email": lambda: _("E-mail of the referrer"),
    "referrer.phone": lambda: _("Phone of the referrer"),
    "referrer.customAttributes.": lambda: _("Referrer’s attribute…"),
    "store.code": lambda: _("Code of the store"),
    "store.name": lambda: _("Name of the store"),
    "code.prefix": lambda: _("Prefix of the code"),
    "code.batch": lambda: _("Batch of the code"),
    "code.labels": lambda: _("Labels of the code"),
}
_OPERATORS: Final[Mapping[Operator, Callable[[], str]]] = {
    Operator.IS_EQUAL: lambda: p_("condition", "is"),
    Operator.IS_NOT_EQUAL: lambda: p_("condition", "is not"),
    Operator.IS_ONE_OF: lambda: p_("condition", "is one of"),
    Operator.IS_NOT_ONE_OF: lambda: p_("condition", "is none of"),
    Operator.CONTAINS: lambda: p_("condition", "contains"),
    Operator.NOT_CONTAINS: lambda: p_("condition", "does not contain"),
    Operator.CONTAINS_ONE_OF: lambda: p_("condition", "contains one of"),
    Operator.NOT_CONTAINS_ONE_OF: lambda: p_("condition", "contains none of"),
    Operator.STARTS_WITH: lambda: p_("condition", "begins with"),
    Operator.ENDS_WITH: lambda: p_("condition", "ends with"),
    Operator.MATCHES_REGEX: lambda: p_("condition", "matches the pattern"),
    Operator.IS_GREATER: lambda: p_("condition", "is above"),
    Operator.IS_GREATER_OR_EQUAL: lambda: p_("condition", "is at least"),
    Operator.IS_LESS: lambda: p_("condition", "is below"),
    Operator.IS_LESS_OR_EQUAL: lambda: p_("condition", "is at most"),
    Operator.IS_BETWEEN: lambda: p_("condition", "is between"),
    Operator.IS_NOT_BETWEEN: lambda: p_("condition", "is not between"),
    Operator.IS_AFTER: lambda: p_("condition", "is after"),
    Operator.IS_BEFORE: lambda: p_("condition", "is before"),
    Operator.IS_DAY_OF_WEEK: lambda: p_("condition", "is on a"),
    Operator.IS_DAY_OF_MONTH: lambda: p_("condition", "is on day of the month"),
    Operator.IS_MONTH_OF_YEAR: lambda: p_("condition", "is in the month"),
    Operator.IS_TIME_BETWEEN: lambda: p_("condition", "is between the hours"),
    Operator.HAS_AT_LEAST_ONE_LABEL: lambda: p_("condition", "have one of"),
    Operator.EXPRESSION: lambda: p_("condition", "Formula, for experts"),
}
_EFFECTS: Final[Mapping[str, Callable[[], str]]] = {
    "give_points": lambda: _("Give units"),
    "give_reward": lambda: _("Issue coupon"),
    "deduct_unit": lambda: _("Deduct units"),
    "assign_member_custom_attribute": lambda: _("Set an attribute of the member"),
    "remove_member_custom_attribute": lambda: _("Remove an attribute of the member"),
}
EFFECTS: Final = tuple(_EFFECTS)

_PER: Final[Mapping[str, Callable[[], str]]] = {
    "": lambda: p_("limit", "in total"),
    IntervalType.HOURS.value: lambda: p_("limit", "in each hour"),
    IntervalType.DAYS.value: lambda: p_("limit", "in each day"),
    IntervalType.WEEKS.value: lambda: p_("limit", "in each week"),
    IntervalType.MONTHS.value: lambda: p_("limit", "in each month"),
    IntervalType.YEARS.value: lambda: p_("limit", "in each year"),
}


def attribute(path: str) -> str:
    """Return what an attribute is called; one of the event's own by its own name."""
    if path in _ATTRIBUTES:
        return _ATTRIBUTES[path]()
    if path.startswith(BODY):
        return _("{name} of the event").format(name=path.removeprefix(BODY))
    root, _dot, rest = path.partition(".")
    if rest.startswith(CUSTOM) and root in {"member", "referrer"}:
        return rest.removeprefix(CUSTOM)
    return path


def operator(one: Operator) -> str:
    """Return what an operator is called."""
    return _OPERATORS[one]()


def effect(kind: str) -> str:
    """Return what an effect is called."""
    return _EFFECTS[kind]()


def per() -> list[tuple[str, str]]:
    """Return the intervals of a limit with their names."""
    return [(value, named()) for value, named in _PER.items()]
