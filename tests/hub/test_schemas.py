"""`customEvent/schema` over HTTP."""

from counterfoil.ledger.schemas import get_schema
from tests.hub.served import Client
from tests.ledger.shop import Shop

# As Open Loyalty's own guide has it.
LOGIN = {
    "customEventSchema": {
        "eventType": "app_login",
        "schema": {},
        "name": "User Logged In",
        "active": {"isActive": True},
    }
}
SCAN = {
    "customEventSchema": {
        "eventType": "qr_scan",
        "name": "QR scan",
        "schema": {"fields": [{"type": "text", "name": "code", "description": "What was read"}]},
        "active": True,
    }
}


def test_a_schema_is_added_read_and_listed(manager: Client) -> None:
    assert manager.post("customEvent/schema", LOGIN).status_code == 204
    assert manager.post("customEvent/schema", SCAN).status_code == 204
    assert manager.ok("GET", "customEvent/schema/qr_scan") == {
        "customEventSchemaId": "qr_scan",
        **SCAN["customEventSchema"],
    }
    listed = manager.ok("GET", "customEvent/schema")
    assert [each["eventType"] for each in listed["items"]] == [
        *("app_login", "promo_redeemed", "qr_scan")
    ]
    assert listed["total"] == {"all": 3, "filtered": 3, "estimated": False}


def test_a_list_is_filtered_and_paged(manager: Client) -> None:
    manager.ok("POST", "customEvent/schema", LOGIN)
    manager.ok("POST", "customEvent/schema", SCAN)
    manager.ok("POST", "customEvent/schema/qr_scan/active", {"active": False})

    def found(**params: object) -> list[str]:
        items = manager.get("customEvent/schema", **params).json()["items"]
        return [each["eventType"] for each in items]

    assert found(active="false") == ["qr_scan"]
    assert found(name="logged") == ["app_login"]
    assert found(eventType="qr_scan") == ["qr_scan"]
    assert found(_page=2, _itemsOnPage=2) == ["qr_scan"]
    assert found(_page=9) == []


def test_a_schema_that_is_there_is_not_added_again(manager: Client, shop: Shop) -> None:
    manager.ok("POST", "customEvent/schema", SCAN)
    again = {**SCAN["customEventSchema"], "name": "Other"}
    got = manager.post("customEvent/schema", {"customEventSchema": again})
    assert got.status_code == 409
    assert "There is an event schema qr_scan already" in got.json()["message"]
    assert get_schema(shop.ledger, "qr_scan").name == "QR scan"


def test_what_was_read_can_be_sent_back_changed(manager: Client) -> None:
    manager.ok("POST", "customEvent/schema", SCAN)
    body = manager.ok("GET", "customEvent/schema/qr_scan")
    changed = {**body, "name": "Scan of a QR code"}
    got = manager("PUT", "customEvent/schema/qr_scan", {"customEventSchema": changed})
    assert got.status_code == 204
    assert manager.ok("GET", "customEvent/schema/qr_scan") == changed


def test_the_event_type_may_be_left_out_but_not_changed(manager: Client) -> None:
    manager.ok("POST", "customEvent/schema", SCAN)
    manager.ok("PUT", "customEvent/schema/qr_scan", {"customEventSchema": {"name": "New"}})
    assert manager.ok("GET", "customEvent/schema/qr_scan")["name"] == "New"
    other = {"customEventSchema": {"name": "New", "eventType": "other"}}
    got = manager("PUT", "customEvent/schema/qr_scan", other)
    assert (got.status_code, got.json()["message"]) == (
        400,
        "The event type stays qr_scan; add another schema for other.",
    )


def test_a_schema_is_switched_in_each_writing(manager: Client) -> None:
    manager.ok("POST", "customEvent/schema", SCAN)
    state = True
    for method in ("PATCH", "POST"):
        for wrap in ("{}", "wrapped"):
            for value in (not state, {"isActive": state}):
                body: dict[str, object] = {"active": value}
                body = body if wrap == "{}" else {"customEventSchema": body}
                got = manager(method, "customEvent/schema/qr_scan/active", body)
                assert got.status_code == 204
                state = not state
                assert manager.ok("GET", "customEvent/schema/qr_scan")["active"] is state


def test_what_an_active_campaign_needs_stays(manager: Client, shop: Shop) -> None:
    shop.campaign(0)
    got = manager.post("customEvent/schema/promo_redeemed/active", {"active": False})
    assert got.status_code == 409
    assert "deactivate it first" in got.json()["message"]


def test_only_a_manager_saves_schemas(supervisor: Client) -> None:
    got = supervisor.post("customEvent/schema", SCAN)
    assert (got.status_code, got.json()["message"]) == (403, "Ewa may not do this; ask a manager.")
    assert supervisor.get("customEvent/schema").status_code == 200


def test_a_wrong_document_is_refused_in_a_sentence(manager: Client) -> None:
    wrong: list[tuple[object, str]] = [
        ({}, "eventType is missing"),
        ({"eventType": "a b", "name": "x"}, "spaces"),
        ({"eventType": "x", "name": "\x00"}, "U+0000"),
        ({"eventType": "x", "name": 10**30}, "too large a number"),
        ({"eventType": "x", "name": "x", "nam": 1}, "did you mean name"),
        ({"eventType": "x", "name": "x", "active": "maybe"}, "true or false"),
        ([1], "an object"),
    ]
    for body, sentence in wrong:
        got = manager.post("customEvent/schema", {"customEventSchema": body})
        assert (got.status_code, body) == (400, body)
        assert sentence in got.json()["message"]


def test_an_unknown_schema_and_an_unknown_parameter_are_told(manager: Client) -> None:
    assert manager.get("customEvent/schema/none").status_code == 404
    assert manager("PUT", "customEvent/schema/none", SCAN).status_code == 404
    got = manager.get("customEvent/schema", activ="true")
    assert got.status_code == 400
    assert got.json()["message"].startswith("activ is no parameter here; it can be _itemsOnPage")


def test_nobody_gets_anything_without_a_token(anyone: Client) -> None:
    assert anyone.get("customEvent/schema").status_code == 401
    assert anyone.post("customEvent/schema", SCAN).status_code == 401
