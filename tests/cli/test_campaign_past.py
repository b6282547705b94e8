"""Changing a campaign that runs, its versions, and copies of it."""

from typing import Any

from tests.cli.shop import Ran, Shop


def changed(shop: Shop, **over: object) -> Ran:
    """Save the campaign Points with something different."""
    body: dict[str, Any] = shop("campaign", "show", "Points", "--json").record
    body.pop("id")
    body["campaign"] |= over
    return shop("campaign", "update", "Points", shop.file("c.json", body))


def test_what_holds_from_now_on_is_said(shop: Shop) -> None:
    ran = changed(shop, rules=[{"effects": [{"effect": "give_points", "pointsRule": "50"}]}])
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Points is saved as version 2.",
        "Changed for scans from now on: rules; what was redeemed before keeps version 1.",
    ]
    assert changed(shop).out.splitlines()[1] == "Nothing differs from the version before."


def test_every_reason_for_a_refusal_is_said_and_nothing_saved(shop: Shop) -> None:
    ran = changed(
        shop,
        type="referral",
        codeGenerator={"characterSet": "num", "length": 12, "prefix": "NEW"},
    )
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Points has codes, so whether it is direct or referral stays; duplicate it and choose the"
        " other type for the copy. Points has codes, so their format stays as it is; duplicate it"
        " and give the copy codes of the new format.\n"
    )
    assert [
        each["version"] for each in shop("campaign", "versions", "Points", "--json").records
    ] == [1]


def test_versions_are_listed_the_newest_first(shop: Shop) -> None:
    changed(shop, displayOrder=3)
    shop.done("campaign", "deactivate", "Points")
    listed = shop("campaign", "versions", "Points", "--json").records
    assert [(each["version"], each["savedBy"], each["changed"]) for each in listed] == [
        (3, "Manager", ["active"]),
        (2, "Manager", ["display_order"]),
        (1, "Manager", []),
    ]
    assert "display_order" in shop.done("campaign", "versions", "Points")


def test_a_copy_is_inactive_with_a_name_and_a_prefix_of_its_own(shop: Shop) -> None:
    ran = shop("campaign", "duplicate", "Points")
    assert ran.code == 0
    assert ran.err == "Points (2) is a copy of Points with the prefix PTT, inactive.\n"
    listed = {each["id"]: each for each in shop("campaign", "list", "--json").records}
    copy = listed[ran.out.strip()]
    assert (copy["name"], copy["status"], copy["prefix"], copy["codes"]) == (
        "Points (2)",
        "inactive",
        "PTT",
        0,
    )
    named = shop("campaign", "duplicate", "Points", "--name", "Autumn")
    assert named.err.startswith("Autumn is a copy of Points with the prefix PTU")
    assert shop("campaign", "duplicate", "Nothing").code == 2
