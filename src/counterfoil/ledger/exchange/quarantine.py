"""What the hub could make nothing of: kept whole, so that nothing a device did is lost."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from counterfoil.domain.entry import Entry
from counterfoil.domain.exchange import Upload
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import from_micros, to_micros, to_micros_or_none
from counterfoil.ledger.tables.sync import quarantine


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An entry as it was sent, and why it was not taken: a sentence."""

    id: int
    device: str
    n: int
    raw: str
    why: str
    at: datetime


def put_aside(conn: Connection, device: str, upload: Upload, why: str, now: datetime) -> None:
    """Keep an upload as it was sent; the same one again is kept once."""
    raw = whole(upload)
    same = select(quarantine.c.id).where(
        quarantine.c.device == device, quarantine.c.n == upload.n, quarantine.c.raw == raw
    )
    if conn.scalar(same.limit(1)) is None:
        row = {"device": device, "n": upload.n, "raw": raw, "why": why, "at": to_micros(now)}
        conn.execute(insert(quarantine).values(row))


def quarantined(
    ledger: Ledger, device: str | None = None, *, after: int = 0, limit: int = 100
) -> tuple[Quarantined, ...]:
    """Return a page of what was put aside, of one device or of all, in the order it came."""
    query = select(quarantine).where(quarantine.c.id > after)
    if device is not None:
        query = query.where(quarantine.c.device == device)
    with ledger.read() as conn:
        rows = conn.execute(query.order_by(quarantine.c.id).limit(limit)).all()
    return tuple(
        Quarantined(row.id, row.device, row.n, row.raw, row.why, from_micros(row.at))
        for row in rows
    )


def whole(upload: Upload) -> str:
    """Return an upload as JSON text: the entry as it came, and what travelled beside it."""
    entry = upload.raw or (_entry(upload) if upload.signed else "")
    # In ASCII, because it may hold what no database takes as text.
    return json.dumps({"entry": entry, "with": dict(upload.attached)}, default=str)


def _entry(upload: Upload) -> dict[str, Any]:
    assert upload.signed is not None  # noqa: S101 - asked for before
    entry: Entry = upload.signed.entry
    return {
        "device": entry.device,
        "n": entry.n,
        "prev_hash": entry.prev_hash.hex(),
        "epoch": entry.epoch,
        "kind": entry.kind,
        "body": entry.body,
        "wall_time": to_micros(entry.wall_time),
        "hub_time": to_micros_or_none(entry.hub_time),
        "hash": upload.signed.hash.hex(),
        "signature": upload.signed.signature.hex(),
    }
