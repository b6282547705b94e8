"""The device's own key: what it signs its journal with, and what it is known by."""

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.errors import MachineError


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


def load_key(path: Path) -> Ed25519PrivateKey:
    """Return the key in the file, made anew where there is none; only its owner may read it.

    Raises MachineError where the file cannot be read, written or is no key.
    """
    try:
        if path.exists():
            return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text("ascii")))
        return _write_key(path, new_key())
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


def _write_key(path: Path, key: Ed25519PrivateKey) -> Ed25519PrivateKey:
    # Written beside and renamed, so that a power cut leaves a whole key or none.
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key.private_bytes_raw().hex())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return key
