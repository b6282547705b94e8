"""What nobody caught is logged, told of once, and counted when it comes again and again."""

import io
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterfoil.logs.hooks import Unexpected
from counterfoil.logs.report import log_parts
from counterfoil.logs.setup import log_to_stream, stop
from tests.house.checkout import ROOT


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = log_to_stream(stream)
    yield stream
    stop(handler)


def broken_part(secret: str) -> None:
    """Fail as a part of the program would that has a mistake, with data in its message."""
    raise KeyError(secret)


def caught(secret: str) -> KeyError:
    try:
        broken_part(secret)
    except KeyError as error:
        return error
    raise AssertionError


@pytest.mark.logs("unexpected")
def test_the_same_mistake_is_told_of_once_and_soon_only_counted(said: io.StringIO) -> None:
    told: list[BaseException] = []
    unexpected = Unexpected(told.append)
    for number in range(1000):
        unexpected.take(caught(f"SECRET-{number}"), "main")
    assert len(told) == 1
    assert len(said.getvalue().splitlines()) < 15
    assert '"count": 512' in said.getvalue()
    assert "SECRET" not in said.getvalue()


@pytest.mark.logs("unexpected")
def test_every_thread_and_whoever_nobody_called_are_heard(said: io.StringIO) -> None:
    class Dropped:
        def __del__(self) -> None:
            raise ValueError("SECRET")

    undo = Unexpected().hook()
    try:
        thread = threading.Thread(target=broken_part, args=("SECRET",), name="Anna")
        thread.start()
        thread.join()
        del_me = Dropped()
        del del_me
        sys.excepthook(KeyError, caught("SECRET"), None)
    finally:
        undo()
    lines = said.getvalue()
    for where in ("thread", "nobody called", "main"):
        assert f'"where": "{where}"' in lines
    assert "SECRET" not in lines
    assert "Anna" not in lines


CRASH = """
import faulthandler, sys
from pathlib import Path
from counterfoil.logs.hooks import log_crashes
log_crashes(Path(sys.argv[1]))
def redeem(code):
    faulthandler._sigsegv()
redeem("SECRET")
"""


@pytest.mark.slow
def test_a_hard_crash_leaves_its_places_and_no_values(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", CRASH, str(tmp_path)], cwd=ROOT / "src", check=False
    )
    assert ran.returncode != 0
    (part,) = log_parts(tmp_path)
    assert part.name == "log/crash.log"
    assert "redeem" in part.text
    assert "SECRET" not in part.text
    assert str(tmp_path) not in part.text
