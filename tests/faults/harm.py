"""Damage to a till's files, as disks and hands do it: bits, pages, logs. Each harm draws its place.

Pages are taken from anywhere in the file, the first one included, unless a harm says otherwise.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

PAGE = 4096
LOG_HEADER, FRAME_HEADER = 32, 24
FRAME = FRAME_HEADER + PAGE

Harm = Callable[[Path, Random], set[int]]
"""Given a database and a draw, does the harm; returns the pages (from 1) it touched."""


def flip_bits(database: Path, random: Random) -> set[int]:
    """Turn one to forty bits over."""
    size = database.stat().st_size
    places = [random.randrange(size) for _ in range(random.choice((1, 2, 8, 40)))]
    for place in places:
        _change(database, place, lambda byte: byte ^ (1 << random.randrange(8)))
    return {place // PAGE + 1 for place in places}


def zero_pages(database: Path, random: Random) -> set[int]:
    """Make pages empty."""
    pages = _drawn(database, random)
    for page in pages:
        _write(database, page, bytes(PAGE))
    return pages


def scribble(database: Path, random: Random) -> set[int]:
    """Write chance over a stretch that begins anywhere."""
    size = database.stat().st_size
    start = random.randrange(size)
    length = min(random.choice((16, 512, 5000, 40_000)), size - start)
    with database.open("r+b") as file:
        file.seek(start)
        file.write(random.randbytes(length))
    return {*range(start // PAGE + 1, (start + length - 1) // PAGE + 2)}


def truncate(database: Path, random: Random) -> set[int]:
    """Cut the end off, in the middle of a page too."""
    size = database.stat().st_size
    left = random.randrange(size // 10, size)
    os.truncate(database, left)
    return {*range(left // PAGE + 1, size // PAGE + 2)}


def tear_pages(database: Path, random: Random) -> set[int]:
    """Leave the second half of pages as it was before, as when the power went: here, empty."""
    pages = _drawn(database, random)
    for page in pages:
        sector = 512 * random.randrange(1, 8)
        with database.open("r+b") as file:
            file.seek((page - 1) * PAGE + sector)
            file.write(bytes(PAGE - sector))
    return pages


def swap_pages(database: Path, random: Random) -> set[int]:
    """Put two pages each in the place of the other."""
    count = database.stat().st_size // PAGE
    if count < 2:
        return flip_bits(database, random)
    one, other = random.sample(range(1, count + 1), 2)
    first, second = _read(database, one), _read(database, other)
    _write(database, one, second)
    _write(database, other, first)
    return {one, other}


def old_page(database: Path, random: Random) -> set[int]:
    """Put a page that the disk had lost back as another one stands: a write that went astray."""
    count = database.stat().st_size // PAGE
    if count < 2:
        return flip_bits(database, random)
    one, other = random.sample(range(1, count + 1), 2)
    _write(database, one, _read(database, other))
    return {one}


def flip_log(database: Path, random: Random) -> set[int]:
    """Turn bits of the log over, its head among them."""
    log = _log(database)
    if not log.exists() or not log.stat().st_size:
        return flip_bits(database, random)
    size = log.stat().st_size
    head = random.random() < 0.2
    for _ in range(random.choice((1, 2, 8))):
        place = random.randrange(LOG_HEADER) if head else random.randrange(size)
        _change(log, place, lambda byte: byte ^ (1 << random.randrange(8)))
    return set()


def zero_log(database: Path, random: Random) -> set[int]:
    """Make some frames of the log empty."""
    log = _log(database)
    if not log.exists() or log.stat().st_size < LOG_HEADER + FRAME:
        return zero_pages(database, random)
    count = (log.stat().st_size - LOG_HEADER) // FRAME
    for _ in range(random.choice((1, 3))):
        with log.open("r+b") as file:
            file.seek(LOG_HEADER + random.randrange(count) * FRAME)
            file.write(bytes(FRAME))
    return set()


def cut_log(database: Path, random: Random) -> set[int]:
    """Cut the log off in the middle, as a disk that lost its end."""
    log = _log(database)
    if log.exists() and log.stat().st_size:
        os.truncate(log, random.randrange(log.stat().st_size))
    return set()


HARMS: Mapping[str, Harm] = {
    "bits turned over": flip_bits,
    "pages zeroed": zero_pages,
    "chance written over": scribble,
    "file cut off": truncate,
    "pages torn": tear_pages,
    "pages swapped": swap_pages,
    "page written astray": old_page,
    "log: bits turned over": flip_log,
    "log: frames zeroed": zero_log,
}


def copied(source: Path, target: Path) -> Path:
    """Copy a data folder as it lies on the disk, without what says who has it open."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("lock", "*-shm"))
    return target / "ledger.db"


def _drawn(database: Path, random: Random) -> set[int]:
    count = max(1, database.stat().st_size // PAGE)
    return {random.randint(1, count) for _ in range(random.choice((1, 1, 3, 10)))}


def _log(database: Path) -> Path:
    return database.with_name(database.name + "-wal")


def _read(database: Path, page: int) -> bytes:
    with database.open("rb") as file:
        file.seek((page - 1) * PAGE)
        return file.read(PAGE)


def _write(database: Path, page: int, content: bytes) -> None:
    with database.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(content)


def _change(path: Path, place: int, how: Callable[[int], int]) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([how(byte[0])]))
