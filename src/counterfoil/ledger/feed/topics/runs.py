"""Runs of ids: first and last of each, ascending, none of them touching another."""

from collections.abc import Iterable, Iterator

Run = tuple[int, int]


def runs_of(ids: Iterable[int]) -> list[Run]:
    """Return the runs that ascending ids make."""
    runs: list[Run] = []
    for each in ids:
        if runs and runs[-1][1] == each - 1:
            runs[-1] = (runs[-1][0], each)
        else:
            runs.append((each, each))
    return runs


def outside(runs: Iterable[Run], first: int, last: int) -> Iterator[Run]:
    """Yield the runs of what is from `first` to `last` and in none of `runs`."""
    for low, high in runs:
        if first < low:
            yield first, min(low - 1, last)
        first = max(first, high + 1)
    if first <= last:
        yield first, last


def without(run: Run, first: int, last: int) -> Iterator[Run]:
    """Yield what is left of a run when the ids from `first` to `last` are taken out."""
    if run[0] < first:
        yield run[0], min(run[1], first - 1)
    if run[1] > last:
        yield max(run[0], last + 1), run[1]
