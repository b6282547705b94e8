"""What every message is made of: JSON read strictly, and shapes in which nothing is converted."""

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from counterfoil.domain.errors import Conflict, InvalidInput

VERSION: Final = 1
MOST_N: Final = 2**63 - 1
MOST_EPOCH: Final = 2**31 - 1

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_LAST_MOMENT: Final = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_FIRST_MOMENT: Final = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND

# Not Literal, which takes true for 1.
Version = Annotated[int, Field(ge=VERSION, le=VERSION)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Signature = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
Moment = Annotated[int, Field(ge=_FIRST_MOMENT, le=_LAST_MOMENT)]
Count = Annotated[int, Field(ge=0, le=MOST_N)]
Number = Annotated[int, Field(ge=1, le=MOST_N)]
EpochNumber = Annotated[int, Field(ge=0, le=MOST_EPOCH)]
Name = Annotated[str, Field(min_length=1, max_length=200)]

M = TypeVar("M", bound="Message")


class Message(BaseModel):
    """A shape: nothing is converted, no field may be missing or unknown."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


def read_message(shape: type[M], document: object, what: str) -> M:
    """Return a JSON object in its shape; `what` is how an error calls it.

    Raises:
        Conflict: a newer version wrote it.
        InvalidInput: it has not that shape; the first thing that is wrong is named.
    """
    found = version_of(document)
    if found is not None and found > VERSION:
        raise Conflict(
            "The {what} was written by a newer Counterfoil (version {found}; this one knows"
            " {known}); update this program.",
            what=what,
            found=found,
            known=VERSION,
        )
    try:
        return shape.model_validate(document)
    except ValidationError as error:
        raise InvalidInput("This is no {what}: {why}.", what=what, why=flaw(error)) from None


def version_of(document: object) -> int | None:
    """Return the version that a message says it has, None where it says none."""
    version = document.get("v") if isinstance(document, Mapping) else None
    return version if type(version) is int else None


def flaw(error: ValidationError) -> str:
    """Return the first thing that is wrong with a message, and where."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"][:4])
    return f"{place[:60] or 'it'}: {first['msg']}"


def parse(text: str | bytes, what: str = "message") -> object:
    """Return the JSON value in `text`, UTF-8 where it is bytes.

    Raises InvalidInput where it is none, says something twice, or holds a number without end.
    """
    try:
        whole = text.decode("utf-8") if isinstance(text, bytes) else text
        return STRICT.decode(whole)
    except (ValueError, RecursionError):
        raise InvalidInput("This is no {what}: it is not JSON.", what=what) from None


def micros(moment: datetime) -> int:
    """Return a moment as messages have it: whole microseconds since 1970 in UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(count: int) -> datetime:
    """Return the moment that a message has, in UTC."""
    return _EPOCH + count * _MICROSECOND


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name given twice: readers would differ on which one counts."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is given twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)
    return number


STRICT: Final = json.JSONDecoder(
    object_pairs_hook=_distinct, parse_constant=_no_constant, parse_float=_finite
)
