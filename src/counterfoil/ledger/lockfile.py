"""The lock on a data folder: one program at a time, and the second learns who has it."""

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from counterfoil.domain.errors import Conflict, MachineError

if sys.platform == "win32":
    import msvcrt

    # A locked byte cannot be read, so the one that is locked lies far behind the text.
    _LOCKED_BYTE = 1 << 30

    def _try_lock(file: TextIO) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _try_lock(file: TextIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class InUse(Conflict):
    """Another program has the folder."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock while it is held. It goes with the process, however that ends."""

    path: Path
    file: TextIO

    def release(self) -> None:
        """Let the next program in. The file stays: removing it would let two in at once."""
        if self.file.closed:
            return
        with suppress(OSError):
            self.file.truncate(0)
        self.file.close()


def take_lock(path: Path, now: datetime) -> Lock:
    """Take the lock at `path` for this process.

    Raises InUse where another process has it, saying which, and MachineError where the file
    cannot be written.
    """
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise MachineError(
            "{folder} cannot be written ({why}); check who owns it, or name another folder.",
            folder=path.parent,
            why=error.strerror,
        ) from error
    try:
        _try_lock(file)
    except OSError as error:
        with file:
            raise InUse(
                "{folder} is in use by {holder}; close it first.",
                folder=path.parent,
                holder=_holder(file),
            ) from error
    _sign(file, now)
    return Lock(path, file)


def _sign(file: TextIO, now: datetime) -> None:
    name = Path(sys.argv[0]).name or "counterfoil"
    who = {"pid": os.getpid(), "program": name, "since": f"{now:%Y-%m-%d %H:%M} UTC"}
    # On a full disk the lock holds without saying who has it.
    with suppress(OSError):
        os.ftruncate(file.fileno(), 0)
        os.write(file.fileno(), json.dumps(who).encode())


def _holder(file: TextIO) -> str:
    file.seek(0)
    try:
        who = json.loads(file.read(1000))
        return f"process {who['pid']} ({who['program']}) since {who['since']}"
    except (ValueError, KeyError, TypeError, OSError):
        return "another program"
