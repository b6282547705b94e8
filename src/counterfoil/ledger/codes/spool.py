"""Digests put in order: gathered in any number, handed back sorted, in flat memory.

A tree of millions of digests is only quick to write from left to right; in the order of the codes,
every one of them would touch another page. Runs of digests are sorted as they come and kept in a
temporary file; then slices of all runs that belong to the same stretch of digests are merged.
"""

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Final, Self

import numpy as np
from numpy.typing import NDArray

RECORD: Final = np.dtype([("high", ">u8"), ("low", ">u8"), ("id", "<i8")])
"""A digest as two big-endian halves, which sort as its bytes do, and the code's id."""

_RUN: Final = 1 << 16
_STRETCHES: Final = 1024
_IN_MEMORY: Final = 32 << 20
_EDGES: Final = np.arange(1, _STRETCHES, dtype=np.uint64) << np.uint64(54)


class DigestSpool(AbstractContextManager["DigestSpool"]):
    """Digests with the ids of their codes, on their way into order. Close it when done."""

    def __init__(self, folder: Path | None = None) -> None:
        """Spill what is beyond 32 MB into a file in `folder`, by default the system's own."""
        # Closed by __exit__, which a caller's `with` sees to.
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(  # noqa: SIM115
            max_size=_IN_MEMORY, dir=None if folder is None else str(folder)
        )
        self._run = np.empty(_RUN, RECORD)
        self._filled = 0
        self._starts: list[int] = []
        self._bounds: list[NDArray[np.int64]] = []
        self._written = 0

    def __enter__(self) -> Self:
        """Return the spool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Drop everything gathered."""
        self._file.close()

    def __len__(self) -> int:
        """Return how many digests were gathered."""
        return self._written + self._filled

    def add(self, digests: NDArray[np.uint8], ids: NDArray[np.int64]) -> None:
        """Gather digests of shape (count, 16) with the ids of their codes."""
        halves = digests.view(">u8").reshape(-1, 2)
        done = 0
        while done < len(ids):
            some = min(len(ids) - done, _RUN - self._filled)
            into = self._run[self._filled : self._filled + some]
            _fill(into, halves[done : done + some], ids[done : done + some])
            done += some
            self._filled += some
            if self._filled == _RUN:
                self._end_run()

    def in_order(self, size: int) -> Iterator[NDArray[np.void]]:
        """Hand back everything gathered by ascending digest, in chunks of at most `size`.

        Equal digests keep the order they were gathered in.
        """
        self._end_run()
        for low, high in self._stretches():
            # Joined as bytes: numpy would turn the big-endian halves round.
            slices = b"".join(self._slice(run, low, high) for run in range(len(self._starts)))
            records = _sorted(np.frombuffer(slices, RECORD))
            for at in range(0, len(records), size):
                yield records[at : at + size]

    def _end_run(self) -> None:
        if not self._filled:
            return
        run = _sorted(self._run[: self._filled])
        inner = np.searchsorted(run["high"].astype(np.uint64), _EDGES)
        self._bounds.append(np.concatenate([[0], inner, [len(run)]]))
        self._starts.append(self._written)
        self._file.write(run.tobytes())
        self._written += len(run)
        self._filled = 0

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """Stretches of digests that hold about a run together, as places in the bounds."""
        if not self._bounds:
            return
        totals = np.sum(self._bounds, axis=0)
        low = 0
        for high in range(1, _STRETCHES + 1):
            if high == _STRETCHES or totals[high + 1] - totals[low] > _RUN:
                yield low, high
                low = high

    def _slice(self, run: int, low: int, high: int) -> bytes:
        first, last = self._bounds[run][low], self._bounds[run][high]
        self._file.seek(int(self._starts[run] + first) * RECORD.itemsize)
        return self._file.read(int(last - first) * RECORD.itemsize)


def as_records(digests: NDArray[np.uint8], ids: NDArray[np.int64]) -> NDArray[np.void]:
    """Return digests of shape (count, 16) and the ids of their codes as records, in order."""
    records = np.empty(len(ids), RECORD)
    _fill(records, digests.view(">u8").reshape(-1, 2), ids)
    return _sorted(records)


def _fill(into: NDArray[np.void], halves: NDArray[np.uint64], ids: NDArray[np.int64]) -> None:
    into["high"], into["low"], into["id"] = halves[:, 0], halves[:, 1], ids


def _sorted(records: NDArray[np.void]) -> NDArray[np.void]:
    """By the first half: two digests that share it are equal, or need not stand in order."""
    return records[np.argsort(records["high"].astype(np.uint64), kind="stable")]
