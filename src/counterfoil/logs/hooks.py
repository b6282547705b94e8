"""What nobody caught goes into the log: on any thread, where nobody called, and in a hard crash."""

import faulthandler
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

import structlog

from counterfoil.logs.places import innermost, traced
from counterfoil.logs.setup import FOLDER

CRASHES: Final = "crash.log"
_MOST_BYTES: Final = 200_000
_MOST_TIMES: Final = 5
"""How often the same mistake is written down whole; then it is counted."""
_LOG: Final = structlog.get_logger("counterfoil.program")

Told = Callable[[BaseException], object]


class Unexpected:
    """Takes mistakes of the program: each is logged, and `told` of the first of each kind.

    A mistake that comes again and again, as in painting a window, is counted after a few times.
    """

    def __init__(self, told: Told = lambda _error: None) -> None:
        self._told = told
        self._times: dict[str, int] = {}
        self._lock = threading.Lock()

    def take(self, error: BaseException, where: str) -> None:
        """Log a mistake that came from `where`, in plain words, and tell of it if it is new."""
        kind = innermost(error)
        with self._lock:
            times = self._times[kind] = self._times.get(kind, 0) + 1
        if times <= _MOST_TIMES:
            _LOG.error("unexpected", where=where, trace=traced(error))
        elif (times & (times - 1)) == 0:
            _LOG.error("unexpected again", where=where, count=times, trace=traced(error)[:1])
        if times == 1:
            self._told(error)

    def hook(self) -> Callable[[], None]:
        """Take what nobody catches from now on; return what undoes that.

        Ctrl-C and what ends the program go where they went before.
        """
        before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

        def uncaught(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            if isinstance(error, Exception):
                self.take(error.with_traceback(trace), "main")
            else:
                before[0](kind, error, trace)

        def in_thread(args: threading.ExceptHookArgs) -> None:
            if isinstance(args.exc_value, Exception):
                self.take(args.exc_value, "thread")
            else:
                before[1](args)

        def dropped(args: "sys.UnraisableHookArgs") -> None:
            if isinstance(args.exc_value, Exception):
                self.take(args.exc_value, "nobody called")
            else:
                before[2](args)

        def undo() -> None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = before

        sys.excepthook, threading.excepthook, sys.unraisablehook = uncaught, in_thread, dropped
        return undo


def log_crashes(folder: Path) -> TextIO | None:
    """Have a hard crash write where each thread was into `crash.log`; return the open file.

    Python writes names of functions and numbers of lines there, no values. None where there can be
    no file.
    """
    path = folder / FOLDER / CRASHES
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a", encoding="utf-8")
        if file.tell() > _MOST_BYTES:
            file.truncate(0)
    except OSError:
        return None
    faulthandler.enable(file)
    return file


def forget_crashes(file: TextIO | None) -> None:
    """Write no more crashes there."""
    if file is not None:
        faulthandler.disable()
        with suppress(OSError):
            file.close()
