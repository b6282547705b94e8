"""Too many unknown codes over the network: nothing is looked at, and the answer says until when."""

from datetime import timedelta

from counterfoil.domain.guessing import Guesses
from counterfoil.ledger.guesses import Whose, put
from counterfoil.ledger.tables.office import guesses
from tests.domain.build import NOW
from tests.hub.served import Client
from tests.ledger.shop import ANNA, CASHIER, Shop

WAIT = timedelta(seconds=45)


def wait(shop: Shop, whose: Whose, key: str) -> None:
    """Have somebody wait, as after many guesses."""
    with shop.ledger.write() as conn:
        put(conn, (whose, key), Guesses(300, NOW, NOW + WAIT))


def event(code: str, event_id: str = "e1") -> dict[str, object]:
    about = {"loyaltyCardNumber": ANNA}
    return {
        "event": {
            "type": "promo_redeemed",
            "eventId": event_id,
            "customerData": about,
            "body": {"promo_code": code},
        }
    }


def test_a_program_waits_for_good_and_bad_codes_alike(cashier: Client, shop: Shop) -> None:
    _, codes = shop.campaign()
    wait(shop, Whose.CALLER, CASHIER.id)
    told = [cashier.post("customEvent", event(code)) for code in (codes[0], "NONE0001")]
    assert {each.status_code for each in told} == {429}
    assert {each.headers["Retry-After"] for each in told} == {"60"}
    assert len({each.content for each in told}) == 1
    with shop.ledger.write() as conn:
        put(conn, (Whose.CALLER, CASHIER.id), Guesses(0, NOW))
    assert cashier.post("customEvent", event(codes[0])).status_code == 200


def test_customers_wait_with_their_page_and_the_tills_do_not(anyone: Client, shop: Shop) -> None:
    _, codes = shop.campaign()
    wait(shop, Whose.PAGE, shop.ledger.store.code)
    sent = {"code": codes[0], "card": ANNA, "id": "0123456789abcdef"}
    got = anyone.post("/redeem/W1", sent)
    assert (got.status_code, got.json()["kind"], got.headers["Retry-After"]) == (429, "wait", "60")
    assert shop.redeem(codes[1]).accepted


def test_unknown_codes_on_the_page_are_counted_without_naming_anybody(
    anyone: Client, shop: Shop
) -> None:
    shop.campaign()
    anyone.post("/redeem/W1", {"code": "NONE0001", "card": ANNA, "id": "0123456789abcdef"})
    rows = shop.rows(guesses)
    assert {row["kind"] for row in rows} == {"address", "page", "card"}
    assert not any(ANNA in row["id"] or "127.0.0.1" in row["id"] for row in rows)
