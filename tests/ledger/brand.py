"""A hub and devices of it as ledgers beside one another, without anything between them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, insert, select, update

from counterfoil.domain.exchange import Changes, DeviceKind, DeviceState, Standing
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.feed.publish import publish
from counterfoil.ledger.feed.read import changes
from counterfoil.ledger.feed.topics import TOPICS, read_many
from counterfoil.ledger.heard import heard, note_heard
from counterfoil.ledger.inflow.apply import take_changes
from counterfoil.ledger.journal import tips
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import DIGEST_KEY, STANDING, write_setting
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.stores import devices
from counterfoil.ledger.tables.sync import enrolments
from tests.domain.build import NOW, store

STANDINGS: Final = {DeviceKind.TILL: Standing.TILL, DeviceKind.OFFICE: Standing.OFFICE}


@contextmanager
def device_of(
    hub: Ledger, folder: Path, kind: DeviceKind = DeviceKind.TILL, name: str = "Till 1"
) -> Iterator[Ledger]:
    """Give the ledger of a new device of a hub, which knows nothing yet."""
    with open_ledger(folder, NOW, store=store(), device_name=name) as ledger:
        joined = replace(ledger, digest_key=hub.digest_key, standing=STANDINGS[kind])
        with ledger.write() as conn:
            write_setting(conn, DIGEST_KEY, hub.digest_key.hex())
            write_setting(conn, STANDING, joined.standing)
        enrol(hub, joined, kind)
        yield joined


def enrol(hub: Ledger, joined: Ledger, kind: DeviceKind) -> None:
    """Have the hub know a device, as far as it is told of changes."""
    device = joined.device
    with hub.write() as conn:
        conn.execute(
            insert(devices).values(
                id=device.id,
                name=device.name,
                store_code=device.store_code,
                public_key=device.public_key,
                created_at=to_micros(NOW),
            )
        )
        conn.execute(
            insert(enrolments).values(
                device=device.id,
                kind=kind.value,
                state=DeviceState.ACTIVE.value,
                why="",
                joined_at=to_micros(NOW),
                seen_at=to_micros(NOW),
                clock_off=0,
                awaited=False,
                tip_n=0,
            )
        )
        publish(conn, [("device", device.id, ""), ("enrolment", device.id, "office")])


def hand_over(hub: Ledger, device: Ledger) -> None:
    """Let the hub have the device's entries, without applying them."""
    known = tips(hub).get(device.device.id)
    with device.read() as conn:
        rows = conn.execute(
            select(journal).where(
                journal.c.device == device.device.id, journal.c.n > (known.n if known else 0)
            )
        ).mappings()
        values = [dict(row) for row in rows]
    if values:
        with hub.write() as conn:
            conn.execute(insert(journal), values)


def pages_for(hub: Ledger, device: Ledger, limit: int = 1000, now: datetime = NOW) -> list[Changes]:
    """Return the pages of a whole pull."""
    with device.read() as conn:
        after = heard(conn).seq
    pages = [changes(hub, device.device.id, after, limit, now)]
    while pages[-1].more:
        pages.append(changes(hub, device.device.id, pages[-1].seq, limit, now))
    return pages


def pull(hub: Ledger, device: Ledger, limit: int = 1000, now: datetime = NOW) -> bool:
    """Hand the device's entries over, and take in what changed."""
    hand_over(hub, device)
    return take_changes(device, pages_for(hub, device, limit, now), now)


def set_place(device: Ledger, seq: int, epoch: int = 1) -> None:
    """Have the device believe that it came so far in the feed."""
    with device.write() as conn:
        note_heard(conn, seq=seq, epoch=epoch)


def publish_all(hub: Ledger, device: Ledger) -> None:
    """Publish all there is at the hub that the device may be told of."""
    office = device.standing is Standing.OFFICE
    with hub.write() as conn:
        for name, topic in TOPICS.items():
            if topic.office and not office:
                continue
            if topic.keys_of is not None and not office:
                publish(conn, [(name, k, "") for k in topic.keys_of(conn, device.device.id)])
                continue
            for keys in topic.keys(conn):
                publish(conn, [(name, key, "office" if topic.office else "") for key in keys])


def documents(ledger: Ledger, topics: Sequence[str] = tuple(TOPICS)) -> dict[str, dict[str, Any]]:
    """Return all documents of a ledger by topic and key."""
    found: dict[str, dict[str, Any]] = {}
    with ledger.read() as conn:
        for name in topics:
            keys = [key for page in TOPICS[name].keys(conn) for key in page]
            found[name] = dict(read_many(conn, name, keys))
    return found


def rows(ledger: Ledger, table: Table, *without: str) -> list[dict[str, Any]]:
    """Return the rows of a table in the order of its key, without some columns."""
    with ledger.read() as conn:
        found = conn.execute(select(table).order_by(*table.primary_key)).mappings()
        return [{k: v for k, v in row.items() if k not in without} for row in found]


def set_row(ledger: Ledger, table: Table, **values: Any) -> None:  # noqa: ANN401 - a column's
    """Change every row of a table."""
    with ledger.write() as conn:
        conn.execute(update(table).values(**values))
