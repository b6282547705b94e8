"""Tills without a disk: each has a key and the chain that it would send, for bringing them by the
thousand.
"""

from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import GENESIS, Entry, Kind, SignedEntry, entry_hash
from counterfoil.domain.exchange import DeviceKind, Greeting, Upload, Welcome
from counterfoil.domain.proof import greeting_bytes
from counterfoil.ledger.device import new_key, public_bytes
from counterfoil.ledger.exchange.enrol import enrol, invite
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import DEFAULT
from counterfoil.sync.port import Port


@dataclass
class LightTill:
    """A till that remembers its key and its entries only."""

    key: Ed25519PrivateKey
    id: str
    epoch: int
    seq: int
    entries: list[SignedEntry] = field(default_factory=list)

    def sign_in(self, now: datetime) -> None:
        """Append an entry: somebody signed in."""
        last = self.entries[-1].hash if self.entries else GENESIS
        body = {"staff": DEFAULT.id}
        n = len(self.entries) + 1
        entry = Entry(self.id, n, last, self.epoch, Kind.SIGNED_IN, body, now, now)
        sealed = entry_hash(entry)
        self.entries.append(SignedEntry(entry, sealed, self.key.sign(sealed)))

    def greet(self, port: Port, now: datetime) -> Welcome:
        """Begin a session."""
        last = self.entries[-1].hash if self.entries else GENESIS
        challenge = port.challenge(self.id)
        greeting = Greeting(self.id, len(self.entries), last, 0, self.seq, self.epoch, now)
        return port.session(challenge, greeting, self.key.sign(greeting_bytes(challenge, greeting)))

    def uploads(self) -> tuple[Upload, ...]:
        """Return all its entries as they are sent."""
        return tuple(Upload(each.entry.n, "", each) for each in self.entries)


def enrolled(hub: Ledger, store: str, seq: int, now: datetime) -> LightTill:
    """Return a till that has joined the hub, and has taken in its feed up to `seq`."""
    key = new_key()
    token = invite(hub, store, "", DeviceKind.TILL, DEFAULT, now)
    got = enrol(hub, token, "till", public_bytes(key), now)
    return LightTill(key, device_id(public_bytes(key)), got.epoch, seq)
