"""Which libraries the programs and libraries of Linux in a folder load."""

import re
import subprocess
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

MAGIC = b"\x7fELF"
NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
FILE = re.compile(r"^(\S.*):\s+file format ", re.MULTILINE)
# Loaded by name, so that no table says who needs them.
BY_NAME = ("libzbar.so*", "libpython3*", "libusb-1.0.so*")


def binaries(folder: Path) -> list[Path]:
    """Return the programs and libraries below `folder`, without the links to them."""
    return [each for each in sorted(folder.rglob("*")) if is_binary(each)]


def is_binary(file: Path) -> bool:
    """Tell whether `file` is a program or a library, and no link."""
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(MAGIC)) == MAGIC


def needed(files: Iterable[Path]) -> dict[Path, set[str]]:
    """Return for each of `files` the names of the libraries that it loads."""
    command = ["objdump", "-p", *map(str, files)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pieces = FILE.split(told)[1:]
    return {
        Path(name): set(NEEDED.findall(text))
        for name, text in zip(pieces[::2], pieces[1::2], strict=True)
    }


def lacking(folder: Path) -> set[str]:
    """Return the names of the libraries that files below `folder` load and that are not there."""
    here = {each.name for each in folder.rglob("*")}
    return set().union(*needed(binaries(folder)).values()) - here


def drop_unused(folders: Iterable[Path], whole: Path) -> list[str]:
    """Remove the libraries right in `folders` that nothing below `whole` loads; return their names.

    They came with a plug-in that was left out.
    """
    loads = needed(binaries(whole))
    places = [each for folder in folders for each in sorted(folder.glob("lib*.so*"))]
    dropped: list[str] = []
    while True:
        wanted = set().union(*(names for file, names in loads.items() if file.exists()))
        unused = [each for each in places if _there(each) and not _is_used(each.name, wanted)]
        if not unused:
            return sorted(set(dropped))
        for each in unused:
            each.unlink()
            dropped.append(each.name)


def _there(file: Path) -> bool:
    return file.is_symlink() or file.exists()


def _is_used(name: str, wanted: set[str]) -> bool:
    return name in wanted or any(fnmatch(name, pattern) for pattern in BY_NAME)
