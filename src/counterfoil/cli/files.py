"""Files that are written whole or not at all."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from counterfoil.domain.errors import InvalidInput, MachineError, NotFound
from counterfoil.ledger.whole_file import put_in_place


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """Give a file that takes the place of `path` once all is written, and else leaves no trace.

    What is no file, such as a pipe, is written as it is.

    Raises:
        InvalidInput: `path` is a folder, or lies in none.
        MachineError: the disk is full or failed.
    """
    check_target(path)
    beside = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    special = is_special(path)
    try:
        with (path if special else beside).open(
            "w" if special else "x", encoding="utf-8", newline=""
        ) as file:
            yield file
        if not special:
            put_in_place(beside, path)
    except OSError as error:
        raise MachineError(
            "{path} cannot be written ({why}); nothing was left there.",
            path=path,
            why=error.strerror,
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def is_special(path: Path) -> bool:
    """Say whether `path` is there and no file, such as a pipe or a terminal."""
    return path.exists() and not path.is_file() and not path.is_dir()


def check_target(path: Path) -> None:
    """Refuse a folder, or a place in none, as the name of a file. Raises InvalidInput."""
    if path.is_dir():
        raise InvalidInput("{path} is a folder; name a file in it.", path=path)
    if not path.absolute().parent.is_dir():
        raise InvalidInput("There is no folder {path}; make it first.", path=path.parent)


def read_bytes(path: Path, most: int) -> bytes:
    """Return a file's first bytes, at most so many.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it is a folder.
        MachineError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise NotFound("There is no file {file}; check the path.", file=path) from None
    except IsADirectoryError:
        raise InvalidInput("{file} is a folder; name a file in it.", file=path) from None
    except OSError as error:
        raise MachineError(
            "{file} cannot be read: {why}.", file=path, why=error.strerror
        ) from error
