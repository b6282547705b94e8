"""What holds for every request: bounds, ids, errors in one shape, figures, readiness."""

from collections.abc import Iterator
from datetime import timedelta

import jwt
import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from counterfoil.hub.app import create_app
from counterfoil.hub.hub import MIB, Hub
from counterfoil.hub.login.token import issue
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.migrate import HEAD
from counterfoil.ledger.staff import save_staff
from tests.domain.build import NOW
from tests.hub.served import LIFE, Client, Clock, served
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop


def test_a_body_that_is_too_large_is_refused(cashier: Client) -> None:
    large = b'{"event": "' + b"x" * MIB + b'"}'

    def in_chunks() -> Iterator[bytes]:
        for at in range(0, len(large), 65_536):
            yield large[at : at + 65_536]

    for content in (large, in_chunks()):
        got = cashier("POST", "customEvent", content=content)
        assert (got.status_code, got.json()["code"]) == (413, 413)
    assert cashier.get("customEvent").status_code == 200


def test_what_is_no_json_is_refused(cashier: Client) -> None:
    bodies = (b"", b"{", b"\xff", b"[" * 100_000, b'{"a": 1, "a": 2}', b'{"a": NaN}')
    for content in bodies:
        got = cashier("POST", "customEvent", content=content)
        assert got.status_code == 400
        assert set(got.json()) == {"code", "message", "errors"}


def test_errors_have_one_shape(cashier: Client) -> None:
    paths = {
        "/nowhere": 404,
        "customEvent?_page=0": 400,
        "customEvent?_itemsOnPage=many": 400,
        "customEvent?colour=red": 400,
        "customEvent?type=%00": 400,
        "customEvent/%00": 400,
        "/api/X%00/customEvent": 400,
    }
    for path, status in paths.items():
        got = cashier("GET", path)
        assert (got.status_code, got.json()["code"]) == (status, status), path
        assert set(got.json()) == {"code", "message", "errors"}
    assert cashier("DELETE", "customEvent").status_code == 405


def test_every_answer_has_an_id_and_a_caller_may_choose_it(anyone: Client) -> None:
    ours = anyone.get("/health").headers["X-Request-Id"]
    assert len(ours) == 32
    theirs = anyone("GET", "/health", headers={"X-Request-Id": "till-7.42"})
    assert theirs.headers["X-Request-Id"] == "till-7.42"
    odd = anyone("GET", "/health", headers={"X-Request-Id": "a b<c>"})
    assert odd.headers["X-Request-Id"] not in {"a b<c>", ours}


def test_a_token_is_needed_and_must_be_good(anyone: Client, ledger: Ledger) -> None:
    key = anyone.key
    other = issue(b"k" * 32, CASHIER.id, NOW, LIFE)
    bare = jwt.encode({"sub": "jan", "iat": 0, "exp": 2**40}, key, algorithm="HS256")
    none = jwt.encode({"sub": "jan", "iss": "counterfoil", "exp": 2**40}, "", algorithm="none")
    late = issue(key, CASHIER.id, NOW - LIFE, LIFE)
    early = issue(key, CASHIER.id, NOW + timedelta(hours=1), LIFE)
    nobody = issue(key, "nobody", NOW, LIFE)
    assert anyone.get("customEvent").json()["message"] == "JWT Token not found"
    for token in (other, bare, none, late, early, nobody, "x", f"{anyone.key.hex()}"):
        anyone.token = token
        got = anyone.get("customEvent")
        assert got.status_code == 401
        assert got.headers["WWW-Authenticate"] == "Bearer"
    anyone.token = issue(key, SUPERVISOR.id, NOW, LIFE)
    assert anyone.get("customEvent").status_code == 200
    left = type(SUPERVISOR)(SUPERVISOR.id, SUPERVISOR.name, SUPERVISOR.role, active=False)
    save_staff(ledger, left, MANAGER, NOW)
    assert anyone.get("customEvent").status_code == 401


def test_figures_count_requests_and_redemptions(cashier: Client, shop: Shop) -> None:
    _, codes = shop.campaign()
    for code in (codes[0], codes[0]):
        body = {"type": "promo_redeemed", "body": {"promo_code": code}}
        who = {"customerData": {"loyaltyCardNumber": "1001"}}
        cashier.post("customEvent", {"event": body | who})
    text_ = cashier.get("/metrics").text
    assert 'counterfoil_redemptions_total{outcome="accepted",source="api"} 1.0' in text_
    assert 'counterfoil_redemptions_total{outcome="already_used",source="api"} 1.0' in text_
    assert 'route="/api/{storeCode}/customEvent",status="422"} 1.0' in text_
    assert codes[0] not in text_


@pytest.mark.logs("machine failed")
def test_it_is_not_ready_where_the_tables_are_anothers(anyone: Client, ledger: Ledger) -> None:
    assert anyone.get("/ready").json() == {"status": "ready"}
    with ledger.write() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    got = anyone.get("/ready")
    assert (got.status_code, got.headers["Retry-After"]) == (503, "5")
    assert anyone.get("/health").status_code == 200
    with ledger.write() as conn:
        # The database is shared by the tests of a session.
        conn.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": HEAD})


def test_it_goes_on_where_the_database_has_cut_every_connection(
    postgres_ledger: Ledger, clock: Clock
) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    with served(postgres_ledger, clock) as anyone:
        cashier = anyone.as_staff(CASHIER.id)
        cashier.ok("GET", "customEvent")
        with postgres_ledger.read() as conn:
            conn.exec_driver_sql(f"{cut} AND datname = current_database()")
        assert cashier.get("customEvent").status_code == 200


@pytest.mark.logs("bug")
def test_a_mistake_is_reported_and_its_text_stays_out_of_the_log(
    sqlite_ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Hub(sqlite_ledger, Clock(), b"k" * 32))

    @app.get("/broken")
    def broken() -> None:
        raise KeyError("SUM-SECRET")

    with TestClient(app, raise_server_exceptions=False) as client:
        got = client.get("/broken")
    assert got.status_code == 500
    assert got.headers["X-Request-Id"] in got.json()["message"]
    assert "KeyError" in caplog.text
    assert "broken" in caplog.text
    assert "SECRET" not in caplog.text
