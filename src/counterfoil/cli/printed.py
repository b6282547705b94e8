"""Sheets made with progress, and what came of it."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from counterfoil.cli.options import stoppable
from counterfoil.cli.output import counted, say, show_json
from counterfoil.cli.progress import shown_progress
from counterfoil.domain.problem import Problem
from counterfoil.domain.text import printable
from counterfoil.ledger.codes.steps import Cancelled, Steps, Stopped, finish
from counterfoil.sheets.making import PROVING, WRITING, Printed
from counterfoil.sheets.proof import Eyes, Failure

_STAGES = {WRITING: "Writing the sheets", PROVING: "Proving the labels"}
_NOT_PROVED = 1


def eyes() -> Eyes:
    """Return what a proof sees with."""
    # Here and not above: OpenCV takes a while, and a file without a proof needs none.
    from counterfoil.scanning.proofreading import page_pictures, read_upright

    return Eyes(page_pictures, read_upright)


def made_sheets(steps: Callable[[Cancelled], Steps[Printed]]) -> Printed:
    """Make sheets with progress; Ctrl-C leaves none of them and raises Abort."""
    with stoppable() as stopped, shown_progress(_STAGES[WRITING], _STAGES) as report:
        try:
            return finish(steps(stopped), report)
        except Stopped:
            raise click.Abort from None


def told(made: Printed, output: Path, *, as_json: bool) -> int:
    """Tell what came of it; return the exit code."""
    tell_problems(made.problems)
    failures = made.proof.failures if made.proof else ()
    if as_json:
        show_json(_record(made, output))
    elif made.path is not None:
        _say_made(made, output)
    if made.path is not None:
        return 0
    _say_failed(failures)
    return _NOT_PROVED


def tell_problems(problems: Iterable[Problem]) -> None:
    """Say on standard error what does not go as wished."""
    for problem in problems:
        click.echo(printable(str(problem)), err=True)


def _say_made(made: Printed, output: Path) -> None:
    first, last = made.first_sheet, made.last_sheet
    numbers = f"number {first}" if first == last else f"numbers {first} to {last}"
    labels, sheets = counted(made.labels, "label"), counted(made.sheets, "sheet")
    say(f"Written to {output}: {labels} on {sheets}, {numbers}.")
    if made.proof is not None:
        say(f"Proved: {made.proof.proved:,} of {counted(made.proof.total, 'label')}.")


def _say_failed(failures: tuple[Failure, ...]) -> None:
    first = failures[0]
    where = f"label {first.place} of sheet {first.sheet}" if first.place else f"sheet {first.sheet}"
    said = [f"Nothing is printed: {where} failed the proof.", first.sentence]
    if first.expected:
        said.append(f"It should be {first.expected}.")
    if first.read and first.read != first.expected:
        said.append(f"What was read is {first.read}.")
    click.echo(printable(" ".join(said)), err=True)


def _record(made: Printed, output: Path) -> dict[str, object]:
    proof = made.proof
    return {
        "file": None if made.path is None else str(output),
        "labels": made.labels,
        "sheets": made.sheets,
        "firstSheet": made.first_sheet,
        "lastSheet": made.last_sheet,
        "proved": None if proof is None else proof.proved,
        "problems": [str(problem) for problem in made.problems],
        "failures": [_failure(each) for each in proof.failures] if proof else [],
    }


def _failure(each: Failure) -> dict[str, object]:
    return {
        "sheet": each.sheet,
        "place": each.place or None,
        "expected": each.expected or None,
        "read": each.read or None,
        "why": each.sentence,
    }
