"""What holds for every test: no screen needed, nothing left running, nothing said unexpectedly."""

import gc
import importlib.util
import logging
import os
import re
import signal
import threading
import time
from collections.abc import Iterator

import hypothesis
import pytest
import structlog

# Set before any test module imports Qt. A test that needs a real X server starts one for a child.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# What a shell starts in the background is deaf to Ctrl-C, and so would be the programs that tests
# start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

THREAD_GRACE_S = 1.0

# Deadlines measure the machine, not the code. CI repeats the same examples every time.
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Accept pytest-qt's setting where pytest-qt is absent, as in the environment of the core."""
    if importlib.util.find_spec("pytestqt") is None:
        parser.addini("qt_log_level_fail", "unused without pytest-qt")


def pytest_collection_finish() -> None:
    """Take what is loaded for permanent, so that collecting garbage stays quick all along."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running which would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    until = time.monotonic() + THREAD_GRACE_S
    for thread in left:
        thread.join(timeout=max(0.0, until - time.monotonic()))
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"the test left threads running: {', '.join(alive)}"


# The driver tells it, or not, as the server's answers happen to come; whoever waits has the error.
CHANCE = "error ignored terminating <psycopg.Pipeline"


class Complaints(logging.Handler):
    """Keeps every warning and error that is logged, but for what is there by chance."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith(CHANCE):
            self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or error, unless `@pytest.mark.logs(pattern)` asks for it.

    structlog is routed through the standard library for the test, so both are heard. A pattern that
    nothing matched fails the test too.
    """
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, structlog.processors.KeyValueRenderer()],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    complaints = Complaints()
    logging.getLogger().addHandler(complaints)
    yield
    logging.getLogger().removeHandler(complaints)
    structlog.reset_defaults()
    said = [f"{record.name}: {record.getMessage()}" for record in complaints.records]
    patterns = [re.compile(mark.args[0]) for mark in request.node.iter_markers("logs")]
    unexpected = [line for line in said if not any(p.search(line) for p in patterns)]
    assert not unexpected, f"logged without being asked for: {unexpected}"
    unheard = [p.pattern for p in patterns if not any(p.search(line) for line in said)]
    assert not unheard, f"expected in the log, but not there: {unheard}"
