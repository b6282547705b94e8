"""Going on after damage: from a backup, or with nothing, what was there being kept either way."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from counterfoil.domain.entry import SignedEntry
from counterfoil.domain.errors import Conflict, InvalidInput, MachineError
from counterfoil.ledger import sqlite
from counterfoil.ledger.backup import FOLDER, check_backup
from counterfoil.ledger.connect import DATABASE, KEY, open_ledger, restore
from counterfoil.ledger.damage import is_log_damaged
from counterfoil.ledger.salvage.reading import no_room
from counterfoil.ledger.salvage.remains import Remains, held
from counterfoil.ledger.salvage.since import Use, uses_since
from counterfoil.ledger.sealing import SEAL, folder_key

LOGS: Final = ("", "-wal")


@dataclass(frozen=True, slots=True)
class Restored:
    """Where what was there is kept, and which codes were accepted since the backup."""

    kept: Path | None
    uses: tuple[Use, ...]


def check_alone(remains: Remains) -> None:
    """Raise Conflict where the till had joined a hub: no backup is put back there."""
    if remains.hub is not None:
        raise Conflict(
            "This till had joined {hub}; hand over what it did and join anew, with `counterfoil"
            " salvage join`.",
            hub=remains.hub,
        )


def go_back(remains: Remains, backup: Path, now: datetime, staff_id: str | None = None) -> Restored:
    """Put a backup in the place of a damaged ledger, and tell what its journal knows beyond it.

    The till goes on under a new id. Raises as `connect.restore`, and Conflict where the till had
    joined a hub: there it joins anew, and the hub has what others did.
    """
    check_alone(remains)
    folder = remains.folder
    known: list[SignedEntry] = list(remains.entries())
    # A copy by SQLite would leave out what stands behind the damage in the log.
    kept = keep_as_it_is(folder, now) if is_log_damaged(folder / DATABASE) else None
    replaced = restore(folder, backup, now, staff_id, force=True)
    with open_ledger(folder, now) as ledger:
        return Restored(kept or replaced, uses_since(ledger, known))


def save_whole_part(folder: Path, now: datetime) -> Path | None:
    """Make a backup of what SQLite still reads whole where only the log is damaged.

    It lacks the last transactions, and is newer than any other backup. None where there is no such
    part. The folder must not be in use. Raises MachineError where there is no room.
    """
    database, secret = folder / DATABASE, folder_key(folder)
    if not database.is_file() or not is_log_damaged(database):
        return None
    target = folder / FOLDER / f"ledger-{now:%Y%m%dT%H%M%S}.db"
    try:
        target.parent.mkdir(exist_ok=True)
        with TemporaryDirectory(prefix="reading-", dir=folder) as place:
            for suffix in LOGS:
                shutil.copyfile(f"{database}{suffix}", Path(place) / f"{DATABASE}{suffix}")
            copy, key = Path(place) / DATABASE, sqlite.fitting(database, secret)
            with closing(sqlite.connect(copy, key)) as raw:
                sqlite.copy(raw, target, key)
        check_backup(target, secret)
    except sqlite.errors(InvalidInput):
        target.unlink(missing_ok=True)
        return None
    except OSError as error:
        raise no_room(database, error) from error
    return target


def keep_as_it_is(folder: Path, now: datetime) -> Path:
    """Copy a ledger's files byte for byte to a folder in `backups`; return that folder.

    Raises MachineError where there is no room.
    """
    kept = folder / FOLDER / f"damaged-{now:%Y%m%dT%H%M%S}"
    try:
        kept.mkdir(parents=True, exist_ok=True)
        for name in _files(folder):
            shutil.copyfile(folder / name, kept / name)
    except OSError as error:
        raise MachineError(
            "What is there cannot be kept in {kept} ({why}); free some space.",
            kept=kept,
            why=error.strerror,
        ) from error
    return kept


def put_aside(folder: Path, replacement: Path, now: datetime) -> Path:
    """Move a ledger's files to a folder in `backups` and those in `replacement` in their place.

    Return where they are. Nobody must have either open. Raises as `take_lock`, and MachineError.
    """
    kept = folder / FOLDER / f"damaged-{now:%Y%m%dT%H%M%S}"
    with held(folder, now):
        try:
            kept.mkdir(parents=True, exist_ok=True)
            for name in _files(folder):
                (folder / name).replace(kept / name)
            (folder / f"{DATABASE}-shm").unlink(missing_ok=True)
            # The key last: a folder with a database and no key makes itself another.
            for name in (KEY, DATABASE):
                (replacement / name).replace(folder / name)
        except OSError as error:
            raise MachineError(
                "The files of {folder} cannot be moved ({why}); the old ones are in {kept}, the new"
                " ones in {new}.",
                folder=folder,
                why=error.strerror,
                kept=kept,
                new=replacement,
            ) from error
    return kept


def new_folder(folder: Path, now: datetime) -> Path:
    """Make a folder for a new ledger beside a damaged one, encrypted alike where that is."""
    new = folder / f"new-{now:%Y%m%dT%H%M%S}"
    try:
        new.mkdir(parents=True, exist_ok=True)
        if (folder / SEAL).exists():
            shutil.copyfile(folder / SEAL, new / SEAL)
    except OSError as error:
        raise MachineError(
            "There is no room for a new ledger in {folder} ({why}); free some space.",
            folder=folder,
            why=error.strerror,
        ) from error
    return new


def _files(folder: Path) -> list[str]:
    names = [*(f"{DATABASE}{suffix}" for suffix in LOGS), KEY]
    return [name for name in names if (folder / name).is_file()]
