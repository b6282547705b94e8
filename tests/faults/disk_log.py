"""What a program did to the disk, in order, and what a power cut would leave of it.

`Recorder` notes the calls of a traced program. `Disk` repeats them: what was synced is kept for
certain; of the rest of a file any part may be there, down to sectors of 512 bytes, and of the names
in a folder the changes up to any one of them. That is less than most file systems promise, and what
SQLite asks of one, which also counts on neighbouring bytes not being harmed (powersafe overwrite).
"""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults.tracing import SIZES, STRANGE, SYNCS, WRITES, Call, Refused

SECTOR: Final = 512
SHM: Final = "-shm"
"""Shared memory, in which nothing has to last; SQLite makes it anew."""


@dataclass(frozen=True, slots=True)
class Wrote:
    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    file: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a folder that stands for a file from now on, None for no longer any."""

    path: str
    file: int | None


@dataclass(frozen=True, slots=True)
class FolderSynced:
    path: str


@dataclass(frozen=True, slots=True)
class Said:
    """What was printed: from here on somebody counts on it."""

    text: bytes


Op = Wrote | Cut | Synced | Named | FolderSynced | Said


@dataclass
class Recorder:
    """Notes what is done below `root`; files that are there already are in `before`."""

    root: Path
    ops: list[Op] = field(default_factory=list)
    before: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    waits: list[Op] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        for path in sorted(self.root.rglob("*")):
            if path.is_file():
                self.before[str(path)] = path.read_bytes()
                self._new(str(path))

    def entered(self, call: Call) -> Refused | None:
        """Note what a call is about to do."""
        self.waits = []
        if call.number in WRITES and call.args[0] == 1:
            self.waits = [Said(call.data)]
        elif call.number in WRITES | SYNCS | SIZES | STRANGE:
            self._about_file(call)
        return None

    def left(self, call: Call, result: int) -> None:
        """Take down what was noted, once it is done."""
        if result < 0:
            return
        if call.name in {"open", "openat", "creat"}:
            self._opened(call)
        elif call.name in {"rename", "renameat", "unlink", "unlinkat"}:
            self._renamed(call.paths)
        for op in self.waits:
            short = isinstance(op, Wrote) and result < len(op.data)
            assert not short, "a write that was cut short is not repeated here"
        self.ops += self.waits

    def _about_file(self, call: Call) -> None:
        where = call.where
        if not self._is_ours(where) or where.endswith(SHM):
            return
        assert call.number not in STRANGE, f"{call.name} of {where} cannot be repeated"
        assert call.name in {"write", "pwrite", "fsync", "fdatasync", "ftruncate"}, call.name
        if where in self.files:
            file = self.files[where]
            if call.number in WRITES:
                self.waits = [Wrote(file, call.offset, call.data)]
            elif call.number in SYNCS:
                self.waits = [Synced(file)]
            else:
                self.waits = [Cut(file, call.args[1])]
        else:
            assert call.number in SYNCS, f"{where} was never opened"
            self.waits = [FolderSynced(where)]

    def _opened(self, call: Call) -> None:
        (path,) = call.paths
        if not self._is_ours(path) or path.endswith(SHM) or os.path.isdir(path):  # noqa: PTH112
            return
        flags = call.open_flags
        if path not in self.files:
            assert flags & os.O_CREAT, f"{path} came from somewhere"
            self.waits = [Named(path, self._new(path))]
        elif flags & os.O_TRUNC:
            self.waits = [Cut(self.files[path], 0)]

    def _renamed(self, paths: tuple[str, ...]) -> None:
        if not self._is_ours(paths[0]) or paths[0].endswith(SHM):
            return
        file = self.files.pop(paths[0])
        self.waits = [Named(paths[0], None)]
        if len(paths) > 1:
            self.files[paths[1]] = file
            # Both at once, or a power cut would leave neither.
            self.waits = [Named(paths[1], file), Named(paths[0], None)]

    def _new(self, path: str) -> int:
        self.files[path] = self.made
        self.made += 1
        return self.files[path]

    def _is_ours(self, path: str) -> bool:
        return path == str(self.root) or path.startswith(f"{self.root}/")


@dataclass
class Content:
    """A file: what is certainly on the disk, and what was written since."""

    certain: bytes = b""
    since: list[Wrote | Cut] = field(default_factory=list)

    def sync(self) -> None:
        self.certain, self.since = _applied(self.certain, self.since), []


class Disk:
    """A disk on which recorded calls are repeated, and that may lose its power at any of them."""

    def __init__(self, recorder: Recorder) -> None:
        self._files = {
            recorder_id: Content(data) for recorder_id, data in enumerate(recorder.before.values())
        }
        self._names: dict[str, int] = {path: n for n, path in enumerate(recorder.before)}
        self._renamed: dict[str, list[Named]] = {}

    def do(self, op: Op) -> None:
        """Repeat a call."""
        match op:
            case Wrote() | Cut():
                self._files[op.file].since.append(op)
            case Synced():
                self._files[op.file].sync()
            case Named():
                if op.file is not None:
                    self._files.setdefault(op.file, Content())
                self._renamed.setdefault(os.path.dirname(op.path), []).append(op)  # noqa: PTH120
            case FolderSynced():
                for change in self._renamed.pop(op.path, []):
                    _rename(self._names, change)

    def after_power_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return a state that it may be found in: the content of each file by its path."""
        survival = _SURVIVALS[chance.randrange(len(_SURVIVALS))]
        names = dict(self._names)
        for changes in self._renamed.values():
            kept = chance.choice((0, len(changes), chance.randint(0, len(changes))))
            # A name is given and taken by one change.
            while 0 < kept < len(changes) and _is_pair(changes[kept - 1], changes[kept]):
                kept += 1
            for change in changes[:kept]:
                _rename(names, change)
        return {
            path: _applied(self._files[n].certain, list(survival(self._files[n].since, chance)))
            for path, n in names.items()
        }


def _rename(names: dict[str, int], change: Named) -> None:
    if change.file is None:
        names.pop(change.path, None)
    else:
        names[change.path] = change.file


def _is_pair(one: Named, other: Named) -> bool:
    return one.file is not None and other.file is None


def _applied(content: bytes, changes: list[Wrote | Cut]) -> bytes:
    held = bytearray(content)
    for change in changes:
        if isinstance(change, Cut):
            held = held[: change.size].ljust(change.size, b"\0")
            continue
        end = change.offset + len(change.data)
        if len(held) < end:
            held.extend(bytes(end - len(held)))
        held[change.offset : end] = change.data
    return bytes(held)


Changes = list[Wrote | Cut]


def _nothing(_since: Changes, _chance: random.Random) -> Iterator[Wrote | Cut]:
    yield from ()


def _everything(since: Changes, _chance: random.Random) -> Iterator[Wrote | Cut]:
    yield from since


def _in_order(since: Changes, chance: random.Random) -> Iterator[Wrote | Cut]:
    kept = chance.randint(0, len(since))
    yield from since[:kept]
    if kept < len(since):
        yield from _torn(since[kept], chance)


def _some(since: Changes, chance: random.Random) -> Iterator[Wrote | Cut]:
    for change in since:
        if chance.random() < 0.5:
            yield change


def _in_sectors(since: Changes, chance: random.Random) -> Iterator[Wrote | Cut]:
    for change in since:
        yield from _torn(change, chance)


def _torn(change: Wrote | Cut, chance: random.Random) -> Iterator[Wrote | Cut]:
    if isinstance(change, Cut):
        if chance.random() < 0.5:
            yield change
        return
    at, end = change.offset, change.offset + len(change.data)
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        if chance.random() < 0.5:
            yield Wrote(change.file, at, change.data[at - change.offset : until - change.offset])
        at = until


_SURVIVALS: Final = (_nothing, _everything, _in_order, _some, _in_sectors)
