"""The way in: which door opens, and how it is known whether a window can be."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterfoil.__main__ import has_display
from tests.house.checkout import ROOT

BARE = {key: value for key, value in os.environ.items() if "DISPLAY" not in key and key[:2] != "QT"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Path]:
    """Yield the path of a Unix socket on which something listens."""
    path = tmp_path / "wayland-7"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        yield path


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": ":987654"},
        {"DISPLAY": "127.0.0.1:59000"},
        {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/nowhere"},
        {"QT_QPA_PLATFORM": "xcb"},
    ],
)
def test_no_display_where_nothing_answers(environ: dict[str, str]) -> None:
    assert not has_display(environ)


def test_a_wayland_compositor_that_answers_is_a_display(server: Path) -> None:
    named = {"WAYLAND_DISPLAY": server.name, "XDG_RUNTIME_DIR": str(server.parent)}
    assert has_display(named)
    assert has_display({"WAYLAND_DISPLAY": str(server)})


def test_an_x_server_that_answers_is_a_display() -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("\0/tmp/.X11-unix/X98765")
        listener.listen()
        assert has_display({"DISPLAY": ":98765"})
        assert has_display({"DISPLAY": "unix:98765.0"})


def test_a_platform_that_needs_no_display_is_one() -> None:
    assert has_display({"QT_QPA_PLATFORM": "offscreen"})


def test_with_no_display_the_desk_says_so_and_fails() -> None:
    end = subprocess.run(
        [sys.executable, "-m", "counterfoil"],
        cwd=ROOT / "src", env=BARE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert end.returncode == 3
    assert end.stdout == ""
    assert end.stderr.startswith("There is no display")
    assert end.stderr.count("\n") == 1


def test_the_way_in_loads_neither_room() -> None:
    program = "import sys, counterfoil.__main__; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "src", capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert "counterfoil.__main__" in loaded
    assert not {"click", "PySide6", "sqlalchemy", "counterfoil.cli"} & set(loaded)


@pytest.mark.parametrize(
    ("raised", "ends", "said"),
    [("KeyboardInterrupt", "heard", ""), ("ValueError", "", "Exception ignored in")],
)
def test_an_interrupt_that_python_drops_is_heard_nevertheless(
    raised: str, ends: str, said: str
) -> None:
    """As there is a call-back behind every import, in which nothing that is raised gets far."""
    program = f"""
import sys, threading, weakref
from counterfoil.__main__ import hear_dropped_interrupts
sys.unraisablehook = hear_dropped_interrupts
def drop(_gone):
    raise {raised}
class Module: pass
module = Module()
kept = weakref.ref(module, drop)
try:
    del module
    threading.Event().wait({20 if ends else 0.1})
except KeyboardInterrupt:
    print("heard")
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "src", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (ran.stdout.strip(), ran.stderr[:20]) == (ends, said)
