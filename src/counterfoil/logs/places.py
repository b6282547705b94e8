"""Errors by what they are and where they came from; what they say stays out.

An error's message may quote what was sent, typed or read, and so may the values of its variables.
"""

import traceback
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from counterfoil.domain.errors import UserError

MOST_PLACES: Final = 60
_ROOTS: Final = ("counterfoil", "site-packages", "dist-packages")


def traced(error: BaseException) -> list[str]:
    """Return what kind of error it is and where it came from, with those that caused it.

    Of our own `UserError`s there is the sentence, too, with the names of its values in their place.
    """
    places = [line for each in _chain(error) for line in _lines(each)]
    if len(places) <= MOST_PLACES:
        return places
    half = MOST_PLACES // 2
    return [*places[:half], "…", *places[-half:]]


def innermost(error: BaseException) -> str:
    """Return the kind of an error and the place that raised it: the same for the same mistake."""
    frames = traceback.extract_tb(error.__traceback__, limit=-1)
    where = f" at {place(frames[0].filename, frames[0].lineno, frames[0].name)}" if frames else ""
    return f"{type(error).__qualname__}{where}"


def place(file: str, line: int | None, function: str) -> str:
    """Return a place in the program, without the folders that it happens to be installed in."""
    return f"{short_path(file)}:{line or 0} {function}"


def short_path(file: str) -> str:
    """Return the path of a module from its package on; its folders may name whoever works there."""
    parts = PurePath(file).parts
    for root in _ROOTS:
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at if root == _ROOTS[0] else at + 1 :])
    return PurePath(file).name


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    said = f": {error.template}" if isinstance(error, UserError) else ""
    yield f"{type(error).__qualname__}{said}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield place(frame.filename, frame.lineno, frame.name)
