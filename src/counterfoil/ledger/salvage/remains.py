"""What is left of a till whose database is damaged: its journal, its key, its backups."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import Kind, SignedEntry
from counterfoil.domain.errors import MachineError, NotFound, UserError
from counterfoil.ledger import sqlite
from counterfoil.ledger.backup import FOLDER, check_backup
from counterfoil.ledger.connect import DATABASE, KEY
from counterfoil.ledger.device import load_key, public_bytes
from counterfoil.ledger.lockfile import take_lock
from counterfoil.ledger.loss import Loss
from counterfoil.ledger.salvage.carve import Carved, Chain, carve
from counterfoil.ledger.sealing import folder_key

_STAMP: Final = 15
_NEWEST: Final = 12
"""Backups that are looked into: as many as anybody chooses from."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that can be put back, when it was made, and what it does not know of."""

    path: Path
    made_at: datetime
    forgets: Loss


@dataclass(frozen=True, slots=True)
class Remains:
    """What is left in a data folder.

    `key` is the till's own, None where it is lost too; without it no hub takes anything. `hub` is
    the address of the hub that the till had joined, as its journal says, None where it had none;
    `name` is what the till was called there.
    """

    folder: Path
    carved: Carved
    device: str | None
    key: Ed25519PrivateKey | None = field(repr=False)
    hub: str | None
    name: str
    backups: tuple[Backup, ...]

    @property
    def chain(self) -> Chain | None:
        """Return what was found of the till's own journal."""
        return None if self.device is None else self.carved.chains.get(self.device)

    def entries(self) -> Iterator[SignedEntry]:
        """Yield every entry that was found, of each device in order."""
        for device in sorted(self.carved.chains):
            yield from self.carved.entries(device)


@contextmanager
def held(folder: Path, now: datetime) -> Iterator[None]:
    """Keep every other program out of a data folder. Raises as `take_lock`."""
    lock = take_lock(folder / "lock", now)
    try:
        yield
    finally:
        lock.release()


def survey(folder: Path) -> Remains:
    """Find out what is left in a data folder, which nobody else must have open; nothing is written.

    Raises:
        NotFound: there never was a ledger.
        Locked: it is encrypted, and its key cannot be had.
        MachineError: the disk cannot be read.
    """
    path, secret = folder / DATABASE, folder_key(folder)
    if not path.exists() and not (folder / KEY).exists():
        raise NotFound("There is no ledger in {folder}; check the path.", folder=folder)
    key = _own_key(folder, secret)
    public = () if key is None else (public_bytes(key),)
    if path.is_file():
        carved = carve(path, sqlite.fitting(path, secret), public)
    else:
        carved = Carved(path, None, {})
    device = device_id(public[0]) if public else _likely(carved)
    joined = _joined(carved, device)
    return Remains(
        folder=folder,
        carved=carved,
        device=device,
        key=key,
        hub=None if joined is None else str(joined.entry.body.get("hub")),
        name="" if joined is None else str(joined.entry.body.get("name", "")),
        backups=tuple(_backups(folder, carved, secret)),
    )


def _own_key(folder: Path, secret: bytes | None) -> Ed25519PrivateKey | None:
    if not (folder / KEY).exists():
        return None
    try:
        return load_key(folder / KEY, secret)
    except sqlite.Locked:
        raise
    except MachineError:
        return None


def _likely(carved: Carved) -> str | None:
    """Return the device that wrote most of a journal whose own key is lost."""
    chains = carved.chains.values()
    return max(chains, key=lambda chain: len(chain.entries)).device if chains else None


def _joined(carved: Carved, device: str | None) -> SignedEntry | None:
    """Return the entry by which the till joined a hub last."""
    chain = None if device is None else carved.chains.get(device)
    if chain is None:
        return None
    numbers = [n for n, found in chain.entries.items() if found.kind == Kind.JOINED]
    return carved.entry(chain.device, max(numbers)) if numbers else None


def _backups(folder: Path, carved: Carved, secret: bytes | None) -> Iterator[Backup]:
    """Yield what can be put back, the newest first."""
    files = (folder / FOLDER).glob("ledger-*.db")
    dated = sorted(((_made_at(path), path) for path in files), reverse=True)
    for made_at, path in dated[:_NEWEST]:
        with suppress(*sqlite.errors(UserError, OSError)):
            check_backup(path, secret)
            yield Backup(path, made_at, _forgotten(carved, _ends(path, secret)))


def _made_at(path: Path) -> datetime:
    """Return when a backup was made: as its name says, else when the file was changed."""
    try:
        return datetime.strptime(path.stem[-_STAMP:], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _ends(path: Path, secret: bytes | None) -> dict[str, int]:
    with closing(sqlite.reading(path, secret)) as raw:
        rows = raw.execute("SELECT device, max(n) FROM journal GROUP BY device").fetchall()
    return {str(device): int(n) for device, n in rows}


def _forgotten(carved: Carved, ends: dict[str, int]) -> Loss:
    return sum(
        (_loss(chain, ends.get(device, 0)) for device, chain in carved.chains.items()), Loss(0, 0)
    )


def _loss(chain: Chain, after: int) -> Loss:
    kinds = [found.kind for n, found in chain.entries.items() if n > after]
    missing = sum(max(0, last - max(first, after + 1) + 1) for first, last in chain.gaps)
    return Loss(
        len(kinds) + missing, _count(kinds, Kind.REDEEM), _count(kinds, Kind.SHEETS_PRINTED)
    )


def _count(kinds: Iterable[str], wanted: Kind) -> int:
    return sum(kind == wanted for kind in kinds)
