"""A hub and devices that it knows, made without joining."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert, select

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import GENESIS
from counterfoil.domain.exchange import DeviceKind, DeviceState, Greeting
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.stores import devices
from counterfoil.ledger.tables.sync import enrolments
from tests.domain.build import NOW


def key(number: int) -> Ed25519PrivateKey:
    """Return the key of a till, by its number."""
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def public(number: int) -> bytes:
    """Return the public half of the key of a till."""
    return key(number).public_key().public_bytes_raw()


def enrolled(
    hub: Ledger, number: int, kind: DeviceKind = DeviceKind.TILL, now: datetime = NOW
) -> str:
    """Make a till that the hub knows; return its id."""
    device = device_id(public(number))
    at = to_micros(now)
    with hub.write() as conn:
        conn.execute(
            insert(devices).values(
                id=device,
                name=f"Till {number}",
                store_code=hub.store.code,
                public_key=public(number),
                created_at=at,
            )
        )
        conn.execute(
            insert(enrolments).values(
                device=device,
                kind=kind,
                state=DeviceState.ACTIVE,
                why="",
                joined_at=at,
                seen_at=at,
                clock_off=0,
                awaited=False,
                tip_n=0,
                receipted_n=0,
            )
        )
    return device


def pushed(hub: Ledger, device: str, until: int, after: int = 0) -> None:
    """Let the hub have entries of a device; what they say is nobody's business here."""
    with hub.write() as conn:
        for n in range(after + 1, until + 1):
            conn.execute(
                insert(journal).values(
                    device=device,
                    n=n,
                    prev_hash=GENESIS if n == 1 else seal(n - 1),
                    epoch=1,
                    kind="signed_in",
                    body="{}",
                    wall_time=to_micros(NOW),
                    hash=seal(n),
                    signature=bytes(64),
                )
            )


def seal(n: int) -> bytes:
    """Return the hash of a device's entry."""
    return GENESIS if n == 0 else n.to_bytes(32, "big")


def greeting(device: str, n: int = 0, **over: object) -> Greeting:
    """Return what a device says that knows as much as a new hub does."""
    said: dict[str, object] = {
        "device": device,
        "n": n,
        "hash": seal(n),
        "receipted_n": 0,
        "seen_seq": 0,
        "epoch": 1,
        "now": NOW,
    }
    return Greeting(**(said | over))  # type: ignore[arg-type]


def row(hub: Ledger, device: str) -> dict[str, object]:
    """Return what the hub keeps of a device."""
    with hub.read() as conn:
        found = conn.execute(select(enrolments).where(enrolments.c.device == device))
        return dict(found.mappings().one())
