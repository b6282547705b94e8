"""`member`, its wallets and `points/add` over HTTP."""

import threading
from typing import Any

from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.members import find_by_card, get_member
from counterfoil.ledger.tables.members import transfers
from tests.domain.build import NOW
from tests.hub.served import Client
from tests.ledger.shop import MANAGER, Shop, assert_well

# As Open Loyalty's clients send it.
ADA = {
    "customer": {
        "firstName": "Ada",
        "lastName": "Byron",
        "email": "ada@example.com",
        "phone": "+48600100200",
        "birthDate": "1990-12-10",
        "gender": "female",
        "agreement1": True,
        "loyaltyCardNumber": "4000101",
        "labels": [{"key": "source", "value": "web"}],
    }
}
TRANSFER = {"customer": "m1", "points": 50, "comment": "A birthday", "externalTransferId": "b-1"}


def cards(answer: Any) -> list[str]:  # noqa: ANN401 - JSON of any kind
    return [each["loyaltyCardNumber"] for each in answer["items"]]


def test_a_member_is_added_and_read(manager: Client) -> None:
    made = manager.ok("POST", "member", ADA)
    assert made["memberId"] == made["customerId"]
    assert made["loyaltyCardNumber"] == "4000101"
    body = manager.ok("GET", f"member/{made['memberId']}")
    assert (body["firstName"], body["email"], body["active"]) == ("Ada", "ada@example.com", True)
    assert body["registeredAt"] == NOW.isoformat()
    assert body["labels"] == [{"key": "source", "value": "web"}]
    assert "birthDate" not in body


def test_a_card_is_drawn_and_a_referrer_named_by_card(manager: Client, shop: Shop) -> None:
    body = {"member": {"firstName": "Eve", "referrer": "1001"}}
    made = manager.ok("POST", "member", body)
    assert len(made["loyaltyCardNumber"]) == 12
    assert get_member(shop.ledger, made["memberId"]).referrer_id == "m1"
    other = {"member": {"referrer": "1002"}}
    manager.ok("PUT", f"member/{made['memberId']}", other)
    assert get_member(shop.ledger, made["memberId"]).referrer_id == "m2"
    unknown = manager.post("member", {"member": {"referrer": "9"}})
    assert (unknown.status_code, unknown.json()["message"]) == (
        404,
        "Nobody has the card 9 to refer anybody.",
    )


def test_members_are_listed_searched_and_scrolled(cashier: Client) -> None:
    cashier.ok("POST", "member", ADA)
    answer = cashier.ok("GET", "member")
    assert cards(answer) == ["1001", "1002", "4000101"]
    assert answer["total"] == {"all": 3, "filtered": 3, "estimated": False}
    assert cards(cashier.get("member", _page=2, _itemsOnPage=2).json()) == ["4000101"]
    first = cashier.get("member", _scroll="", _itemsOnPage=2).json()
    assert cards(first) == ["1001", "1002"]
    rest = cashier.get("member", _scroll=first["scroll"]["next"]).json()
    assert (cards(rest), rest["scroll"]) == (["4000101"], {})
    found = cashier.get("member", _search="byr").json()
    assert (cards(found), found["total"]["filtered"]) == (["4000101"], 1)
    assert cards(cashier.get("member", loyaltyCardNumber="1002").json()) == ["1002"]
    assert cards(cashier.get("member", loyaltyCardNumber="x").json()) == []
    assert cards(cashier.get("member", email="ada@example.com").json()) == ["4000101"]
    assert cashier.get("member", _page=900_000).status_code == 400


def test_a_change_leaves_the_rest_as_it_is(cashier: Client, shop: Shop) -> None:
    before = get_member(shop.ledger, "m1")
    cashier.ok("PUT", "member/m1", {"customer": {"lastName": "Kowalska"}})
    after = get_member(shop.ledger, "m1")
    assert (after.last_name, after.first_name) == ("Kowalska", "Anna")
    assert (after.labels, after.tier, after.registered_at, after.referrer_id) == (
        before.labels,
        before.tier,
        before.registered_at,
        "m2",
    )
    body = cashier.ok("GET", "member/m1")
    cashier.ok("PUT", "member/m1", {"member": body})
    assert cashier.ok("GET", "member/m1") == body
    taken = cashier("PUT", "member/m1", {"member": {"loyaltyCardNumber": "1002"}})
    assert taken.status_code == 409
    assert "Another member has the card 1002" in taken.json()["message"]


def test_units_are_added_with_a_reason_and_an_author(supervisor: Client, shop: Shop) -> None:
    made = supervisor.ok("POST", "points/add", {"transfer": TRANSFER})
    assert made["activeUnits"] == 50
    more = {"customer": "m1", "points": "2.5", "walletCode": "stamps"}
    supervisor.ok("POST", "points/add", {"transfer": more})
    wallets = supervisor.ok("GET", "member/m1/wallet")
    assert [
        (each["walletType"]["code"], each["account"]["activeUnits"]) for each in wallets["items"]
    ] == [("default", 50), ("stamps", 2.5)]
    assert wallets["total"]["all"] == 2
    assert supervisor.ok("GET", "member/m1")["activePoints"] == 50
    body = shop.last_entry().entry.body
    assert (body["reason"], body["staff"]) == ("Added over the API", "ewa")
    assert_well(shop.ledger)


def test_a_transfer_sent_twice_counts_once(supervisor: Client, shop: Shop) -> None:
    """Also by many at once."""
    answers: list[object] = []

    def send() -> None:
        answers.append(supervisor.ok("POST", "points/add", {"transfer": TRANSFER}))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [answers[0]] * 6
    assert shop.count(transfers) == 1
    other = supervisor.post("points/add", {"transfer": {**TRANSFER, "points": 51}})
    assert (other.status_code, other.json()["message"]) == (
        409,
        "Another transfer has the id b-1 already; give this one an id of its own.",
    )


def test_wallets_tell_what_came_and_went(supervisor: Client, shop: Shop) -> None:
    shop.credit(30)
    shop.credit(-10)
    (wallet,) = supervisor.ok("GET", "member/m1/wallet")["items"]
    assert wallet["account"] == {"activeUnits": 20, "earnedUnits": 30, "spentUnits": 10}


def test_a_cashier_adds_no_units(cashier: Client, shop: Shop) -> None:
    assert cashier.post("points/add", {"transfer": TRANSFER}).status_code == 403
    assert shop.count(transfers) == 0


def test_a_wrong_transfer_is_refused(supervisor: Client, shop: Shop) -> None:
    wrong: list[tuple[dict[str, object], str]] = [
        ({"points": 0}, "number above 0"),
        ({"points": -5}, "number above 0"),
        ({"points": 10**12}, "not a usable amount"),
        ({"points": "many"}, "a number"),
        ({"comment": "\x00"}, "U+0000"),
        ({"walletCode": "a b"}, "spaces"),
        ({"externalTransferId": "x" * 201}, "at most 200 characters"),
        ({"pointz": 1}, "did you mean points"),
    ]
    for over, sentence in wrong:
        got = supervisor.post("points/add", {"transfer": {**TRANSFER, **over}})
        assert (got.status_code, over) == (400, over)
        assert sentence in got.json()["message"]
    assert shop.count(transfers) == 0


def test_nobody_unknown_or_erased_is_found(manager: Client, shop: Shop) -> None:
    body = {"transfer": {**TRANSFER, "customer": "none"}}
    assert manager.post("points/add", body).status_code == 404
    assert manager.get("member/none").status_code == 404
    assert manager.get("member/none/wallet").status_code == 404
    erase_member(shop.ledger, "m1", "asked for", MANAGER, NOW)
    assert manager.get("member/m1").status_code == 404
    assert manager("PUT", "member/m1", {"member": {"firstName": "A"}}).status_code == 404
    assert cards(manager.ok("GET", "member")) == ["1002"]
    assert find_by_card(shop.ledger, "1001") is None


def test_a_wrong_document_is_refused_in_a_sentence(manager: Client) -> None:
    wrong: list[object] = [[], {"member": 1}, {"member": {"first": "x"}}]
    for body in (*wrong, {"member": {"email": "\u202e"}}):
        for got in (manager.post("member", body), manager("PUT", "member/m1", body)):
            assert got.status_code == 400
            assert got.json()["message"].endswith(".")
