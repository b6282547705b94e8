"""Whether a condition holds, and whether it can be saved: the 25 operators.

An attribute that is absent is not equal to anything and contains nothing: of the operators those
that deny (`is_not_equal`, `is_not_one_of`, `not_contains`, `not_contains_one_of`, `is_not_between`)
hold for it and no other does. Where it is there, each of them is the exact opposite of its
counterpart. How values compare is told in `comparison`.

`is_between` and `is_not_between` count both ends in; `is_time_between` its beginning only, so that
10:00 to 12:00 and 12:00 to 14:00 never both hold, and goes over midnight where it ends before it
begins. Days of the week are ISO's, 1 on Monday to 7 on Sunday, or their English names; times are
those on the clock of the store.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final

from counterfoil.domain import condition_data as data_of
from counterfoil.domain.attribute import ABSENT, check_attribute, look_up
from counterfoil.domain.comparison import as_text, listed, moment, order, same
from counterfoil.domain.condition import Condition, Operator
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.expression import ExpressionFailed, check_expression, truth
from counterfoil.domain.pattern import matches

_NEGATIONS: Final = {
    Operator.IS_NOT_EQUAL: Operator.IS_EQUAL,
    Operator.IS_NOT_ONE_OF: Operator.IS_ONE_OF,
    Operator.NOT_CONTAINS: Operator.CONTAINS,
    Operator.NOT_CONTAINS_ONE_OF: Operator.CONTAINS_ONE_OF,
    Operator.IS_NOT_BETWEEN: Operator.IS_BETWEEN,
}


def check_condition(condition: Condition) -> None:
    """Check that `condition` can be judged.

    Raises:
        InvalidInput: its attribute is nothing that can be looked at, its data is not of the shape
            that its operator needs, or its expression or pattern cannot be read.
    """
    if condition.operator is Operator.EXPRESSION:
        check_expression(str(condition.data or ""))
        return
    check_attribute(condition.attribute)
    _test(condition.operator).check(condition.operator, condition.data)


def holds(condition: Condition, context: Mapping[str, object]) -> bool:
    """Say whether `condition` holds in `context`, which is that of `context.context`.

    Raises:
        ExpressionFailed: an expression cannot be worked out, or `check_condition` refuses it.
    """
    if condition.operator is Operator.EXPRESSION:
        return truth(str(condition.data), context)
    actual = look_up(context, condition.attribute)
    found = actual is not ABSENT and actual is not None and _found(condition, actual, context)
    return found != (condition.operator in _NEGATIONS)


def _found(condition: Condition, actual: object, context: Mapping[str, object]) -> bool:
    event_date = look_up(context, "event.eventDate")
    zone = event_date.tzinfo if isinstance(event_date, datetime) else None
    try:
        test = _test(condition.operator)
        test.check(condition.operator, condition.data)
        return test.holds(actual, condition.data, zone or UTC)
    except InvalidInput as error:
        raise ExpressionFailed(str(error)) from error


def _one_of(actual: object, data: object, zone: tzinfo) -> bool:
    return any(same(each, one, zone) for each in listed(actual) for one in listed(data))


def _contains(actual: object, data: object, zone: tzinfo) -> bool:
    if isinstance(actual, list | tuple):
        return any(same(each, data, zone) for each in actual)
    return as_text(data) in as_text(actual)


def _contains_one_of(actual: object, data: object, zone: tzinfo) -> bool:
    return any(_contains(actual, one, zone) for one in listed(data))


def _starts_with(actual: object, data: object, _zone: tzinfo) -> bool:
    return as_text(actual).startswith(as_text(data))


def _ends_with(actual: object, data: object, _zone: tzinfo) -> bool:
    return as_text(actual).endswith(as_text(data))


def _matches(actual: object, data: object, _zone: tzinfo) -> bool:
    return any(matches(str(data), as_text(each)) for each in listed(actual))


def _ordered(*wanted: int) -> "_Holds":
    def holds_in_order(actual: object, data: object, zone: tzinfo) -> bool:
        return order(actual, data, zone) in wanted

    return holds_in_order


def _between(actual: object, data: object, zone: tzinfo) -> bool:
    start, end = data_of.ends(data)
    return order(actual, start, zone) in {0, 1} and order(actual, end, zone) in {-1, 0}


def _day_of_week(actual: object, data: object, zone: tzinfo) -> bool:
    day = moment(actual, zone)
    return day is not None and day.isoweekday() in data_of.days_of_week(data)


def _day_of_month(actual: object, data: object, zone: tzinfo) -> bool:
    day = moment(actual, zone)
    return day is not None and day.day in data_of.days_of_month(data)


def _month_of_year(actual: object, data: object, zone: tzinfo) -> bool:
    day = moment(actual, zone)
    return day is not None and day.month in data_of.months(data)


def _time_between(actual: object, data: object, zone: tzinfo) -> bool:
    at = moment(actual, zone)
    if not isinstance(at, datetime):
        return False
    start, end = data_of.times(data)
    if start < end:
        return start <= at.time() < end
    return at.time() >= start or at.time() < end


def _labelled(actual: object, data: object, _zone: tzinfo) -> bool:
    return isinstance(actual, Mapping) and any(
        key in actual and as_text(actual[key]) == value for key, value in data_of.labels(data)
    )


_Holds = Callable[[object, object, tzinfo], bool]


@dataclass(frozen=True, slots=True)
class _Test:
    holds: _Holds
    check: Callable[[Operator, object], None]


_TESTS: Final = {
    Operator.IS_EQUAL: _Test(same, data_of.check_value_or_list),
    Operator.IS_ONE_OF: _Test(_one_of, data_of.check_list),
    Operator.CONTAINS: _Test(_contains, data_of.check_value),
    Operator.CONTAINS_ONE_OF: _Test(_contains_one_of, data_of.check_list),
    Operator.STARTS_WITH: _Test(_starts_with, data_of.check_value),
    Operator.ENDS_WITH: _Test(_ends_with, data_of.check_value),
    Operator.MATCHES_REGEX: _Test(_matches, data_of.check_regex),
    Operator.IS_GREATER: _Test(_ordered(1), data_of.check_ordered),
    Operator.IS_GREATER_OR_EQUAL: _Test(_ordered(0, 1), data_of.check_ordered),
    Operator.IS_LESS: _Test(_ordered(-1), data_of.check_ordered),
    Operator.IS_LESS_OR_EQUAL: _Test(_ordered(-1, 0), data_of.check_ordered),
    Operator.IS_BETWEEN: _Test(_between, data_of.check_ends),
    Operator.IS_AFTER: _Test(_ordered(1), data_of.check_moment),
    Operator.IS_BEFORE: _Test(_ordered(-1), data_of.check_moment),
    Operator.IS_DAY_OF_WEEK: _Test(_day_of_week, data_of.check_days_of_week),
    Operator.IS_DAY_OF_MONTH: _Test(_day_of_month, data_of.check_days_of_month),
    Operator.IS_MONTH_OF_YEAR: _Test(_month_of_year, data_of.check_months),
    Operator.IS_TIME_BETWEEN: _Test(_time_between, data_of.check_times),
    Operator.HAS_AT_LEAST_ONE_LABEL: _Test(_labelled, data_of.check_labels),
}


def _test(operator: Operator) -> _Test:
    return _TESTS[_NEGATIONS.get(operator, operator)]
