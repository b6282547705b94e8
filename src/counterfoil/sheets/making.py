"""A file of sheets made: written, then proved."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from counterfoil.domain.problem import Problem
from counterfoil.ledger.codes.steps import Progress, Steps, T
from counterfoil.ledger.sheets.model import Run, SheetPage
from counterfoil.sheets.pages import PagePlan, plan_problems, writing_steps
from counterfoil.sheets.proof import Eyes, Proof
from counterfoil.sheets.proving import proof_steps

WRITING: Final = "writing"
PROVING: Final = "proving"
"""The stages of the work, as its progress names them."""


@dataclass(frozen=True, slots=True)
class Order:
    """Sheets to be made: how many `labels` and `pages`, and the pages, anew each time.

    `first` is the number of the first sheet, `of` how many pages the run has that they are from.
    """

    plan: PagePlan
    title: str
    sheets: Callable[[], Iterable[SheetPage]]
    labels: int
    pages: int
    first: int
    of: int

    @property
    def last(self) -> int:
        """The number of the last sheet."""
        return self.first + self.pages - 1


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of an order: the sheets from `first_sheet` to `last_sheet`.

    Where the proof failed, `path` and `recorded` are None: there is no file, and nothing was
    recorded. `proof` is None where none was asked for.
    """

    path: Path | None
    labels: int
    first_sheet: int
    last_sheet: int
    proof: Proof | None
    problems: tuple[Problem, ...] = ()
    recorded: Run | None = None

    @property
    def sheets(self) -> int:
        """How many sheets there are."""
        return self.last_sheet - self.first_sheet + 1

    @property
    def run(self) -> Run:
        """The run as it is recorded. Raises ValueError where the proof failed."""
        if self.recorded is None:
            raise ValueError("nothing was printed")
        return self.recorded


class NotProved(Exception):
    """The proof failed: what was begun is to leave no trace."""

    def __init__(self, order: Order, proof: Proof) -> None:
        super().__init__()
        self.order, self.proof = order, proof

    @property
    def printed(self) -> Printed:
        """What is to be told of it."""
        order = self.order
        problems = plan_problems(order.plan)
        return Printed(None, order.labels, order.first, order.last, self.proof, problems)


def making_steps(path: Path, order: Order, now: datetime, eyes: Eyes | None) -> Steps[Proof | None]:
    """Write sheets into the file at `path`, and prove it where there are eyes.

    Raises:
        NotProved: a label is not what it should be.
        InvalidInput: a code cannot be printed in this layout.
        OSError: the disk is full or failed.
    """
    plan = order.plan
    with path.open("wb") as file:
        steps = writing_steps(file, plan, order.sheets(), order.of, order.title, now=now)
        yield from _named(WRITING, order.pages, steps)
        file.flush()
        os.fsync(file.fileno())
    if eyes is None:
        return None
    steps_of_proof = proof_steps(path, plan, order.sheets(), order.labels, eyes)
    proof = yield from _named(PROVING, order.labels, steps_of_proof)
    if not proof.passed:
        raise NotProved(order, proof)
    return proof


def _named(stage: str, total: int, steps: Steps[T]) -> Steps[T]:
    """Pass steps on with the stage's name, each from nothing to a total of its own."""
    yield Progress(0, total, stage)
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
        yield replace(done, total=total, stage=stage)
