"""`campaign` over HTTP."""

import pytest

from counterfoil.ledger.campaigns import get_campaign, save_campaign
from tests.domain.build import NOW
from tests.hub.served import Client
from tests.ledger.shop import MANAGER, Shop

# As Open Loyalty documents it, with a code generator.
SUMMER = {
    "type": "direct",
    "trigger": "custom_event_unique_code",
    "translations": {"en": {"name": "Summer", "description": ""}},
    "activity": {"startsAt": "2026-05-01 00:00+00:00", "endsAt": None},
    "event": "promo_redeemed",
    "eventCodeAttribute": "promo_code",
    "generateCodes": {"numberOfCodes": 20},
    "codeGenerator": {"characterSet": "alphanum", "length": 8, "prefix": "SUM"},
    "rules": [
        {"effects": [{"effect": "give_points", "pointsRule": "100", "walletCode": "default"}]}
    ],
    "labels": [],
    "limits": {},
    "active": True,
}


def named(name: str, **over: object) -> dict[str, object]:
    body = {**SUMMER, "translations": {"en": {"name": name}}, "generateCodes": False, **over}
    return {"campaign": body}


def added(client: Client, body: dict[str, object]) -> str:
    return str(client.ok("POST", "campaign", body)["campaignId"])


def test_a_campaign_is_added_with_its_codes_and_read(manager: Client) -> None:
    made = manager.post("campaign", {"campaign": SUMMER})
    assert (made.status_code, made.json()["version"]) == (200, 1)
    got = manager.get(f"campaign/{made.json()['campaignId']}")
    assert got.headers["ETag"] == '"1"'
    body = got.json()
    assert body["campaignId"] == made.json()["campaignId"]
    assert (body["name"], body["status"], body["active"]) == ("Summer", "active", True)
    assert body["codes"] == {"all": 20, "used": 0, "void": 0, "remaining": 20}
    assert body["rules"][0]["effects"][0]["pointsRule"] == "100"
    assert body["activity"] == {"startsAt": "2026-05-01T00:00:00+00:00", "endsAt": None}


def test_a_list_is_filtered_ordered_and_paged(manager: Client) -> None:
    added(manager, named("Autumn", displayOrder=2))
    added(manager, named("Spring", displayOrder=1, active=False))
    away = added(manager, named("Winter", displayOrder=3))
    assert manager("DELETE", f"campaign/{away}").status_code == 204

    def found(**params: object) -> list[str]:
        items = manager.get("campaign", **params).json()["items"]
        return [each["name"] for each in items]

    assert found() == ["Spring", "Autumn"]
    assert found(active="true") == ["Autumn"]
    assert found(status="inactive") == ["Spring"]
    assert found(status="archived") == ["Winter"]
    assert found(archived="1") == ["Spring", "Autumn", "Winter"]
    assert found(name="pri") == found(**{"name[like]": "SPRI"}) == ["Spring"]
    assert found(**{"_orderBy[name]": "asc"}) == ["Autumn", "Spring"]
    assert found(**{"_orderBy[displayOrder]": "desc"}) == ["Autumn", "Spring"]
    assert found(_page=2, _itemsOnPage=1) == ["Autumn"]
    total = manager.get("campaign", _itemsOnPage=1).json()["total"]
    assert total == {"all": 2, "filtered": 2, "estimated": False}
    assert manager.get("campaign", **{"_orderBy[name]": "up"}).status_code == 400


def test_what_was_read_can_be_sent_back_changed(manager: Client) -> None:
    campaign_id = added(manager, {"campaign": SUMMER})
    body = manager.ok("GET", f"campaign/{campaign_id}")
    body["translations"]["pl"] = {"name": "Lato"}
    got = manager("PUT", f"campaign/{campaign_id}", {"campaign": body})
    assert (got.status_code, got.json()) == (200, {"campaignId": campaign_id, "version": 2})
    assert got.headers["ETag"] == '"2"'
    after = manager.ok("GET", f"campaign/{campaign_id}")
    assert after["translations"]["pl"]["name"] == "Lato"
    assert after["counterfoil"]["version"] == 2


@pytest.mark.parametrize("by_header", [True, False])
def test_a_stale_change_gets_both_versions(manager: Client, *, by_header: bool) -> None:
    campaign_id = added(manager, named("Summer"))
    mine = manager.ok("GET", f"campaign/{campaign_id}")
    theirs = {**mine, "displayOrder": 5}
    manager.ok("PUT", f"campaign/{campaign_id}", {"campaign": theirs})
    changed = {**mine, "translations": {"en": {"name": "Mine"}}}
    headers = {}
    if by_header:
        del changed["counterfoil"]
        headers = {"If-Match": '"1"'}
    got = manager("PUT", f"campaign/{campaign_id}", {"campaign": changed}, headers=headers)
    answer = got.json()
    assert (got.status_code, answer["code"], got.headers["ETag"]) == (409, 409, '"2"')
    assert "saved by somebody else meanwhile (version 2)" in answer["message"]
    assert answer["current"]["displayOrder"] == 5
    assert answer["given"]["translations"]["en"]["name"] == "Mine"
    assert answer["savedBy"] == "Manager"
    again = {"If-Match": got.headers["ETag"]}
    fresh = {key: value for key, value in changed.items() if key != "counterfoil"}
    manager.ok("PUT", f"campaign/{campaign_id}", {"campaign": fresh}, headers=again)


def test_a_change_without_a_version_is_made_from_what_is_there(manager: Client) -> None:
    campaign_id = added(manager, named("Summer"))
    for name in ("One", "Two"):
        manager.ok("PUT", f"campaign/{campaign_id}", named(name))
    assert manager.ok("GET", f"campaign/{campaign_id}")["name"] == "Two"
    got = manager("PUT", f"campaign/{campaign_id}", named("Three"), headers={"If-Match": "new"})
    assert (got.status_code, got.json()["message"]) == (
        400,
        'If-Match is new; give a version such as "3", as ETag had it.',
    )


def test_active_and_display_order_are_changed_alone(manager: Client, shop: Shop) -> None:
    campaign_id = added(manager, named("Summer"))
    off = manager("PATCH", f"campaign/{campaign_id}", {"campaign": {"active": False}})
    assert (off.status_code, off.json()["version"]) == (200, 2)
    moved = manager.ok("PATCH", f"campaign/{campaign_id}", {"displayOrder": 7})
    same = manager.ok("PATCH", f"campaign/{campaign_id}", {"displayOrder": 7, "active": False})
    assert moved["version"] == same["version"] == 3
    found = get_campaign(shop.ledger, campaign_id)
    assert (found.active, found.display_order, found.name) == (False, 7, "Summer")
    wrong = manager("PATCH", f"campaign/{campaign_id}", {"activ": True})
    assert "did you mean active" in wrong.json()["message"]


def test_an_archived_campaign_stays_archived(manager: Client) -> None:
    campaign_id = added(manager, named("Summer"))
    for _ in range(2):
        assert manager("DELETE", f"campaign/{campaign_id}").status_code == 204
    body = manager.ok("GET", f"campaign/{campaign_id}")
    assert (body["status"], body["counterfoil"]["archived"]) == ("archived", True)
    assert manager("PATCH", f"campaign/{campaign_id}", {"active": True}).status_code == 409
    body["counterfoil"]["archived"] = False
    manager.ok("PUT", f"campaign/{campaign_id}", {"campaign": body})
    assert manager.ok("GET", f"campaign/{campaign_id}")["status"] == "archived"


def test_what_codes_hang_on_stays(manager: Client) -> None:
    campaign_id = added(manager, {"campaign": SUMMER})
    other = {**SUMMER, "codeGenerator": {"characterSet": "num", "length": 9}}
    got = manager("PUT", f"campaign/{campaign_id}", {"campaign": other})
    assert got.status_code == 409
    assert "so their format stays as it is" in got.json()["message"]


def test_only_a_manager_saves_campaigns(supervisor: Client, shop: Shop) -> None:
    saved, _ = shop.campaign(0)
    refused = [
        supervisor.post("campaign", {"campaign": SUMMER}),
        supervisor("PUT", f"campaign/{saved.id}", {"campaign": SUMMER}),
        supervisor("PATCH", f"campaign/{saved.id}", {"active": False}),
        supervisor("DELETE", f"campaign/{saved.id}"),
    ]
    assert [got.status_code for got in refused] == [403] * 4
    assert supervisor.get(f"campaign/{saved.id}").status_code == 200
    assert get_campaign(shop.ledger, saved.id) == saved


def test_an_unknown_campaign_is_not_found(manager: Client) -> None:
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        body = None if method in {"GET", "DELETE"} else {"active": True}
        got = manager(method, "campaign/none", body)
        assert (got.status_code, got.json()["message"]) == (404, "There is no campaign none.")


def test_too_many_codes_are_refused_before_the_campaign_is_made(manager: Client) -> None:
    wanted = {**SUMMER, "generateCodes": {"numberOfCodes": 500_001}}
    got = manager.post("campaign", {"campaign": wanted})
    assert got.status_code == 400
    assert "at most 500,000 codes in one request" in got.json()["message"]
    few = {**SUMMER, "codeGenerator": {"characterSet": "num", "length": 6}}
    many = {**few, "generateCodes": {"numberOfCodes": 499_999}}
    assert manager.post("campaign", {"campaign": many}).status_code == 400
    assert manager.ok("GET", "campaign")["items"] == []


def test_a_wrong_document_names_every_place(manager: Client) -> None:
    wrong = {**SUMMER, "rules": [{"effects": [{"effect": "give_point"}]}], "displayOrder": "x"}
    got = manager.post("campaign", {"campaign": wrong})
    assert got.status_code == 400
    assert "campaign.rules[0].effects[0].effect" in got.json()["message"]
    assert "campaign.displayOrder" in got.json()["message"]


def test_two_changes_of_one_field_at_once_both_hold(manager: Client, shop: Shop) -> None:
    """A patch is made anew on whatever somebody else saved meanwhile."""
    saved, _ = shop.campaign(0)
    save_campaign(shop.ledger, saved, MANAGER, NOW, base_version=1)
    assert manager.ok("PATCH", f"campaign/{saved.id}", {"displayOrder": 3})["version"] == 3
