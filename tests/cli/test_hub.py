"""`hub serve` and `hub pin`, on a data folder as a shop that tries a hub out has it."""

import httpx2
import pytest

from counterfoil.ledger.connect import DATABASE
from tests.cli.shop import Shop, program
from tests.hub.process import hub_process

PIN = b"483920\n"


@pytest.mark.timeout(180)
@pytest.mark.slow
def test_a_folder_is_served_and_a_pin_lets_in(shop: Shop) -> None:
    (code, *_) = shop.codes("Points")
    set_pin = program("hub", "pin", "manager", "--stdin", data=shop.data, stdin=PIN)
    assert (set_pin.returncode, set_pin.stderr) == (0, b"")
    with (
        hub_process(shop.folder) as hub,
        httpx2.Client(base_url=hub.address, timeout=60) as http,
    ):
        who = {"username": "manager", "password": PIN.decode().strip()}
        token = http.post("/api/admin/login_check", json=who).json()["token"]
        body = {
            "type": "code_redeemed",
            "customerData": {"loyaltyCardNumber": "4000101"},
            "body": {"promo_code": code},
        }
        bearer = {"Authorization": f"Bearer {token}"}
        got = http.post("/api/store/customEvent", headers=bearer, json={"event": body})
        assert got.json()["counterfoil"]["effects"][0]["units"] == 100
        held = program("redeem", code, data=shop.data)
        assert (held.returncode, b"Traceback" in held.stderr) == (2, False)
        invited = program("hub", "invite", "--store", "store", data=shop.data)
        assert (invited.returncode, b"hub serve --invite STORE" in invited.stderr) == (2, True)
        hub.terminate()
        assert hub.ended() == 0
    assert not (shop.data / f"{DATABASE}-wal").exists()
    assert program("redeem", code, data=shop.data).returncode == 1


def test_what_cannot_be_served_is_said_in_a_sentence(shop: Shop) -> None:
    for words, code in (
        (("--database", "mysql://localhost/x"), 2),
        (("--database", "sqlite:///x.db"), 2),
        (("--host", "256.1.1.1"), 3),
    ):
        ran = shop("hub", "serve", "--port", "0", *words)
        assert (ran.code, ran.out) == (code, ""), ran.err
        assert ran.err.count("\n") == 1


@pytest.mark.timeout(180)
@pytest.mark.slow
def test_a_hub_invites_as_it_starts(empty: Shop) -> None:
    words = ("--invite", "store", "--invite", "store", "--invite-office", "store")
    with hub_process(empty.folder, *words) as hub:
        assert hub.running.stdout is not None
        lines = [hub.running.stdout.readline().strip() for _ in range(3)]
        joins = [line.partition(": counterfoil join ")[2].split() for line in lines]
        assert {url for url, _ in joins} == {hub.address}
        assert ["office" in line for line in lines] == [False, False, True]
        for place, (url, token) in enumerate(joins):
            device = Shop(empty.folder / f"device {place}", empty.capfd)
            kind = device("join", url, token, "--json").records[0]["kind"]
            assert kind == ("office" if place == 2 else "till")


def test_nobody_is_invited_to_a_store_that_there_is_not(shop: Shop) -> None:
    ran = shop("hub", "serve", "--port", "0", "--invite", "nowhere")
    assert (ran.code, ran.out, ran.err) == (2, "", "There is no store nowhere.\n")
