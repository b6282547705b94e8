"""How values compare: numbers with numbers, times with times, texts with texts.

Either side may be written as text: a custom attribute always is, and Open Loyalty sends numbers
both ways. Text is compared exactly, case and all. A time without an offset is in the store's zone;
a date without a time stands for the whole day there.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Final

_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def number(value: object) -> Decimal | None:
    """Return `value` as a number, None where it is none; true and false are none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        exact = Decimal(str(value))
        return exact if exact.is_finite() else None
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def moment(value: object, zone: tzinfo) -> datetime | date | None:
    """Return `value` as a time in `zone`, as a date where it has no time, None where it is neither.

    Text is read as ISO 8601.
    """
    if isinstance(value, str):
        value = _parsed(value)
    if not isinstance(value, datetime):
        return value if isinstance(value, date) else None
    try:
        return value.replace(tzinfo=zone) if value.tzinfo is None else value.astimezone(zone)
    except OverflowError:
        return None


def order(one: object, other: object, zone: tzinfo) -> int | None:
    """Return -1, 0 or 1 as `one` is below, the same as or above `other`.

    None where they have no order: text that is neither a number nor a time, or one of each.
    """
    numbers = number(one), number(other)
    if numbers[0] is not None and numbers[1] is not None:
        return (numbers[0] > numbers[1]) - (numbers[0] < numbers[1])
    moments = moment(one, zone), moment(other, zone)
    if moments[0] is None or moments[1] is None:
        return None
    earlier, later = _comparable(moments[0], moments[1])
    return (earlier > later) - (earlier < later)


def same(one: object, other: object, zone: tzinfo) -> bool:
    """Say whether two values are the same. Lists are where they hold the same in any order."""
    if isinstance(one, list | tuple):
        return {as_text(each) for each in one} == {as_text(each) for each in listed(other)}
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    found = order(one, other, zone)
    return as_text(one) == as_text(other) if found is None else found == 0


def listed(value: object) -> tuple[object, ...]:
    """Return the values of a list, or the one value there is."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def as_text(value: object) -> str:
    """Return `value` as a person would write it: 5 for 5.0, true for True."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date):
        return value.isoformat()
    exact = None if isinstance(value, str | Mapping) else number(value)
    return str(value) if exact is None else f"{exact.normalize():f}"


def _parsed(text: str) -> datetime | date | None:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _comparable(one: datetime | date, other: datetime | date) -> tuple[date, date]:
    if isinstance(one, datetime) and isinstance(other, datetime):
        # In UTC, as within one zone Python would compare what the clocks show.
        return one.astimezone(UTC), other.astimezone(UTC)
    return _day(one), _day(other)


def _day(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value
