"""Where the desk touches the machine: its clock, its folders, its log."""

import logging
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog
from platformdirs import user_data_path

APP = "counterfoil"
# Where the ledger lies, for a till that keeps it elsewhere than its user's data.
FOLDER_VARIABLE = "COUNTERFOIL_DATA"
LOG_FILE = "desk.log"
LOG_BYTES = 1_000_000
OLD_LOGS = 3


def clock() -> datetime:
    """Return the time: the one place where the desk reads it."""
    return datetime.now(UTC)


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that the desk and the command line keep their ledger in."""
    named = environ.get(FOLDER_VARIABLE)
    return Path(named).expanduser() if named else user_data_path(APP, appauthor=False)


def log_to(folder: Path) -> logging.Handler | None:
    """Write the log beside the ledger; None where that cannot be, which is told elsewhere."""
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory())
    try:
        (folder / "log").mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "log" / LOG_FILE, maxBytes=LOG_BYTES, backupCount=OLD_LOGS, encoding="utf-8"
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler
