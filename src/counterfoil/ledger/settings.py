"""What the ledger remembers about itself, and the store it stands in."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.store import Act, Staff, Store
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.caches import rebuild_usage
from counterfoil.ledger.database import SQLITE
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import Statement, putting
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.stores import settings, stores

DIGEST_KEY: Final = "digest_key"
STORE: Final = "store"
HUB: Final = "hub"
STANDING: Final = "standing"
EPOCH: Final = "epoch"
HUB_ID: Final = "hub_id"
RECEIPT_KEY: Final = "receipt_key"

_READ: Final = Statement(select(settings.c.value).where(settings.c.key == bindparam("key")))
_PUT: Final = putting(settings)
_PUT_STORE: Final = putting(stores)


def read_setting(conn: Connection, key: str) -> str | None:
    """Return the value kept under `key`, None where there is none."""
    row = _READ.run(conn, {"key": key}).fetchone()
    return None if row is None else str(row[0])


def write_setting(conn: Connection, key: str, value: str) -> None:
    """Keep `value` under `key`, in place of what was there."""
    _PUT.run(conn, {"key": key, "value": value})


def lock_settings(conn: Connection) -> None:
    """Keep every other program that would from making a setting until the transaction ends."""
    if conn.dialect.name != SQLITE:
        conn.exec_driver_sql("LOCK TABLE settings IN SHARE ROW EXCLUSIVE MODE")


def preference(ledger: Ledger, key: str) -> str | None:
    """Return a setting of the screens or the command line."""
    with ledger.read() as conn:
        return read_setting(conn, f"preference.{key}")


def set_preference(ledger: Ledger, key: str, value: str) -> None:
    """Keep a setting of the screens or the command line; it is no business of the journal's."""
    with ledger.write() as conn:
        write_setting(conn, f"preference.{key}", value)


def zone(name: str) -> ZoneInfo:
    """Return the time zone called `name`. Raises InvalidInput where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput(
            "{name} is no time zone; give one such as Europe/Warsaw or UTC.", name=name[:40]
        ) from None


def read_store(conn: Connection, code: str) -> Store:
    """Return the store with this code, which must be there."""
    row = conn.execute(select(stores).where(stores.c.code == code)).one()
    return Store(row.code, row.name, ZoneInfo(row.zone), row.currency)


def list_stores(ledger: Ledger) -> tuple[Store, ...]:
    """Return every store known here, by code."""
    with ledger.read() as conn:
        rows = conn.execute(select(stores).order_by(stores.c.code)).all()
    return tuple(Store(row.code, row.name, ZoneInfo(row.zone), row.currency) for row in rows)


def save_store(ledger: Ledger, store: Store, by: Staff, now: datetime) -> Ledger:
    """Save a store, and return the ledger with it where it is the ledger's own.

    Its code cannot change; a new code is another store. In another time zone its days and months
    begin at other moments, so what limits have counted is counted anew. Raises Forbidden unless
    `by` is a manager.
    """
    require(by, Act.SAVE_STORE)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        zone_before = change_store(ledger, conn, store)
        body: dict[str, object] = {"store": store.code, **_columns(store), "staff": by.id}
        if zone_before is not None:
            body["zone_before"] = zone_before
        journal.append_after(ledger, conn, last, Kind.STORE_SAVED, body)
    return replace(ledger, store=store) if store.code == ledger.store.code else ledger


def change_store(ledger: Ledger, conn: Connection, store: Store) -> str | None:
    """Add or change a store in the transaction of `conn`; the journal is left to whoever calls.

    Where it came into another time zone, what limits have counted is counted anew, and the name of
    the zone before is returned. Raises InvalidInput where it has no code or name.
    """
    if not store.code.strip() or not store.name.strip():
        raise InvalidInput("Give the store a code and a name.")
    check_text(store.code, store.name)
    before: str | None = conn.scalar(select(stores.c.zone).where(stores.c.code == store.code))
    put_store(conn, store)
    if before in {None, store.zone.key}:
        return None
    ids = select(campaigns.c.id).order_by(campaigns.c.id).with_for_update()
    rebuild_usage(ledger, conn, conn.scalars(ids).all())
    return before


def put_store(conn: Connection, store: Store) -> None:
    """Insert or update the row of a store."""
    _PUT_STORE.run(conn, {"code": store.code, **_columns(store)})


def _columns(store: Store) -> dict[str, object]:
    return {"name": store.name, "zone": store.zone.key, "currency": store.currency}
