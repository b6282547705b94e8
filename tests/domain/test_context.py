"""What conditions and formulas are shown."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from counterfoil.domain.attribute import ABSENT, look_up
from counterfoil.domain.context import context
from tests.domain.build import CODE, NOW, WARSAW, facts, member, referrer, request

BODY = {
    "visits": 3,
    "ratio": Decimal("0.5"),
    "vip": True,
    "note": "hello",
    "nothing": None,
    "at": datetime(2026, 5, 13, 10, tzinfo=UTC),
    "naive": datetime(2026, 5, 13, 10),  # noqa: DTZ001
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("event.eventType", "promo_redeemed"),
        ("event.eventDate", NOW),
        ("event.body.promo_code", CODE),
        ("event.body.visits", 3.0),
        ("event.body.ratio", 0.5),
        ("event.body.vip", True),
        ("event.body.note", "hello"),
        ("event.body.nothing", ABSENT),
        ("event.body.at", datetime(2026, 5, 13, 12, tzinfo=WARSAW)),
        ("event.body.naive", datetime(2026, 5, 13, 10, tzinfo=WARSAW)),
        ("member.segments", ["coffee", "newsletter"]),
        ("member.wallets.default", 120.5),
        ("member.customAttributes.shoeSize", "38"),
        ("referrer.tier", "silver"),
        ("transaction.grossValue", 49.9),
        ("store.code", "W1"),
        ("code.prefix", "SUMMER"),
        ("code.labels.print", "flyer"),
    ],
)
def test_what_is_known(path: str, value: object) -> None:
    known = context(facts(referrer=referrer()), request(amount=Decimal("49.90"), body=BODY), NOW)
    found = look_up(known, path)
    assert found == value
    assert type(found) is type(value)


def test_times_are_those_of_the_store() -> None:
    found = look_up(context(facts(), request(), NOW), "event.eventDate")
    assert isinstance(found, datetime)
    assert (found.hour, found.tzinfo) == (14, WARSAW)


def test_what_is_not_known_is_absent() -> None:
    known = context(facts(code=None, campaign=None, member=None), request(), NOW)
    assert set(known) == {"event", "store"}
    assert look_up(known, "event.body") == {}
    assert look_up(known, "event.eventType") == ""


def test_a_member_without_a_tier_has_an_empty_one() -> None:
    assert look_up(context(facts(member=member(tier=None)), request(), NOW), "member.tier") == ""
