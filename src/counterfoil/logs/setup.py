"""Where a program's log goes, and what each of its lines looks like: JSON, through structlog."""

import logging
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TextIO

import structlog

from counterfoil.logs.places import place, traced
from counterfoil.logs.scrub import scrub

FOLDER: Final = "log"
BYTES: Final = 1_000_000
"""How large a file of the log may get; then the next one is begun."""
OLD: Final = 3
"""Files that are kept besides the one that is written to."""

# Their messages are sentences of their programs, with the values apart.
_SPOKEN: Final = ("alembic", "uvicorn")
_SHARED: Final[list[structlog.typing.Processor]] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def log_to_stream(stream: TextIO | None = None) -> logging.Handler:
    """Send what this program logs to `stream`, by default standard error; return the handler."""
    _configure()
    return _begin(logging.StreamHandler(stream or sys.stderr))


def log_to_file(folder: Path, program: str) -> logging.Handler | None:
    """Write the log of `program` into the data folder's `log`, in files of bounded size.

    None where that cannot be: a program goes on without a log.
    """
    _configure()
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        return _begin(Rotating(folder / FOLDER / f"{program}.log"))
    except OSError:
        return None


def stop(handler: logging.Handler | None) -> None:
    """Write no more through a handler; warnings go where they went before."""
    logging.captureWarnings(capture=False)
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        # What a full disk did not take is tried once more here, and is no reason to fail for.
        with suppress(OSError):
            handler.close()


class Rotating(RotatingFileHandler):
    """Files that together stay below a bound; where one cannot be written, the line is lost."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=BYTES, backupCount=OLD, encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say nothing: on a full disk the log is what matters least."""


def _configure() -> None:
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    # A warning quotes what it warns of.
    logging.captureWarnings(capture=True)


def _begin(handler: logging.Handler) -> logging.Handler:
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_SHARED, _foreign],
            processors=[
                _with_trace,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                scrub,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            use_get_message=False,
        )
    )
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def _foreign(
    _logger: object, _name: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep of what a library logs where it did, and its sentence where the values stand apart."""
    record: logging.LogRecord = line["_record"]
    sentence = str(line.pop("event", ""))
    line["at"] = place(record.pathname, record.lineno, record.funcName or "")
    line["event"] = "said by a library"
    if record.name.partition(".")[0] in _SPOKEN:
        line["foreign"] = sentence
    return line


def _with_trace(
    _logger: object, _name: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    error = _error(line.pop("exc_info", None))
    if error is not None:
        line["trace"] = traced(error)
    return line


def _error(
    given: BaseException
    | bool
    | tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
    | None,
) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1]
    return sys.exception() if given else None
