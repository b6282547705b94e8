"""Opening a ledger: on a till in its data folder, elsewhere by the URL of its database."""

import secrets
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select
from sqlalchemy.engine import URL

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import MachineError
from counterfoil.domain.exchange import Standing
from counterfoil.domain.store import Store
from counterfoil.ledger import journal
from counterfoil.ledger.backup import FOLDER as BACKUPS
from counterfoil.ledger.backup import backup_before_migration, note_restore, put_back, restorer
from counterfoil.ledger.codes.recovery import recover
from counterfoil.ledger.damage import Damaged, refuse_damaged_log
from counterfoil.ledger.database import Database, open_database
from counterfoil.ledger.device import Device, load_key, new_key, public_bytes
from counterfoil.ledger.failure import translated
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.left_behind import refuse_foreign_log, set_journal_aside, sweep_backups
from counterfoil.ledger.lockfile import take_lock
from counterfoil.ledger.migrate import migrate
from counterfoil.ledger.outbox.intents import void_open_intents
from counterfoil.ledger.outbox.stranded import refuse_stranding
from counterfoil.ledger.place import place_of
from counterfoil.ledger.sealing import adopt_key, backup_key, folder_key
from counterfoil.ledger.settings import (
    DIGEST_KEY,
    HUB,
    STANDING,
    STORE,
    lock_settings,
    put_store,
    read_setting,
    read_store,
    write_setting,
)
from counterfoil.ledger.sqlite import Locked, fitting, opens
from counterfoil.ledger.staff import DEFAULT, put_staff
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.stores import devices

__all__ = ["DATABASE", "FIRST_STORE", "Ledger", "open_ledger", "open_url", "restore"]

DATABASE: Final = "ledger.db"
KEY: Final = "device.key"
FOLDERS: Final = (BACKUPS, "log")
FIRST_STORE: Final = Store("store", "My store", ZoneInfo("UTC"))
_KEY_BYTES: Final = 32


def open_ledger(
    data_dir: Path, now: datetime, *, store: Store = FIRST_STORE, device_name: str = "Till"
) -> Ledger:
    """Open the ledger in a data folder; the first time, make both, for the given store.

    Older databases are backed up and brought up to date. The folder is locked until `close`.

    Raises:
        Conflict: another program has it open, or a newer one has written it.
        MachineError: the folder or the database cannot be used.
        Locked: it is encrypted, and the key cannot be had.
    """
    with ExitStack() as undo:
        _make_folders(data_dir)
        lock = take_lock(data_dir / "lock", now)
        undo.callback(lock.release)
        path = data_dir / DATABASE
        _refuse_lost(path, data_dir / KEY)
        refuse_damaged_log(path)
        sweep_backups(data_dir / BACKUPS)
        set_journal_aside(path)
        secret = folder_key(data_dir)
        own = _key_of(path, secret)
        refuse_foreign_log(path, own)
        url = URL.create("sqlite", database=str(path))
        database = open_database(url, str(path), own)
        undo.callback(database.close)
        migrate(database, lambda old: backup_before_migration(database, data_dir, old, now))
        key = load_key(data_dir / KEY, secret)
        ledger = _enter(database, key, store, device_name, now)
        with suppress(MachineError):
            # A disk that is full must not keep anybody from reading; the next start clears up.
            recover(ledger)
            void_open_intents(ledger, now)
        undo.pop_all()
    return replace(ledger, folder=data_dir, lock=lock)


def restore(
    data_dir: Path,
    backup_file: Path,
    now: datetime,
    staff_id: str | None = None,
    *,
    force: bool = False,
) -> Path | None:
    """Put a backup back into a data folder; return where the database that was there is kept.

    Raises as `open_ledger`, `backup.restorer` and `backup.put_back`; the folder must not be in use.
    Unless `force`d, Conflict where a hub would never hear of what a till has done.
    """
    secret = backup_key(data_dir, backup_file)
    by = restorer(backup_file, staff_id, secret)
    _make_folders(data_dir)
    lock = take_lock(data_dir / "lock", now)
    try:
        if not force:
            refuse_stranding(data_dir / DATABASE, secret)
        if secret is not None:
            adopt_key(data_dir, secret)
        kept = put_back(data_dir, backup_file, now, secret)
    finally:
        lock.release()
    with open_ledger(data_dir, now) as ledger:
        note_restore(ledger, backup_file, by, now)
    return kept


def open_url(
    url: str,
    now: datetime,
    *,
    key: Ed25519PrivateKey | None = None,
    store: Store = FIRST_STORE,
    device_name: str = "Till",
) -> Ledger:
    """Open the ledger in the database at `url` without a folder or lock, making its tables.

    Several programs may do so at once on PostgreSQL. `key` is the device's; without one, a new
    device is enrolled each time.
    """
    with ExitStack() as undo:
        database = open_database(url, place_of(url))
        undo.callback(database.close)
        migrate(database, lambda _old: None)
        ledger = _enter(database, key or new_key(), store, device_name, now)
        undo.pop_all()
    return ledger


def _make_folders(data_dir: Path) -> None:
    try:
        for name in FOLDERS:
            (data_dir / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineError(
            "The folder {folder} cannot be made ({why}); name another one.",
            folder=data_dir,
            why=error.strerror,
        ) from error


def _refuse_lost(path: Path, key: Path) -> None:
    """Raise MachineError where a till's database is gone: to begin anew would hide the loss."""
    if key.exists() and (not path.exists() or not path.stat().st_size):
        raise Damaged(
            "The ledger {path} is lost, though {key} shows that there was one; restore a backup,"
            " or remove {key} to begin anew.",
            path=path,
            key=key,
        )


def _key_of(path: Path, secret: bytes | None) -> bytes | None:
    """Return the folder's key where its database is encrypted: one that is being made is, too.

    Raises Locked where it is another ledger's.
    """
    key = fitting(path, secret)
    if key is None or not path.exists() or not path.stat().st_size:
        return key
    with translated(str(path)):
        if opens(path, key):
            return key
    raise Locked(
        "{path} cannot be read with this folder's key: it is another ledger's, or its beginning is"
        " damaged; restore a backup.",
        path=path,
    )


def _enter(
    database: Database, key: Ed25519PrivateKey, store: Store, device_name: str, now: datetime
) -> Ledger:
    with database.write() as conn:
        _make_first_rows(conn, store)
        home = read_store(conn, read_setting(conn, STORE) or store.code)
        device = Device(device_id(public_bytes(key)), device_name, home.code, public_bytes(key))
        ledger = Ledger(
            database=database,
            store=home,
            device=device,
            signing_key=key,
            digest_key=bytes.fromhex(read_setting(conn, DIGEST_KEY) or ""),
            hub=read_setting(conn, HUB),
            standing=Standing(read_setting(conn, STANDING) or Standing.ALONE),
        )
        known = conn.execute(select(devices).where(devices.c.id == device.id)).one_or_none()
        if known is not None:
            return replace(ledger, device=replace(device, name=known.name))
        _enrol(ledger, conn, now)
    return ledger


def _make_first_rows(conn: Connection, store: Store) -> None:
    """Make the brand's digest key, the store and a manager, where nobody was before."""
    # Two programs that open a new database at once must make one key.
    lock_settings(conn)
    if read_setting(conn, STORE) is not None:
        return
    put_store(conn, store)
    put_staff(conn, DEFAULT)
    write_setting(conn, DIGEST_KEY, secrets.token_bytes(_KEY_BYTES).hex())
    write_setting(conn, STORE, store.code)


def _enrol(ledger: Ledger, conn: Connection, now: datetime) -> None:
    device = ledger.device
    conn.execute(
        insert(devices).values(
            id=device.id,
            name=device.name,
            store_code=device.store_code,
            public_key=device.public_key,
            created_at=to_micros(now),
        )
    )
    body = {
        "name": device.name,
        "store": device.store_code,
        "public_key": device.public_key.hex(),
    }
    journal.append(ledger, conn, Kind.DEVICE_ADDED, body, now)
