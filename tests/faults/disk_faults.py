"""A disk that is full, fails, or takes half of what is written: at each call in turn.

The traced program is told so by the kernel's own numbers, so that what SQLite and Python make of
them is tried too.
"""

import errno
import os
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from counterfoil.cli.app import main
from tests.faults import evidence
from tests.faults.deeds import Deed, Harm, Seen
from tests.faults.evidence import Evidence
from tests.faults.kills import doctor
from tests.faults.scene import Scene
from tests.faults.tracing import NAMES, READS, SIZES, SYNCS, WRITES, Call, Ended, Refused, trace

_BAD_INPUT: Final = 2
_MACHINE_FAILED: Final = 3
_CLEAR: Final = re.compile(r"([^\n]+\.\n?){1,2}")
"""A sentence; a second may say what comes of a disk that reads nothing."""


class Trouble(Enum):
    """What is wrong with the disk. `HALF` takes half of one write, and then is full."""

    FULL = auto()
    FAILED = auto()
    HALF = auto()


@dataclass
class BadDisk:
    """Goes wrong at the `at`-th call below `root` that it can refuse, once, or from there on.

    It counts from the moment when `starts` lines were printed, and is well again after `ends`.
    """

    root: str
    trouble: Trouble
    at: int
    stays: bool = False
    starts: int = 0
    ends: int = 1_000_000
    lines: int = 0
    seen: int = 0
    struck: bool = False
    unsynced: bool = False
    """Whether something could not be synced, so that it may be there all the same."""

    def __call__(self, call: Call) -> Refused | None:
        if call.number in WRITES and call.args[0] == 1:
            self.lines += call.data.count(b"\n")
            return None
        if not self.starts <= self.lines < self.ends or not self._can_refuse(call):
            return None
        self.seen += 1
        is_hit = self.seen >= self.at if self.stays else self.seen == self.at
        return self._refusal(call) if is_hit and self.at > 0 else None

    def _can_refuse(self, call: Call) -> bool:
        if not _takes(self.trouble, call):
            return False
        where = call.where
        return where.startswith(self.root) and os.path.basename(where) not in {"out", "err"}  # noqa: PTH119

    def _refusal(self, call: Call) -> Refused:
        is_first, self.struck = not self.struck, True
        self.unsynced |= call.number in SYNCS
        if self.trouble is Trouble.HALF and is_first and call.number in WRITES:
            return Refused(bytes=call.args[2] // 2)
        return Refused(errno.EIO if self.trouble is Trouble.FAILED else errno.ENOSPC)


def _takes(trouble: Trouble, call: Call) -> bool:
    """Say whether such trouble shows at such a call."""
    if trouble is Trouble.FAILED:
        return call.number in WRITES | SYNCS | SIZES | READS or call.name.startswith("rename")
    makes_name = call.number in NAMES and (
        call.name.startswith("mkdir")
        or (call.name in {"open", "openat", "creat"} and call.open_flags & os.O_CREAT > 0)
    )
    grows = call.number in SIZES and call.args[1] > 0
    return call.number in WRITES or makes_name or grows


def count_calls(deed: Deed, scene: Scene, trouble: Trouble) -> int:
    """Return at how many calls of a command the disk can show such trouble."""
    copy = scene.copy(scene.folder.with_name("measured"))
    disk = BadDisk(str(copy.folder), trouble, 0)
    ended = _run(deed, copy, disk)
    assert ended.code == 0, (deed.name, ended)
    return disk.seen


def try_command(deed: Deed, scene: Scene, before: Evidence, disk: BadDisk) -> Harm:
    """Run a command on a bad disk; when it is well again, look at what there is."""
    copy = scene.copy(scene.folder.with_name("harmed"))
    disk.root = str(copy.folder)
    ended = _run(deed, copy, disk)
    how = "from there on" if disk.stays else "once"
    where = f"{deed.name}, disk {disk.trouble.name.lower()} {how} at call {disk.at}"
    said = doctor(copy.data)
    after = evidence.of_folder(copy.data)
    losses = deed.losses(Seen(copy, 0, before, ended.out.decode(), after))
    if not deed.restores:
        losses += after.lacks(before)
    crashes = [*said, *after.faults, *_wrongly_said(deed, ended, before, after, disk)]
    return Harm(
        1,
        [f"{where}: {each}" for each in losses],
        [f"{where}: a code was accepted twice"] * after.doubles,
        [f"{where}: {each}" for each in crashes],
    )


def _run(deed: Deed, scene: Scene, disk: BadDisk) -> Ended:
    words = deed.command(scene, 0)
    return trace(lambda: main(words), scene.folder, disk, stdin=deed.stdin(scene))


def _wrongly_said(
    deed: Deed, ended: Ended, before: Evidence, after: Evidence, disk: BadDisk
) -> list[str]:
    """Name an answer that is no clear sentence, or is not true."""
    err = ended.err.decode()
    if ended.code == 0:
        return []
    if deed.restores and ended.code == _BAD_INPUT and "backup" in err:
        # What cannot be read is no backup to put back.
        return []
    if ended.code != _MACHINE_FAILED or "Something is wrong" in err:
        return [f"it ended with {ended.code}: {err}"]
    if not _CLEAR.fullmatch(err):
        return [f"it said: {err}"]
    is_told = deed.brings or deed.restores or "done at the next start" in err
    is_told |= disk.unsynced and "before you try again" in err
    if is_told or _figures(before) == _figures(after):
        return []
    return [f"it was recorded, though it said: {err}"]


def _figures(found: Evidence) -> tuple[object, ...]:
    return (
        set(found.redeemed), found.reversed, found.coupons_used, found.codes, found.codes_void,
        found.cards,
    )  # fmt: skip
