"""Where the desk touches the machine: its clock, its folders, its log."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import structlog
from platformdirs import user_data_path
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from counterfoil.ledger.sealing import KEY_FILE_VARIABLE
from counterfoil.logs.hooks import Unexpected, forget_crashes, log_crashes
from counterfoil.logs.program import log_end, log_start
from counterfoil.logs.setup import log_to_file, stop

APP = "counterfoil"
# Where the ledger lies, for a till that keeps it elsewhere than its user's data.
FOLDER_VARIABLE = "COUNTERFOIL_DATA"
LOG = "desk"
MOST_SENTENCES, MOST_TIMES = 1000, 3
_LOG = structlog.get_logger("counterfoil.qt")


def clock() -> datetime:
    """Return the time: the one place where the desk reads it."""
    return datetime.now(UTC)


def key_file(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the file with the key of an encrypted ledger, where the environment names one."""
    named = environ.get(KEY_FILE_VARIABLE)
    return Path(named) if named else None


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that the desk and the command line keep their ledger in."""
    named = environ.get(FOLDER_VARIABLE)
    return Path(named).expanduser() if named else user_data_path(APP, appauthor=False)


@contextmanager
def logged(
    folder: Path, told: Callable[[BaseException], object], exit_code: Callable[[], int]
) -> Iterator[None]:
    """Log what the desk does, beside the ledger: its start and end, and what nobody caught.

    `told` gets mistakes of the program, the first of each kind, on whichever thread it came.
    """
    handler = log_to_file(folder, LOG)
    crashes = log_crashes(folder)
    undo = Unexpected(told).hook()
    before = qInstallMessageHandler(_hearing_qt())
    log_start(LOG, qt=qVersion())
    try:
        yield
    finally:
        log_end(LOG, exit_code=exit_code())
        qInstallMessageHandler(before)
        undo()
        forget_crashes(crashes)
        stop(handler)


def _hearing_qt() -> Callable[[QtMsgType, QMessageLogContext, str], None]:
    """Return what logs the warnings of Qt, each sentence a few times at most."""
    heard: Counter[str] = Counter()

    def hear(kind: QtMsgType, _context: QMessageLogContext, sentence: str) -> None:
        if kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}:
            return
        if len(heard) < MOST_SENTENCES and heard[sentence] < MOST_TIMES:
            heard[sentence] += 1
            _LOG.warning("said by qt", foreign=sentence)

    return hear
