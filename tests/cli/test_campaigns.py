import json
from typing import Any

import pytest

from tests.cli.shop import COFFEE, POINTS, SCHEMA, Shop, campaign


def test_a_campaign_is_created_from_open_loyaltys_body_and_its_id_printed(empty: Shop) -> None:
    assert empty.done("schema", "create", empty.file("s.json", SCHEMA)) == "code_redeemed"
    made = empty.done("campaign", "create", empty.file("c.json", POINTS))
    listed = empty("campaign", "list", "--json").record
    assert listed["id"] == made
    assert (listed["name"], listed["status"], listed["prefix"]) == ("Points", "active", "PTS")
    assert (listed["codes"], listed["used"], listed["remaining"]) == (0, 0, 0)
    assert listed["startsAt"] == "2024-01-01T00:00:00+00:00"


def test_a_number_of_codes_in_the_body_is_generated_with_it(shop: Shop) -> None:
    body = POINTS["campaign"] | {"generateCodes": {"numberOfCodes": 7}}
    body["codeGenerator"] = body["codeGenerator"] | {"prefix": "SEVEN"}
    made = shop.done("campaign", "create", shop.file("c.json", body))
    assert len(shop.codes(made)) == 7


def test_too_many_codes_in_the_body_leave_no_campaign(shop: Shop) -> None:
    body = campaign("Tiny", "T", {"effect": "give_points", "pointsRule": "1"})
    body["campaign"]["codeGenerator"] = {"characterSet": "num", "length": 4, "prefix": "TINY"}
    body["campaign"]["generateCodes"] = 5000
    ran = shop("campaign", "create", shop.file("c.json", body))
    assert ran.code == 2
    assert ran.err == (
        "5,000 codes are too many for this format, which has 10,000 and keeps at least 10 for each"
        " one in use; set the length to 5 or more.\n"
    )
    assert "Tiny" not in shop.done("campaign", "list")


def test_what_show_prints_can_be_saved_again(shop: Shop) -> None:
    body = shop("campaign", "show", "Points", "--json").record
    body.pop("id")
    body["campaign"]["translations"]["en"]["name"] = "More points"
    body["campaign"]["displayOrder"] = 9
    said = shop.done("campaign", "update", "Points", shop.file("c.json", body))
    assert said.splitlines() == [
        "More points is saved as version 2.",
        "Changed, and looked at by no scan: texts, display order.",
    ]
    assert [each["name"] for each in shop("campaign", "list", "--json").records] == [
        "Coffee",
        "More points",
    ]


def test_a_campaign_is_shown_in_words(shop: Shop) -> None:
    shown = shop.done("campaign", "show", "coffee")
    assert shown.startswith("Coffee\n")
    for line in (
        "Starts         1 Jan 2024, 01:00",
        "Codes          CUP and 8 of alphanum, the last one a check character",
        "5 made, 0 used, 5 left",
        "Rule Rule      issues a coupon of coffee",
        "After an undo  the code can be used again",
    ):
        assert line in shown


@pytest.mark.parametrize(("verb", "status"), [("deactivate", "inactive"), ("archive", "archived")])
def test_a_campaign_is_switched_off_or_put_away(shop: Shop, verb: str, status: str) -> None:
    assert shop.done("campaign", verb, "Points") == f"Points is {status}."
    ran = shop("redeem", shop.codes("Points")[0], "--member", "4000101", "--json")
    assert (ran.code, ran.record["reason"]) == (1, "campaign_inactive")
    listed = shop("campaign", "list", "--archived", "--json").records
    assert {each["name"]: each["status"] for each in listed}["Points"] == status


def test_an_inactive_campaign_is_switched_on(shop: Shop) -> None:
    shop.done("campaign", "deactivate", "Points")
    assert shop.done("campaign", "activate", "Points") == "Points is active."
    assert shop("redeem", shop.codes("Points")[0], "--member", "4000101").code == 0


def test_an_overlapping_prefix_is_warned_about(shop: Shop) -> None:
    body = campaign("Other", "PTS", {"effect": "give_points", "pointsRule": "1"})
    ran = shop("campaign", "create", shop.file("c.json", body))
    assert ran.code == 0
    assert ran.err.startswith("The prefix PTS overlaps with Points (PTS); take ")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"event": "nothing"}, "There is no event schema nothing; create it first."),
        (
            {"eventCodeAttribute": "code"},
            "The event schema code_redeemed has no attribute code; it has promo_code.",
        ),
        (
            {"type": "dirct"},
            'campaign.type is "dirct"; it can be direct, referral.',
        ),
        (
            {"rules": [{"effects": [{"effect": "give_reward", "rewardId": "none"}]}]},
            "There is no active reward none; save it first, or leave the campaign inactive.",
        ),
        (
            {"activity": {"startsAt": "2024-02-01 00:00Z", "endsAt": "2024-01-01 00:00Z"}},
            "campaign.activity: The end is not after the start; change endsAt or startsAt.",
        ),
    ],
)
def test_a_wrong_body_changes_nothing(shop: Shop, change: dict[str, Any], sentence: str) -> None:
    body = {"campaign": COFFEE["campaign"] | change}
    body["campaign"]["codeGenerator"] = None
    body["campaign"]["generateCodes"] = False
    body["campaign"]["counterfoil"] = {}
    before = shop.done("campaign", "list", "--json")
    ran = shop("campaign", "create", shop.file("c.json", body))
    assert (ran.code, ran.out, ran.err) == (2, "", f"{sentence}\n")
    assert shop.done("campaign", "list", "--json") == before


def test_an_inactive_schema_takes_no_campaign(shop: Shop) -> None:
    schema = SCHEMA | {"eventType": "old_event", "active": False}
    shop.done("schema", "create", shop.file("s.json", {"customEventSchema": schema}))
    body = {"campaign": POINTS["campaign"] | {"event": "old_event", "codeGenerator": None}}
    body["campaign"]["generateCodes"] = False
    ran = shop("campaign", "create", shop.file("c.json", body))
    assert ran.code == 2
    assert ran.err == (
        "The event schema old_event is inactive; activate it before a campaign uses it.\n"
    )


@pytest.mark.parametrize(
    ("file", "code", "sentence"),
    [
        ("none.json", 2, "There is no file none.json; check the path.\n"),
        ("/", 2, "/ is a folder; give a file of JSON.\n"),
    ],
)
def test_a_missing_document_is_named(empty: Shop, file: str, code: int, sentence: str) -> None:
    ran = empty("campaign", "create", file)
    assert (ran.code, ran.err) == (code, sentence)


def test_a_campaign_is_named_by_its_id_or_its_only_name(shop: Shop) -> None:
    ran = shop("stats", "Nothing")
    assert ran.code == 2
    assert ran.err == "There is no campaign Nothing; `counterfoil campaign list` shows them.\n"
    body = campaign("points", "XYZ", {"effect": "give_points", "pointsRule": "1"})
    shop.done("campaign", "create", shop.file("c.json", body))
    ran = shop("stats", "Points")
    assert ran.code == 2
    assert ran.err.startswith("2 campaigns are called Points; give an id: ")


def test_schemas_are_listed_and_shown(shop: Shop) -> None:
    listed = shop("schema", "list", "--json").record
    assert listed == {
        "eventType": "code_redeemed",
        "name": "A code is redeemed",
        "attributes": ["promo_code (text)"],
        "active": True,
    }
    shown = json.loads(shop.done("schema", "show", "code_redeemed"))
    assert shown["customEventSchema"]["schema"]["fields"][0]["name"] == "promo_code"
    assert shop("schema", "show", "none").err == "There is no event schema none.\n"


def test_rewards_are_listed(shop: Shop) -> None:
    assert shop("reward", "list", "--json").record == {
        "id": "coffee",
        "name": "A coffee",
        "couponValue": 4.5,
        "daysValid": 30,
        "active": True,
        "issued": 0,
        "used": 0,
        "cancelled": 0,
        "expired": 0,
    }
