"""A hub as its callers have it: real HTTP on a free port of this machine."""

# ruff: noqa: ANN401 - what a request takes and answers is JSON of any kind

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import httpx2
import uvicorn

from counterfoil.hub.app import create_app
from counterfoil.hub.hub import Settings, open_hub
from counterfoil.hub.login.token import issue
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.pins import set_pin
from tests.domain.build import NOW
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR

PINS = {MANAGER.id: "483920", SUPERVISOR.id: "592836", CASHIER.id: "719405"}
STORE = "W1"
STARTS_WITHIN_S = 20
LIFE = timedelta(days=1)
PLAIN = Settings()


@dataclass
class Client:
    """Somebody's client: paths are below the store, and the token goes along.

    `__call__` answers with what came back; `ok` with its JSON, which must have come with a status
    below 300.
    """

    http: httpx2.Client
    key: bytes
    store: str = STORE
    token: str | None = None

    def __call__(self, method: str, path: str, body: object = None, **more: Any) -> httpx2.Response:
        url = path if path.startswith("/") else f"/api/{self.store}/{path}"
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            more["json"] = body
        return self.http.request(method, url, headers=headers | more.pop("headers", {}), **more)

    def get(self, path: str, **params: Any) -> httpx2.Response:
        """Get a path with query parameters; `_page` and such go as `**{"_page": 2}`."""
        return self("GET", path, params=params)

    def post(self, path: str, body: object = None, **more: Any) -> httpx2.Response:
        """Post a JSON document."""
        return self("POST", path, body, **more)

    def ok(self, method: str, path: str, body: object = None, **more: Any) -> Any:
        """Send a request that must succeed; return its JSON, None where there is no body."""
        got = self(method, path, body, **more)
        assert got.status_code < 300, (got.status_code, got.text)
        return got.json() if got.content else None

    def log_in(self, name: str, pin: str | None = None) -> "Client":
        """Return the client of somebody who signed in."""
        body = {"username": name, "password": pin or PINS[name]}
        return replace(self, token=self.ok("POST", "admin/login_check", body)["token"])

    def as_staff(self, staff_id: str) -> "Client":
        """Return the client of somebody who signed in at `NOW`, without the work of a PIN."""
        return replace(self, token=issue(self.key, staff_id, NOW, LIFE))


class Clock:
    """The hub's clock: stands still until told otherwise."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def give_pins(ledger: Ledger) -> None:
    """Give everybody in the shop the PIN in `PINS`."""
    for staff_id, pin in PINS.items():
        set_pin(ledger, staff_id, pin, MANAGER, NOW)


@contextmanager
def served(
    ledger: Ledger, clock: Callable[[], datetime], settings: Settings = PLAIN
) -> Iterator[Client]:
    """Serve a ledger in a thread, and give a client that nobody has signed in with."""
    hub = open_hub(ledger, clock, settings)
    config = uvicorn.Config(create_app(hub), port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="hub")
    thread.start()
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{_port(server)}", timeout=30) as http:
            yield Client(http, hub.token_key)
    finally:
        server.should_exit = True
        thread.join()


def _port(server: uvicorn.Server) -> int:
    until = time.monotonic() + STARTS_WITHIN_S
    tick = threading.Event()
    while not server.started:
        assert time.monotonic() < until, "the hub did not start"
        tick.wait(0.005)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port
