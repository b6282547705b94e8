"""The signed journal, out of the raw pages of a database that nothing else can read any more.

Each entry is proved by its hash and its device's signature, so that what comes out is what was
signed, bit by bit. Whatever stands in an undamaged page is found, wherever that page is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Final

from counterfoil.domain.chain import announced_key, device_id, is_signed
from counterfoil.domain.entry import SignedEntry
from counterfoil.domain.errors import MachineError
from counterfoil.ledger.salvage.pages import Pages, Place
from counterfoil.ledger.salvage.records import (
    Row,
    device_rows,
    entry_rows,
    read_entry,
    read_key,
    whole,
)

Gap = tuple[int, int]
"""The first and the last number of entries that were not found."""

_PER_PAGE: Final = 1000
"""Rows that are looked at in one page; real ones are fewer."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found: its kind and hash, the hash before it, and where it stands."""

    kind: str
    hash: bytes
    prev_hash: bytes
    place: Place
    row: Row


@dataclass(frozen=True, slots=True)
class Chain:
    """What was found of one device, by number, and what lacks before the last of it."""

    device: str
    public_key: bytes
    entries: Mapping[int, Found]
    gaps: tuple[Gap, ...]

    @property
    def last(self) -> int:
        """Return the number of the last entry that was found."""
        return max(self.entries, default=0)

    @property
    def missing(self) -> int:
        """Return how many entries lack before the last one."""
        return sum(last - first + 1 for first, last in self.gaps)


@dataclass(frozen=True, slots=True)
class Carved:
    """The journal as far as it was found in the database at `path`, by device.

    `unproved` counts entries of devices whose key was not found.
    """

    path: Path
    secret: bytes | None = field(repr=False)
    chains: Mapping[str, Chain]
    unproved: int = 0

    @property
    def count(self) -> int:
        """Return how many entries were found, of all devices."""
        return sum(len(chain.entries) for chain in self.chains.values())

    def entries(self, device: str) -> Iterator[SignedEntry]:
        """Yield a device's entries in order, read anew from the file."""
        chain = self.chains.get(device)
        if chain is None:
            return
        with _opened(self.path, self.secret) as pages:
            for n in sorted(chain.entries):
                signed = _again(pages, chain.entries[n])
                if signed is not None:
                    yield signed

    def entry(self, device: str, n: int) -> SignedEntry | None:
        """Return one entry, read anew from the file."""
        with _opened(self.path, self.secret) as pages:
            return _again(pages, self.chains[device].entries[n])


def carve(path: Path, secret: bytes | None = None, keys: Iterable[bytes] = ()) -> Carved:
    """Find the entries in the database at `path` and its log; neither is written.

    `secret` is what an encrypted one is opened with. `keys` are public keys that are known; others
    are found in the database itself.

    Raises MachineError where the file cannot be read at all.
    """
    known = {device_id(key): key for key in keys}
    every: dict[str, dict[int, list[tuple[Found, bool, bytes]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    with _opened(path, secret) as pages:
        for place in pages.places():
            page = pages.read(place)
            known.update(_keys(pages, page))
            for row, signed in _entries(pages, page):
                key = announced_key(signed)
                if key is not None:
                    known[signed.entry.device] = key
                kind, before = intern(signed.entry.kind), signed.entry.prev_hash
                found = Found(kind, signed.hash, before, place, row)
                same = every[signed.entry.device][signed.entry.n]
                # A copy whose signature is damaged must not stand for one that is whole.
                if all((f.hash, sig) != (found.hash, signed.signature) for f, _, sig in same):
                    same.append((found, place.is_sure, signed.signature))
    proved = {device: _chain(device, key, every[device]) for device, key in known.items()}
    unproved = sum(len(each) for device, each in every.items() if device not in known)
    chains = {device: chain for device, chain in proved.items() if chain.entries}
    return Carved(path, secret, chains, unproved)


def _opened(path: Path, secret: bytes | None) -> Pages:
    try:
        return Pages(path, secret)
    except OSError as error:
        raise MachineError(
            "{path} cannot be read ({why}); check the disk.", path=path, why=error.strerror
        ) from error


def _entries(pages: Pages, page: bytes) -> Iterator[tuple[Row, SignedEntry]]:
    for row, _ in zip(entry_rows(page), range(_PER_PAGE), strict=False):
        signed = _signed(pages, row, page)
        if signed is not None:
            yield row, signed


def _signed(pages: Pages, row: Row, page: bytes) -> SignedEntry | None:
    readings = (read_entry(row, payload) for payload in whole(row, page, pages.usable, pages.rest))
    return next((signed for signed in readings if signed is not None), None)


def _again(pages: Pages, found: Found) -> SignedEntry | None:
    signed = _signed(pages, found.row, pages.read(found.place))
    return signed if signed is not None and signed.hash == found.hash else None


def _keys(pages: Pages, page: bytes) -> dict[str, bytes]:
    found = dict[str, bytes]()
    for row in device_rows(page):
        for payload in whole(row, page, pages.usable, pages.rest):
            key = read_key(row, payload)
            if key is not None:
                found[device_id(key)] = key
    return found


def _chain(device: str, key: bytes, every: Mapping[int, list[tuple[Found, bool, bytes]]]) -> Chain:
    """Choose the entries of a device: those that are sure, then those that hang together with them.

    What was never ended may be in the log, too: it counts only where a later entry names its hash,
    or where it follows the last one.
    """
    genuine = {
        n: [(f, sure) for f, sure, signature in each if is_signed(key, f.hash, signature)]
        for n, each in every.items()
    }
    is_any = any(is_sure for each in genuine.values() for _, is_sure in each)
    sure = {n: [f for f, is_sure in each if is_sure or not is_any] for n, each in genuine.items()}
    known = {n: _best(n, each, sure) for n, each in sure.items() if each}
    known.update(_linked(known, genuine))
    return Chain(device, key, known, _gaps(known))


def _best(n: int, each: list[Found], sure: Mapping[int, list[Found]]) -> Found:
    """Of several with one number, choose the one that the next, or the one before, goes with."""
    named = {later.prev_hash for later in sure.get(n + 1, ())}
    before = {earlier.hash for earlier in sure.get(n - 1, ())}
    by_next = next((f for f in each if f.hash in named), None)
    return by_next or next((f for f in each if f.prev_hash in before), each[0])


def _linked(
    known: Mapping[int, Found], genuine: Mapping[int, list[tuple[Found, bool]]]
) -> dict[int, Found]:
    more = dict[int, Found]()
    for n in sorted(genuine, reverse=True):
        later = known.get(n + 1) or more.get(n + 1)
        if n in known or later is None:
            continue
        linked = next((f for f, _ in genuine[n] if f.hash == later.prev_hash), None)
        if linked is not None:
            more[n] = linked
    return more | _following(known, genuine)


def _following(
    known: Mapping[int, Found], genuine: Mapping[int, list[tuple[Found, bool]]]
) -> dict[int, Found]:
    """Return what goes on behind the last entry, one after the other."""
    n, more = max(known, default=0), dict[int, Found]()
    last = known.get(n)
    while last is not None:
        n, end = n + 1, last.hash
        last = next((f for f, _ in genuine.get(n, ()) if f.prev_hash == end), None)
        if last is not None:
            more[n] = last
    return more


def _gaps(known: Mapping[int, Found]) -> tuple[Gap, ...]:
    gaps, before = list[Gap](), 0
    for n in sorted(known):
        if n > before + 1:
            gaps.append((before + 1, n - 1))
        before = n
    return tuple(gaps)
