"""What conditions and formulas can look at, by the attribute names of the field.

What there is to look at is listed in `attribute`.
Numbers are doubles, so that a formula needs no conversions; times are aware, in the store's zone.
What is not known (no member, no amount) is absent, never null.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from decimal import Decimal

from counterfoil.domain.facts import Facts, Request
from counterfoil.domain.member import Member


def context(facts: Facts, request: Request, now: datetime) -> Mapping[str, object]:
    """Return the nested attributes of one redemption attempt at `now`."""
    zone = facts.store.zone
    known: dict[str, object] = {
        "event": _event(facts, request, now.astimezone(zone)),
        "store": {"code": facts.store.code, "name": facts.store.name},
    }
    if facts.code is not None:
        known["code"] = {
            "prefix": facts.code.prefix,
            "batch": facts.code.batch,
            "labels": dict(facts.code.labels),
        }
    if request.amount is not None:
        known["transaction"] = {"grossValue": float(request.amount)}
    for name, member in (("member", facts.member), ("referrer", facts.referrer)):
        if member is not None:
            known[name] = _member(member, facts)
    return known


def _event(facts: Facts, request: Request, local_now: datetime) -> dict[str, object]:
    zone = facts.store.zone
    body = {name: _plain(value, zone) for name, value in request.body.items() if value is not None}
    event_type = ""
    if facts.campaign is not None:
        body[facts.campaign.event_code_attribute] = request.code
        event_type = facts.campaign.event
    return {"eventType": event_type, "eventDate": local_now, "body": body}


def _member(member: Member, facts: Facts) -> dict[str, object]:
    return {
        "loyaltyCardNumber": member.loyalty_card_number,
        "firstName": member.first_name,
        "lastName": member.last_name,
        "email": member.email,
        "phone": member.phone,
        "tier": member.tier or "",
        "segments": sorted(member.segments),
        "labels": dict(member.labels),
        "customAttributes": dict(member.custom_attributes),
        "wallets": {code: float(balance) for code, balance in member.wallets.items()},
        "registrationDate": member.registered_at.astimezone(facts.store.zone),
    }


def _plain(value: object, zone: tzinfo) -> object:
    if isinstance(value, datetime):
        return value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return float(value)
    return value
