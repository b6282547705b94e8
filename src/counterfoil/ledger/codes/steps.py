"""Long work in short steps, so that a till goes on redeeming while a million codes are made.

A step generator yields its progress after each step, a short transaction, and returns its result.
Whoever drives it may do other things between two steps.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of the work is done, in codes or in what else is counted.

    `stage` names the part that is counted where the work has several, each from 0 to its own total.
    """

    done: int
    total: int
    stage: str = ""


Steps: TypeAlias = Generator[Progress, None, T]
Report: TypeAlias = Callable[[Progress], object]
Cancelled: TypeAlias = Callable[[], bool]


class Stopped(Exception):
    """Somebody cancelled the work; caught where what was begun is removed."""


def unheard(_: Progress) -> None:
    """Report to nobody."""


def never() -> bool:
    """Let the work go on to its end."""
    return False


def finish(steps: Steps[T], progress: Report = unheard) -> T:
    """Do all steps in a row and return their result."""
    while True:
        try:
            progress(next(steps))
        except StopIteration as end:
            result: T = end.value
            return result


def until(cancelled: Cancelled, steps: Steps[T]) -> Steps[T]:
    """Pass `steps` on, raising Stopped before the next one once `cancelled` says so."""
    while True:
        if cancelled():
            raise Stopped
        try:
            done = next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
        yield done
