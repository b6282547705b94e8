"""Where the command line touches the machine: its clock, its folders, its log."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from platformdirs import user_data_path

from counterfoil.domain.errors import UserError
from counterfoil.domain.store import Staff
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import default_staff, find_staff

APP = "counterfoil"
LOG = "command-line"
DATA = "data"
"""What the commands' context keeps the data folder under."""


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
    with _ledger(data, database) as ledger, _logged(data, ledger):
        yield ledger


@contextmanager
def _ledger(data: Path, database: str | None) -> Iterator[Ledger]:
    if database is None:
        with open_ledger(data, clock()) as ledger:
            yield ledger
        return
    from counterfoil.hub.wiring import Place
    from counterfoil.hub.wiring import opened as hub_opened

    with hub_opened(Place(data, database, port=None)) as ledger:
        yield ledger


@contextmanager
def _logged(data: Path, ledger: Ledger) -> Iterator[None]:
    from counterfoil.ledger.done import done_since
    from counterfoil.ledger.outbox.sending import last_entry
    from counterfoil.ledger.standing import about
    from counterfoil.logs.program import log_end, log_start
    from counterfoil.logs.setup import log_to_file, stop

    handler = log_to_file(data, LOG)
    log_start(LOG, **about(ledger))
    before = last_entry(ledger)
    try:
        yield
    finally:
        with suppress(UserError):
            done = done_since(ledger, before)
            log_end(LOG, done=done.kinds, refused=done.refused)
        stop(handler)


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


def report_bug(error: BaseException, data: Path | None = None) -> str:
    """Log an exception nobody expected in the data folder; return where, "above" where it cannot.

    It is noted by its kind and the places it came through: what it says may quote a code.
    """
    from counterfoil.logs.hooks import Unexpected
    from counterfoil.logs.places import traced
    from counterfoil.logs.setup import FOLDER, log_to_file, stop

    folder = data or default_data()
    handler = log_to_file(folder, LOG)
    if handler is None:
        sys.stderr.write("".join(f"{line}\n" for line in traced(error)))
        return "above"
    try:
        Unexpected().take(error, "command line")
    finally:
        stop(handler)
    return str(folder / FOLDER / f"{LOG}.log")


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
