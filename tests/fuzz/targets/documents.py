"""JSON documents from people and other systems, as Open Loyalty writes them, and our own files."""

import json
from collections.abc import Callable
from random import Random
from typing import Any, Final

from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.openloyalty.campaign import codes_wanted, read_campaign, write_campaign
from counterfoil.openloyalty.custom_event import read_event, read_trial
from counterfoil.openloyalty.document import parse
from counterfoil.openloyalty.member import read_member, write_member
from counterfoil.openloyalty.reward import read_reward, write_reward
from counterfoil.openloyalty.schema import read_schema, write_schema
from counterfoil.sheets.custom import EXAMPLE, parse_custom
from counterfoil.sheets.design import Design
from counterfoil.sheets.design_json import design_from_json, design_to_json
from tests.domain.build import NOW, WARSAW, campaign, member, reward, schema
from tests.fuzz.engine import Target, corpus, decoded, plain, texts, told
from tests.fuzz.mutation import NUMBERS, TOKENS, VALUES, json_mutated, json_text, mutated
from tests.openloyalty.bodies import CAMPAIGN

RICH: Final = CAMPAIGN | {
    "type": "referral",
    "rules": [
        {
            "name": "Everything",
            "target": "referrer",
            "conditions": [
                {"attribute": "member.tier", "operator": "is_one_of", "data": ["gold", "silver"]},
                {"attribute": "", "operator": "expression", "data": "size(member.segments) > 1"},
                {"attribute": "event.eventDate", "operator": "is_time_between",
                 "data": {"from": "10:00", "to": "12:00"}},
            ],
            "effects": [
                {"effect": "give_points", "pointsRule": "transaction.grossValue * 2"},
                {"effect": "deduct_unit", "pointsRule": "10", "walletCode": "default"},
                {"effect": "give_reward", "rewardId": "coffee"},
                {"effect": "assign_member_custom_attribute", "customAttributeKey": "a",
                 "customAttributeValueRule": "b"},
                {"effect": "remove_member_custom_attribute", "customAttributeKey": "a"},
            ],
        }
    ],
    "limits": {name: {"value": 5, "interval": {"type": "calendarWeeks", "value": 2}}
               for name in ("points", "pointsPerMember", "executionsPerMember", "executions")},
    "visibility": {"target": "segment", "segmentIds": ["a"]},
    "audience": {"target": "tier", "tierIds": ["gold"]},
    "counterfoil": {"offlinePolicy": "capped", "checkCharacter": True, "lookAlikes": True},
}  # fmt: skip
EVENT: Final = {
    "event": {
        "type": "promo_redeemed", "eventId": "e1", "eventDate": "2026-05-13T12:30:00+02:00",
        "body": {"promo_code": "SUM7K2M9", "visits": 3},
        "customerData": {"loyaltyCardNumber": "1001", "email": "a@example.com"},
        "counterfoil": {"amount": "79.90"},
    }
}  # fmt: skip
TRIAL: Final = {"simulation": {"campaignId": "c1", "customerId": "m1", **EVENT}}

WRITTEN: Final = (
    write_schema(schema()),
    write_member(member(wallets={})),
    write_reward(reward()),
)

Reader = Callable[[object], Any]
READERS: Final[tuple[tuple[object, Reader, Callable[[Any], object] | None], ...]] = (
    (CAMPAIGN, lambda it: read_campaign(it, id="c", zone=WARSAW), write_campaign),
    (RICH, lambda it: read_campaign(it, id="c", zone=WARSAW), write_campaign),
    (write_campaign(campaign()), lambda it: read_campaign(it, id="c"), write_campaign),
    (WRITTEN[0], read_schema, write_schema),
    (
        WRITTEN[1],
        lambda it: read_member(it, id="m", registered_at=NOW, zone=WARSAW),
        write_member,
    ),
    (WRITTEN[2], lambda it: read_reward(it, id="r"), write_reward),
    (EVENT, lambda it: read_event(it, WARSAW), None),
    (TRIAL, lambda it: read_trial(it, WARSAW), None),
    ({"campaign": {"generateCodes": {"numberOfCodes": 5}}}, codes_wanted, None),
)
OTHERS: Final = (
    *VALUES,
    *(
        "gold",
        "en",
        "points",
        "calendarDays",
        "1 + 1",
        "(",
        "a" * 256,
        "a" * 10_001,
        "\t",
        "\u2066",
    ),
    *(
        {"isActive": True},
        [{"key": "a", "value": "b"}],
        ["a"] * 201,
        {"a": {"b": {}}},
        "9998-12-31",
    ),
    *("2026-02-30 00:00+00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-24:00", 1e19, 10**18),
    *("1" * 19 + "." + "9" * 9, "-0.001", 999_999_999_999, "٣٣", True),
)
WORDS: Final = (*TOKENS, *NUMBERS, *texts("x", "X", "×", "=", ",", "custom:", "page=a4", "label="))
WORDS_OF_STOCK: Final = (
    *WORDS,
    *texts("grid=3x7", "at=10x12", "pitch=63x40", "corner=2", "shape=ellipse", "roll", "1e308"),
    *texts("inf", "nan", "-5", "0x0", "1e-320", "9" * 30, "grid=1000000x1000000", "label=0.1x0.1"),
)


def make_document(rng: Random) -> bytes:
    """Which reader, and a document of its kind, changed."""
    which = rng.randrange(len(READERS))
    return bytes([which]) + json_text(rng, json_mutated(rng, READERS[which][0], OTHERS))


def document(data: bytes) -> bool:
    """Read a document; written and read again it must be the same, twice over."""
    _, read, write = READERS[data[0] % len(READERS)] if data else READERS[0]
    try:
        made = read(parse(data[1:]))
    except InvalidInput as refused:
        return told(refused)
    if write is not None:
        written = json.loads(json.dumps(write(made), allow_nan=False))
        again = read(written)
        assert again == made, (made, again)
        assert json.loads(json.dumps(write(again))) == written, written
    return True


def make_design(rng: Random) -> bytes:
    """A label's design as JSON, changed."""
    kept = json.loads(design_to_json(Design(logo=b"x" if rng.random() < 0.2 else None)))
    return json_text(rng, json_mutated(rng, kept, (*OTHERS, "QR Code", "#ffffff", "#fff", "eA==")))


def design(data: bytes) -> bool:
    """Read a design that was kept; written and read again it must be the same."""
    try:
        made = design_from_json(decoded(data))
    except InvalidInput as refused:
        return told(refused)
    assert design_from_json(design_to_json(made)) == made, made
    return True


def make_stock(rng: Random) -> bytes:
    """Measures of label stock in one word."""
    seeds = (EXAMPLE.encode(), b"custom:label=40x20", *corpus("stock"))
    return mutated(rng, rng.choice(seeds), WORDS_OF_STOCK, seeds)


def stock(data: bytes) -> bool:
    """Read measures; what they are spelled as must be the same stock."""
    try:
        made = parse_custom(decoded(data))
    except UserError as refused:
        return told(refused)
    assert 1 <= made.per_page <= 10_000, made.per_page
    assert parse_custom(made.id).id == made.id, (made, parse_custom(made.id))
    return True


TARGETS: Final = (
    Target("document", 60_000, make_document, plain(document), block=15_000),
    Target("design", 25_000, make_design, plain(design), block=20_000),
    Target("stock", 42_000, make_stock, plain(stock), block=25_000),
)
