"""What all shapes share: how strict they are, and the kinds of value their fields hold.

Shapes refuse unknown fields and take numbers written as text, which Open Loyalty's clients send.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.units import units
from counterfoil.openloyalty.document import LARGEST

# A year inside what datetimes can hold, so that these are dates in every time zone.
EARLIEST_YEAR = 1970
LATEST_YEAR = 9998

T = TypeVar("T")

_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,19}(\.[0-9]{1,9})?\s*", re.ASCII)
_DATE_AND_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.,]{5,15}\s*(Z|[+-][0-9:]{2,6})?")


class Shape(BaseModel):
    """A JSON object with camel-cased names and no others than those named."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, value: object) -> object:
        """Take null for a field that was not given, as Open Loyalty's clients do."""
        if not isinstance(value, dict):
            return value
        known = {field.alias for field in cls.model_fields.values()}
        return {key: each for key, each in value.items() if each is not None or key not in known}


def wanted(what: str) -> PydanticCustomError:
    """Return the error of a value that is not `what` ("a whole number")."""
    return PydanticCustomError("wanted", "{what}", {"what": what})


def mend(sentence: str) -> PydanticCustomError:
    """Return the error of a value that is of the right kind, and wrong as `sentence` says."""
    return PydanticCustomError("mend", "{sentence}", {"sentence": sentence})


def checked(check: Callable[[T], object]) -> Callable[[T], T]:
    """Return a validator that runs a check of the domain's and keeps the value."""

    def run(value: T) -> T:
        try:
            check(value)
        except InvalidInput as error:
            raise mend(str(error)) from None
        return value

    return run


def whole(value: object) -> object:
    """Return the whole number that `value` is or spells."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = Decimal(value.strip())
    if isinstance(value, Decimal | float) and value == int(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise wanted("a whole number")
    if abs(value) > LARGEST:
        raise wanted("a smaller number")
    return value


def amount(value: object) -> Decimal:
    """Return the units that `value` is or spells, rounded to two decimals."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise wanted("a number")
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise wanted("a number")
    try:
        return units(value)
    except InvalidInput as error:
        raise mend(str(error)) from None


def moment(value: object, info: ValidationInfo) -> datetime:
    """Return the instant in UTC that `value` names, on the store's clock where it has no zone."""
    what = "a date and time such as 2026-12-31T23:59:59+01:00"
    if not isinstance(value, str) or not _DATE_AND_TIME.fullmatch(value.strip()):
        raise wanted(what)
    try:
        read = datetime.fromisoformat(value.strip())
    except ValueError:
        raise wanted(what) from None
    if not EARLIEST_YEAR <= read.year <= LATEST_YEAR:
        raise mend(f"Give a year from {EARLIEST_YEAR} to {LATEST_YEAR}.")
    return (read if read.tzinfo else read.replace(tzinfo=_zone(info))).astimezone(UTC)


def as_text(value: object) -> object:
    """Return a number as the text that spells it, anything else as it is."""
    return repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def filled(items: tuple[T, ...]) -> tuple[T, ...]:
    """Return `items`, of which there must be one; asked only once each of them is right."""
    if not items:
        raise PydanticCustomError("too_short", "empty")
    return items


def flag(value: object) -> bool:
    """Return the truth value that `value` is or spells."""
    known = {"true": True, "false": False, "1": True, "0": False}.get(str(value).lower())
    if known is None:
        raise wanted("true or false")
    return known


def switched(value: object) -> object:
    """Return the flag in `{"isActive": …}`, as Open Loyalty writes it in event schemas."""
    return value["isActive"] if isinstance(value, dict) and set(value) == {"isActive"} else value


def _zone(info: ValidationInfo) -> tzinfo:
    context: Mapping[str, tzinfo] = info.context or {}
    return context.get("zone", UTC)


def _pairs(value: object) -> object:
    if isinstance(value, dict):
        return [{"key": key, "value": each} for key, each in value.items()]
    return value


Name = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\r\n\t]*\S[^\r\n\t]*$")]
Short = Annotated[str, Field(max_length=255, pattern=r"^[^\r\n\t]*$"), BeforeValidator(as_text)]
Long = Annotated[str, Field(max_length=10_000)]
Code = Annotated[
    str,
    Field(min_length=1, max_length=64, pattern=r"^[^\s,;]+$"),
    BeforeValidator(as_text),
]
Whole = Annotated[int, BeforeValidator(whole)]
Amount = Annotated[Decimal, BeforeValidator(amount)]
Moment = Annotated[datetime, BeforeValidator(moment)]
Flag = Annotated[bool, BeforeValidator(flag)]
Switch = Annotated[Flag, BeforeValidator(switched)]


class Pair(Shape):
    """A label, or a custom attribute."""

    key: Name
    value: Short


def _distinct_keys(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    keys = [pair.key for pair in pairs]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise mend(f"The key {twice} is given twice; take one out.")
    return pairs


# Open Loyalty writes a list of keys and values; an object is what people write.
Pairs = Annotated[
    tuple[Pair, ...],
    Field(max_length=100),
    BeforeValidator(_pairs),
    AfterValidator(_distinct_keys),
]
