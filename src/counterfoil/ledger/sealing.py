"""Which key the files of a data folder are encrypted with, and where that key is kept.

A folder whose ledger is encrypted has a file that names the key and holds none. The key itself is
in the system's keyring, or in a file elsewhere: on a medium that is taken out, or what a service
manager hands over. A key file holds the key as 64 hex digits, or as the recovery key reads.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.recovery_key import KEY_BYTES, read_key
from counterfoil.ledger import keyrings
from counterfoil.ledger.sqlite import Locked, is_plain
from counterfoil.ledger.whole_file import write_durably

SEAL: Final = "encryption.json"
KEY_FILE_VARIABLE: Final = "COUNTERFOIL_KEY_FILE"
_MOST_BYTES: Final = 1000
_NAMED: Final[list[Path]] = []
_NONCE_BYTES: Final = 12
_FOR_FILES: Final = b"counterfoilfiles"


@dataclass(frozen=True, slots=True)
class Seal:
    """What names a key: as the keyring knows it, and what tells it from another.

    `key_file` is where the key is, None for the keyring.
    """

    id: str
    check: str
    key_file: Path | None = None


def new_seal(key: bytes, key_file: Path | None) -> Seal:
    """Return what names a new key."""
    return Seal(secrets.token_hex(8), check_of(key), key_file)


def check_of(key: bytes) -> str:
    """Return what tells a key from another, and tells nothing of it."""
    return hmac.digest(key, b"counterfoil key check", hashlib.sha256)[:8].hex()


def read_seal(folder: Path) -> Seal | None:
    """Return what names the key of a folder, None where nothing in it is encrypted.

    Raises Locked where the file is damaged.
    """
    path = folder / SEAL
    try:
        kept = json.loads(path.read_text("utf-8"))
        named = kept["key_file"]
        return Seal(str(kept["id"]), str(kept["check"]), Path(named) if named else None)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Locked(
            "{path} is damaged, which names the key of the ledger; enter the recovery key with"
            " `counterfoil unlock`.",
            path=path,
        ) from error


def write_seal(folder: Path, seal: Seal) -> None:
    """Keep what names the key of a folder; it is on the disk then, whole. Raises OSError."""
    named = None if seal.key_file is None else str(seal.key_file)
    text = json.dumps({"id": seal.id, "check": seal.check, "key_file": named})
    write_durably(folder / SEAL, text.encode())


def folder_key(folder: Path) -> bytes | None:
    """Return the key of a folder's encrypted files, None where nothing in it is encrypted.

    Raises Locked where the key cannot be had, and says what to do.
    """
    seal = read_seal(folder)
    if seal is None:
        return None
    file = named_key_file() or seal.key_file
    key = _from_keyring(folder, seal) if file is None else read_key_file(file)
    if check_of(key) != seal.check:
        raise Locked(
            "The key in {place} is not the one that the ledger in {folder} is encrypted with; name"
            " its key file with --key-file, or enter the recovery key with `counterfoil unlock`.",
            place="the keyring" if file is None else file,
            folder=folder,
        )
    return key


def backup_key(folder: Path, backup: Path) -> bytes | None:
    """Return the key that a backup is put back into a folder with: the folder's own.

    Where nothing is encrypted there, the key of the file that was named, for a backup that is.
    Raises Locked as `folder_key`.
    """
    key = folder_key(folder)
    file = named_key_file()
    if key is not None or file is None or not backup.is_file() or is_plain(backup):
        return key
    return read_key_file(file)


def adopt_key(folder: Path, key: bytes) -> None:
    """Let a folder in which nothing is encrypted yet go on with the key of the file named.

    Raises OSError.
    """
    if read_seal(folder) is None:
        write_seal(folder, new_seal(key, named_key_file()))


def name_key_file(path: Path | None) -> Path | None:
    """Name the key file that this program uses, None for what the seal says; return the one before.

    It is one for the whole program, on all its threads.
    """
    before = named_key_file()
    _NAMED[:] = [] if path is None else [path.expanduser().absolute()]
    return before


def named_key_file() -> Path | None:
    """Return the key file that this program was told to use."""
    return _NAMED[0] if _NAMED else None


@contextmanager
def key_file_named(path: Path | None) -> Iterator[None]:
    """Name a key file for a while; None leaves the one that is named."""
    before = named_key_file() if path is None else name_key_file(path)
    try:
        yield
    finally:
        name_key_file(before)


def read_key_file(path: Path) -> bytes:
    """Return the key in a file. Raises Locked where it cannot be read, or holds none."""
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("ascii").strip()
    except OSError as error:
        raise Locked(
            "The key file {path} cannot be read ({why}); put in the medium that it is on, or name"
            " another with --key-file.",
            path=path,
            why=error.strerror,
        ) from error
    except UnicodeDecodeError as error:
        raise _no_key(path) from error
    with suppress(ValueError):
        key = bytes.fromhex(text)
        if len(key) == KEY_BYTES:
            return key
    try:
        return read_key(text)
    except InvalidInput as error:
        raise _no_key(path) from error


def write_key_file(path: Path, key: bytes) -> None:
    """Write a key to a new file that only its owner may read. Raises OSError."""
    write_durably(path, f"{key.hex()}\n".encode(), mode=0o600)


def sealed(key: bytes, content: bytes) -> bytes:
    """Return the content of a small file encrypted with the folder's key."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(_file_key(key)).encrypt(nonce, content, None)


def unsealed(key: bytes, content: bytes) -> bytes:
    """Return what `sealed` was given. Raises ValueError where it is of another key, or damaged."""
    try:
        return AESGCM(_file_key(key)).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], None)
    except InvalidTag as error:
        raise ValueError("sealed with another key, or damaged") from error


def _from_keyring(folder: Path, seal: Seal) -> bytes:
    kept = keyrings.find(seal.id)
    if kept is None:
        raise Locked(
            "The ledger in {folder} is encrypted, and its key is not in this user's keyring; enter"
            " the recovery key with `counterfoil unlock`, or name a key file with --key-file.",
            folder=folder,
        )
    with suppress(ValueError):
        return bytes.fromhex(kept)
    return b""


def _file_key(key: bytes) -> bytes:
    return hashlib.blake2b(key=key, person=_FOR_FILES, digest_size=KEY_BYTES).digest()


def _no_key(path: Path) -> Locked:
    return Locked("The file {path} holds no key; name the right one with --key-file.", path=path)
