"""A program run system call by system call: seen, refused by the disk, or killed, at any of them.

The kernel stops the program before and after each call (`ptrace`, through the C library that Python
has loaded), so that it runs unchanged, with its own SQLite, and all that it writes is seen: the
database, its log, keys, copies, what it prints. That needs Linux on x86-64 and no compiler.
"""

import ctypes
import os
import platform
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

WRITES: Final = {1: "write", 18: "pwrite", 40: "sendfile", 326: "copy_range"}
SYNCS: Final = {74: "fsync", 75: "fdatasync"}
NAMES: Final = {
    2: "open", 85: "creat", 257: "openat", 82: "rename", 264: "renameat", 316: "renameat",
    87: "unlink", 263: "unlinkat", 83: "mkdir", 258: "mkdirat", 84: "rmdir",
}  # fmt: skip
SIZES: Final = {76: "truncate", 77: "ftruncate"}
READS: Final = {0: "read", 17: "pread"}
STRANGE: Final = {
    20: "writev", 296: "pwritev", 328: "pwritev2", 285: "fallocate", 437: "openat2", 86: "link",
    265: "linkat", 88: "symlink", 266: "symlinkat", 26: "msync", 277: "sync_file_range",
    425: "io_uring_setup",
}  # fmt: skip
CHANGES: Final = WRITES | SYNCS | NAMES | SIZES | STRANGE
"""Calls that may change what is on the disk; the strange ones nobody here knows how to repeat."""

_TRACEME, _SYSCALL, _POKEUSER, _SETOPTIONS, _INFO = 0, 24, 6, 0x4200, 0x420E
_EXITKILL_AND_SYSGOOD: Final = 0x100000 | 1
_STOPPED_BY_CALL: Final = signal.SIGTRAP | 0x80
_ENTERED, _LEFT = 1, 2
_RESULT, _THIRD, _NUMBER = 10 * 8, 12 * 8, 15 * 8
_LONGEST_PATH: Final = 4096
_AT_CWD: Final = -100
_NOT_KNOWN: Final = (1 << 64) - 1


class _Info(ctypes.Structure):
    _fields_ = (
        ("op", ctypes.c_uint8),
        ("padding", ctypes.c_uint8 * 3),
        ("arch", ctypes.c_uint32),
        ("ip", ctypes.c_uint64),
        ("sp", ctypes.c_uint64),
        ("number", ctypes.c_uint64),
        ("args", ctypes.c_uint64 * 6),
        ("rest", ctypes.c_uint64),
    )


CANNOT_TRACE: Final = "cannot be tried here, as programs are traced on Linux on x86-64 only"


def can_trace() -> bool:
    """Say whether programs can be traced on this machine."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


@dataclass
class Call:
    """A system call as it is entered. `name` is of the tables above."""

    pid: int
    number: int
    name: str
    args: tuple[int, ...]

    @property
    def file(self) -> str:
        """The file of the descriptor that is the first argument, as it is called now."""
        return str(Path(f"/proc/{self.pid}/fd/{self.args[0]}").readlink())

    @property
    def paths(self) -> tuple[str, ...]:
        """The names that the call is given, as absolute paths."""
        match self.name:
            case "openat" | "unlinkat" | "mkdirat":
                return (self._named(self.args[0], self.args[1]),)
            case "renameat":
                return (self._named(*self.args[:2]), self._named(*self.args[2:4]))
            case "rename":
                return (self._named(_AT_CWD, self.args[0]), self._named(_AT_CWD, self.args[1]))
        return (self._named(_AT_CWD, self.args[0]),)

    @property
    def where(self) -> str:
        """The file or name that it is about."""
        return self.paths[0] if self.number in NAMES or self.name == "truncate" else self.file

    @property
    def data(self) -> bytes:
        """What is written."""
        with open(f"/proc/{self.pid}/mem", "rb", buffering=0) as memory:  # noqa: PTH123
            memory.seek(self.args[1])
            return memory.read(self.args[2])

    @property
    def offset(self) -> int:
        """Where in the file it is written."""
        if self.name == "pwrite":
            return self.args[3]
        told = Path(f"/proc/{self.pid}/fdinfo/{self.args[0]}").read_text("ascii")
        return int(told.split("\n", 1)[0].removeprefix("pos:"))

    @property
    def open_flags(self) -> int:
        """The flags of a file that is opened."""
        match self.name:
            case "openat":
                return self.args[2]
            case "open":
                return self.args[1]
        return os.O_CREAT | os.O_WRONLY | os.O_TRUNC

    def _named(self, folder: int, address: int) -> str:
        path = self._text(address)
        if path.startswith("/"):
            return os.path.normpath(path)
        at = ctypes.c_int(folder & 0xFFFFFFFF).value
        link = "cwd" if at == _AT_CWD else f"fd/{at}"
        return os.path.normpath(Path(f"/proc/{self.pid}/{link}").readlink() / path)

    def _text(self, address: int) -> str:
        with open(f"/proc/{self.pid}/mem", "rb", buffering=0) as memory:  # noqa: PTH123
            memory.seek(address)
            # A name may lie at the end of what can be read.
            near = 4096 - address % 4096
            read = memory.read(near)
            if b"\0" not in read:
                read += memory.read(_LONGEST_PATH)
        return os.fsdecode(read.split(b"\0", 1)[0])


@dataclass(frozen=True, slots=True)
class Refused:
    """The disk's answer instead of the call: an error number, or a write of fewer bytes."""

    number: int = 0
    bytes: int | None = None


KILL: Final = Refused(-1)
"""The program is killed before the call."""

Entered = Callable[[Call], Refused | None]
Left = Callable[[Call, int], None]


@dataclass
class Ended:
    """How a traced program ended: its exit code or minus the signal, and what it printed."""

    code: int
    out: bytes
    err: bytes


@dataclass
class _Tracer:
    pid: int
    entered: Entered
    left: Left
    info: _Info = field(default_factory=_Info)
    call: Call | None = None
    answer: Refused | None = None

    def follow(self) -> int:
        """Run the program to its end; return its exit code, or minus the signal."""
        passed_on = 0
        while True:
            if _ptrace(_SYSCALL, self.pid, 0, passed_on) < 0:
                return _status(os.waitpid(self.pid, 0)[1])
            status = os.waitpid(self.pid, 0)[1]
            if not os.WIFSTOPPED(status):
                return _status(status)
            passed_on = os.WSTOPSIG(status)
            if passed_on == _STOPPED_BY_CALL:
                passed_on = 0
                self._stopped()

    def _stopped(self) -> None:
        _ptrace(_INFO, self.pid, ctypes.sizeof(self.info), ctypes.addressof(self.info))
        if self.info.op == _ENTERED:
            self._enter()
        elif self.info.op == _LEFT and self.call is not None:
            self._leave(self.call)

    def _enter(self) -> None:
        number = int(self.info.number)
        name = CHANGES.get(number) or READS.get(number)
        if name is None:
            self.call = None
            return
        self.call = Call(self.pid, number, name, tuple(self.info.args))
        self.answer = self.entered(self.call)
        if self.answer is KILL:
            os.kill(self.pid, signal.SIGKILL)
        elif self.answer is not None and self.answer.bytes is not None:
            _ptrace(_POKEUSER, self.pid, _THIRD, self.answer.bytes)
        elif self.answer is not None:
            _ptrace(_POKEUSER, self.pid, _NUMBER, _NOT_KNOWN)

    def _leave(self, call: Call) -> None:
        # What was the number of the call stands where the result is told.
        result = ctypes.c_int64(self.info.number).value
        if self.answer is not None and self.answer.bytes is None:
            result = -self.answer.number
            _ptrace(_POKEUSER, self.pid, _RESULT, result)
        self.call = None
        self.left(call, result)


def trace(
    run: Callable[[], int],
    folder: Path,
    entered: Entered = lambda _call: None,
    left: Left = lambda _call, _result: None,
    stdin: Path = Path(os.devnull),
) -> Ended:
    """Run a function in a child that is traced; what it prints goes to files in `folder`.

    `entered` is asked before each call of `CHANGES` and `READS`, and `left` told its result.
    """
    out, err = folder / "out", folder / "err"
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if not pid:
        _be_traced(run, stdin, out, err)
    os.waitpid(pid, 0)
    _ptrace(_SETOPTIONS, pid, 0, _EXITKILL_AND_SYSGOOD)
    code = _Tracer(pid, entered, left).follow()
    return Ended(code, out.read_bytes(), err.read_bytes())


def _be_traced(run: Callable[[], int], stdin: Path, out: Path, err: Path) -> None:
    code = 70
    try:
        flags = os.O_CREAT | os.O_WRONLY | os.O_TRUNC
        os.dup2(os.open(stdin, os.O_RDONLY), 0)
        os.dup2(os.open(out, flags), 1)
        os.dup2(os.open(err, flags), 2)
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            mode = "w" if number else "r"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
        _ptrace(_TRACEME, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        code = run()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - a child must not go on as its parent
        traceback.print_exc()
    finally:
        os._exit(code)


_libc: Final = ctypes.CDLL(None, use_errno=True)
if sys.platform == "linux":
    _libc.ptrace.argtypes = [ctypes.c_long] * 4
    _libc.ptrace.restype = ctypes.c_long


def _ptrace(request: int, pid: int, address: int, data: int) -> int:
    done: int = _libc.ptrace(request, pid, address, data)
    return done


def _status(status: int) -> int:
    return os.waitstatus_to_exitcode(status)
