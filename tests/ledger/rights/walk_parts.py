"""What a walk through rights is made of: tills, and what was seen of grants."""

from dataclasses import dataclass, field

from sqlalchemy import insert

from counterfoil.domain.exchange import DeviceKind, DeviceState
from counterfoil.domain.rights import GrantState
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.stores import devices
from counterfoil.ledger.tables.sync import enrolments
from tests.domain.build import NOW


@dataclass
class Till:
    """A till's ledger, and what the hub has of it."""

    ledger: Ledger
    sent: int = 0

    @property
    def device(self) -> str:
        return self.ledger.device.id


@dataclass
class Seen:
    """What was handed over, and how grants stood."""

    given: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    """Each redemption: its campaign, its code, and whether it was said to be final."""
    duplicates: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    asked: set[tuple[int, str, int]] = field(default_factory=set)
    """What a till, by its place, had the hub decide: it knows of that, and does not do it again."""
    grants: dict[int, str] = field(default_factory=dict)
    ended: dict[int, GrantState] = field(default_factory=dict)


def enrol(hub: Ledger, till: Ledger) -> None:
    """Let a hub know a till that has its own key."""
    at = to_micros(NOW)
    with hub.write() as conn:
        conn.execute(
            insert(devices).values(
                id=till.device.id,
                name="Till",
                store_code=till.store.code,
                public_key=till.device.public_key,
                created_at=at,
            )
        )
        conn.execute(
            insert(enrolments).values(
                device=till.device.id,
                kind=DeviceKind.TILL,
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
