"""One line of a benchmark's table, the ways to make one, and the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tests.helpers.columns import columns

HEADINGS = ("measured", "ours", "reference", "ratio", "goal", "")
Row: TypeAlias = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of ours beside a reference measured in the same run.

    `ratio` is ours over the reference, or the other way round where more is better, so that it can
    be held against `goal` as it reads. `met` is None where the line is only for information.
    """

    name: str
    ours: str
    peer: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None


def shown(name: str, ours: str) -> Line:
    """Return a line for information: no reference, no goal."""
    return Line(name, ours)


def at_most(name: str, ours: float, most: float, unit: str = "s") -> Line:
    """Return a line whose goal is a plain ceiling: `ours` ≤ `most`."""
    return Line(name, quantity(ours, unit), goal=f"≤ {quantity(most, unit)}", met=ours <= most)


def at_least(name: str, ours: float, least: float, unit: str) -> Line:
    """Return a line whose goal is a plain floor: `ours` ≥ `least`."""
    return Line(name, quantity(ours, unit), goal=f"≥ {quantity(least, unit)}", met=ours >= least)


def within(  # less is better
    name: str, ours: float, peer: str, theirs: float, times: float, unit: str = "s"
) -> Line:
    """Return a line whose goal is to cost at most `times` what the reference `peer` costs."""
    ratio = ours / theirs
    reference = f"{peer} {quantity(theirs, unit)}"
    return Line(name, quantity(ours, unit), reference, ratio, f"≤ {times:.3g}×", ratio <= times)


def better(name: str, ours: float, peer: str, theirs: float, times: float, unit: str = "s") -> Line:
    """Return a line whose goal is to be at least `times` quicker or smaller than `peer`."""
    ratio = theirs / ours
    reference = f"{peer} {quantity(theirs, unit)}"
    return Line(name, quantity(ours, unit), reference, ratio, f"≥ {times:g}×", ratio >= times)


def quantity(value: float, unit: str) -> str:
    """Return `value` with three significant digits and its unit; seconds may become ms or µs."""
    if unit == "s":
        for scale, prefixed in ((1.0, "s"), (1e-3, "ms")):
            if value >= scale:
                return f"{value / scale:.3g} {prefixed}"
        return f"{value / 1e-6:.3g} µs"
    return f"{value:,.0f} {unit}" if value >= 1000 else f"{value:.3g} {unit}"


def table(lines: Sequence[Line]) -> str:
    """Return `lines` as a table in columns."""
    return columns([HEADINGS, *(row(line) for line in lines)])


def row(line: Line) -> Row:
    """Return the cells of `line`."""
    ratio = "" if line.ratio is None else quantity(line.ratio, "×").replace(" ", "")
    verdict = {None: "", True: "met", False: "MISSED"}[line.met]
    return (line.name, line.ours, line.peer, ratio, line.goal, verdict)
