"""Run by the packaged program before anything of its own: its libraries are beside it."""

import ctypes.util
import os
import sys
from pathlib import Path

_LIBRARIES = Path(getattr(sys, "_MEIPASS", "."))
_OURS = {"zbar": "libzbar.so.0"}


def _found_beside(name: str) -> str | None:
    """Find a library of the bundle first; the linker's cache knows the system's only."""
    beside = _LIBRARIES / _OURS.get(name, "")
    return str(beside) if name in _OURS and beside.is_file() else _elsewhere(name)


if sys.platform == "linux":
    _elsewhere = ctypes.util.find_library
    ctypes.util.find_library = _found_beside
    # What it calls of itself, such as the desk from `demo`, starts anew: it would take the path
    # below for set already.
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    # For this process it has done its work; a program that is called, such as lp, has its own.
    _before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if _before is not None:
        os.environ["LD_LIBRARY_PATH"] = _before
