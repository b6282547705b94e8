"""How a file of SQLite is opened: plain, or encrypted with a key.

A plain file is read by the `sqlite3` of Python, an encrypted one by SQLCipher, which is loaded only
then. It encrypts each page with AES-256 and seals it with an HMAC; the file begins with random
bytes, and what stands in the log is encrypted too. The key is 32 random bytes, used as they are.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Final

from counterfoil.domain.errors import InvalidInput, MachineError

Connection = sqlite3.Connection
"""What either driver gives; SQLCipher's has the same methods."""

PLAIN_HEADER: Final = b"SQLite format 3\x00"
LOGS: Final = ("-wal", "-shm")
_CIPHER: Final = "sqlcipher3.dbapi2"
_BROKEN_REFERENCE: Final = "FOREIGN KEY constraint failed"
_QUIET: Final = "PRAGMA cipher_log_level = NONE"


class Locked(MachineError):
    """What is encrypted cannot be read, for want of the right key; nothing is wrong with it."""


def module(key: bytes | None) -> ModuleType:
    """Return the driver that opens a file with this key, or a plain one.

    Raises Locked where this program came without SQLCipher.
    """
    if key is None:
        return sqlite3
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 - twenty megabytes that few need
    except ImportError as error:
        raise Locked(
            "This program came without encryption; install its extra `encryption` (pip install"
            " 'counterfoil[encryption]')."
        ) from error
    return dbapi2  # type: ignore[no-any-return]


def errors(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """Return the base class of the errors of each driver that is loaded, and `more`."""
    cipher = sys.modules.get(_CIPHER)
    return (sqlite3.Error, *more) if cipher is None else (sqlite3.Error, cipher.Error, *more)


def primary_code(error: BaseException | None) -> int | None:
    """Return SQLite's primary result code of an error, None where it is no error of SQLite's."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(error, errors()) and code is not None else None


def lacks_row(error: BaseException | None) -> bool:
    """Say whether a foreign key names a row that is not there."""
    # SQLCipher's driver gives the primary code only.
    is_constraint = primary_code(error) == sqlite3.SQLITE_CONSTRAINT
    return is_constraint and _BROKEN_REFERENCE in str(error)


def is_plain(path: Path) -> bool:
    """Say whether the file is a database that anybody can read. Raises OSError."""
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except FileNotFoundError:
        return False


def connect(path: Path | str, key: bytes | None = None, **how: bool | float | None) -> Connection:
    """Open a file, made where there is none; `how` as `sqlite3.connect` takes it.

    The key is tried only when something is read. Raises the driver's errors, and Locked as
    `module` does.
    """
    raw: Connection = module(key).connect(str(path), **how)
    if key is not None:
        unlock(raw, key)
    return raw


def unlock(raw: Connection, key: bytes) -> None:
    """Give a new connection of SQLCipher's its key, before anything else is asked of it."""
    raw.execute(_QUIET).close()
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"").close()


def reading(path: Path, key: bytes | None = None) -> Connection:
    """Open a file where nothing can be written: on a CD, a locked card, another's folder.

    A plain file is opened as such, whatever the key. Raises the driver's errors and OSError.
    """
    return connect(_address(path), fitting(path, key), uri=True)


def fitting(path: Path, key: bytes | None) -> bytes | None:
    """Return the key that a file is opened with: none for a plain one. A new one gets the key."""
    return None if key is None or is_plain(path) else key


def opens(path: Path, key: bytes) -> bool:
    """Say whether an encrypted file is one of this key's."""
    with closing(connect(_address(path), key, uri=True)) as raw:
        try:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except errors() as error:
            if primary_code(error) == sqlite3.SQLITE_NOTADB:
                return False
            raise
    return True


def copy(raw: Connection, to: Path, key: bytes | None) -> None:
    """Copy an open database to a new file, encrypted with the same key where it is.

    Raises the driver's errors.
    """
    to.unlink(missing_ok=True)
    with closing(connect(to, key)) as target:
        raw.backup(target)


def convert(source: Path, key: bytes | None, to: Path, wanted: bytes | None) -> None:
    """Copy a file to a new one under another key, None for a plain file on either side.

    The caller waits until the disk has it.

    Raises the driver's errors, and InvalidInput where neither has a key.
    """
    either = key or wanted
    if either is None:
        raise InvalidInput("Neither file has a key; copy it.")
    to.unlink(missing_ok=True)
    opened: Connection = module(either).connect(_address(source), uri=True, isolation_level=None)
    with closing(opened) as raw:
        raw.execute(_QUIET).close()
        if key is not None:
            unlock(raw, key)
        literal = "" if wanted is None else f"x'{wanted.hex()}'"
        raw.execute("ATTACH ? AS target KEY ?", (str(to.resolve()), literal)).close()
        # The whole file is waited for when it is done; what is cut off is dropped.
        raw.execute("PRAGMA target.synchronous = OFF").close()
        raw.execute("PRAGMA target.journal_mode = OFF").close()
        raw.execute("SELECT sqlcipher_export('target')").fetchall()
        raw.execute("DETACH target").close()


def _address(path: Path) -> str:
    # SQLite would make files beside it, but for one that it is told cannot change.
    has_log = path.with_name(path.name + LOGS[0]).exists()
    how = "mode=ro" if has_log else "mode=ro&immutable=1"
    return f"{path.resolve().as_uri()}?{how}"
