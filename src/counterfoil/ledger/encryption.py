"""Encrypting what lies in a data folder, and decrypting it again.

Each file says itself whether it is encrypted. The new one is written beside the old one, compared
with it row by row, and takes its name only when the disk has it; so what was cut off goes on when
it is asked for again, and meanwhile the ledger opens as ever. What the old files held may remain on
the medium until it is written over: that is beyond a program.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, MachineError
from counterfoil.domain.recovery_key import KEY_BYTES, read_key, write_key
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger import journal, keyrings, sqlite
from counterfoil.ledger.backup import FOLDER as BACKUPS
from counterfoil.ledger.connect import DATABASE, KEY
from counterfoil.ledger.device import is_sealed
from counterfoil.ledger.device import write_key as write_device_key
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lockfile import take_lock
from counterfoil.ledger.sealing import (
    SEAL,
    Seal,
    check_of,
    folder_key,
    named_key_file,
    new_seal,
    read_key_file,
    read_seal,
    write_key_file,
    write_seal,
)
from counterfoil.ledger.staff import require
from counterfoil.ledger.turning import turn

_ENDING: Final = ".db"


class Encryption(StrEnum):
    """How a data folder stands: `BEGUN` is what was cut off, on the way to either side."""

    OFF = "off"
    BEGUN = "begun"
    ON = "on"


@dataclass(frozen=True, slots=True)
class Encrypted:
    """What came of it: the recovery key, to be written down, and where the key is kept.

    `key_file` is None for the system's keyring. `left` are files that could not be encrypted,
    because they are damaged: they can be read by anybody until they are removed.
    """

    recovery_key: str
    key_file: Path | None
    left: tuple[Path, ...] = ()


def encryption(folder: Path) -> Encryption:
    """Return how a data folder stands. Raises Locked where what names its key is damaged."""
    if read_seal(folder) is None:
        return Encryption.OFF
    plain = _files(folder, sqlite.is_plain)
    key = folder / KEY
    is_whole = not plain and (not key.exists() or is_sealed(key))
    return Encryption.ON if is_whole else Encryption.BEGUN


def note_encryption(ledger: Ledger, by: Staff, now: datetime, *, on: bool) -> None:
    """Write into the journal that somebody has the ledger encrypted, or decrypted.

    Raises Forbidden unless `by` is a manager.
    """
    require(by, Act.ENCRYPT)
    with ledger.write() as conn:
        journal.append(ledger, conn, Kind.ENCRYPTION_SET, {"on": on, "staff": by.id}, now)


def encrypt(ledger: Ledger, by: Staff, now: datetime) -> Encrypted:
    """Encrypt all that lies in the ledger's folder, and close the ledger, however that ends.

    The key goes into the system's keyring, or into the key file that was named. What was begun is
    ended. The backups in the folder are encrypted with it.

    Raises:
        Forbidden: `by` is no manager.
        Locked: there is no usable keyring, or this program came without encryption.
        InvalidInput: the ledger is on a database server, or the key file lies in its folder.
        MachineError: the disk failed; each file is as it was, or encrypted.
    """
    with _closing(ledger) as folder:
        require(by, Act.ENCRYPT)
        key = prepare(folder)
        note_encryption(ledger, by, now, on=True)
        ledger.database.close()
        write_device_key(folder / KEY, ledger.signing_key, key)
        left = tuple(
            file for file in _files(folder, sqlite.is_plain) if not _turned(file, None, key)
        )
        seal = read_seal(folder)
        return Encrypted(write_key(key), None if seal is None else seal.key_file, left)


def decrypt(ledger: Ledger, by: Staff, now: datetime) -> None:
    """Decrypt all that lies in the ledger's folder, and close the ledger, however that ends.

    The key is forgotten where it is in the keyring; a key file stays. Raises as `encrypt`, and
    Conflict where nothing is encrypted.
    """
    with _closing(ledger) as folder:
        require(by, Act.ENCRYPT)
        key, seal = folder_key(folder), read_seal(folder)
        if key is None or seal is None:
            raise Conflict("The ledger in {folder} is not encrypted.", folder=folder)
        note_encryption(ledger, by, now, on=False)
        ledger.database.close()
        for file in _files(folder, lambda path: not sqlite.is_plain(path)):
            _turned(file, key, None)
        write_device_key(folder / KEY, ledger.signing_key)
        (folder / SEAL).unlink()
        if seal.key_file is None:
            keyrings.forget(seal.id)


def prepare(folder: Path) -> bytes:
    """Return the key of a folder, made and kept where there is none; what is new is encrypted.

    Raises as `encrypt`.
    """
    key = folder_key(folder)
    if key is not None:
        return key
    file = named_key_file()
    key = secrets.token_bytes(KEY_BYTES)
    sqlite.module(key)
    if file is not None:
        key = _from_file(folder, file, key)
    _keep(folder, key, file)
    return key


def recovery_key(folder: Path) -> str:
    """Return the key of a folder as people write it down.

    Raises Conflict where nothing is encrypted, and Locked where the key cannot be had.
    """
    key = folder_key(folder)
    if key is None:
        raise Conflict("The ledger in {folder} is not encrypted.", folder=folder)
    return write_key(key)


def unlock(folder: Path, text: str, now: datetime) -> None:
    """Keep the key of an encrypted folder anew, from the recovery key that was written down.

    It goes into the keyring, or into the key file that was named. Raises InvalidInput where it is
    mistyped or another ledger's, Conflict where nothing is encrypted or the ledger is open, and
    Locked where there is no usable keyring.
    """
    key = read_key(text)
    take_lock(folder / "lock", now).release()
    if not _fits(folder, key):
        raise InvalidInput(
            "That is the recovery key of another ledger than the one in {folder}.", folder=folder
        )
    file = named_key_file()
    if file is not None and file.exists():
        if read_key_file(file) != key:
            raise InvalidInput("{path} holds another key; name a new file.", path=file)
    elif file is not None:
        _from_file(folder, file, key)
    _keep(folder, key, file)


@contextmanager
def _closing(ledger: Ledger) -> Iterator[Path]:
    """Give the folder of a ledger that is closed at the end; nobody else comes in before that."""
    try:
        if ledger.folder is None:
            raise InvalidInput(
                "This ledger is on a database server, whose disks are encrypted by who looks after"
                " it; Counterfoil encrypts ledgers in a folder."
            )
        yield ledger.folder
    except OSError as error:
        raise MachineError(
            "The disk failed ({why}); each file is as it was or done, so try again.",
            why=error.strerror or error,
        ) from error
    finally:
        ledger.close()


def _from_file(folder: Path, file: Path, key: bytes) -> bytes:
    """Return the key in a file, which is made with `key` where there is none."""
    if file.resolve().is_relative_to(folder.resolve()):
        raise InvalidInput(
            "Keep the key file elsewhere than in {folder}: who takes the folder would have the key"
            " with it.",
            folder=folder,
        )
    if file.exists():
        return read_key_file(file)
    try:
        write_key_file(file, key)
    except OSError as error:
        raise MachineError(
            "The key file {path} cannot be written ({why}); name another place.",
            path=file,
            why=error.strerror,
        ) from error
    return key


def _keep(folder: Path, key: bytes, file: Path | None) -> None:
    """Keep the key, then what names it: nothing is encrypted with a key that is nowhere."""
    seal = new_seal(key, None if file is None else file.resolve())
    if file is None:
        keyrings.keep(seal.id, key.hex())
    folder.mkdir(parents=True, exist_ok=True)
    write_seal(folder, seal)


def _fits(folder: Path, key: bytes) -> bool:
    """Say whether a key is the folder's. Raises Conflict where nothing is encrypted."""
    seal: Seal | None = None
    with suppress(sqlite.Locked):
        seal = read_seal(folder)
    if seal is not None:
        return check_of(key) == seal.check
    database = folder / DATABASE
    if not database.exists() or sqlite.is_plain(database):
        raise Conflict("The ledger in {folder} is not encrypted.", folder=folder)
    return sqlite.opens(database, key)


def _files(folder: Path, wanted: Callable[[Path], bool]) -> list[Path]:
    """Return the databases of a folder and its backups that are as wanted; the ledger last."""
    found = [*(folder / BACKUPS).glob("*"), *folder.glob("*")]
    return [file for file in found if file.is_file() and _ENDING in file.suffixes and wanted(file)]


def _turned(file: Path, key: bytes | None, wanted: bytes | None) -> bool:
    """Convert a file; say whether it could be read. The ledger's own must be."""
    try:
        turn(file, key, wanted)
    except sqlite.errors() as error:
        if file.name == DATABASE:
            raise MachineError(
                "{path} could not be converted ({why}); it is as it was.", path=file, why=error
            ) from error
        return False
    return True
