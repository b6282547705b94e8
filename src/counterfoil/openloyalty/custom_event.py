"""Custom events as Open Loyalty's clients send them, and what they want tried out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.event import EventSchema, FieldType, Value
from counterfoil.openloyalty.read import read
from counterfoil.openloyalty.shape import (
    Amount,
    Code,
    Moment,
    Name,
    Shape,
    Short,
    as_text,
    flag,
    wanted,
)

_WRAPPER = "event"
_TRIAL_WRAPPER = "simulation"
MOST_ATTRIBUTES = 100


EventId = Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(as_text)]
_MOMENT: Final = TypeAdapter[datetime](Moment)


class WhoShape(Shape):
    """Whom an event is about; the first that is given counts, and what else is sent is left out."""

    model_config = ConfigDict(extra="ignore")

    customer_id: Code | None = None
    loyalty_card_number: Code | None = None
    email: Short = ""
    phone: Short = ""


class OursShape(Shape):
    """What Open Loyalty has no field for: the purchase that the code was brought with."""

    amount: Amount | None = None


def _scalar(value: object) -> object:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise wanted("a text, a number, or true or false")


Attributes = Annotated[
    dict[Name, Annotated[Any, BeforeValidator(_scalar)]], Field(max_length=MOST_ATTRIBUTES)
]


class EventShape(Shape):
    """A custom event."""

    type: Name
    event_id: EventId | None = None
    event_date: Moment | None = None
    customer_data: WhoShape = WhoShape()
    body: Attributes = Field(default_factory=dict)
    counterfoil: OursShape = OursShape()


class TrialShape(Shape):
    """What is tried out: an event, for somebody, in all campaigns or in one."""

    model_config = ConfigDict(extra="ignore")

    trigger: Short = ""
    campaign_id: Code | None = None
    customer_id: Code | None = None
    customer: WhoShape = WhoShape()
    event: EventShape | None = None
    counterfoil: OursShape = OursShape()


@dataclass(frozen=True, slots=True)
class Who:
    """Whom an event is about, as its sender knows them; "" for what they did not say."""

    member_id: str = ""
    card: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class SentEvent:
    """A custom event before anything about it was looked up; `body` is as it was sent."""

    type: str
    event_id: str | None
    at: datetime | None
    who: Who
    body: Mapping[str, Value]
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SentTrial:
    """What is to be tried out: an event or a campaign, or both."""

    campaign_id: str
    event: SentEvent | None
    who: Who
    amount: Decimal | None


def read_event(document: object, zone: tzinfo) -> SentEvent:
    """Return the custom event of a JSON body, with or without `{"event": …}`.

    A time without an offset is on the clock of `zone`.

    Raises:
        InvalidInput: naming each thing that is wrong by its path.
    """
    return _sent(read(EventShape, document, _WRAPPER, zone))


def read_trial(document: object, zone: tzinfo) -> SentTrial:
    """Return what a JSON body wants tried out, with or without `{"simulation": …}`.

    Raises:
        InvalidInput: naming each thing that is wrong by its path, or it names nothing to try.
    """
    body = read(TrialShape, document, _TRIAL_WRAPPER, zone)
    event = _sent(body.event) if body.event else None
    if event is None and body.campaign_id is None:
        raise InvalidInput("Give the event to try, or a campaignId.")
    who = _who(body.customer)
    if body.customer_id:
        who = Who(member_id=body.customer_id)
    elif who == Who() and event is not None:
        who = event.who
    amount = body.counterfoil.amount
    if amount is None and event is not None:
        amount = event.amount
    return SentTrial(body.campaign_id or "", event, who, amount)


def typed_body(schema: EventSchema, body: Mapping[str, Value], zone: tzinfo) -> dict[str, Value]:
    """Return an event's attributes in the types that its schema gives them; others stay as sent.

    Raises:
        InvalidInput: an attribute is of another type.
    """
    types = {field.name: field.type for field in schema.fields}
    return {name: _typed(name, value, types.get(name), zone) for name, value in body.items()}


def _typed(name: str, value: Value, kind: FieldType | None, zone: tzinfo) -> Value:
    if value is None or kind is None:
        return value
    try:
        if kind is FieldType.NUMBER:
            return _number(value)
        if kind is FieldType.BOOLEAN:
            return flag(value)
        if kind is FieldType.DATETIME:
            return _MOMENT.validate_python(value, context={"zone": zone})
    except ValueError:
        raise InvalidInput(
            "event.body.{name} is of the type {type}, and what was sent is not.",
            name=name,
            type=kind.value,
        ) from None
    return str(as_text(value))


def _number(value: Value) -> Value:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    spelt = float(str(value))
    if not math.isfinite(spelt):
        raise ValueError
    return int(spelt) if spelt.is_integer() else spelt


def _sent(shape: EventShape) -> SentEvent:
    return SentEvent(
        type=shape.type,
        event_id=shape.event_id,
        at=shape.event_date,
        who=_who(shape.customer_data),
        body=dict(shape.body),
        amount=shape.counterfoil.amount,
    )


def _who(shape: WhoShape) -> Who:
    return Who(
        shape.customer_id or "",
        shape.loyalty_card_number or "",
        shape.email.strip(),
        shape.phone.strip(),
    )
