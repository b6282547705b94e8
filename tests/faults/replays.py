"""Requests, tokens and intents that somebody recorded on the way, and sends again later."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any, Final

import httpx2

from counterfoil.domain.exchange import DeviceKind
from counterfoil.hub.sync.sessions import TRIES
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.wire import sync as wire
from tests.domain.build import NOW, store
from tests.faults.killed_hubs import scratch
from tests.faults.reckoning import Harm
from tests.hub.served import STORE, Client, Clock, served
from tests.hub.sync.till import Till, till
from tests.ledger.exchange.sender import Till as Sender
from tests.ledger.shop import MANAGER, Shop, fill

FACTS: Final = ("journal", "redemptions", "transfers", "wallet_balances", "codes", "grants")
FACTS_BESIDE: Final = ("entry_verdicts", "conflicts", "quarantine", "devices", "coupons", "feed")
PATIENCE: Final = TRIES // 2
"""Invitations after which one address has tried to join so often that it has to wait."""
WAITS: Final = tuple(timedelta(minutes=each) for each in (0, 1, 3, 16, 31, 120))


@dataclass
class Recorded(Client):
    """A client whose every request somebody writes down, and how it was answered."""

    heard: list[tuple[str, str, object, str | None, int]] = field(default_factory=list)

    def __call__(self, method: str, path: str, body: object = None, **more: Any) -> httpx2.Response:  # noqa: ANN401
        got = super().__call__(method, path, body, **more)
        if path.startswith("/sync/"):
            self.heard.append((method, path, body, self.token, got.status_code))
        return got


def replayed(tries: int, seed: int) -> Harm:
    """Send recorded requests again, so many, at once and later, as they were and in other hands."""
    random, harm = Random(seed), Harm()
    with scratch() as folder, open_ledger(folder / "hub", NOW, store=store()) as alone:
        fill(alone)
        hub, clock = become_hub(alone, NOW), Clock()
        shop = Shop(hub)
        _, codes = shop.campaign(20)
        with served(hub, clock) as client:
            heard: list[Any] = []
            tills = [_joined(hub, client, number, heard) for number in (1, 2)]
            for number, device in enumerate(tills):
                _work(shop, device, codes[number * 10 :])
            for _ in range(tries):
                clock.now = NOW + random.choice(WAITS)
                _again(hub, client, random, heard, tills, harm)
    return harm


def _joined(hub: Ledger, client: Client, number: int, heard: list[Any]) -> Till:
    listening = Recorded(client.http, client.key, client.store, None, heard)
    device = till(listening, number).joins(hub)
    device.begins()
    return device


def _work(shop: Shop, device: Till, codes: list[str]) -> None:
    """Redeem, ask, and give up asking, with everything on the way written down."""
    writer = Sender(shop.ledger, 1, device.id)
    for code in codes[:4]:
        device.does(
            "redeem", writer.claim(code, redemption=f"{device.id}-{len(device.entries) + 1}")
        )
    assert device.pushes().status_code == 200
    for code in codes[4:8]:
        asked = device.does("online_intent", writer.intent(code).signed.entry.body)  # type: ignore[union-attr]
        message = wire.write_intent(replace(asked, attached={"card": "1001", "body": {}}))
        assert device.client.post("/sync/redeem", message).status_code == 200
        if code == codes[4]:
            device.does("online_void", {"intent": asked.n})
    assert device.pushes().status_code == 200


def _again(
    hub: Ledger,
    client: Client,
    random: Random,
    heard: list[Any],
    tills: list[Till],
    harm: Harm,
) -> None:
    """Send one of them again, at times with another token; nothing may come of it."""
    method, path, body, token, _ = random.choice(heard)
    is_push = path == "/sync/push"
    tokens = [token, None] if is_push else [token, *(each.client.token for each in tills), None]
    chosen = random.choice(tokens)
    before = facts(hub)
    got = replace(client, token=chosen)(method, path, body)
    if facts(hub) != before:
        harm.double(f"{method} {path} came again and did something: {got.status_code}")
    is_theirs = chosen == token or path in {"/sync/join", "/sync/session"}
    if got.status_code >= 500 or (got.status_code < 300 and not is_theirs and method == "POST"):
        harm.crash(
            f"{method} {path} in other hands is answered {got.status_code}: {got.text[:200]}"
        )


def facts(hub: Ledger) -> list[Any]:
    """Return all that counts, as it is now."""
    with hub.read() as conn:
        return [
            sorted(map(tuple, conn.exec_driver_sql(f"SELECT * FROM {table}").all()), key=repr)
            for table in (*FACTS, *FACTS_BESIDE)
        ]


def stolen_invitation(tries: int, seed: int) -> Harm:
    """Try invitations that were used, with other keys, and that are too old."""
    harm = Harm()
    with scratch() as folder, open_ledger(folder / "hub", NOW, store=store()) as alone:
        fill(alone)
        hub, clock = become_hub(alone, NOW), Clock()
        for start in range(0, tries, PATIENCE):
            with served(hub, clock) as client:
                for number in range(start, min(start + PATIENCE, tries)):
                    _steal(hub, client, clock, seed + number, harm)
    return harm


def _steal(hub: Ledger, client: Client, clock: Clock, number: int, harm: Harm) -> None:
    """Use an invitation, or let it grow old, and try it with another key."""
    clock.now += timedelta(minutes=2)
    token = invite(hub, STORE, "", DeviceKind.TILL, MANAGER, clock.now)
    if number % 2:
        assert till(client, 1 + number % 100).asks_to_join(token).status_code == 200
    else:
        clock.now += timedelta(minutes=16)
    refused = till(client, 101 + number % 100).asks_to_join(token).status_code
    if refused != 403:
        harm.double(f"an invitation was tried again, and answered {refused}: {number}")
