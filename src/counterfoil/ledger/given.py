"""What a redemption gave, from the outcomes of the decision to the document that is kept of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, assert_never

from sqlalchemy import Connection

from counterfoil.domain.effect import (
    AttributeAssigned,
    AttributeRemoved,
    CouponIssued,
    Outcome,
    UnitsMoved,
)
from counterfoil.domain.facts import Facts
from counterfoil.domain.mint import digest
from counterfoil.domain.reward import Coupon, issue
from counterfoil.domain.units import ZERO, from_hundredths, to_hundredths
from counterfoil.ledger.member_rows import read_member
from counterfoil.ledger.rewards import read_coupon
from counterfoil.ledger.tables.base import (
    from_micros_or_none,
    from_units,
    to_micros_or_none,
    to_units,
)
from counterfoil.ledger.verdict import Given

GIVE_POINTS: Final = "give_points"
DEDUCT_UNIT: Final = "deduct_unit"
GIVE_REWARD: Final = "give_reward"
ASSIGN: Final = "assign_member_custom_attribute"
REMOVE: Final = "remove_member_custom_attribute"


@dataclass(frozen=True, slots=True)
class Gift:
    """One outcome as it is written: `before` is what a custom attribute was, to be put back."""

    effect: str
    member_id: str | None
    wallet_code: str = ""
    hundredths: int = 0
    coupon: Coupon | None = None
    key: str = ""
    value: str = ""
    before: str | None = None


def plan(
    outcomes: Iterable[Outcome], facts: Facts, at: datetime, draw_code: Callable[[], str]
) -> tuple[Gift, ...]:
    """Return what the outcomes come to; `draw_code` is called for each coupon."""
    members = filter(None, (facts.member, facts.referrer))
    attributes = {member.id: dict(member.custom_attributes) for member in members}

    def gift(outcome: Outcome) -> Gift:
        match outcome:
            case UnitsMoved(member_id, wallet, units):
                effect = DEDUCT_UNIT if units < 0 else GIVE_POINTS
                return Gift(effect, member_id, wallet, to_hundredths(units))
            case CouponIssued(member_id, reward_id):
                coupon = issue(facts.rewards[reward_id], draw_code(), at)
                return Gift(GIVE_REWARD, member_id, coupon=coupon)
            case AttributeAssigned(member_id, key, value):
                before = attributes[member_id].get(key)
                attributes[member_id][key] = value
                return Gift(ASSIGN, member_id, key=key, value=value, before=before)
            case AttributeRemoved(member_id, key):
                before = attributes[member_id].pop(key, None)
                return Gift(REMOVE, member_id, key=key, before=before)
            case _ as never:
                assert_never(never)

    return tuple(gift(outcome) for outcome in outcomes)


def kept(gift: Gift) -> dict[str, object]:
    """Return the document of a gift that the redemption's row keeps; it names members by id."""
    document: dict[str, object] = {"effect": gift.effect, "member": gift.member_id}
    if gift.coupon is not None:
        return document | _kept_coupon(gift.coupon)
    if gift.wallet_code:
        return document | {"wallet": gift.wallet_code, "units": gift.hundredths}
    return document | {"key": gift.key, "value": gift.value, "before": gift.before}


def journalled(gift: Gift, digest_key: bytes) -> dict[str, object]:
    """Return the document of a gift for the journal: no code in clear, and nothing of a person.

    What an attribute was before may say something of the member, and the journal is for ever.
    """
    document = kept(gift)
    if gift.before is not None:
        document["before"] = digest(gift.before, digest_key).hex()
    if gift.coupon is not None and gift.coupon.code:
        document["coupon"] = digest(gift.coupon.code, digest_key).hex()
    return document


def restored(conn: Connection, document: Mapping[str, Any]) -> Gift:
    """Return the gift that `kept` made the document of."""
    return Gift(
        effect=document["effect"],
        member_id=document["member"],
        wallet_code=document.get("wallet", ""),
        hundredths=document.get("units", 0),
        coupon=_restored_coupon(conn, document) if "reward" in document else None,
        key=document.get("key", ""),
        value=document.get("value", ""),
        before=document.get("before"),
    )


def _kept_coupon(coupon: Coupon) -> dict[str, object]:
    if coupon.code:
        return {"reward": coupon.reward_id, "coupon": coupon.code}
    # A test would have given it: there is no coupon to read the rest from.
    foreseen = {
        "name": coupon.reward_name,
        "value": to_units(coupon.value),
        "expires_at": to_micros_or_none(coupon.expires_at),
    }
    return {"reward": coupon.reward_id, "foreseen": foreseen}


def _restored_coupon(conn: Connection, document: Mapping[str, Any]) -> Coupon:
    code = document.get("coupon")
    if code:
        return read_coupon(conn, code)[0]
    foreseen = document["foreseen"]
    return Coupon(
        "",
        document["reward"],
        foreseen["name"],
        from_units(foreseen["value"]),
        from_micros_or_none(foreseen["expires_at"]),
    )


def shown(gift: Gift, cards: Mapping[str, str]) -> Given:
    """Return a gift as the counter shows it; `cards` gives the loyalty card of each member id."""
    return Given(
        effect=gift.effect,
        member_card=cards[gift.member_id] if gift.member_id else "",
        wallet_code=gift.wallet_code,
        units=from_hundredths(gift.hundredths) if gift.wallet_code else None,
        coupon=gift.coupon,
        key=gift.key,
        value=gift.value,
    )


def cards_of(conn: Connection, given: Iterable[Gift]) -> dict[str, str]:
    """Return the loyalty card of each member that something was given to."""
    ids = {gift.member_id for gift in given if gift.member_id}
    found = (read_member(conn, member_id) for member_id in sorted(ids))
    return {member.id: member.loyalty_card_number for member in found if member is not None}


def foreseen(outcomes: Iterable[Outcome], facts: Facts, at: datetime) -> tuple[Given, ...]:
    """Return what the outcomes would come to; coupons have no code yet."""
    cards = {m.id: m.loyalty_card_number for m in (facts.member, facts.referrer) if m is not None}
    planned = plan(outcomes, facts, at, lambda: "")
    return tuple(shown(gift, cards) for gift in planned)


def attributes_after(
    member_id: str, attributes: Mapping[str, str], given: Iterable[Gift]
) -> dict[str, str]:
    """Return the custom attributes that a member has once all of `given` was given."""
    after = dict(attributes)
    for gift in given:
        if gift.member_id == member_id and gift.effect == ASSIGN:
            after[gift.key] = gift.value
        elif gift.member_id == member_id and gift.effect == REMOVE:
            after.pop(gift.key, None)
    return after


def points_by_member(given: Iterable[Gift]) -> dict[str, Decimal]:
    """Return the units that each member was given; deductions do not count."""
    points: dict[str, Decimal] = {}
    for gift in given:
        if gift.hundredths > 0 and gift.member_id is not None:
            more = from_hundredths(gift.hundredths)
            points[gift.member_id] = points.get(gift.member_id, ZERO) + more
    return points
