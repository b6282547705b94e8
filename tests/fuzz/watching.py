"""Inputs tried in processes of their own, watched from outside: a crash of C code, an endless loop
or a swollen memory is a find, and the next input goes on.
"""

import contextlib
import logging
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final, TypeAlias

from tests.fuzz.engine import MOST_MEMORY, Find, Target, input_of, last_lines, peak, tried
from tests.fuzz.known import modules, target_of

PATIENCE: Final = 4
"""An input that has not come back after so many times its seconds, of the processor's time, is
given up and its process ended."""
STUCK_S: Final = 300.0
"""Of the clock: an input over which nothing is done for so long waits for what never comes."""
TICK_S: Final = 0.25
MOST_ADDRESSES: Final = 12 << 30
_FRESH: Final = multiprocessing.get_context("forkserver")
"""Each process is a fork of one that has all targets imported, and nothing else."""

Block: TypeAlias = tuple[str, int, int, int]
"""Target, seed, first input and the one behind the last."""


@dataclass
class Tally:
    """What came of a target's inputs: how many were tried and taken, and what was found."""

    tried: int = 0
    taken: int = 0
    finds: list[Find] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def causes(self) -> list[Find]:
        """One find of each cause."""
        return list({find.where: find for find in reversed(self.finds)}.values())


def blocks_of(target: Target, seed: int, inputs: int) -> list[Block]:
    """Return a target's inputs in blocks that share one opening."""
    starts = range(0, inputs, target.block)
    return [(target.name, seed, at, min(at + target.block, inputs)) for at in starts]


def watched(
    blocks: Sequence[Block], workers: int = 2, *, until_found: bool = False
) -> dict[str, Tally]:
    """Try all inputs of the blocks; return by target's name what came of them.

    With `until_found`, the rest of a block is left out where an input has ended its process.
    """
    _FRESH.set_forkserver_preload(["tests.fuzz.watching", *modules()])
    tallies: dict[str, Tally] = {name: Tally() for name, *_ in blocks}
    waiting = list(reversed(blocks))
    running: list[_Worker] = []
    while waiting or running:
        while waiting and len(running) < workers:
            running.append(_Worker(waiting.pop()))
        wait([each.process.sentinel for each in running], TICK_S)
        for worker in list(running):
            if worker.is_over():
                running.remove(worker)
                rest = worker.note(tallies[worker.block[0]])
                waiting += [] if until_found else rest
    return tallies


class _Worker:
    """A process that tries a block. It says the number of the input at hand before it tries it."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self._most = PATIENCE * target_of(block[0]).seconds
        self.at = _FRESH.RawValue("q", block[2] - 1)
        self.taken = _FRESH.RawValue("q", 0)
        self._ours, theirs = _FRESH.Pipe(duplex=False)
        arguments = (block, self.at, self.taken, theirs)
        self.process: ForkServerProcess = _FRESH.Process(target=_work, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.began = self._since = time.monotonic()
        self._spent = 0.0
        self._seen = self.at.value
        self._finds: list[Find] = []
        self._hung = False

    def is_over(self) -> bool:
        """Say whether the process has ended; end it where its input never will."""
        self._receive()
        if self.at.value != self._seen:
            self._seen, self._since = self.at.value, time.monotonic()
            self._spent = spent(self.process.pid)
        if self.process.is_alive() and self._is_hanging():
            self._hung = True
            self.process.kill()
        if self.process.is_alive():
            return False
        self.process.join()
        self._receive()
        return True

    def note(self, tally: Tally) -> list[Block]:
        """Add what came of it; return the rest of the block where the process did not live on."""
        name, seed, start, end = self.block
        at, code = self.at.value, self.process.exitcode
        tally.seconds += time.monotonic() - self.began
        tally.taken += self.taken.value
        tally.tried += min(at + 1, end) - start
        tally.finds += self._finds
        if code == 0:
            return []
        kind = "hang" if self._hung else "death"
        seen = "  it never came back" if self._hung else f"  exit code {code}"
        data = input_of(target_of(name), seed, at) if at < end else b""
        is_known = start <= at < end
        tally.finds.append(Find(name, seed, at if is_known else -1, kind, seen, data))
        return [(name, seed, at + 1, end)] if is_known and at + 1 < end else []

    def _is_hanging(self) -> bool:
        has_begun = self._seen >= self.block[2]
        busy = spent(self.process.pid) - self._spent if has_begun else 0.0
        return busy > self._most or time.monotonic() - self._since > STUCK_S

    def _receive(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while self._ours.poll():
                self._finds.append(self._ours.recv())


def spent(pid: int | None) -> float:
    """Return the seconds of the processor's time that a process has had, as Linux counts them."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _work(block: Block, at: object, taken: object, finds: Connection) -> None:
    _quiet()
    name, seed, start, end = block
    target = target_of(name)
    for find in tries(target, seed, range(start, end), at, taken):
        finds.send(find)
    at.value = end  # type: ignore[attr-defined]
    os._exit(0)  # what C libraries do as a process ends is none of this


class Counted:
    """Numbers that nobody else looks at."""

    value = 0


def tries(
    target: Target, seed: int, numbers: Sequence[int], at: object = None, taken: object = None
) -> Iterator[Find]:
    """Try inputs in this process, and yield what is found."""
    here = Counted() if at is None else at
    good = Counted() if taken is None else taken
    try:
        with target.opened() as run:
            for number in numbers:
                here.value = number  # type: ignore[attr-defined]
                data = input_of(target, seed, number)
                before = peak()
                kind, seen, is_taken = tried(target, run, data)
                good.value += is_taken  # type: ignore[attr-defined]
                if not kind and peak() - before > MOST_MEMORY:
                    kind, seen = "memory", f"  grew by {(peak() - before) >> 20:,} MiB"
                if kind:
                    yield Find(target.name, seed, number, kind, seen, data)
    except Exception as wrong:  # noqa: BLE001 - what is said at the end of a block is a find
        kind = "wrong" if isinstance(wrong, AssertionError) else "crash"
        yield Find(target.name, seed, -1, kind, last_lines(wrong))


def _quiet() -> None:
    """Let C code say nothing, keep the logs still, and bound what may be asked for."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - until the end
    logging.disable(logging.CRITICAL)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
