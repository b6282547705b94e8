"""Custom events over HTTP: applied once, refused alike, listed and read."""

from datetime import timedelta
from typing import Any

from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.members import save_member
from tests.domain.build import NOW, member
from tests.hub.served import Client, Clock
from tests.ledger.shop import ANNA, MANAGER, Shop

OLA: dict[str, Any] = {
    "loyalty_card_number": "1003",
    "first_name": "Ola",
    "email": "ola@example.com",
    "phone": "+48500100200",
    "wallets": {},
}


def event(code: str, **over: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    body = {
        "type": "promo_redeemed",
        "eventDate": NOW.isoformat(),
        "customerData": {"loyaltyCardNumber": ANNA},
        "body": {"promo_code": code},
    }
    return {"event": body | over}


def test_an_event_redeems_its_code(cashier: Client, shop: Shop) -> None:
    _, codes = shop.campaign()
    got = cashier.ok("POST", "customEvent", event(codes[0], eventId="e-1"))
    assert got["counterfoil"]["effects"] == [
        {"effect": "give_points", "member": ANNA, "units": 100, "walletCode": "default"}
    ]
    shown = cashier.ok("GET", f"customEvent/{got['customEventId']}")
    assert shown["eventId"] == "e-1"
    assert shown["type"] == "promo_redeemed"
    assert shown["body"] == {"promo_code": codes[0]}
    assert shown["customerData"] == {"loyaltyCardNumber": ANNA}


def test_the_same_event_id_is_answered_alike_and_does_nothing_more(
    cashier: Client, shop: Shop
) -> None:
    _, codes = shop.campaign()
    first = cashier.post("customEvent", event(codes[0], eventId="e-1"))
    again = cashier.post("customEvent", event(codes[0], eventId="e-1"))
    assert (again.status_code, again.content) == (200, first.content)
    assert cashier.ok("GET", "customEvent")["total"]["all"] == 1
    other = cashier.post("customEvent", event(codes[1], eventId="e-1"))
    assert other.status_code == 409


def test_used_unknown_and_void_codes_are_refused_in_the_same_bytes(
    cashier: Client, shop: Shop
) -> None:
    campaign, codes = shop.campaign()
    shop.redeem(codes[0])
    void_codes(shop.ledger, campaign.id, MANAGER, NOW, reason="Lost", texts=[codes[1]])
    bad = (codes[0], codes[1], "SUM-NOSUCH99", "?", "SUMX", "x" * 500)
    answers = [cashier.post("customEvent", event(code)) for code in bad]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["reason"] == "code_refused"
    fixed = {"date", "x-request-id"}
    headers = [{k: v for k, v in a.headers.items() if k not in fixed} for a in answers]
    assert all(each == headers[0] for each in headers)


def test_a_refused_event_id_stays_refused(cashier: Client, shop: Shop) -> None:
    shop.campaign()
    first = cashier.post("customEvent", event("SUMNOSUCH9", eventId="e-9"))
    again = cashier.post("customEvent", event("SUMNOSUCH9", eventId="e-9"))
    assert (first.status_code, again.content) == (422, first.content)


def test_a_good_code_that_needs_a_member_says_so(cashier: Client, shop: Shop) -> None:
    _, codes = shop.campaign()
    got = cashier.post("customEvent", event(codes[0], customerData={}))
    assert (got.status_code, got.json()["reason"]) == (422, "member_required")


def test_the_member_may_be_named_in_any_way(cashier: Client, shop: Shop) -> None:
    save_member(shop.ledger, member(id="m3", **OLA), MANAGER, NOW)
    _, codes = shop.campaign()
    ways = (
        {"customerId": "m3"},
        {"email": "Ola@Example.com"},
        {"phone": "+48 500 100 200"},
        {"loyaltyCardNumber": "1003", "name": "Ola"},
    )
    for code, who in zip(codes, ways, strict=False):
        got = cashier.ok("POST", "customEvent", event(code, customerData=who))
        assert got["counterfoil"]["effects"][0]["member"] == "1003"
    both = cashier.post("customEvent", event(codes[4], customerData={"email": "anna@example.com"}))
    assert (both.status_code, "Several members" in both.text) == (400, True)


BAD: tuple[tuple[dict[str, Any], int], ...] = (
    ({"type": "no_such_event"}, 404),
    ({"type": ""}, 400),
    ({"body": {}}, 400),
    ({"body": {"promo_code": ["A"]}}, 400),
    ({"customerData": {"customerId": "nobody"}}, 404),
    ({"customerData": {"email": "nobody@example.com"}}, 404),
    ({"eventDate": "yesterday"}, 400),
    ({"eventDate": (NOW + timedelta(days=1)).isoformat()}, 400),
    ({"eventId": "x" * 201}, 400),
    ({"body": {"promo_code": "A", "visits": "many"}}, 400),
    ({"body": {"promo_code": "A", "visits": "inf"}}, 400),
    ({"unknown": 1}, 400),
    ({"counterfoil": {"amount": -1}}, 400),
)


def test_what_is_no_event_is_refused(cashier: Client, shop: Shop) -> None:
    shop.campaign()
    for change, status in BAD:
        got = cashier.post("customEvent", event("SUMX", **change))
        assert (got.status_code, bool(got.json()["message"])) == (status, True), (change, got.text)


def test_a_code_does_not_count_in_an_event_that_its_campaign_does_not_wait_for(
    manager: Client, shop: Shop
) -> None:
    _, codes = shop.campaign()
    fields = [{"type": "text", "name": "promo_code"}]
    body = {"eventType": "other", "name": "Other", "schema": {"fields": fields}, "active": True}
    manager.ok("POST", "customEvent/schema", {"customEventSchema": body})
    shop.campaign(quantity=0, id="c2", event="other", code_format=None)
    got = manager.post("customEvent", event(codes[0], type="other"))
    assert got.json()["reason"] == "code_refused"
    assert manager.post("customEvent", event(codes[0])).status_code == 200


def test_events_are_listed_newest_first_in_pages(cashier: Client, shop: Shop, clock: Clock) -> None:
    _, codes = shop.campaign(quantity=5)
    sent = []
    for code in codes:
        clock.now += timedelta(minutes=10)
        body = event(code, eventDate=clock.now.isoformat())
        sent.append(cashier.ok("POST", "customEvent", body)["customEventId"])
    page = cashier.get("customEvent", _page=2, _itemsOnPage=2).json()
    assert [item["customEventId"] for item in page["items"]] == [sent[2], sent[1]]
    assert page["total"] == {"all": 5, "filtered": 5, "estimated": False}
    since = (NOW + timedelta(minutes=35)).isoformat()
    late = cashier.get("customEvent", **{"eventDate[gte]": since}).json()
    assert (len(late["items"]), late["total"]["filtered"], late["total"]["all"]) == (2, 2, 5)
    assert cashier.get("customEvent", type="other").json()["items"] == []
    assert len(cashier.get("customEvent", customerId="m1").json()["items"]) == 5
    assert cashier.get("customEvent/nothing").status_code == 404
    assert cashier.get("customEvent", _page=100_000).status_code == 400


def test_an_event_of_the_past_counts_when_it_happened(cashier: Client, shop: Shop) -> None:
    _, codes = shop.campaign()
    then = NOW - timedelta(days=2)
    got = cashier.ok("POST", "customEvent", event(codes[0], eventDate=then.isoformat()))
    assert got["counterfoil"]["at"] == then.isoformat()
