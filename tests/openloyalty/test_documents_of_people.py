"""Event schemas, members and rewards."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.event import EventSchema, Field, FieldType
from counterfoil.domain.member import Member
from counterfoil.domain.reward import Reward
from counterfoil.openloyalty.member import read_member, referrer_card, write_member
from counterfoil.openloyalty.reward import read_reward, write_reward
from counterfoil.openloyalty.schema import read_schema, write_schema

NOW = datetime(2026, 9, 1, tzinfo=UTC)
SCHEMA: dict[str, object] = {
    "customEventSchema": {
        "eventType": "code_redeemed",
        "name": "A code is redeemed",
        "schema": {
            "fields": [
                {"type": "text", "name": "promo_code", "description": "The code"},
                {"type": "number", "name": "bottles"},
            ]
        },
        "active": True,
    }
}
MEMBER = {
    "firstName": "Ada",
    "lastName": "Nowak",
    "email": "ada@example.com",
    "phone": "+48 600 100 200",
    "loyaltyCardNumber": "4000123",
    "labels": [{"key": "shoes", "value": "38"}],
    "tier": "gold",
    "segments": ["coffee"],
    "customAttributes": {"vip": "yes"},
    "referrer": "4000100",
}


def test_a_schema_is_read_and_written_back() -> None:
    schema = read_schema(SCHEMA)
    assert schema == EventSchema(
        "code_redeemed",
        "A code is redeemed",
        (
            Field(FieldType.TEXT, "promo_code", "The code"),
            Field(FieldType.NUMBER, "bottles"),
        ),
    )
    assert read_schema(write_schema(schema)) == schema
    assert read_schema(SCHEMA["customEventSchema"]) == schema


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            [{"type": "string", "name": "a"}],
            'customEventSchema.schema.fields[0].type is "string"; it can be text, number,',
        ),
        (
            [{"type": "text", "name": "a"}, {"type": "number", "name": "a"}],
            "customEventSchema.schema.fields: The attribute a is there twice; take one out.",
        ),
        (
            [{"type": "text", "name": "a b"}],
            'customEventSchema.schema.fields[0].name is "a b", which has spaces',
        ),
        (
            [{"type": "text", "name": "a", "required": True}],
            (
                "customEventSchema.schema.fields[0].required is not known here;"
                " it can be description, name, type."
            ),
        ),
    ],
)
def test_a_wrong_schema_is_refused_by_its_path(fields: object, sentence: str) -> None:
    body = {"eventType": "e", "name": "E", "schema": {"fields": fields}}
    with pytest.raises(InvalidInput) as caught:
        read_schema(body)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("wrapper", ["member", "customer", None])
def test_a_member_is_read(wrapper: str | None) -> None:
    body = {wrapper: MEMBER} if wrapper else MEMBER
    assert read_member(body, id="m1", registered_at=NOW, referrer_id="m0") == Member(
        "m1",
        "4000123",
        NOW,
        "Ada",
        "Nowak",
        "ada@example.com",
        "+48 600 100 200",
        "gold",
        frozenset({"coffee"}),
        {"shoes": "38"},
        {"vip": "yes"},
        referrer_id="m0",
    )
    assert referrer_card(body) == "4000100"


def test_a_member_is_written_back_with_the_referrers_id() -> None:
    member = read_member(MEMBER, id="m1", registered_at=NOW, referrer_id="m0")
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert read_member(write_member(member), id="m1", registered_at=later) == member


def test_a_card_may_be_a_number() -> None:
    read = read_member({"loyaltyCardNumber": 4000123}, id="m1", registered_at=NOW)
    assert read.loyalty_card_number == read.name == "4000123"
    assert referrer_card({"loyaltyCardNumber": 4000123}) == ""


@pytest.mark.parametrize("card", ["", " ", "40 00", "a" * 65, None, ["4"]])
def test_a_member_needs_a_usable_card(card: object) -> None:
    with pytest.raises(InvalidInput, match=r"^member\.loyaltyCardNumber is"):
        read_member({"loyaltyCardNumber": card}, id="m1", registered_at=NOW)


def test_a_reward_is_read_and_written_back() -> None:
    reward = read_reward({"reward": {"name": "A coffee", "couponValue": "4.5"}}, id="r1")
    assert reward == Reward("r1", "A coffee", Decimal("4.50"))
    assert read_reward(write_reward(reward), id="r1") == reward


@pytest.mark.parametrize(("days", "sentence"), [(0, "give a number from 1"), ("x", "whole number")])
def test_a_coupon_is_valid_for_whole_days(days: object, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        read_reward({"name": "A coffee", "daysValid": days}, id="r1")
