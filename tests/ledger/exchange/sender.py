"""A till as its hub knows it: it signs entries one behind the other, and sends them."""

# ruff: noqa: ANN401 - what a test wants different in a body may be anything

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from counterfoil.domain.entry import GENESIS, Entry, Kind, SignedEntry, entry_hash
from counterfoil.domain.exchange import DeviceKind, EntryVerdict, Outcome, Pushed, Upload
from counterfoil.domain.mint import digest
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.exchange.push import take
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import dump, to_micros
from counterfoil.ledger.tables.redemptions import redemptions
from tests.domain.build import NOW
from tests.ledger.exchange.tills import enrolled, key
from tests.ledger.shop import Shop

LATER = NOW + timedelta(hours=1)
COUPON = {
    "code": "CUPA234567",
    "reward_id": "coffee",
    "member_id": "m1",
    "value": 350,
    "issued_at": to_micros(NOW),
    "expires_at": None,
    "redemption_id": "",
    "used_at": None,
    "cancelled_at": None,
}


@dataclass
class Till:
    """A till with the number of its key, and the end of its chain."""

    hub: Ledger
    number: int
    device: str
    n: int = 0
    hash: bytes = GENESIS
    sent: list[Upload] = field(default_factory=list)

    def entry(
        self,
        kind: str,
        body: Mapping[str, Any],
        attached: Mapping[str, Any] | None = None,
        at: datetime = NOW,
    ) -> Upload:
        """Return the next entry of the journal, ready to be sent."""
        made = Entry(self.device, self.n + 1, self.hash, 1, kind, body, at)
        signed = sign(self.number, made)
        self.n, self.hash = made.n, signed.hash
        upload = Upload(made.n, "", signed, attached or {})
        self.sent.append(upload)
        return upload

    def redeem(self, code: str, /, **over: Any) -> Upload:
        """Return the entry of a redemption by Jan for Anna."""
        attached = over.pop("attached", None)
        body = self.claim(code, **over)
        row = {"given": dump(body["given"]), "body": None}
        return self.entry(Kind.REDEEM, body, attached or {"row": row, "coupons": []})

    def redeem_for_coupon(self, code: str, coupon: str = "CUPA234567", **over: Any) -> Upload:
        """Return the entry of a redemption that gave Anna a coupon."""
        given = {"effect": "give_reward", "member": "m1", "reward": "coffee"}
        sealed = digest(coupon, self.hub.digest_key).hex()
        row = {"given": dump([given | {"coupon": coupon}]), "body": None}
        attached = {"row": row, "coupons": [COUPON | {"code": coupon}]}
        return self.redeem(code, given=[given | {"coupon": sealed}], attached=attached, **over)

    def claim(self, code: str, /, **over: Any) -> dict[str, Any]:
        """Return what the entry of a redemption says."""
        return {
            "redemption": f"{self.device}-{self.n + 1}",
            "event_id": None,
            "code": digest(code, self.hub.digest_key).hex(),
            "campaign": "c1",
            "campaign_version": 1,
            "member": "m1",
            "staff": "jan",
            "store": self.hub.store.code,
            "at": to_micros(NOW),
            "amount": 12_50,
            "rules": ["Summer"],
            "given": [points()],
            "source": "scanner",
            "final": False,
        } | over

    def reverse(self, upload: Upload, *, frees: bool = True) -> Upload:
        """Return the entry that undoes a redemption of this till."""
        body = {
            "redemption": f"{self.device}-{upload.n}",
            "reason": "brought back",
            "staff": "ewa",
            "code_unused": frees,
            "coupons_spent": 0,
            "below_zero": [],
        }
        return self.entry(Kind.REVERSE, body)

    def intent(self, code: str, **over: Any) -> Upload:
        """Return the entry of an attempt that the hub is asked about, for Anna by Jan."""
        body = {
            "codes": [digest(code, self.hub.digest_key).hex()],
            "campaign": None,
            "member": "m1",
            "amount": None,
            "event": None,
            "event_id": None,
            "source": "scanner",
            "staff": "jan",
            "store": self.hub.store.code,
            "at": to_micros(NOW),
        }
        return self.entry(Kind.ONLINE_INTENT, body | over, {"card": "1001", "body": {}})

    def void(self, upload: Upload) -> Upload:
        """Return the entry that gives up an attempt."""
        return self.entry(Kind.ONLINE_VOID, {"intent": upload.n})

    def push(self, *uploads: Upload, now: datetime = LATER) -> Pushed:
        """Send entries to the hub."""
        return take(self.hub, self.device, uploads, now)


def outcomes(pushed: Pushed) -> list[Outcome]:
    """Return what the hub made of each entry."""
    return [verdict.outcome for verdict in pushed.verdicts]


def points(units: int = 100_00, member: str = "m1") -> dict[str, Any]:
    """Return what a journal says of units that were given."""
    return {"effect": "give_points", "member": member, "wallet": "default", "units": units}


def sign(number: int, entry: Entry) -> SignedEntry:
    """Return an entry signed by a till."""
    sealed = entry_hash(entry)
    return SignedEntry(entry, sealed, key(number).sign(sealed))


def receipted(upload: Upload, verdict: EntryVerdict) -> Upload:
    """Return an upload with the verdict that its till has of it."""
    return replace(upload, receipted=verdict)


def hub_of(shop: Shop) -> Shop:
    """Return the shop's ledger as a hub."""
    return Shop(become_hub(shop.ledger, NOW))


def till(hub: Shop, number: int = 1, kind: DeviceKind = DeviceKind.TILL) -> Till:
    """Return a till that the hub knows."""
    return Till(hub.ledger, number, enrolled(hub.ledger, number, kind))


def live(hub: Shop) -> list[str]:
    """Return the ids of a hub's redemptions that were not undone, in order."""
    return sorted(row["id"] for row in hub.rows(redemptions) if row["reversed_at"] is None)
