"""A damaged ledger opened for reading only, from a copy: the file itself stays as it is."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, select
from sqlalchemy.engine import URL

from counterfoil.domain.errors import Conflict, MachineError, NotFound
from counterfoil.domain.exchange import Standing
from counterfoil.ledger.connect import DATABASE, KEY
from counterfoil.ledger.damage import IS_DAMAGED, Damaged
from counterfoil.ledger.database import Database, open_database
from counterfoil.ledger.device import Device, load_key, new_key, public_bytes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.migrate import HEAD, version
from counterfoil.ledger.salvage.remains import held
from counterfoil.ledger.sealing import folder_key
from counterfoil.ledger.settings import (
    DIGEST_KEY,
    HUB,
    STANDING,
    STORE,
    read_setting,
    read_store,
)
from counterfoil.ledger.sqlite import fitting
from counterfoil.ledger.tables.stores import devices


@contextmanager
def read_only(folder: Path, now: datetime) -> Iterator[Ledger]:
    """Give the ledger in a folder for reading, as far as it can be read; nothing is written there.

    It is read from a copy that goes at the end. Whatever would write raises MachineError.

    Raises:
        NotFound: there is no database.
        Damaged: what every command needs of it is unreadable, too.
        Conflict: another program has it open, or another version has written it.
        MachineError: there is no room for the copy.
    """
    with ExitStack() as stack:
        stack.enter_context(held(folder, now))
        place = folder / DATABASE
        if not place.is_file():
            raise NotFound("There is no ledger in {folder}; check the path.", folder=folder)
        copy = Path(stack.enter_context(TemporaryDirectory(prefix="reading-", dir=folder)))
        _copy(place, copy)
        secret = folder_key(folder)
        url = URL.create("sqlite", database=str(copy / DATABASE))
        database = open_database(url, str(place), fitting(place, secret))
        stack.callback(database.close)
        assert database.writing is not None  # noqa: S101 - SQLite has one
        database.writing.exec_driver_sql("PRAGMA query_only = ON").close()
        database.writing.rollback()
        yield _entered(database, folder, secret)


def _copy(database: Path, to: Path) -> None:
    try:
        for suffix in ("", "-wal"):
            part = database.with_name(database.name + suffix)
            if part.exists():
                shutil.copyfile(part, to / part.name)
    except OSError as error:
        raise no_room(database, error) from error


def no_room(database: Path, error: OSError) -> MachineError:
    """Return what is said where a database that is only read cannot be copied first."""
    return MachineError(
        "There is no room for a copy of {path} to read from ({why}); free some space.",
        path=database,
        why=error.strerror,
    )


def _entered(database: Database, folder: Path, secret: bytes | None) -> Ledger:
    with database.read() as conn:
        found = version(conn)
        if found != HEAD:
            raise Conflict(
                "{place} is of another version, and too damaged to be brought to this one.",
                place=database.place,
            )
        try:
            return _ledger(database, conn, folder, secret)
        except (ValueError, LookupError, TypeError) as error:
            raise Damaged(IS_DAMAGED, place=database.place) from error


def _ledger(database: Database, conn: Connection, folder: Path, secret: bytes | None) -> Ledger:
    key = new_key()
    if (folder / KEY).exists():
        with suppress(MachineError):
            key = load_key(folder / KEY, secret)
    store = read_store(conn, read_setting(conn, STORE) or "")
    row = conn.execute(select(devices).where(devices.c.public_key == public_bytes(key))).first()
    row = row or conn.execute(select(devices)).first()
    if row is None:
        raise LookupError("no device")
    return Ledger(
        database=database,
        store=store,
        device=Device(row.id, row.name, row.store_code, bytes(row.public_key)),
        signing_key=key,
        digest_key=bytes.fromhex(read_setting(conn, DIGEST_KEY) or ""),
        hub=read_setting(conn, HUB),
        standing=Standing(read_setting(conn, STANDING) or Standing.ALONE),
        folder=folder,
    )
