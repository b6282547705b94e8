"""The program and the package as `make` builds them, and what is seen of its window."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.house.checkout import ROOT

PROGRAM = ROOT / "dist" / "counterfoil" / "counterfoil"
START_S = 600
LOOK_S = 0.5
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(["grab"])
screen = QGuiApplication.primaryScreen()
picture = screen.grabWindow(0)
image = picture.toImage()
seen = {image.pixel(x, y) for x in range(0, image.width(), 8) for y in range(0, image.height(), 8)}
picture.save(sys.argv[1])
print(len(seen))
"""
# A screen without a window has one colour or two; one with ours, dozens.
COLOURS = 20


def make(target: str) -> None:
    """Have `make` build `target`; fail with what it said."""
    done = subprocess.run(
        ["make", "--no-print-directory", target],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def colours_on(display: str, picture: Path) -> int:
    """Save what is on the screen as `picture`; return how many colours it has."""
    done = subprocess.run(
        [sys.executable, "-c", GRAB, str(picture)],
        check=True,
        capture_output=True,
        text=True,
        env={"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PATH": "/usr/bin:/bin"},
    )
    return int(done.stdout)


@dataclass(frozen=True, slots=True)
class Opened:
    """A desk that runs, and the picture of its window."""

    process: "subprocess.Popen[bytes]"
    picture: Path


@contextmanager
def opened(
    command: Sequence[str], display: str, environment: Mapping[str, str], picture: Path
) -> Iterator[Opened]:
    """Open the desk by `command` and wait for its window to be painted; end it in the end."""
    said = picture.with_suffix(".log")
    with said.open("wb") as log:
        process = subprocess.Popen(command, env=dict(environment), stdout=log, stderr=log)
    try:
        until = time.monotonic() + START_S
        while colours_on(display, picture) < COLOURS:
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < until, f"no window within {START_S} s: {said.read_text()}"
            # Nothing tells when another program has painted.
            _pause(LOOK_S)
        yield Opened(process, picture)
    finally:
        # What it started in a system of its own ends with it, and hears of no other signal.
        process.kill()
        process.wait(30)


def _pause(seconds: float) -> None:
    subprocess.run(["sleep", str(seconds)], check=True)
