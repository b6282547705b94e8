"""`campaign/{campaign}/codes` over HTTP."""

import csv
from io import StringIO
from typing import Any

from counterfoil.hub.codes.making import turn
from counterfoil.ledger.codes.generate import generate
from tests.domain.build import NOW
from tests.hub.served import Client
from tests.ledger.shop import MANAGER, Shop, assert_well


def texts(answer: Any) -> list[str]:  # noqa: ANN401 - JSON of any kind
    return [each["code"] for each in answer["items"]]


def everything(client: Client, path: str, **params: object) -> list[str]:
    """Every code that scrolling gives."""
    found: list[str] = []
    scroll: str | None = ""
    while scroll is not None:
        answer = client.get(path, **{"_scroll": scroll, **params}).json()
        found += texts(answer)
        scroll = answer["scroll"].get("next")
    return found


def test_codes_are_generated_and_listed(manager: Client, shop: Shop) -> None:
    saved, _ = shop.campaign(0)
    path = f"campaign/{saved.id}/codes"
    got = manager.post(f"{path}/generate", {"generate": {"numberOfCodes": 25}})
    assert (got.status_code, got.content) == (204, b"")
    codes = shop.codes(saved.id)
    answer = manager.ok("GET", path)
    assert texts(answer) == codes[:10]
    assert answer["total"] == {"all": 25, "filtered": 25, "estimated": False}
    first = answer["items"][0]
    assert (first["status"], first["batch"], first["use"]) == ("unused", "1", None)
    assert first["createdAt"] == NOW.isoformat()
    assert_well(shop.ledger)


def test_pages_and_scrolling_give_each_code_once(manager: Client, shop: Shop) -> None:
    saved, _ = shop.campaign(13)
    generate(shop.ledger, saved.id, 12, MANAGER, NOW)
    codes, path = shop.codes(saved.id), f"campaign/{saved.id}/codes"
    paged = [texts(manager.get(path, _page=page, _itemsOnPage=7).json()) for page in range(1, 6)]
    assert [len(page) for page in paged] == [7, 7, 7, 4, 0]
    assert [code for page in paged for code in page] == codes
    assert everything(manager, path, _itemsOnPage=6) == codes
    assert texts(manager.get(path, _page=1_000_000, _itemsOnPage=100).json()) == []


def test_codes_are_filtered_by_status_batch_and_beginning(manager: Client, shop: Shop) -> None:
    saved, codes = shop.campaign(6)
    second = generate(shop.ledger, saved.id, 3, MANAGER, NOW)
    assert second is not None
    shop.redeem(codes[1])
    path = f"campaign/{saved.id}/codes"

    used = manager.get(path, status="used").json()
    assert texts(used) == [codes[1]]
    assert used["total"] == {"all": 9, "filtered": 1, "estimated": False}
    assert used["items"][0]["use"]["loyaltyCardNumber"] == "1001"
    unused = manager.get(path, status="unused").json()
    assert unused["total"]["filtered"] == 8
    assert codes[1] not in texts(unused)
    batch = manager.get(path, batchId=second.id).json()
    assert (texts(batch), batch["total"]["filtered"]) == (shop.codes(saved.id)[6:], 3)
    assert texts(manager.get(path, code=codes[2].lower()).json()) == [codes[2]]
    begins = manager.get(path, code=codes[0][:-1], _itemsOnPage=1).json()
    assert (texts(begins), begins["total"]["estimated"]) == ([codes[0]], True)
    assert texts(manager.get(path, code=codes[0], _page=2).json()) == []
    assert (
        texts(manager.get(path, code="SUM", _page=3, _itemsOnPage=4).json())
        == (shop.codes(saved.id)[8:])
    )


def test_codes_are_exported_as_a_file(manager: Client, shop: Shop) -> None:
    saved, codes = shop.campaign(5)
    shop.redeem(codes[0])
    got = manager.get(f"campaign/{saved.id}/codes/export")
    assert got.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert got.headers["Content-Disposition"] == (
        "attachment; filename=\"Summer-codes.csv\"; filename*=UTF-8''Summer%20codes.csv"
    )
    rows = list(csv.DictReader(StringIO(got.text)))
    assert [row["code"] for row in rows] == codes
    assert [row["status"] for row in rows] == ["used", *["unused"] * 4]
    unused = manager.get(f"campaign/{saved.id}/codes/export", status="unused")
    assert len(unused.text.splitlines()) == 5


def test_only_who_may_sees_and_makes_codes(cashier: Client, supervisor: Client, shop: Shop) -> None:
    saved, codes = shop.campaign(1)
    path = f"campaign/{saved.id}/codes"
    assert cashier.get(path).status_code == 403
    assert texts(supervisor.get(path).json()) == codes
    assert supervisor.get(f"{path}/export").status_code == 403
    body = {"generate": {"numberOfCodes": 1}}
    assert supervisor.post(f"{path}/generate", body).status_code == 403
    assert shop.codes(saved.id) == codes


def test_a_wrong_number_is_refused(manager: Client, shop: Shop) -> None:
    saved, _ = shop.campaign(0)
    wrong: list[tuple[object, str]] = [
        ({"numberOfCodes": 500_001}, "at most 500,000 codes in one request"),
        ({"numberOfCodes": 0}, "number from 1 on"),
        ({"numberOfCodes": -1}, "number from 1 on"),
        ({"numberOfCodes": 2.5}, "whole number"),
        ({"numberOfCodes": 10**18}, "at most 500,000 codes"),
        ({"numberOfCodes": True}, "whole number"),
        ({"number": 5}, "not known here"),
        ({}, "numberOfCodes is missing"),
    ]
    for wanted, sentence in wrong:
        got = manager.post(f"campaign/{saved.id}/codes/generate", {"generate": wanted})
        assert (got.status_code, wanted) == (400, wanted)
        assert sentence in got.json()["message"]
    assert shop.codes(saved.id) == []


def test_no_more_than_two_make_codes_at_once(manager: Client, shop: Shop) -> None:
    saved, _ = shop.campaign(0)
    path, body = f"campaign/{saved.id}/codes/generate", {"generate": {"numberOfCodes": 1}}
    with turn(), turn():
        got = manager.post(path, body)
    assert (got.status_code, got.headers["Retry-After"]) == (429, "5")
    assert manager.post(path, body).status_code == 204


def test_a_page_too_deep_among_some_is_refused(manager: Client, shop: Shop) -> None:
    saved, _ = shop.campaign(1)
    got = manager.get(f"campaign/{saved.id}/codes", status="unused", _page=5_002)
    assert got.status_code == 400
    assert "go on with _scroll" in got.json()["message"]


def test_a_wrong_place_to_go_on_from_is_refused(manager: Client, shop: Shop) -> None:
    saved, _ = shop.campaign(1)
    path = f"campaign/{saved.id}/codes"
    for scroll in ("x", "bnVsbA==", "IngiCg==", "LTE=", "W1tb", "MTAwMDAwMDAwMDAwMDAwMDAwMDAw"):
        got = manager.get(path, _scroll=scroll)
        assert (scroll, got.status_code) == (scroll, 400)
        assert "leads nowhere" in got.json()["message"]
    for wrong in ({"_page": 0}, {"_itemsOnPage": 101}, {"status": "x"}, {"batchId": 2**70}):
        assert manager.get(path, **wrong).status_code == 400


def test_codes_of_no_campaign_are_not_found(manager: Client) -> None:
    body = {"generate": {"numberOfCodes": 1}}
    assert manager.get("campaign/none/codes").status_code == 404
    assert manager.get("campaign/none/codes/export").status_code == 404
    assert manager.post("campaign/none/codes/generate", body).status_code == 404
