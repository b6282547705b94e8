"""Custom events and what came of them, as the API answers."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from counterfoil.domain.units import plain
from counterfoil.hub.described import Refusal
from counterfoil.hub.scroll import Total
from counterfoil.ledger.events import AppliedEvent
from counterfoil.ledger.records import given_record
from counterfoil.ledger.verdict import Verdict

# ruff: noqa: N815 - the names in the API


class Applied(BaseModel):
    """An event that was applied; `counterfoil` says what it gave, which Open Loyalty does not."""

    customEventId: str
    counterfoil: dict[str, Any]


class Event(BaseModel):
    """A custom event that was applied."""

    customEventId: str
    eventId: str | None
    type: str
    eventName: str
    eventDate: str
    customerId: str | None
    customerData: dict[str, str | None]
    body: dict[str, Any]
    counterfoil: dict[str, Any]


class EventList(BaseModel):
    """A page of custom events."""

    items: list[Event]
    total: Total


class CodeRefusal(Refusal):
    """Why a code was refused; of `code_refused` no more is told."""

    reason: str


def applied(verdict: Verdict) -> dict[str, object]:
    """Return what is answered to an event that was applied."""
    return {
        "customEventId": verdict.redemption_id,
        "counterfoil": {
            "verdict": "accepted",
            "final": verdict.final,
            "campaignId": verdict.campaign and verdict.campaign.id,
            "campaign": verdict.campaign and verdict.campaign.name,
            "effects": [given_record(given) for given in verdict.given],
            "at": _iso(verdict.at),
            **({"test": True} if verdict.test else {}),
        },
    }


def shown(event: AppliedEvent) -> dict[str, object]:
    """Return a custom event as lists have it."""
    return {
        "customEventId": event.id,
        "eventId": event.event_id,
        "type": event.event_type,
        "eventName": event.event_name,
        "eventDate": _iso(event.at),
        "customerId": event.member_id,
        "customerData": {"loyaltyCardNumber": event.card or None},
        "body": dict(event.body),
        "counterfoil": {
            "campaignId": event.campaign_id,
            "campaign": event.campaign_name,
            "effects": [given_record(given) for given in event.given],
            "amount": None if event.amount is None else plain(event.amount),
            "reversedAt": event.reversed_at and _iso(event.reversed_at),
        },
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
