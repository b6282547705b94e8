"""One batch of a device's entries on its way into the hub's ledger: what is known and done so far.

Verdicts and entries of the journal are gathered and written together, before anything that may ask
for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select

from counterfoil.domain.entry import SignedEntry, canonical
from counterfoil.domain.errors import NotFound
from counterfoil.domain.exchange import DeviceKind, DeviceState, EntryVerdict, Upload
from counterfoil.ledger.bulk import Bulk
from counterfoil.ledger.exchange.applying import Touch
from counterfoil.ledger.exchange.epochs import is_waiting
from counterfoil.ledger.exchange.hubs import receipt_key
from counterfoil.ledger.exchange.reached import Reached, reached
from counterfoil.ledger.exchange.verdicts import (
    Kept,
    is_genuine,
    keep_verdicts,
    kept_between,
    with_receipt,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.seats import seat
from counterfoil.ledger.tables.base import to_micros, to_micros_or_none
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.stores import devices
from counterfoil.ledger.tables.sync import enrolments

_APPEND: Final = Bulk(journal)


@dataclass(slots=True)
class Taking:
    """A batch being taken in.

    `ledger` is seated at the device's store. `waits` says that the hub was restored and takes only
    what it judged before. `stored` are the verdicts there are on entries with the numbers of the
    batch, `verdicts` the answer. `last` is how far the device's entries have come; `is_over` that
    the rest of the batch has to be sent again.
    """

    ledger: Ledger
    conn: Connection
    device: str
    kind: DeviceKind
    state: DeviceState
    key: Ed25519PublicKey
    receipt_key: bytes
    waits: bool
    last: Reached
    now: datetime
    stored: dict[int, Kept]
    verdicts: list[EntryVerdict] = field(default_factory=list)
    touched: list[Touch] = field(default_factory=list)
    is_over: bool = False
    new_verdicts: list[Kept] = field(default_factory=list)
    new_entries: list[dict[str, Any]] = field(default_factory=list)


def begin(
    ledger: Ledger, conn: Connection, device: str, uploads: Sequence[Upload], now: datetime
) -> Taking:
    """Keep a device for this transaction, and return its batch before anything of it is taken.

    Raises NotFound where the device is not known.
    """
    row = conn.execute(
        select(enrolments.c.kind, enrolments.c.state, devices.c.store_code, devices.c.public_key)
        .join(devices, devices.c.id == enrolments.c.device)
        .where(enrolments.c.device == device)
        .with_for_update(of=enrolments)
    ).one_or_none()
    if row is None:
        raise NotFound("There is no device {device}.", device=device[:40])
    numbers = [upload.n for upload in uploads]
    return Taking(
        ledger=seat(ledger, conn, row.store_code),
        conn=conn,
        device=device,
        kind=DeviceKind(row.kind),
        state=DeviceState(row.state),
        key=Ed25519PublicKey.from_public_bytes(bytes(row.public_key)),
        receipt_key=receipt_key(conn),
        waits=is_waiting(conn),
        last=reached(conn, device),
        now=now,
        stored=kept_between(conn, device, min(numbers), max(numbers)) if numbers else {},
    )


def sealed(upload: Upload) -> bytes:
    """Return what an upload is told from another by: its hash, or that of its text."""
    return upload.signed.hash if upload.signed else sha256(upload.raw.encode()).digest()


def proven(taking: Taking, upload: Upload) -> EntryVerdict | None:
    """Return the verdict that the device has a receipt for."""
    verdict = upload.receipted
    if verdict is None or verdict.n != upload.n:
        return None
    is_proven = is_genuine(taking.receipt_key, taking.device, sealed(upload), verdict)
    return verdict if is_proven else None


def answer(taking: Taking, upload: Upload, verdict: EntryVerdict) -> None:
    """Give a verdict, for good."""
    hashed = sealed(upload)
    given = with_receipt(taking.receipt_key, taking.device, hashed, verdict)
    taking.stored[upload.n] = (hashed, given)
    taking.new_verdicts.append((hashed, given))
    taking.verdicts.append(given)


def go_on(taking: Taking, signed: SignedEntry, body: str | None = None) -> None:
    """Take an entry into the journal; `body` is the canonical text of its body where known."""
    entry = signed.entry
    taking.new_entries.append(
        {
            "device": entry.device,
            "n": entry.n,
            "prev_hash": entry.prev_hash,
            "epoch": entry.epoch,
            "kind": str(entry.kind),
            "body": canonical(entry.body) if body is None else body,
            "wall_time": to_micros(entry.wall_time),
            "hub_time": to_micros_or_none(entry.hub_time),
            "hash": signed.hash,
            "signature": signed.signature,
        }
    )
    taking.last = Reached(entry.n, signed.hash, entry.wall_time)


def write_down(taking: Taking) -> None:
    """Write what was gathered: entries, then verdicts."""
    _APPEND.run(taking.conn, taking.new_entries)
    taking.new_entries.clear()
    keep_verdicts(taking.conn, taking.device, taking.new_verdicts)
    taking.new_verdicts.clear()
