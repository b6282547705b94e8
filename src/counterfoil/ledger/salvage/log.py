"""The write-ahead log beside an SQLite database, read where SQLite itself would give up.

SQLite replays a log up to the first frame that is wrong and takes the rest for waste. Each frame
carries the checksum that the next one goes on from, so what stands behind a damaged frame can be
checked all the same.
"""

import struct
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HEADER: Final = 32
FRAME: Final = 24
_ORDERS: Final = {0x377F0682: "<", 0x377F0683: ">"}
"""How a log begins, and in which order of bytes its checksums are taken: its machine's own."""
_OWN_ORDER: Final = "<" if sys.byteorder == "little" else ">"
_MOST_AT_ONCE: Final = 256
_MASK: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Frame:
    """A page in the log: its number, and where its bytes begin in the file.

    `is_whole` says that its checksum is right, `is_committed` that its transaction was ended,
    though the frame itself may be damaged.
    """

    page: int
    start: int
    is_whole: bool
    is_committed: bool


@dataclass(frozen=True, slots=True)
class _Raw:
    page: int
    start: int
    is_last: bool
    is_own: bool
    is_whole: bool


def frames(log: Path, page_size: int) -> list[Frame]:
    """Return the frames of a log in order, those of earlier rounds behind the newest included."""
    raw = list(_raw(log, page_size))
    ends = [each.is_last and each.is_whole for each in raw]
    last = max((at for at, is_end in enumerate(ends) if is_end), default=-1)
    return [
        Frame(each.page, each.start, each.is_whole, each.is_own and at <= last)
        for at, each in enumerate(raw)
    ]


def lost_commits(database: Path, log: Path, page_size: int) -> int:
    """Return how many transactions SQLite would drop though they had reached the disk.

    The next transaction is begun only once the one before it is on the disk. So where one stands
    whole behind a frame that is wrong, all between had been told; only the last itself may have
    been cut off with the power. 0 where all that they wrote is in the database already.
    """
    if not log.exists() or log.stat().st_size < HEADER + FRAME:
        return 0
    is_broken, ended, lost, newest = False, 0, 0, dict[int, int]()
    for each in _raw(log, page_size):
        is_broken |= not each.is_whole
        if not is_broken or not each.is_own:
            continue
        ended += each.is_last
        if each.is_whole:
            newest[each.page] = each.start
            lost = ended - 1 if each.is_last else lost
    return 0 if lost <= 0 or _is_home(database, log, page_size, newest) else lost


def _is_home(database: Path, log: Path, page_size: int, newest: Mapping[int, int]) -> bool:
    """Say whether the database has these pages of its log just as they are."""
    with database.open("rb") as home, log.open("rb") as logged:
        for page, start in newest.items():
            home.seek((page - 1) * page_size)
            logged.seek(start)
            if home.read(page_size) != logged.read(page_size):
                return False
    return True


def log_page_size(log: Path) -> int | None:
    """Return the page size that a log's head names, None where it has none that can be."""
    with log.open("rb") as file:
        head = file.read(HEADER)
    if len(head) < HEADER:
        return None
    size = int.from_bytes(head[8:12], "big")
    return size if is_page_size(size) else None


def is_page_size(size: int) -> bool:
    """Say whether SQLite has pages of so many bytes."""
    return 512 <= size <= 65536 and size & (size - 1) == 0


def _raw(log: Path, page_size: int) -> Iterator[_Raw]:
    """Yield the frames with what their own bytes say, checked from the one before."""
    with log.open("rb") as file:
        head = file.read(HEADER)
        if len(head) < HEADER:
            return
        magic, salts = int.from_bytes(head[:4], "big"), head[16:24]
        order = _ORDERS.get(magic, _OWN_ORDER)
        is_headed = magic in _ORDERS and _sum_of_head(head, order)
        seed = struct.unpack(">II", head[24:32]) if is_headed else None
        length, start = FRAME + page_size, HEADER
        while block := file.read(length * _MOST_AT_ONCE):
            parts = [block[at : at + length] for at in range(0, len(block), length)]
            parts = [part for part in parts if len(part) == length]
            sums = _sums(parts, order)
            for part, (zero, one, rest) in zip(parts, sums, strict=True):
                if seed is None and not is_headed and start == HEADER:
                    salts = part[8:16]
                said = struct.unpack(">II", part[16:24])
                is_own = part[8:16] == salts
                is_known = is_own and seed is not None
                is_whole = is_known and _advance(seed or (0, 0), zero, one, rest) == said
                page, size_after = struct.unpack(">II", part[:8])
                yield _Raw(page, start + FRAME, size_after > 0, is_own, is_whole)
                seed = said
                start += length


def _sum_of_head(head: bytes, order: str) -> bool:
    zero = one = 0
    for first, second in struct.iter_unpack(f"{order}II", head[:24]):
        zero = (zero + first + one) & _MASK
        one = (one + second + zero) & _MASK
    return (zero, one) == struct.unpack(">II", head[24:32])


def _advance(
    seed: tuple[int, int], zero: int, one: int, rest: tuple[int, int, int, int]
) -> tuple[int, int]:
    """Return a checksum that began at `seed` rather than at nothing."""
    a, b, c, d = rest
    return (
        (zero + a * seed[0] + b * seed[1]) & _MASK,
        (one + c * seed[0] + d * seed[1]) & _MASK,
    )


_Sum = tuple[int, int, tuple[int, int, int, int]]


def _sums(parts: list[bytes], order: str) -> list[_Sum]:
    """Return of each frame its checksum from nothing, and what a seed is multiplied by.

    A step is `s0 += x0 + s1; s1 += x1 + s0`, all modulo 2**32: linear, so that the words of many
    frames are weighed at once.
    """
    if not parts:
        return []
    import numpy as np  # noqa: PLC0415 - a start after a clean end does without

    # Of a frame's head the first two words count, then all of its page.
    wanted = b"".join(part[:8] + part[FRAME:] for part in parts)
    words: Any = np.frombuffer(wanted, dtype=f"{order}u4").astype(np.uint32)
    words = words.reshape(len(parts), -1)
    steps = words.shape[1] // 2
    weights, power = _weights(steps)
    table: Any = np.array(weights, dtype=np.uint32)
    zeros = (words * table[0]).sum(axis=1, dtype=np.uint32)
    ones = (words * table[1]).sum(axis=1, dtype=np.uint32)
    return [(int(zero), int(one), power) for zero, one in zip(zeros, ones, strict=True)]


def _weights(steps: int) -> tuple[tuple[list[int], list[int]], tuple[int, int, int, int]]:
    """Return how much each word adds to either half of the sum, and what becomes of the seed."""
    # A step takes (s0, s1) to (s0 + s1, s0 + 2 s1), and adds (x0, x0 + x1) to that.
    zero, one = [0] * (2 * steps), [0] * (2 * steps)
    a, b, c, d = 1, 0, 0, 1
    for step in reversed(range(steps)):
        zero[2 * step], one[2 * step] = (a + b) & _MASK, (c + d) & _MASK
        zero[2 * step + 1], one[2 * step + 1] = b, d
        a, b, c, d = (a + b) & _MASK, (a + 2 * b) & _MASK, (c + d) & _MASK, (c + 2 * d) & _MASK
    return (zero, one), (a, b, c, d)
