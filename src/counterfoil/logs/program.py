"""When a program began and ended, and what it was: the first and the last line of its log."""

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog

from counterfoil import __version__

_LOG: Final = structlog.get_logger("counterfoil.program")


def program_facts(**more: object) -> dict[str, object]:
    """Return the version of the program and of what it runs on, and what else is known."""
    return {
        "version": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        **more,
    }


def log_start(program: str, **facts: object) -> None:
    """Log that a program began; `facts` as `standing.about` gives them."""
    _LOG.info("started", program=program, **program_facts(**facts))


def log_end(program: str, **facts: object) -> None:
    """Log that a program ended, and with which exit code where it is known."""
    _LOG.info("stopped", program=program, **facts)


@contextmanager
def logged(program: str, **facts: object) -> Iterator[None]:
    """Log that a program began, and that it ended, however it did."""
    log_start(program, **facts)
    try:
        yield
    finally:
        log_end(program)
