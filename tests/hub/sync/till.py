"""A till as the hub hears it: its key, its journal, and what it sends, over real HTTP."""

# ruff: noqa: ANN401 - what a request takes and answers is JSON of any kind

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import GENESIS, Entry, Kind, SignedEntry, canonical
from counterfoil.domain.exchange import DeviceKind, Greeting, Upload
from counterfoil.domain.proof import greeting_bytes, join_bytes
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.ledger import Ledger
from counterfoil.wire import sync as wire
from tests.domain.build import NOW
from tests.helpers.chains import signed
from tests.hub.served import STORE, Client
from tests.ledger.exchange.tills import key as key_of
from tests.ledger.shop import MANAGER


@dataclass
class Till:
    """A device; `client` is its way to the hub, with the token of its session."""

    client: Client
    key: Ed25519PrivateKey
    entries: list[SignedEntry] = field(default_factory=list)

    @property
    def public(self) -> bytes:
        """The public half of its key."""
        return self.key.public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        """What it is known by."""
        return device_id(self.public)

    def does(self, kind: str = Kind.SIGNED_IN, body: Mapping[str, Any] | None = None) -> Upload:
        """Do something; return its entry as it is sent."""
        last = self.entries[-1] if self.entries else None
        entry = Entry(
            device=self.id,
            n=len(self.entries) + 1,
            prev_hash=last.hash if last else GENESIS,
            epoch=1,
            kind=kind,
            body={"staff": "jan"} if body is None else body,
            wall_time=NOW,
        )
        self.entries.append(signed(entry, self.key))
        return Upload(entry.n, "", self.entries[-1])

    def asks_to_join(self, token: str, **over: Any) -> httpx2.Response:
        """Ask to join."""
        proof = self.key.sign(join_bytes(token, "Till", self.public))
        asked = wire.Joining(token, "Till", self.public, proof)
        return self.client.post("/sync/join", {**wire.write_joining(asked), **over})

    def joins(self, hub: Ledger, kind: DeviceKind = DeviceKind.TILL) -> "Till":
        """Join with an invitation."""
        token = invite(hub, STORE, "", kind, MANAGER, NOW)
        got = self.asks_to_join(token)
        assert got.status_code == 200, got.text
        return self

    def greeting(self, **over: Any) -> Greeting:
        """What it says of itself."""
        tip = self.entries[-1].hash if self.entries else GENESIS
        said = Greeting(self.id, len(self.entries), tip, 0, 0, 1, NOW)
        return replace(said, **over)

    def challenge(self) -> str:
        """Ask for what is to be signed."""
        return wire.read_challenge(self.client.ok("GET", f"/sync/challenge?device={self.id}"))

    def opens(
        self,
        challenge: str | None = None,
        *,
        key: Ed25519PrivateKey | None = None,
        more: Mapping[str, Any] | None = None,
        **over: Any,
    ) -> httpx2.Response:
        """Ask for a session."""
        asked, said = challenge or self.challenge(), self.greeting(**over)
        signature = (key or self.key).sign(greeting_bytes(asked, said))
        opening = wire.Opening(asked, said, signature)
        return self.client.post("/sync/session", {**wire.write_opening(opening), **(more or {})})

    def begins(self, **over: Any) -> wire.Opened:
        """Begin a session."""
        got = self.opens(**over)
        assert got.status_code == 200, got.text
        opened = wire.read_opened(got.json())
        self.client = replace(self.client, token=opened.token)
        return opened

    def pushes(self, *uploads: Upload, **more: Any) -> httpx2.Response:
        """Send entries, by default all that it has."""
        every = uploads or [Upload(each.entry.n, "", each) for each in self.entries]
        return self.client.post("/sync/push", wire.write_push(every), **more)

    def pushes_unsized(self) -> httpx2.Response:
        """Send all that it has without saying how much it is."""
        every = [Upload(each.entry.n, "", each) for each in self.entries]
        body = canonical(wire.write_push(every)).encode()
        return self.client.post("/sync/push", content=iter([body]))


def till(client: Client, number: int = 1) -> Till:
    """Return a till that the hub does not know yet."""
    return Till(client, key_of(number))


def a_year_off(now: datetime = NOW) -> datetime:
    """Return the time of a clock that is a year ahead."""
    return now.replace(year=now.year + 1)
