"""Where the command line touches the machine: its clock, its folders, its log."""

import logging
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from platformdirs import user_data_path, user_log_path

from counterfoil.domain.store import Staff
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import default_staff, find_staff

APP = "counterfoil"
REPORT = "errors.log"


def clock() -> datetime:
    """Return the time: the one place where the command line reads it."""
    return datetime.now(UTC)


def default_data() -> Path:
    """Return the folder that the desk and the command line keep their ledger in."""
    return user_data_path(APP, appauthor=False)


@contextmanager
def opened(data: Path, database: str | None = None) -> Iterator[Ledger]:
    """Give the ledger in `data`, made where there is none, or the hub's at the URL `database`.

    Raises:
        Conflict: another program has it open.
        InvalidInput: the URL is of no PostgreSQL database.
        MachineError: the folder cannot be written, or the database not be reached.
    """
    if database is None:
        with open_ledger(data, clock()) as ledger:
            yield ledger
        return
    from counterfoil.hub.wiring import Place
    from counterfoil.hub.wiring import opened as hub_opened

    with hub_opened(Place(data, database, port=None)) as ledger:
        yield ledger


def acting(ledger: Ledger, staff_id: str | None) -> Staff:
    """Return who gives the command: the one named, else the till's manager."""
    return find_staff(ledger, staff_id) if staff_id else default_staff(ledger)


def quiet_logs() -> None:
    """Send what is logged to nobody: standard output and error belong to the command."""
    logging.basicConfig(handlers=[logging.NullHandler()])


def forgiving_streams() -> None:
    """Write a question mark for what the terminal's encoding lacks, where it is an old one.

    A stream that was closed is opened on nothing: otherwise the next file opened would be taken for
    it, and be read or written as if it were.
    """
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _open_closed_streams() -> None:
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def report_bug(error: BaseException) -> str:
    """Write an exception nobody expected, with its traceback, to a file; return where it went."""
    folder = user_log_path(APP, appauthor=False)
    report = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / REPORT).open("a", encoding="utf-8") as file:
            file.write(f"{clock().isoformat()}\n{report}\n")
    except OSError:
        sys.stderr.write(report)
        return "above"
    return str(folder / REPORT)


def run_desk(data: Path) -> int:
    """Open the desk on the ledger in `data`, in a process of its own; return its exit code."""
    frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if frozen else [sys.executable, "-m", APP]
    environment = os.environ | {"COUNTERFOIL_DATA": str(data)}
    return subprocess.run(program, env=environment, check=False).returncode  # noqa: S603 - ourselves


def drop_output(stream: int = 1) -> None:
    """Point standard output (1) or error (2) at nothing, once it takes no more: the rest of it."""
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), stream)
