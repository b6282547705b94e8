"""A small shop for tests of the screen: five campaigns, a few codes each, three members, staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from counterfoil.domain.member import Member, Tier
from counterfoil.domain.reward import Reward
from counterfoil.domain.store import Role, Staff, Store
from counterfoil.ledger.campaigns import new_campaign_id, save_campaign
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member, save_tier
from counterfoil.ledger.rewards import save_reward
from counterfoil.ledger.schemas import save_schema
from counterfoil.ledger.staff import DEFAULT, save_staff
from counterfoil.openloyalty.campaign import read_campaign
from counterfoil.openloyalty.schema import read_schema

STORE = Store("store", "Corner Coffee", ZoneInfo("Europe/Warsaw"), "PLN")
ANNA_CARD, JAN_CARD, EWA_CARD = "4000101", "4000102", "4000103"
CODES_EACH = 12

_POINTS = {"effect": "give_points", "pointsRule": "100"}
_BASKET = {"effect": "give_points", "pointsRule": "transaction.grossValue * 2.0"}
_COUPON = {"effect": "give_reward", "rewardId": "coffee"}
_GOLD = {"target": "tier", "tiers": ["gold"]}
# By key: the campaign's name, code prefix, effects and whatever else differs.
CAMPAIGNS: Mapping[str, tuple[str, str, tuple[dict[str, str], ...], dict[str, Any]]] = {
    "points": ("Autumn scratch card", "CARD", (_POINTS,), {}),
    "coupon": ("Free coffee", "CUP", (_COUPON,), {}),
    "basket": ("Double points on your basket", "BASKET", (_BASKET,), {}),
    "gold": ("Gold coffee", "GOLD", (_POINTS, _COUPON), {"audience": _GOLD}),
    "ended": (
        "Summer lemonade",
        "SUMMER",
        (_POINTS,),
        {"activity": {"startsAt": "2026-06-01T00:00Z", "endsAt": "2026-09-01T00:00Z"}},
    ),
}


@dataclass(frozen=True, slots=True)
class Shop:
    """The codes of each campaign by its key, as printed."""

    codes: Mapping[str, tuple[str, ...]]


def make_shop(folder: Path, now: datetime) -> Shop:
    """Make the shop's ledger in `folder` and close it."""
    with open_ledger(folder, now, store=STORE, device_name="Till 1") as ledger:
        _add_people(ledger, now)
        _add_schema(ledger, now)
        return Shop({key: _add_campaign(ledger, key, now) for key in CAMPAIGNS})


def _add_people(ledger: Ledger, now: datetime) -> None:
    save_staff(ledger, Staff("manager", "Maria", Role.MANAGER), DEFAULT, now)
    for code, name in (("gold", "Gold"), ("basic", "Basic")):
        save_tier(ledger, Tier(code, name), DEFAULT, now)
    for card, first, last, phone, tier in (
        (ANNA_CARD, "Anna", "Nowak", "+48 600 100 101", "gold"),
        (JAN_CARD, "Jan", "Zając", "+48 600 100 102", "basic"),
        (EWA_CARD, "Ewa", "Nowakowska-Jeziorańska", "+48 600 100 103", None),
    ):
        member = Member(f"m{card}", card, now, first, last, phone=phone, tier=tier)
        save_member(ledger, member, DEFAULT, now)


def _add_schema(ledger: Ledger, now: datetime) -> None:
    fields = [{"type": "text", "name": "promo_code", "description": "The code"}]
    body = {"eventType": "code_redeemed", "name": "Code redeemed", "schema": {"fields": fields}}
    save_schema(ledger, read_schema({"customEventSchema": body | {"active": True}}), DEFAULT, now)
    save_reward(ledger, Reward("coffee", "A coffee of your choice", Decimal(16), 30), DEFAULT, now)


def _add_campaign(ledger: Ledger, key: str, now: datetime) -> tuple[str, ...]:
    name, prefix, effects, more = CAMPAIGNS[key]
    body = {
        "translations": {"en": {"name": name}},
        "activity": {"startsAt": "2026-01-01T00:00Z"},
        "event": "code_redeemed",
        "eventCodeAttribute": "promo_code",
        "codeGenerator": {"characterSet": "alphanum", "length": 8, "prefix": prefix},
        "rules": [{"name": "rule", "effects": list(effects)}],
        "active": True,
    }
    campaign = read_campaign(body | more, id=new_campaign_id())
    saved = save_campaign(ledger, campaign, DEFAULT, now)
    generate(ledger, saved.id, CODES_EACH, DEFAULT, now)
    return tuple(line.text for line in list_codes(ledger, saved.id).codes if line.text)
