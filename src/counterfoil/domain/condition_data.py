"""The data of conditions: its shape for each operator, and what it says once it has that shape.

Ranges are `{"from", "to"}` or `[from, to]`; times of day "HH:MM", with seconds if wished; days and
months one number or name, or a list of them; labels a list of `{"key", "value"}`.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, time
from decimal import Decimal
from typing import Final

from counterfoil.domain.comparison import as_text, listed, moment, number, order
from counterfoil.domain.condition import Operator
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.pattern import check_pattern

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)


def ends(data: object) -> tuple[object, object]:
    """Return the two ends of a range."""
    if isinstance(data, Mapping) and {"from", "to"} <= data.keys():
        return data["from"], data["to"]
    if isinstance(data, list | tuple) and len(data) == 2:
        return data[0], data[1]
    raise InvalidInput("A range needs two values, “from” and “to”; give both.")


def times(data: object) -> tuple[time, time]:
    """Return the two times of day of a range."""
    start, end = ends(data)
    return _time(start), _time(end)


def days_of_week(data: object) -> frozenset[int]:
    """Return the days of the week meant, 1 on Monday to 7 on Sunday."""
    return _counted(data, 7, "day of the week", _DAYS)


def days_of_month(data: object) -> frozenset[int]:
    """Return the days of the month meant, 1 to 31."""
    return _counted(data, 31, "day of the month")


def months(data: object) -> frozenset[int]:
    """Return the months meant, 1 to 12."""
    return _counted(data, 12, "month", _MONTHS)


def labels(data: object) -> tuple[tuple[str, str], ...]:
    """Return the keys and values of the labels."""
    if not isinstance(data, list | tuple) or not data:
        raise _no_labels()
    return tuple(_label(each) for each in data)


def check_value(operator: Operator, data: object) -> None:
    """Check that there is one value: a text, a number, or true or false."""
    if not isinstance(data, str | int | float | Decimal) or data == "":
        raise InvalidInput("{operator} needs one value to compare with.", operator=operator.value)


def check_list(operator: Operator, data: object) -> None:
    """Check that there is a list of at least one value."""
    if not isinstance(data, list | tuple) or not data:
        raise InvalidInput("{operator} needs a list of values.", operator=operator.value)
    for each in data:
        check_value(operator, each)


def check_value_or_list(operator: Operator, data: object) -> None:
    """Check that there is a value or a list of them. A text may be empty here."""
    if data != "":
        check_list(operator, listed(data))


def check_regex(operator: Operator, data: object) -> None:
    """Check that there is a pattern that can be used."""
    if not isinstance(data, str):
        raise InvalidInput("{operator} needs a pattern.", operator=operator.value)
    check_pattern(data)


def check_ordered(operator: Operator, data: object) -> None:
    """Check that there is a number or a time."""
    if order(data, data, UTC) is None:
        raise InvalidInput(
            "{operator} needs a number, or a date such as 2026-05-31; it has {data}.",
            operator=operator.value,
            data=_shown(data),
        )


def check_moment(operator: Operator, data: object) -> None:
    """Check that there is a time or a date."""
    if moment(data, UTC) is None:
        raise InvalidInput(
            "{operator} needs a date such as 2026-05-31, with a time if you wish; it has {data}.",
            operator=operator.value,
            data=_shown(data),
        )


def check_ends(operator: Operator, data: object) -> None:
    """Check that there are two numbers or two times, in order."""
    start, end = ends(data)
    check_ordered(operator, start)
    check_ordered(operator, end)
    if order(start, end, UTC) not in {-1, 0}:
        raise InvalidInput(
            "{operator} cannot go from {start} to {end}; put the lower one first.",
            operator=operator.value,
            start=_shown(start),
            end=_shown(end),
        )


def _reads(read: Callable[[object], object]) -> Callable[[Operator, object], None]:
    def check(_operator: Operator, data: object) -> None:
        read(data)

    return check


check_times = _reads(times)
check_days_of_week = _reads(days_of_week)
check_days_of_month = _reads(days_of_month)
check_months = _reads(months)
check_labels = _reads(labels)


def _time(value: object) -> time:
    try:
        read = time.fromisoformat(str(value))
    except ValueError:
        read = None
    if read is None or read.tzinfo is not None or ":" not in str(value):
        raise InvalidInput(
            "{time} is not a time of day; write it as 09:30 or 21:00.", time=_shown(value)
        )
    return read


def _counted(data: object, most: int, what: str, names: tuple[str, ...] = ()) -> frozenset[int]:
    found = []
    for each in listed(data):
        name = str(each).strip().lower()
        exact = Decimal(names.index(name) + 1) if name in names else number(each)
        if exact is None or exact != exact.to_integral_value() or not 1 <= exact <= most:
            raise InvalidInput(
                "{data} is not a {what}; give whole numbers from 1 to {most}.",
                data=_shown(each),
                what=what,
                most=most,
            )
        found.append(int(exact))
    if not found:
        raise InvalidInput("Give at least one {what}, from 1 to {most}.", what=what, most=most)
    return frozenset(found)


def _label(data: object) -> tuple[str, str]:
    if not isinstance(data, Mapping) or not {"key", "value"} <= data.keys():
        raise _no_labels()
    return as_text(data["key"]), as_text(data["value"])


def _no_labels() -> InvalidInput:
    return InvalidInput("Labels are given as a list, each with its “key” and “value”.")


def _shown(value: object) -> str:
    return "nothing" if value in (None, "") else as_text(value)[:80]
