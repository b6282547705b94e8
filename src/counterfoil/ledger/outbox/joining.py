"""Joining a hub: the ledger becomes that of one of the brand's devices."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Table, delete, exists, select, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import JOINED, DeviceKind, Enrolment, Standing
from counterfoil.ledger import journal
from counterfoil.ledger.heard import HEARD, note_heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import (
    DIGEST_KEY,
    HUB,
    HUB_ID,
    STANDING,
    STORE,
    put_store,
    read_setting,
    write_setting,
)
from counterfoil.ledger.tables.campaigns import campaigns, rewards
from counterfoil.ledger.tables.codes import batches
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import devices, settings
from counterfoil.ledger.tables.sync import intents

JOINED_AS: Final = "joined_as"
"""The setting that says which device has joined: after a restore it is another one."""
FORGOTTEN: Final = "forgotten_by_hub"
"""The setting that says that the hub did not know this device when it was last greeted."""
_OWN: Final[tuple[Table, ...]] = (redemptions, batches, campaigns, members, rewards)
_STANDINGS: Final[Mapping[DeviceKind, Standing]] = {
    DeviceKind.TILL: Standing.TILL,
    DeviceKind.OFFICE: Standing.OFFICE,
}


def check_joinable(ledger: Ledger) -> None:
    """Raise Conflict where this ledger cannot join a hub; to be asked before the token is spent."""
    with ledger.read() as conn:
        _check_joinable(ledger, conn)


def join_ledger(ledger: Ledger, enrolment: Enrolment, url: str, now: datetime) -> Ledger:
    """Return the ledger as that of a device of the hub at `url`, in one transaction.

    What the hub knows comes with the first sync. A device that was restored from a backup joins
    again under its new id, and keeps what it has. One that the hub has forgotten, because the hub
    was restored, joins again as the one it was.

    Raises Conflict where the ledger is a hub, has joined already, or has campaigns, codes, members
    or redemptions of its own.
    """
    with ledger.write() as conn:
        _check_joinable(ledger, conn)
        _check_brand(ledger, conn, enrolment)
        is_known = read_setting(conn, JOINED_AS) == enrolment.device
        put_store(conn, enrolment.store)
        standing = _STANDINGS[enrolment.kind]
        for key, value in (
            (STORE, enrolment.store.code),
            (DIGEST_KEY, enrolment.digest_key.hex()),
            (HUB, url),
            (HUB_ID, enrolment.hub_id),
            (STANDING, standing.value),
            (JOINED_AS, enrolment.device),
        ):
            write_setting(conn, key, value)
        if not is_known:
            _forget(conn)
        write_setting(conn, FORGOTTEN, "")
        note_heard(
            conn,
            epoch=enrolment.epoch,
            hub_time=enrolment.hub_time,
            at=now,
            clock_off=now - enrolment.hub_time,
        )
        conn.execute(
            update(devices)
            .where(devices.c.id == ledger.device.id)
            .values(name=enrolment.name, store_code=enrolment.store.code)
        )
        device = replace(ledger.device, name=enrolment.name, store_code=enrolment.store.code)
        joined = replace(
            ledger,
            store=enrolment.store,
            device=device,
            digest_key=enrolment.digest_key,
            hub=url,
            standing=standing,
            parsed={},
        )
        body = {
            "hub": url,
            "hub_id": enrolment.hub_id,
            "store": enrolment.store.code,
            "name": enrolment.name,
            "kind": enrolment.kind.value,
        }
        journal.append(joined, conn, Kind.JOINED, body, now)
    return joined


def note_known(ledger: Ledger, *, known: bool) -> None:
    """Keep whether the hub knew this device; one that it has forgotten may join again."""
    with ledger.read() as conn:
        before = not _is_forgotten(conn)
    if before != known:
        with ledger.write() as conn:
            write_setting(conn, FORGOTTEN, "" if known else "yes")


def _is_forgotten(conn: Connection) -> bool:
    return bool(read_setting(conn, FORGOTTEN))


def is_enrolled(ledger: Ledger) -> bool:
    """Say whether the hub knows this device; not so of one that was restored from a backup."""
    with ledger.read() as conn:
        return read_setting(conn, JOINED_AS) == ledger.device.id


def _check_joinable(ledger: Ledger, conn: Connection) -> None:
    if ledger.standing is Standing.HUB:
        raise Conflict("This ledger is a hub itself; join from another folder.")
    if ledger.standing in JOINED:
        if read_setting(conn, JOINED_AS) == ledger.device.id and not _is_forgotten(conn):
            raise Conflict("This ledger has joined the hub {hub} already.", hub=ledger.hub)
        return
    if any(conn.scalar(select(exists().where(table.c[0].is_not(None)))) for table in _OWN):
        raise Conflict(
            "This ledger has campaigns, codes or members of its own, which the hub does not know;"
            " join from a new folder."
        )


def _check_brand(ledger: Ledger, conn: Connection, enrolment: Enrolment) -> None:
    if ledger.standing in JOINED and read_setting(conn, HUB_ID) != enrolment.hub_id:
        raise Conflict("This ledger is of another hub; join from a new folder.")


def _forget(conn: Connection) -> None:
    """Forget what was said between the hub and the device that this ledger was before."""
    conn.execute(delete(settings).where(settings.c.key == HEARD))
    conn.execute(delete(intents))
