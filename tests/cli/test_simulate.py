"""`simulate`, test codes and presets on the command line."""

import csv
import io

import pytest

from tests.cli.shop import Shop


def test_a_campaign_is_tried_check_by_check(shop: Shop) -> None:
    before = shop("stats", "Points", "--json").record
    ran = shop("simulate", "Points", "--member", "4000101", "--json")
    found = ran.record
    assert (ran.code, found["verdict"], found["redemption"], found["anyCode"]) == (
        0,
        "accepted",
        None,
        True,
    )
    assert {each["result"] for each in found["checks"]} == {"passed"}
    assert found["rules"][0]["result"] == "holds"
    assert found["rules"][0]["effects"][0]["units"] == 100
    assert shop("stats", "Points", "--json").record == before


def test_what_would_be_refused_says_why(shop: Shop) -> None:
    ran = shop("simulate", "Points", "--at", "2020-01-01T12:00")
    assert ran.code == 1
    assert "✕ started: The campaign Points starts on" in ran.out
    assert "✕ member: This code needs a member." in ran.out
    assert "· conditions (not reached)" in ran.out
    assert "Rule Rule cannot be worked out" in ran.out


def test_a_code_is_tried_by_its_text(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    found = shop("simulate", code, "--member", "4000101", "--json").record
    assert (found["code"], found["anyCode"], found["verdict"]) == (code, False, "accepted")
    assert shop("simulate", "NOSUCH", "--json").record["rules"] == []


def test_test_codes_work_before_the_campaign_is_active_and_count_nowhere(shop: Shop) -> None:
    shop.done("campaign", "deactivate", "Points")
    before = shop("stats", "Points", "--json").record
    said = shop.done("codes", "generate", "Points", "--test")
    assert said.startswith("For tests, as batch 2; redeeming them gives nothing")
    tests = [line.strip() for line in said.splitlines()[1:]]
    assert len(tests) == 5
    found = shop("redeem", tests[0], "--member", "4000101", "--json").record
    assert (found["verdict"], found["test"]) == ("accepted", True)
    shown = shop.done("redeem", tests[1], "--member", "4000101")
    assert "Test: would be accepted" in shown
    assert "Would give" in shown
    assert shop("stats", "Points", "--json").record == before
    assert shop("codes", "batches", "Points", "--json").records[1]["kind"] == "test"
    listed = shop("codes", "list", "Points", "--batch", "2", "--json").records
    assert all(each["test"] for each in listed)
    assert "test" not in shop("codes", "list", "Points", "--json").records[0]


def test_a_real_verdict_has_no_test(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    assert "test" not in shop("redeem", code, "--member", "4000101", "--json").record


def test_a_number_is_needed_but_for_tests(shop: Shop) -> None:
    ran = shop("codes", "generate", "Points")
    assert (ran.code, ran.err) == (2, "Say how many codes to add.\n")
    ran = shop("codes", "generate", "Points", 101, "--test")
    assert (ran.code, ran.err) == (2, "Ask for at most 100 codes at once.\n")


@pytest.mark.parametrize(
    ("preset", "column"),
    [("voucherify", "Code"), ("shopify", "Code"), ("woocommerce", "post_title")],
)
def test_an_export_has_the_columns_of_the_system_it_is_for(
    shop: Shop, preset: str, column: str
) -> None:
    out = shop.done("codes", "export", "Points", "--preset", preset)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row[column] for row in rows] == shop.codes("Points")
