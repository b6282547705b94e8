"""Small, whole examples of what the domain is about; each takes what a test wants different."""

# ruff: noqa: ANN401 - what a test wants different is checked by the dataclass it goes into

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from counterfoil.domain.campaign import Activity, Campaign, Rule, Translation
from counterfoil.domain.condition import Condition, Operator
from counterfoil.domain.effect import GivePoints
from counterfoil.domain.event import EventSchema, Field, FieldType
from counterfoil.domain.facts import CodeFacts, CodeStatus, Facts, Request, Use
from counterfoil.domain.limit import Interval, IntervalType, Limit
from counterfoil.domain.member import Member
from counterfoil.domain.reward import Reward
from counterfoil.domain.store import Store

# A Wednesday, 14:30 in Warsaw.
NOW = datetime(2026, 5, 13, 12, 30, tzinfo=UTC)
WARSAW = ZoneInfo("Europe/Warsaw")
CODE = "SUMMER-7K2M9"


def store(**over: Any) -> Store:
    return replace(Store("W1", "Warsaw Central", WARSAW, "PLN"), **over)


def member(**over: Any) -> Member:
    anna = Member(
        id="m1",
        loyalty_card_number="1001",
        registered_at=datetime(2024, 3, 1, 9, tzinfo=UTC),
        first_name="Anna",
        last_name="Nowak",
        email="anna@example.com",
        phone="+48123456789",
        tier="gold",
        segments=frozenset({"coffee", "newsletter"}),
        labels={"channel": "app"},
        custom_attributes={"shoeSize": "38"},
        wallets={"default": Decimal("120.50")},
    )
    return replace(anna, **over)


def referrer(**over: Any) -> Member:
    piotr = member(id="m2", loyalty_card_number="1002", first_name="Piotr", tier="silver")
    return replace(piotr, **over)


def reward(**over: Any) -> Reward:
    return replace(Reward("coffee", "Free coffee", Decimal("12.00"), days_valid=30), **over)


def condition(attribute: str, operator: Operator | str, data: object = None) -> Condition:
    return Condition(attribute, Operator(operator), data)


def rule(*conditions: Condition, **over: Any) -> Rule:
    return replace(Rule("Points", (GivePoints("100"),), conditions), **over)


def campaign(**over: Any) -> Campaign:
    summer = Campaign(
        id="c1",
        translations={"en": Translation("Summer", "A hundred points a code")},
        activity=Activity(datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)),
        event="promo_redeemed",
        event_code_attribute="promo_code",
        rules=(rule(),),
        active=True,
    )
    return replace(summer, **over)


def limit(value: int | str, unit: IntervalType | None = None, count: int = 1) -> Limit:
    return Limit(Decimal(value), Interval(unit, count) if unit else None)


def unused(**over: Any) -> CodeFacts:
    return replace(CodeFacts(CodeStatus.UNUSED, "b1", "SUMMER", {"print": "flyer"}), **over)


def used(**over: Any) -> CodeFacts:
    use = Use(datetime(2026, 5, 12, 8, tzinfo=UTC), "Gdynia", "Ewa")
    return replace(unused(), status=CodeStatus.USED, use=use, **over)


def facts(**over: Any) -> Facts:
    return replace(Facts(store(), unused(), campaign(), member()), **over)


def request(**over: Any) -> Request:
    return replace(Request(CODE), **over)


def schema(**over: Any) -> EventSchema:
    fields = (Field(FieldType.TEXT, "promo_code"), Field(FieldType.NUMBER, "visits"))
    return replace(EventSchema("promo_redeemed", "Promo redeemed", fields), **over)
