"""Conditions: what must hold for a rule to give its effects."""

from dataclasses import dataclass
from enum import StrEnum

from counterfoil.domain.expression import refers_to


class Operator(StrEnum):
    """The operators of Open Loyalty's redemption-code campaigns."""

    IS_EQUAL = "is_equal"
    IS_NOT_EQUAL = "is_not_equal"
    IS_ONE_OF = "is_one_of"
    IS_NOT_ONE_OF = "is_not_one_of"
    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    CONTAINS_ONE_OF = "contains_one_of"
    NOT_CONTAINS_ONE_OF = "not_contains_one_of"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    MATCHES_REGEX = "matches_regex"
    IS_GREATER = "is_greater"
    IS_GREATER_OR_EQUAL = "is_greater_or_equal"
    IS_LESS = "is_less"
    IS_LESS_OR_EQUAL = "is_less_or_equal"
    IS_BETWEEN = "is_between"
    IS_NOT_BETWEEN = "is_not_between"
    IS_AFTER = "is_after"
    IS_BEFORE = "is_before"
    IS_DAY_OF_WEEK = "is_day_of_week"
    IS_DAY_OF_MONTH = "is_day_of_month"
    IS_MONTH_OF_YEAR = "is_month_of_year"
    IS_TIME_BETWEEN = "is_time_between"
    HAS_AT_LEAST_ONE_LABEL = "has_at_least_one_label"
    EXPRESSION = "expression"


@dataclass(frozen=True, slots=True)
class Condition:
    """`attribute` `operator` `data`, as Open Loyalty writes them.

    The shape of `data` depends on the operator: one value, a list of values, `{"from", "to"}`, or a
    CEL expression (for which `attribute` is empty).
    """

    attribute: str
    operator: Operator
    data: object = None


def mentions(condition: Condition, name: str) -> bool:
    """Say whether `condition` looks at `name` (such as `member`) or anything inside it."""
    if condition.operator is Operator.EXPRESSION:
        return refers_to(str(condition.data), name)
    return condition.attribute == name or condition.attribute.startswith(f"{name}.")
