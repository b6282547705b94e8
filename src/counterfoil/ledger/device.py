"""The device's own key: what it signs its journal with, and what it is known by."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.errors import MachineError
from counterfoil.ledger.sealing import sealed, unsealed
from counterfoil.ledger.sqlite import Locked
from counterfoil.ledger.whole_file import write_durably

_SEALED: Final = "sealed "


@dataclass(frozen=True, slots=True)
class Device:
    """A till, or another machine with a ledger. `id` follows from the key."""

    id: str
    name: str
    store_code: str
    public_key: bytes


def new_key() -> Ed25519PrivateKey:
    """Return a new key from the operating system's generator."""
    return Ed25519PrivateKey.generate()


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """Return the 32 bytes of the public half."""
    return key.public_key().public_bytes_raw()


def load_key(path: Path, secret: bytes | None = None) -> Ed25519PrivateKey:
    """Return the key in the file, made anew where there is none; only its owner may read it.

    Where the ledger is encrypted with the key `secret`, so is this file. Raises MachineError where
    it cannot be read, written or is no key, and Locked where it is encrypted and `secret` is not.
    """
    try:
        if path.exists():
            return Ed25519PrivateKey.from_private_bytes(_private_bytes(path, secret))
        key = new_key()
        write_key(path, key, secret)
    except OSError as error:
        raise MachineError(
            "The device key {path} cannot be used ({why}); check who owns it.",
            path=path,
            why=error.strerror,
        ) from error
    except ValueError as error:
        raise MachineError(
            "The device key {path} is damaged; put it back from a copy, or remove it and this till"
            " goes on under a new id.",
            path=path,
        ) from error
    return key


def write_key(path: Path, key: Ed25519PrivateKey, secret: bytes | None = None) -> None:
    """Write a key that only its owner may read, whole or not at all. Raises OSError."""
    private = key.private_bytes_raw()
    text = private.hex() if secret is None else f"{_SEALED}{sealed(secret, private).hex()}"
    write_durably(path, text.encode(), mode=0o600)


def is_sealed(path: Path) -> bool:
    """Say whether a device key can be read only with the ledger's key. Raises OSError."""
    return path.read_bytes().startswith(_SEALED.encode())


def _private_bytes(path: Path, secret: bytes | None) -> bytes:
    kept = path.read_text("ascii").strip()
    if not kept.startswith(_SEALED):
        return bytes.fromhex(kept)
    if secret is None:
        raise Locked(
            "The device key {path} is encrypted, and what it is encrypted with is not here; enter"
            " the recovery key with `counterfoil unlock`.",
            path=path,
        )
    return unsealed(secret, bytes.fromhex(kept.removeprefix(_SEALED)))
