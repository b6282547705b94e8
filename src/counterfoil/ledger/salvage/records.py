"""Entries of a journal, and the keys of devices, found in raw pages by what their rows look like.

A row of SQLite begins with the sizes of its columns, and those of the journal have fixed ones: a
hash of 32 bytes, a signature of 64. So rows are found wherever they stand, though the page's own
head, its tree or the table's name is gone; their hash and signature then say what they are worth.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import Entry, SignedEntry, entry_hash
from counterfoil.ledger.tables.base import from_micros, load

_INTEGERS: Final = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}
_NULL, _ONE, _BLOB, _TEXT = 0, 9, 12, 13
LONGEST: Final = 8_000_000
"""Bytes of a row; a campaign's document is a million characters at most."""

# Sizes as SQLite writes them: an id of ten characters 0x21, 32 bytes 0x4c, 64 bytes 0x81 0x0c.
_ENTRY: Final = re.compile(
    rb"[\x0b-\x11]\x21[\x01-\x06\x09]\x4c[\x01-\x06\x08\x09][\x0f-\x5d]"
    rb"[\x80-\xff]{0,3}[\x00-\x7f][\x01-\x06\x08\x09][\x00-\x06\x08\x09]\x4c\x81\x0c"
)
_DEVICE: Final = re.compile(
    rb"[\x06-\x0a]\x21[\x80-\xff]?[\x0d-\x7f][\x80-\xff]?[\x0d-\x7f]\x4c[\x05\x06]"
)

Rest = Callable[[int, int], Iterator[bytes]]
"""Given the page that a row goes on at and how many bytes there are, each reading of them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in a page: where it begins, and the sizes of its columns."""

    start: int
    body: int
    sizes: tuple[int, ...]

    @property
    def length(self) -> int:
        """Return how many bytes it has in all."""
        return self.body - self.start + sum(map(_size, self.sizes))


def entry_rows(page: bytes) -> Iterator[Row]:
    """Yield what may be rows of the journal in a page."""
    return _rows(page, _ENTRY, 10)


def device_rows(page: bytes) -> Iterator[Row]:
    """Yield what may be rows of devices in a page."""
    return _rows(page, _DEVICE, 5)


def read_entry(row: Row, payload: bytes) -> SignedEntry | None:
    """Return the entry in the bytes of a row, None where they do not come to its hash."""
    try:
        values = _values(row, payload)
        device, n, before, epoch, kind, text, wall, hub, sealed, signature = values
        body = str(text, "utf-8")  # type: ignore[arg-type]
        document = load(body)
        if not isinstance(document, dict):
            return None
        entry = Entry(
            device=str(device, "ascii"),  # type: ignore[arg-type]
            n=n,  # type: ignore[arg-type]
            prev_hash=before,  # type: ignore[arg-type]
            epoch=epoch,  # type: ignore[arg-type]
            kind=str(kind, "ascii"),  # type: ignore[arg-type]
            body=document,
            wall_time=from_micros(wall),  # type: ignore[arg-type]
            hub_time=None if hub is None else from_micros(hub),  # type: ignore[arg-type]
        )
        is_genuine = entry_hash(entry) == sealed
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    return SignedEntry(entry, sealed, signature) if is_genuine else None  # type: ignore[arg-type]


def read_key(row: Row, payload: bytes) -> bytes | None:
    """Return the public key in the bytes of a device's row, None where it does not fit its id."""
    try:
        device, _, _, key, _ = _values(row, payload)
        fits = isinstance(key, bytes) and device == device_id(key).encode()
    except (ValueError, TypeError):
        return None
    return key if fits and isinstance(key, bytes) else None


def whole(row: Row, page: bytes, usable: int, rest: Rest) -> Iterator[bytes]:
    """Yield each reading of a row's bytes: what does not fit its page is elsewhere.

    `usable` are the bytes of a page that rows may have; the rule is that of SQLite's index pages,
    which tables without row numbers have.
    """
    length = row.length
    most = (usable - 12) * 64 // 255 - 23
    if length <= most:
        yield page[row.start : row.start + length]
        return
    least = (usable - 12) * 32 // 255 - 23
    local = least + (length - least) % (usable - 4)
    local = local if local <= most else least
    end = row.start + local
    for tail in rest(int.from_bytes(page[end : end + 4], "big"), length - local):
        yield page[row.start : end] + tail


def _rows(page: bytes, shape: re.Pattern[bytes], columns: int) -> Iterator[Row]:
    at = 0
    while (found := shape.search(page, at)) is not None:
        at = found.start() + 1
        row = _row(page, found.start(), columns)
        if row is not None:
            yield row


def _row(page: bytes, start: int, columns: int) -> Row | None:
    """Read the sizes of a row; None where they are not as many as its head says."""
    end, at, sizes = start + page[start], start + 1, []
    while at < end:
        value, at = _varint(page, at)
        sizes.append(value)
    row = Row(start, end, tuple(sizes))
    fits = at == end and len(sizes) == columns and row.length <= LONGEST
    return row if fits else None


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for byte in page[at : at + 8]:
        value, at = value << 7 | byte & 0x7F, at + 1
        if byte < 0x80:
            break
    return value, max(at, 1)


def _size(kind: int) -> int:
    return _INTEGERS.get(kind, 0) if kind < _BLOB else (kind - _BLOB) // 2


def _values(row: Row, payload: bytes) -> list[int | bytes | None]:
    """Return the columns of a row. Raises ValueError where they are not all there."""
    if len(payload) != row.length:
        raise ValueError("cut off")
    at, values = row.body - row.start, list[int | bytes | None]()
    for kind in row.sizes:
        part = payload[at : at + _size(kind)]
        at += len(part)
        if kind >= _BLOB:
            values.append(part)
        elif kind == _NULL:
            values.append(None)
        else:
            values.append(int(kind == _ONE) or int.from_bytes(part, "big", signed=True))
    return values
