"""What conditions can look at, how it is compared, and which input fits."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum, auto
from typing import Final

from counterfoil.domain.condition import Operator
from counterfoil.domain.event import EventSchema, FieldType

O = Operator  # noqa: E741 - the tables below are read by their rows


class Sort(Enum):
    """What an attribute holds, as far as comparing goes."""

    TEXT = auto()
    NUMBER = auto()
    MOMENT = auto()
    FLAG = auto()
    TIER = auto()
    SEGMENTS = auto()
    LABELS = auto()
    ANY = auto()


class Data(Enum):
    """The inputs for what an attribute is compared with."""

    TEXT = auto()
    NUMBER = auto()
    MOMENT = auto()
    FLAG = auto()
    CHOICE = auto()
    TEXTS = auto()
    CHOICES = auto()
    NUMBERS = auto()
    MOMENTS = auto()
    WEEKDAYS = auto()
    MONTHS = auto()
    DAYS = auto()
    TIMES = auto()
    LABELS = auto()
    EXPRESSION = auto()


_EQUAL: Final = (O.IS_EQUAL, O.IS_NOT_EQUAL)
_ONE_OF: Final = (O.IS_ONE_OF, O.IS_NOT_ONE_OF)
_CONTAINS: Final = (*(O.CONTAINS, O.NOT_CONTAINS, O.CONTAINS_ONE_OF, O.NOT_CONTAINS_ONE_OF),)
_TEXTUAL: Final = (O.STARTS_WITH, O.ENDS_WITH, O.MATCHES_REGEX)
_ORDER: Final = (
    *(O.IS_GREATER, O.IS_GREATER_OR_EQUAL, O.IS_LESS, O.IS_LESS_OR_EQUAL),
    *(O.IS_BETWEEN, O.IS_NOT_BETWEEN),
)
_TIME: Final = (
    *(O.IS_DAY_OF_WEEK, O.IS_TIME_BETWEEN, O.IS_AFTER, O.IS_BEFORE, O.IS_BETWEEN),
    *(O.IS_NOT_BETWEEN, O.IS_DAY_OF_MONTH, O.IS_MONTH_OF_YEAR),
)

OPERATORS: Final[Mapping[Sort, tuple[Operator, ...]]] = {
    Sort.TEXT: (*_EQUAL, *_ONE_OF, *_CONTAINS, *_TEXTUAL),
    Sort.NUMBER: (*_ORDER, *_EQUAL, *_ONE_OF),
    Sort.MOMENT: _TIME,
    Sort.FLAG: (O.IS_EQUAL,),
    Sort.TIER: (*_ONE_OF, *_EQUAL),
    Sort.SEGMENTS: (O.CONTAINS_ONE_OF, O.NOT_CONTAINS_ONE_OF, O.CONTAINS, O.NOT_CONTAINS),
    Sort.LABELS: (O.HAS_AT_LEAST_ONE_LABEL,),
    Sort.ANY: (
        *(*_EQUAL, *_ONE_OF, *_CONTAINS, *_TEXTUAL, *_ORDER, *_TIME),
        O.HAS_AT_LEAST_ONE_LABEL,
    ),
}
"""What is offered for each sort; what a campaign has beside it is kept."""

_ALONE: Final[Mapping[Operator, Data]] = {
    O.IS_DAY_OF_WEEK: Data.WEEKDAYS,
    O.IS_DAY_OF_MONTH: Data.DAYS,
    O.IS_MONTH_OF_YEAR: Data.MONTHS,
    O.IS_TIME_BETWEEN: Data.TIMES,
    O.IS_AFTER: Data.MOMENT,
    O.IS_BEFORE: Data.MOMENT,
    O.HAS_AT_LEAST_ONE_LABEL: Data.LABELS,
    O.EXPRESSION: Data.EXPRESSION,
    O.MATCHES_REGEX: Data.TEXT,
    O.STARTS_WITH: Data.TEXT,
    O.ENDS_WITH: Data.TEXT,
}
_LISTS: Final = frozenset({*_ONE_OF, O.CONTAINS_ONE_OF, O.NOT_CONTAINS_ONE_OF})
_RANGES: Final = frozenset({O.IS_BETWEEN, O.IS_NOT_BETWEEN})
_CHOSEN: Final = frozenset({Sort.TIER, Sort.SEGMENTS})

_MEMBER: Final[Mapping[str, Sort]] = {
    "tier": Sort.TIER,
    "segments": Sort.SEGMENTS,
    "registrationDate": Sort.MOMENT,
    "wallets.default": Sort.NUMBER,
    "labels": Sort.LABELS,
    "loyaltyCardNumber": Sort.TEXT,
    "firstName": Sort.TEXT,
    "lastName": Sort.TEXT,
    "email": Sort.TEXT,
    "phone": Sort.TEXT,
}
_OTHERS: Final[Mapping[str, Sort]] = {
    "event.eventDate": Sort.MOMENT,
    "transaction.grossValue": Sort.NUMBER,
    "store.code": Sort.TEXT,
    "store.name": Sort.TEXT,
    "code.prefix": Sort.TEXT,
    "code.batch": Sort.TEXT,
    "code.labels": Sort.LABELS,
}
_FIELDS: Final[Mapping[FieldType, Sort]] = {
    FieldType.TEXT: Sort.TEXT,
    FieldType.NUMBER: Sort.NUMBER,
    FieldType.DATETIME: Sort.MOMENT,
    FieldType.BOOLEAN: Sort.FLAG,
}
CUSTOM: Final = "customAttributes."
BODY: Final = "event.body."


def offered(schema: EventSchema | None, *, referral: bool) -> dict[str, Sort]:
    """Return the attributes to choose from; those that end in a dot want a name behind it."""
    found = {"event.eventDate": Sort.MOMENT, "transaction.grossValue": Sort.NUMBER}
    for root in ("member", "referrer") if referral else ("member",):
        found |= {f"{root}.{name}": sort for name, sort in _MEMBER.items()}
        found[f"{root}.{CUSTOM}"] = Sort.ANY
    found |= _OTHERS
    for field in schema.fields if schema else ():
        found[f"{BODY}{field.name}"] = _FIELDS[field.type]
    return found


def head_of(attribute: str) -> str:
    """Return which of the offers an attribute is: itself, or the one that wants a name."""
    for root in ("member.", "referrer."):
        if attribute.startswith(root + CUSTOM):
            return root + CUSTOM
    return attribute


def sort_of(attribute: str, schema: EventSchema | None) -> Sort:
    """Return what an attribute holds; one that is not offered may hold anything."""
    return offered(schema, referral=True).get(attribute, Sort.ANY)


def data_of(operator: Operator, sort: Sort) -> Data:
    """Return the input that fits."""
    if operator in _ALONE:
        return _ALONE[operator]
    if operator in _LISTS:
        return Data.CHOICES if sort in _CHOSEN else Data.TEXTS
    if operator in _RANGES:
        return Data.MOMENTS if sort is Sort.MOMENT else Data.NUMBERS
    if sort in _CHOSEN:
        return Data.CHOICE
    return {Sort.NUMBER: Data.NUMBER, Sort.FLAG: Data.FLAG, Sort.MOMENT: Data.MOMENT}.get(
        sort, Data.TEXT
    )


def first_data(data: Data, now: datetime) -> object:
    """Return what an input starts with; `now` is on the store's clock."""
    today = now.date().isoformat()
    starts: Mapping[Data, object] = {
        Data.FLAG: True,
        Data.MOMENT: today,
        Data.MOMENTS: {"from": today, "to": today},
        Data.TIMES: {"from": "09:00", "to": "17:00"},
        Data.NUMBERS: {"from": "", "to": ""},
        Data.LABELS: [{"key": "", "value": ""}],
    }
    lists = {Data.TEXTS, Data.CHOICES, Data.WEEKDAYS, Data.MONTHS, Data.DAYS}
    return [] if data in lists else starts.get(data, "")
