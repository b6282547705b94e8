"""A hub, and devices that are copies of its shop: what they write down is applied at the hub."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import copytree

from sqlalchemy import Table, insert, select

from counterfoil.domain.entry import Kind, SignedEntry
from counterfoil.domain.errors import NotFound
from counterfoil.domain.exchange import DeviceKind, Outcome, Standing
from counterfoil.ledger import journal
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.applying import Applying, Judged, Touch
from counterfoil.ledger.exchange.office.appliers import OFFICE_APPLIERS
from counterfoil.ledger.exchange.redeemed import claim
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.attached import attached
from counterfoil.ledger.tables.base import dump, load, to_micros
from counterfoil.ledger.tables.journal import journal as journal_rows
from counterfoil.ledger.tables.stores import devices
from counterfoil.ledger.tables.sync import conflicts
from tests.domain.build import NOW
from tests.ledger.shop import Shop

APPLIERS = {**OFFICE_APPLIERS, Kind.REDEEM: claim}


@dataclass(slots=True)
class Device:
    """A device of the brand. `sent` counts the entries that the hub has."""

    shop: Shop
    hub: Ledger
    sent: int = 0
    touched: list[Touch] = field(default_factory=list)

    @property
    def ledger(self) -> Ledger:
        """Its ledger."""
        return self.shop.ledger

    @property
    def alone(self) -> Shop:
        """Its shop where it may do all by itself."""
        return Shop(replace(self.ledger, standing=Standing.ALONE))

    def push(self) -> list[Judged]:
        """Let the hub have what it does not have yet; return what came of each entry."""
        judged = []
        for signed in list(journal.entries(self.ledger, after=self.sent)):
            judged.append(self._apply(signed))
            self.sent = signed.entry.n
        return judged

    def push_one(self) -> Judged:
        """Let the hub have the only entry it does not have yet."""
        (judged,) = self.push()
        return judged

    def _apply(self, signed: SignedEntry) -> Judged:
        with self.ledger.read() as conn:
            beside = load(dump(attached(self.ledger, conn, signed)))
        with self.hub.write() as conn:
            applying = Applying(
                ledger=replace(self.hub, store=self.ledger.store),
                conn=conn,
                device=self.ledger.device.id,
                kind=DeviceKind.OFFICE,
                signed=signed,
                attached=beside,
                receipted=None,
                now=NOW,
                touched=self.touched,
            )
            applier = APPLIERS.get(Kind(signed.entry.kind))
            try:
                with conn.begin_nested():
                    judged = applier(applying) if applier else Judged()
            except NotFound as error:
                judged = Judged(Outcome.QUARANTINED, reason=error.template, values=error.values)
            conn.execute(insert(journal_rows).values(_row(signed)))
        return judged


def device(hub: Ledger, filled: Path, folder: Path, name: str = "Office") -> Iterator[Device]:
    """Give a device that has what the hub had when it was filled, and has joined."""
    copytree(filled, folder)
    (folder / "device.key").unlink()
    with open_ledger(folder, NOW, device_name=name) as opened:
        ledger = replace(opened, standing=Standing.OFFICE, digest_key=hub.digest_key)
        with ledger.write() as conn:
            journal.append(ledger, conn, Kind.JOINED, {"hub": "here"}, NOW)
        with hub.write() as conn:
            conn.execute(
                insert(devices).values(
                    id=ledger.device.id,
                    name=name,
                    store_code=hub.store.code,
                    public_key=ledger.device.public_key,
                    created_at=to_micros(NOW),
                )
            )
        made = Device(Shop(ledger), hub)
        made.push()
        yield made


joined = contextmanager(device)


def copy_rows(giver: Shop, taker: Shop, tables: Iterable[Table]) -> None:
    """Let one ledger have the rows of another."""
    with taker.ledger.write() as conn:
        for table in tables:
            rows = giver.rows(table)
            if rows:
                conn.execute(insert(table), rows)


def inbox(hub: Ledger) -> list[dict[str, object]]:
    """Return what waits in the inbox of the hub, with each document read."""
    with hub.read() as conn:
        rows = conn.execute(select(conflicts).order_by(conflicts.c.id)).mappings().all()
    return [dict(row) | {"document": load(row["document"])} for row in rows]


def _row(signed: SignedEntry) -> dict[str, object]:
    entry = signed.entry
    return {
        "device": entry.device,
        "n": entry.n,
        "prev_hash": entry.prev_hash,
        "epoch": entry.epoch,
        "kind": entry.kind,
        "body": dump(dict(entry.body)),
        "wall_time": to_micros(entry.wall_time),
        "hub_time": None,
        "hash": signed.hash,
        "signature": signed.signature,
    }
