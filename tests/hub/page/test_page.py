"""What the customer's page is made of and answers."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from counterfoil.domain.campaign import Activity, CampaignType, RuleTarget
from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.hub.hub import Settings
from counterfoil.hub.page import told
from counterfoil.hub.page.language import languages, texts_for
from counterfoil.hub.page.routes import FOR_A_CARD, FROM_AN_ADDRESS
from counterfoil.ledger.staff import list_staff
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.resources import resource
from tests.domain.build import NOW, rule
from tests.hub.served import Client, served
from tests.ledger.shop import ANNA, Shop, assert_well

PAGE = "/redeem/W1"


def bring(client: Client, code: str, card: str = ANNA, **more: Any) -> httpx2.Response:  # noqa: ANN401 - JSON
    number = bring.__dict__["number"] = bring.__dict__.get("number", 0) + 1
    return client.post(PAGE, {"code": code, "card": card, "id": f"{number:032x}"} | more)


def test_the_page_speaks_the_browsers_language_and_loads_nothing_from_elsewhere(
    anyone: Client,
) -> None:
    english = anyone("GET", PAGE, headers={"Accept-Language": "de, fr;q=0.5"})
    polish = anyone("GET", PAGE, headers={"Accept-Language": "en;q=0.5, pl-PL"})
    assert 'lang="en"' in english.text
    assert "Warsaw Central" in english.text
    assert 'lang="pl"' in polish.text
    assert "Zrealizuj kod" in polish.text
    assert "default-src 'none'" in english.headers["Content-Security-Policy"]
    loaded = re.findall(r'(?:src|href)="([^"]+)"', english.text)
    assert loaded
    assert all(anyone.get(path).status_code == 200 for path in loaded)
    assert all(path.startswith("/redeem-assets/") for path in loaded)
    inline = re.findall(r"<style|<script>|\son\w+=|\sstyle=|javascript:", english.text)
    assert inline == []
    files = [anyone.get(path).text for path in loaded]
    assert not any(re.search(r"https?://(?!www\.w3\.org)", text) for text in (*files, english.text))
    assert anyone.get("/redeem/X9").status_code == 404
    assert anyone.get("/redeem-assets/none.js").status_code == 404


def test_a_customer_redeems_once_and_sees_what_they_got(anyone: Client, shop: Shop) -> None:
    effects = (GivePoints("100"), GiveReward("coffee"))
    _, codes = shop.campaign(rules=(rule(effects=effects),))
    got = bring(anyone, codes[0], id="a" * 32)
    assert got.status_code == 200
    points, coupon = got.json()["gifts"]
    assert points["text"] == "Points: +100"
    assert coupon["text"] == "Coupon: Free coffee"
    assert coupon["code"]
    again = bring(anyone, codes[0], id="a" * 32)
    assert again.content == got.content
    assert shop.count(redemptions) == 1
    (row,) = shop.rows(redemptions)
    assert (row["staff_id"], row["source"]) == ("customers-page", "page")
    assert_well(shop.ledger)


def test_refusals_are_alike_and_tell_nobodys_data(anyone: Client, shop: Shop) -> None:
    _, codes = shop.campaign()
    shop.redeem(codes[0])
    alike = [bring(anyone, code) for code in (codes[0], "SUM-7QQQ7QQ7", "?", "x" * 300)]
    assert {each.status_code for each in alike} == {422}
    assert len({each.content for each in alike}) == 1
    unknown = bring(anyone, codes[1], "nobody's")
    assert unknown.json()["sentence"] == "This card number is not known."
    needed = bring(anyone, codes[1], "")
    assert needed.json()["sentence"] == "This code needs your card number."
    told_ = " ".join(each.text for each in (*alike, unknown, needed))
    assert not any(secret in told_ for secret in ("Anna", "Nowak", "nobody's", codes[0]))


def test_a_link_on_a_label_is_taken_too(anyone: Client, shop: Shop) -> None:
    _, codes = shop.campaign()
    link = f"https://shop.example/redeem/W1?code={codes[0]}"
    assert bring(anyone, link).json()["kind"] == "accepted"


def test_what_the_referrer_gets_is_not_told(anyone: Client, shop: Shop) -> None:
    rules = (rule(), rule(name="Thanks", target=RuleTarget.REFERRER, effects=(GivePoints("7"),)))
    _, codes = shop.campaign(rules=rules, type=CampaignType.REFERRAL)
    got = bring(anyone, codes[0]).json()
    assert [each["text"] for each in got["gifts"]] == ["Points: +100"]


def test_tries_are_limited_by_card_and_by_address(anyone: Client, shop: Shop) -> None:
    _, codes = shop.campaign()
    answers = [bring(anyone, "SUM-7QQQ7QQ7", "1002").status_code for _ in range(FOR_A_CARD + 1)]
    assert answers == [422] * FOR_A_CARD + [429]
    last = bring(anyone, codes[0], "1002")
    assert (last.status_code, last.json()["kind"]) == (429, "wait")
    assert int(last.headers["Retry-After"]) > 0
    left = FROM_AN_ADDRESS - FOR_A_CARD - 2
    cards = [str(5000 + n) for n in range(left)]
    assert all(bring(anyone, "SUM-7QQQ7QQ7", card).status_code == 422 for card in cards)
    assert bring(anyone, codes[0], ANNA).status_code == 429
    assert shop.redeem(codes[0]).accepted


BODIES: tuple[object, ...] = (
    [],
    {},
    {"code": "A"},
    {"code": 1, "card": "", "id": "a" * 32},
    {"code": "A", "card": "", "id": "short"},
    {"code": "A", "card": "9" * 65, "id": "a" * 32},
)


def test_what_the_page_does_not_send_is_refused(anyone: Client, shop: Shop) -> None:
    _, codes = shop.campaign()
    for body in BODIES:
        assert anyone.post(PAGE, body).status_code == 400
    plain = {"headers": {"Content-Type": "text/plain"}}
    sent = f'{{"code": "{codes[0]}", "card": "{ANNA}", "id": "{"a" * 32}"}}'
    assert anyone("POST", PAGE, content=sent.encode(), **plain).status_code == 415
    assert shop.count(redemptions) == 0


def test_nobody_signs_in_as_the_page(anyone: Client, shop: Shop) -> None:
    got = anyone.post("admin/login_check", {"username": "customers-page", "password": "483920"})
    assert got.status_code == 401
    assert "customers-page" not in {each.id for each in list_staff(shop.ledger, active_only=True)}


def test_a_hub_may_do_without_the_page(sqlite_ledger: Any) -> None:  # noqa: ANN401 - a ledger
    with served(sqlite_ledger, lambda: NOW, Settings(page=False)) as client:
        assert client.get(PAGE).status_code == 404


def test_every_language_has_every_text() -> None:
    keys = {lang: _keys(texts) for lang, texts in languages().items()}
    assert keys["pl"] == keys["en"]
    named = set(re.findall(r"\$(\w+)", resource("page/page.html").read_text("utf-8")))
    assert named - {"lang", "store"} <= set(languages()["en"].page)


def _keys(texts: Any) -> tuple[Any, ...]:  # noqa: ANN401 - the texts
    return (set(texts.page), set(texts.refused), set(texts.next))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_told(reason: Reason) -> None:
    values: Mapping[str, object] = {"starts_at": NOW, "member": "Anna", "card": "1001"}
    for lang in languages():
        said = told.refused(Refused(reason, values), texts_for(lang))
        assert said["sentence"]
        assert "Anna" not in str(said)
        assert "1001" not in str(said)


def test_a_code_that_is_early_says_when(anyone: Client, shop: Shop) -> None:
    starts = NOW + timedelta(days=1)
    _, codes = shop.campaign(activity=Activity(starts, None))
    got = bring(anyone, codes[0]).json()
    assert (got["sentence"], got["at"]) == (
        "This code can be redeemed from {at} on.",
        starts.isoformat(),
    )
