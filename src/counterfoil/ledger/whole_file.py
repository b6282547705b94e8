"""Files that are written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from counterfoil.domain.errors import InvalidInput, MachineError


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """Give a file that takes the place of `path` at the end, and leaves no trace on an error."""
    with made_whole(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """Give the name of a file beside `path` that takes its place at the end.

    On an error it leaves no trace.
    """
    if path.exists() and not path.is_file():
        # Moving the whole file there would replace a device by a file.
        raise InvalidInput(
            "{path} is there and is no file; give the name of a file.", path=str(path)
        )
    beside = path.with_name(f".{path.name}.part")
    try:
        yield beside
        put_in_place(beside, path)
    except OSError as error:
        raise MachineError(
            "The file {path} cannot be written ({reason}); free some space or choose another"
            " folder.",
            path=str(path),
            reason=error.strerror,
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def write_durably(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a small file whole or not at all, and wait until the disk has it. Raises OSError."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    put_in_place(beside, path)


def put_in_place(beside: Path, path: Path) -> None:
    """Give a file that is whole its name, and wait until the disk has both. Raises OSError."""
    _sync(beside, os.O_RDWR)
    beside.replace(path)
    # Windows keeps names in order itself, and opens no folder.
    if os.name != "nt":
        _sync(path.absolute().parent, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
