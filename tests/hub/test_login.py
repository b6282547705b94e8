"""Signing in over the network, and what a token is good for."""

from datetime import timedelta

import pytest

from tests.hub.served import PINS, Client, Clock
from tests.ledger.shop import MANAGER


def test_a_manager_signs_in_by_id_or_name(anyone: Client) -> None:
    assert anyone.log_in("manager").token
    assert anyone.log_in("Manager", PINS[MANAGER.id]).token
    assert anyone.log_in("manager").get("/health").json()["status"] == "ok"


@pytest.mark.parametrize(
    ("name", "pin"), [("manager", "111222"), ("nobody", "483920"), ("manager", ""), ("", "1234")]
)
def test_a_wrong_name_and_a_wrong_pin_read_the_same(anyone: Client, name: str, pin: str) -> None:
    got = anyone.post("admin/login_check", {"username": name, "password": pin})
    assert got.status_code == 401
    assert got.json() == {"code": 401, "message": "Invalid credentials.", "errors": []}


def test_wrong_pins_are_waited_for(anyone: Client, clock: Clock) -> None:
    for _ in range(3):
        anyone.post("admin/login_check", {"username": "jan", "password": "111222"})
    body = {"username": "jan", "password": PINS["jan"]}
    waits = anyone.post("admin/login_check", body)
    assert waits.status_code == 429
    assert int(waits.headers["Retry-After"]) <= 31
    clock.now += timedelta(seconds=31)
    assert anyone.post("admin/login_check", body).status_code == 200


def test_a_name_that_nobody_has_is_waited_for_like_one_of_the_staff(
    anyone: Client, clock: Clock
) -> None:
    def told(name: str) -> list[tuple[int, str, str | None]]:
        body = {"username": name, "password": "111222"}
        got = (anyone.post("admin/login_check", body) for _ in range(5))
        return [(each.status_code, each.text, each.headers.get("Retry-After")) for each in got]

    assert told("jan") == told("nobody")
    clock.now += timedelta(seconds=31)
    assert told("jan") == told("nobody")


@pytest.mark.parametrize(
    "body", [None, [], {}, {"username": "jan"}, {"username": 1, "password": 2}]
)
def test_what_is_no_sign_in_is_refused(anyone: Client, body: object) -> None:
    got = anyone("POST", "admin/login_check", body)
    assert got.status_code == 400
    assert got.json()["message"]


def test_an_unknown_store_is_not_found(anyone: Client) -> None:
    anyone.store = "X9"
    got = anyone.post("admin/login_check", {"username": "jan", "password": PINS["jan"]})
    assert (got.status_code, got.json()["message"]) == (404, "There is no store X9.")
