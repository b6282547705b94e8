"""What happened to a member, and what is done about them, from the command line."""

import json

import pytest

from tests.cli.shop import Shop


def coupon(shop: Shop, card: str = "4000101", index: int = 0) -> str:
    """Redeem a code that gives a coupon, and return the coupon's code."""
    ran = shop("redeem", shop.codes("Coffee")[index], "--member", card, "--json")
    return str(ran.record["effects"][0]["coupon"])


def test_history_is_told_newest_first(shop: Shop) -> None:
    code = shop.codes("Points")[0]
    shop.done("redeem", code, "--member", "4000101")
    shop("redeem", code, "--member", "4000101")
    shop.done("member", "adjust", "4000101", "7", "--reason", "a complaint")
    told = shop("member", "history", "4000101", "--json").records
    assert [each["kind"] for each in told] == ["moved", "refused", "redeemed"]
    assert [each["units"] for each in told] == [7, None, 100]
    assert (told[0]["note"], told[1]["reason"]) == ("a complaint", "already_used")
    assert len(shop("member", "history", "4000101", "--limit", "1", "--json").records) == 1
    assert "a complaint" in shop.done("member", "history", "4000101")
    assert shop.done("member", "history", "4000102") == "Nothing has happened yet."


def test_units_are_adjusted_by_somebody_who_may(shop: Shop) -> None:
    said = shop.done("member", "adjust", "4000101", "1500", "--reason", "welcome")
    assert said == "4000101 has 1,500 units now."
    taken = shop.done("member", "adjust", "4000101", "-500", "--reason", "mistake")
    assert taken == "4000101 has 1,000 units now."
    more = shop("member", "adjust", "4000101", "-2000", "--reason", "x")
    assert (more.code, more.err) == (2, "That is more than the wallet has; take less.\n")
    cashier = ("--reason", "x", "--staff", "zofia")
    assert shop("member", "adjust", "4000101", "5", *cashier).code == 2


def test_a_member_is_changed_in_what_is_named(shop: Shop) -> None:
    before = shop("member", "show", "4000101", "--json").record
    body = {"member": {"phone": "123", "active": False, "referrer": "4000102"}}
    shop.done("member", "update", "4000101", shop.file("m.json", body))
    after = shop("member", "show", "4000101", "--json").record
    lucja = shop("member", "show", "4000102", "--json").record
    assert after == before | {"phone": "123", "active": False, "referrerId": lucja["id"]}
    shop.done("member", "update", "4000101", shop.file("m.json", {"loyaltyCardNumber": "77"}))
    assert shop("member", "show", "77", "--json").record["phone"] == "123"
    for wrong in ([1], {"shoes": 4}):
        assert shop("member", "update", "77", shop.file("m.json", wrong)).code == 2


def test_everything_of_a_person_is_exported(shop: Shop) -> None:
    made = coupon(shop)
    whole = json.loads(shop.done("member", "export", "4000101"))
    assert whole["member"]["loyaltyCardNumber"] == "4000101"
    assert [each["code"] for each in whole["coupons"]] == [made]
    path = shop.folder / "ada.json"
    assert shop.done("member", "export", "4000101", "-o", path) == f"Written to {path}."
    assert json.loads(path.read_text("utf-8"))["id"] == whole["id"]
    nowhere = shop("member", "export", "4000101", "-o", shop.folder / "no" / "ada.json")
    assert (nowhere.code, nowhere.out) == (3, "")


def test_who_is_erased_is_gone(shop: Shop) -> None:
    coupon(shop)
    said = shop.done("member", "erase", "4000101", "--reason", "asked for it")
    assert said == "Erased; 1 coupon cancelled. Backups made before keep the data."
    assert shop("member", "show", "4000101").code == 2
    assert len(shop("member", "list", "--json").records) == 1
    done = shop("member", "erase", "4000102", "--reason", "x", "--json").record
    assert (done["coupons"], done["clean"]) == (0, True)
    assert shop.done("doctor")
    assert shop("journal", "verify").code == 0


def test_a_coupon_is_shown_used_and_put_back(shop: Shop) -> None:
    code = coupon(shop)
    assert "unused" in shop.done("coupon", "show", code.lower())
    checked = shop("coupon", "use", code, "--check", "--json").record
    assert (checked["verdict"], checked["use"]) == ("accepted", None)
    used = shop("coupon", "use", code, "--member", "4000101", "--json").record
    assert (used["value"], used["member"], used["reward"]) == (4.5, "4000101", "coffee")
    again = shop("coupon", "use", code)
    assert again.code == 1
    assert again.out.startswith(f"✕ Refused  {code}\n  Already used on ")
    shown = shop("coupon", "show", code, "--json").record
    assert (shown["status"], shown["staff"]) == ("used", "Manager")
    said = shop.done("coupon", "undo", code, "--reason", "mistake")
    assert said == f"{code} can be used again."
    assert shop.done("coupon", "use", code).startswith(f"✓ Coupon used  {code}\n")
    assert shop("coupon", "undo", code, "--reason", "x", "--json").record["status"] == "unused"
    assert shop("coupon", "show", "NOSUCH").code == 2
    assert shop("coupon", "use", "NOSUCH", "--json").record["reason"] == "unknown"


def test_a_coupon_is_no_code_to_redeem(shop: Shop) -> None:
    ran = shop("redeem", coupon(shop), "--json")
    assert (ran.code, ran.record["reason"]) == (1, "coupon")
    assert ran.record["sentence"].endswith("is a coupon, not a code of a campaign.")


def test_coupons_are_listed(shop: Shop) -> None:
    assert shop.done("coupon", "list") == "There is no coupon yet."
    ada, lucja = coupon(shop), coupon(shop, "4000102", 1)
    shop.done("coupon", "use", ada)

    def listed(*words: str) -> set[str]:
        return {each["code"] for each in shop("coupon", "list", *words, "--json").records}

    assert listed() == listed("--reward", "coffee") == {ada, lucja}
    assert listed("--member", "4000101") == {ada}
    assert listed("--unused") == {lucja}
    assert len(listed("--limit", "1")) == 1
    assert shop.done("coupon", "list", "--reward", "tea") == "No coupon is found."


@pytest.mark.parametrize("given", [{"name": "Tea", "couponValue": 3, "active": False}])
def test_a_reward_is_changed_and_says_what_became_of_its_coupons(
    shop: Shop, given: dict[str, object]
) -> None:
    shop.done("coupon", "use", coupon(shop))
    shop.done("reward", "update", "coffee", shop.file("r.json", {"reward": given}))
    listed = shop("reward", "list", "--json").record
    assert (listed["name"], listed["active"]) == ("Tea", False)
    assert (listed["issued"], listed["used"], listed["expired"]) == (1, 1, 0)
    assert shop("reward", "update", "tea", shop.file("r.json", {"reward": given})).code == 2
