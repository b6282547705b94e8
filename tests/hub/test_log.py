"""A day of a hub, errors and all: its log holds no code, nobody's data, no token and no PIN."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import text
from starlette.testclient import TestClient

from counterfoil.domain.errors import Conflict
from counterfoil.hub.app import create_app
from counterfoil.hub.hub import Settings, open_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.logs.hooks import Unexpected
from counterfoil.logs.setup import log_to_stream, stop
from tests.domain.build import NOW
from tests.hub.served import PINS, STORE
from tests.ledger.shop import MANAGER, SUPERVISOR, Shop

PERSON = {
    "firstName": "Żaneta",
    "lastName": "Brzęczyszczykiewicz",
    "email": "zaneta@example.com",
    "phone": "+48600123987",
    "loyaltyCardNumber": "77001234",
}


class Wanted(BaseModel):
    """What a part with a mistake reads; pydantic quotes what does not fit."""

    units: int


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = log_to_stream(stream)
    yield stream
    stop(handler)


def add_broken_part(app: FastAPI, ledger: Ledger) -> None:
    """Add routes that fail as mistakes do, with what they were given in the message."""

    @app.get("/broken/{kind}")
    def broken(kind: str, code: str) -> None:
        if kind == "key":
            raise KeyError(code)
        if kind == "pydantic":
            Wanted.model_validate({"units": code})
        if kind == "sql":
            with ledger.write() as conn:
                conn.execute(text("INSERT INTO nowhere VALUES (:code)"), {"code": code})
        if kind == "caused":
            try:
                int(code)
            except ValueError as error:
                raise RuntimeError(f"no number: {code}") from error
        raise Conflict("The code {code} is there already; take another.", code=code)


@pytest.mark.logs("bug")
@pytest.mark.logs("unexpected")
@pytest.mark.parametrize(
    "kept", ["sqlite_ledger", pytest.param("postgres_ledger", marks=pytest.mark.slow)]
)
def test_a_day_leaves_nothing_in_the_log(
    kept: str, request: pytest.FixtureRequest, said: io.StringIO
) -> None:
    ledger: Ledger = request.getfixturevalue(kept)
    shop = Shop(ledger)
    _, codes = shop.campaign(4)
    app = create_app(open_hub(ledger, lambda: NOW, Settings()))
    add_broken_part(app, ledger)
    api = f"/api/{STORE}"
    secrets = {*codes, *PINS.values(), *PERSON.values(), "hunter2"}
    with TestClient(app, raise_server_exceptions=False) as client:
        sign_in = {"username": SUPERVISOR.id, "password": PINS[SUPERVISOR.id]}
        token = client.post(f"{api}/admin/login_check", json=sign_in).json()["token"]
        secrets |= {token, token.split(".")[2]}
        client.headers["Authorization"] = f"Bearer {token}"
        wrong = sign_in | {"password": PINS[MANAGER.id]}
        assert client.post(f"{api}/admin/login_check", json=wrong).status_code == 401
        made = client.post(f"{api}/member", json={"customer": PERSON}).json()
        assert client.get(f"{api}/member", params={"phone": PERSON["phone"]}).status_code == 200
        for code in (codes[0], codes[0], codes[1][:-1], "hunter2"):
            card = {"loyaltyCardNumber": PERSON["loyaltyCardNumber"]}
            event = {"type": "promo_redeemed", "body": {"promo_code": code}, "customerData": card}
            named = {"X-Request-Id": codes[2], "User-Agent": codes[3], "Referer": codes[2]}
            client.post(f"{api}/customEvent", json={"event": event}, headers=named)
            client.get(f"/redeem/{STORE}", params={"code": code, "token": token})
            client.get(f"/nowhere/{code}/{PERSON['email']}")
        client.get(f"{api}/customEvent", params={"_page": codes[0]})
        client.post(f"{api}/customEvent", content=f'{{"event": "{codes[0]}"')
        for kind in ("key", "pydantic", "sql", "caused", "conflict"):
            got = client.get(f"/broken/{kind}", params={"code": codes[0]})
            assert got.status_code in {409, 500}
        secrets.add(str(made.get("customerId", codes[0])))
    # As uvicorn would, were its own log of requests switched on.
    line = '%s - "%s %s HTTP/%s" %d'
    address = f"/redeem/{STORE}?code={codes[0]}&token={token}"
    logging.getLogger("uvicorn.access").info(line, "192.0.2.1", "GET", address, "1.1", 200)
    logging.getLogger("uvicorn.error").info(f"GET {address}")  # noqa: G004 - as some do
    Unexpected().take(KeyError(codes[0]), "thread")
    text_ = said.getvalue()
    assert [secret for secret in secrets if secret in text_] == []
    assert not [code for code in codes if code.lower() in text_.lower()]
    lines = [json.loads(each) for each in text_.splitlines()]
    assert sum(each["event"] == "request" for each in lines) > 15
    bugs = [each["trace"] for each in lines if each["event"] == "bug"]
    assert len(bugs) == 4
    assert all(any("test_log.py" in place for place in trace) for trace in bugs)
