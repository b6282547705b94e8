"""Members as Open Loyalty writes them, with our tier, segments, attributes and referrer."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Annotated

from pydantic import Field

from counterfoil.domain.member import Member
from counterfoil.openloyalty.read import read
from counterfoil.openloyalty.shape import Code, Flag, Moment, Pairs, Shape, Short

_WRAPPER = "member"
# What Open Loyalty called a member before its fifth version.
_OLD_WRAPPER = "customer"


class MemberShape(Shape):
    """A person with a loyalty card."""

    loyalty_card_number: Code
    first_name: Short = ""
    last_name: Short = ""
    email: Short = ""
    phone: Short = ""
    registered_at: Moment | None = None
    labels: Pairs = ()
    tier: Code | None = None
    segments: Annotated[tuple[Code, ...], Field(max_length=200)] = ()
    custom_attributes: Pairs = ()
    referrer: Code | None = None
    referrer_id: Code | None = None
    active: Flag = True


def read_member(
    document: object,
    *,
    id: str,  # noqa: A002 - the field's own name
    registered_at: datetime,
    referrer_id: str | None = None,
    zone: tzinfo = UTC,
) -> Member:
    """Return the member of a JSON body, with or without `{"member": …}` or `{"customer": …}`.

    `registered_at` and `referrer_id` hold where the body gives none; its own `referrer` is a card,
    see `referrer_card`. Wallets are not part of it.

    Raises:
        InvalidInput: naming each thing that is wrong by its path.
    """
    body = _read(document, zone)
    return Member(
        id=id,
        loyalty_card_number=body.loyalty_card_number,
        registered_at=body.registered_at or registered_at,
        first_name=body.first_name.strip(),
        last_name=body.last_name.strip(),
        email=body.email.strip(),
        phone=body.phone.strip(),
        tier=body.tier,
        segments=frozenset(body.segments),
        labels={label.key: label.value for label in body.labels},
        custom_attributes={each.key: each.value for each in body.custom_attributes},
        referrer_id=body.referrer_id or referrer_id,
        active=body.active,
    )


def referrer_card(document: object, *, zone: tzinfo = UTC) -> str:
    """Return the loyalty card of the one who referred the member, "" where none is named.

    Raises:
        InvalidInput: the body is wrong.
    """
    return _read(document, zone).referrer or ""


def write_member(member: Member) -> dict[str, object]:
    """Return the body that `read_member` reads back as the same member, but for the wallets."""
    body: dict[str, object] = {
        "loyaltyCardNumber": member.loyalty_card_number,
        "firstName": member.first_name,
        "lastName": member.last_name,
        "email": member.email,
        "phone": member.phone,
        "registeredAt": member.registered_at.astimezone(UTC).isoformat(),
        "labels": _pairs(member.labels),
        "tier": member.tier,
        "segments": sorted(member.segments),
        "customAttributes": _pairs(member.custom_attributes),
        "referrerId": member.referrer_id,
        "active": member.active,
    }
    return {_WRAPPER: body}


def _read(document: object, zone: tzinfo) -> MemberShape:
    if isinstance(document, dict) and set(document) == {_OLD_WRAPPER}:
        return read(MemberShape, document, _OLD_WRAPPER, zone)
    return read(MemberShape, document, _WRAPPER, zone)


def _pairs(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in texts.items()]
