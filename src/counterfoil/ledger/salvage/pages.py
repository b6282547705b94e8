"""The raw pages of a database and of its log, whatever state they are in. Nothing is written.

Those of an encrypted one are decrypted without asking whether their seal is whole: of a page with
one wrong bit SQLCipher gives nothing, and here all but two blocks of 16 bytes. What is found in it
is proved by its signature anyhow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from counterfoil.ledger.salvage.log import Frame, frames, is_page_size, log_page_size

DEFAULT: Final = 4096
_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100
_SEAL: Final = 80
"""Bytes at the end of each encrypted page: where its cipher begins, and what it is sealed with."""
_BLOCK: Final = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page's bytes are: in the log or the database, from which byte on.

    `is_sure` says that its transaction had been ended.
    """

    in_log: bool
    start: int
    is_sure: bool


class Pages:
    """The pages of the database at `path` and of its log; a context manager.

    `secret` is the key of an encrypted one. Raises OSError.
    """

    def __init__(self, path: Path, secret: bytes | None = None) -> None:
        self._log_path = path.with_name(path.name + "-wal")
        self._file = path.open("rb")
        has_log = self._log_path.exists()
        self._log = self._log_path.open("rb") if has_log else None
        head = self._file.read(_HEADER)
        self._secret = secret
        self.size, self.usable = _sizes(head, self._log_path if has_log else None)
        if secret is not None:
            self.usable = self.size - _SEAL
        self._end = path.stat().st_size
        self._frames: list[Frame] = frames(self._log_path, self.size) if has_log else []
        self._newest = {
            each.page: each.start for each in self._frames if each.is_committed and each.is_whole
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._file.close()
        if self._log is not None:
            self._log.close()

    def places(self) -> Iterator[Place]:
        """Yield where there are pages: first those that are sure, then the rest."""
        for start in range(0, self._end, self.size):
            yield Place(in_log=False, start=start, is_sure=True)
        for committed in (True, False):
            for each in self._frames:
                if each.is_committed is committed:
                    yield Place(in_log=True, start=each.start, is_sure=committed)

    def read(self, place: Place) -> bytes:
        """Return a page's bytes; fewer where the file ends."""
        file = self._log if place.in_log else self._file
        assert file is not None  # noqa: S101 - there is a place in it
        file.seek(place.start)
        page = file.read(self.size)
        return page if self._secret is None else self._decrypted(page, self._secret)

    def rest(self, page: int, length: int) -> Iterator[bytes]:
        """Yield each reading of what goes on at `page` for `length` bytes: from the log, the file.

        Entries are never changed, so that the older of two copies of a page is as good.
        """
        seen = set[bytes]()
        for newest in (True, False):
            made = self._chain(page, length, newest=newest)
            if made is not None and made not in seen:
                seen.add(made)
                yield made

    def _decrypted(self, page: bytes, secret: bytes) -> bytes:
        end = self.usable
        if len(page) < self.size:
            return b""
        decryptor = Cipher(AES(secret), CBC(page[end : end + _BLOCK])).decryptor()
        return decryptor.update(page[:end]) + decryptor.finalize() + page[end:]

    def _chain(self, page: int, length: int, *, newest: bool) -> bytes | None:
        parts, left, passed = list[bytes](), length, set[int]()
        while left > 0:
            if page in passed or page < 1:
                return None
            passed.add(page)
            data = self._numbered(page, newest=newest)
            parts.append(data[4 : min(self.usable, 4 + left)])
            left -= len(parts[-1])
            if not parts[-1]:
                return None
            page = int.from_bytes(data[:4], "big")
        return b"".join(parts)

    def _numbered(self, page: int, *, newest: bool) -> bytes:
        start = self._newest.get(page) if newest else None
        if start is not None:
            return self.read(Place(in_log=True, start=start, is_sure=True))
        return self.read(Place(in_log=False, start=(page - 1) * self.size, is_sure=True))


def page_size(path: Path) -> int:
    """Return the page size of a database as far as it can be told."""
    with path.open("rb") as file:
        head = file.read(_HEADER)
    log = path.with_name(path.name + "-wal")
    return _sizes(head, log if log.exists() else None)[0]


def _sizes(head: bytes, log: Path | None) -> tuple[int, int]:
    """Return the bytes of a page, and those that rows may have.

    Where the first page is lost its log knows, and where there is none they are as SQLite makes
    them.
    """
    said = int.from_bytes(head[16:18], "big")
    said = 65536 if said == 1 else said
    if head.startswith(_MAGIC) and is_page_size(said) and len(head) == _HEADER:
        return said, said - head[20]
    size = (log_page_size(log) if log is not None else None) or DEFAULT
    return size, size
