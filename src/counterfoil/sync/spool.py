"""Pages on their way in, kept beside the ledger: a download that breaks off goes on later."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from counterfoil.domain.errors import MachineError
from counterfoil.ledger.sealing import sealed, unsealed
from counterfoil.sync.port import HubUnreachable

FOLDER: Final = "sync"


@dataclass(frozen=True, slots=True)
class Spool:
    """Pages by their SHA-256 (hex): files in `folder`, or in memory where the ledger has none.

    Beside an encrypted ledger they are encrypted, with its key `secret`.
    """

    folder: Path | None
    secret: bytes | None = field(default=None, repr=False)
    memory: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, digest: str, ask: Callable[[], bytes]) -> None:
        """Have a page, and ask for it only where it is not here yet.

        Raises HubUnreachable where what came is not that page, MachineError where the disk failed.
        """
        if self._found(digest) is not None:
            return
        content = ask()
        if sha256(content).hexdigest() != digest:
            raise HubUnreachable("A page of the hub's came damaged; it is asked for again.")
        self._keep(digest, content)

    def pages(self, digests: Iterable[str]) -> Iterator[bytes]:
        """Yield pages that were fetched, one at a time."""
        for digest in digests:
            content = self._found(digest)
            if content is None:
                raise HubUnreachable("A page that had come is gone; it is asked for again.")
            yield content

    def clear(self) -> None:
        """Forget every page."""
        self.memory.clear()
        if self.folder is None:
            return
        with suppress(OSError):
            for path in self.folder.iterdir():
                path.unlink()
            self.folder.rmdir()

    def _found(self, digest: str) -> bytes | None:
        if self.folder is None:
            return self.memory.get(digest)
        try:
            content = (self.folder / digest).read_bytes()
            if self.secret is not None:
                content = unsealed(self.secret, content)
        except (OSError, ValueError):
            return None
        # Cut off while it was written, or damaged since.
        return content if sha256(content).hexdigest() == digest else None

    def _keep(self, digest: str, content: bytes) -> None:
        if self.folder is None:
            self.memory[digest] = content
            return
        beside = self.folder / f"{digest}.part"
        try:
            self.folder.mkdir(exist_ok=True)
            beside.write_bytes(content if self.secret is None else sealed(self.secret, content))
            beside.replace(self.folder / digest)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise MachineError(
                "What the hub sent cannot be kept in {folder} ({why}); free some space.",
                folder=self.folder,
                why=error.strerror or error,
            ) from error


def spool_of(folder: Path | None, secret: bytes | None = None) -> Spool:
    """Return the spool of the ledger in a folder, encrypted with the key `secret` or not at all."""
    return Spool(None if folder is None else folder / FOLDER, secret)
