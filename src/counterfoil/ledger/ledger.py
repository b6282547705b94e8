"""An opened ledger: the database, and who works on it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.exchange import Standing
from counterfoil.domain.store import Store
from counterfoil.ledger.database import Database
from counterfoil.ledger.device import Device
from counterfoil.ledger.feed.publish import publishing
from counterfoil.ledger.lockfile import Lock


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as opened by `connect.open_ledger` or `connect.open_url`; a context manager.

    `hub` is the address of the hub that a device has joined; what the ledger is among others is its
    `standing`. `parsed` keeps campaigns by id and version, so that a redemption reads no document.
    """

    database: Database
    store: Store
    device: Device
    signing_key: Ed25519PrivateKey
    digest_key: bytes
    hub: str | None = None
    standing: Standing = Standing.ALONE
    folder: Path | None = None
    lock: Lock | None = None
    parsed: dict[tuple[str, int], Campaign] = field(default_factory=dict)

    def write(self) -> AbstractContextManager[Connection]:
        """Give a connection inside a transaction; see `Database.write`.

        What it changes at a hub is published as the last thing before the commit.
        """
        if self.standing is Standing.HUB:
            return self._write_and_publish()
        return self.database.write()

    @contextmanager
    def _write_and_publish(self) -> Iterator[Connection]:
        with self.database.write() as conn, publishing(conn):
            yield conn

    def read(self) -> AbstractContextManager[Connection]:
        """Give a connection for reading only; see `Database.read`."""
        return self.database.read()

    def close(self) -> None:
        """Close the connections and let go of the lock."""
        self.database.close()
        if self.lock is not None:
            self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
