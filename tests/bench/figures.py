"""The figures to reach: which line of which benchmark shows each, as it was measured last.

`make bench` keeps what it measured in `figures.json` and writes the README's table from it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tests.bench.report import HEADINGS, Line, row

KEPT: Final = Path(__file__).with_name("figures.json")
README: Final = Path(__file__).parents[2] / "README.md"
BEGIN: Final = "<!-- figures: written by `make bench` -->"
END: Final = "<!-- end of figures -->"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table: what it is, and the benchmark and line that measure it."""

    what: str
    benchmark: str
    line: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure as it was measured last, and on which day."""

    what: str
    day: str
    cells: tuple[str, ...]


FIGURES: Final = (
    Figure("1 M codes generated, against drawing them", "generate", "1 M codes, 8 of 31"),
    Figure(
        "1 M codes generated, against voucher-code-generator",
        "generate",
        "1 M codes against voucher-code-generator",
    ),
    Figure("10 M codes at once, memory", "generate", "10 M codes at once: peak memory"),
    Figure("1 M codes into the ledger", "codes", "1 M codes made, into the ledger"),
    Figure("10 M codes in the ledger, file", "codes", "10 M codes: database"),
    Figure("one code among 10 M looked up, p50", "codes", "look up 1 of 10 M, text to facts, p50"),
    Figure("one code among 10 M looked up, p99", "codes", "look up 1 of 10 M, p99"),
    Figure("one redemption among 10 M, mean", "redeem", "one redemption, mean"),
    Figure("one redemption, against the disk", "redeem", "one redemption, mean, disk"),
    Figure("one redemption among 10 M, p99", "redeem", "one redemption, p99"),
    Figure("three programs after 2,000 codes", "race", "won once each"),
    Figure("1 M codes exported as CSV", "codes", "export 1 M generated codes"),
    Figure("1 M codes imported from CSV, checked", "codes", "import 1 M codes, checked"),
    Figure("a QR symbol of a code", "sheets", "QR symbol of a code"),
    Figure("10,000 labels as PDF", "sheets", "10,000 labels"),
    Figure("100,000 labels, memory beyond", "sheets", "100,000 labels: more memory"),
    Figure("10,000 labels proved", "sheets", "proof of 10,000 labels"),
    Figure("QR code, hard pictures read", "decode", "QR Code, stills, at least the best"),
    Figure("hard camera runs read", "decode", "stream, runs read"),
    Figure("one camera frame, median", "decode", "stream, median frame"),
    Figure("wrong after steadying", "decode", "stream, wrong after steadying"),
    Figure(
        "scan to verdict painted, 10 M codes, p99", "desk", "text handed in → verdict painted, p99"
    ),
    Figure("start to a usable counter", "desk", "cold start to a usable counter, median"),
    Figure("list of 10 M codes opens", "office", "10 M: the list opens"),
    Figure("redemptions pushed to the hub", "sync", "redemptions pushed, one process"),
    Figure("redemptions pushed, against pgbench", "sync", "redemptions pushed"),
)


def kept() -> list[Measured]:
    """Return the figures measured so far, in the order of the table."""
    records = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else []
    return [Measured(each["what"], each["day"], tuple(each["cells"])) for each in records]


def keep(benchmark: str, lines: Sequence[Line], day: date) -> None:
    """Keep the figures that a benchmark has just measured, and write the README's table anew.

    Raises LookupError where the benchmark lacks a line of the table, or has it twice.
    """
    known = {each.what: each for each in kept()}
    known |= {each.what: each for each in measured(benchmark, lines, day)}
    ordered = [known[each.what] for each in FIGURES if each.what in known]
    text = json.dumps([asdict(each) for each in ordered], ensure_ascii=False, indent=1)
    KEPT.write_text(f"{text}\n", encoding="utf-8")
    page = README.read_text(encoding="utf-8")
    README.write_text(with_table(page, ordered), encoding="utf-8")


def measured(benchmark: str, lines: Sequence[Line], day: date) -> list[Measured]:
    """Return the table's figures among the lines of a benchmark. Raises LookupError."""
    found = []
    for figure in FIGURES:
        if figure.benchmark != benchmark:
            continue
        named = [line for line in lines if line.name == figure.line]
        if len(named) != 1:
            raise LookupError(f"{benchmark} has {len(named)} lines {figure.line!r}")
        found.append(Measured(figure.what, day.isoformat(), row(named[0])[1:]))
    return found


def markdown(figures: Sequence[Measured]) -> str:
    """Return the table as the README shows it."""
    heads = ("", *HEADINGS[1:-1], "", "on")
    rows = [(each.what, *each.cells, each.day) for each in figures]
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def with_table(page: str, figures: Sequence[Measured]) -> str:
    """Return the README with the table in its place. Raises LookupError where it has none."""
    place = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    if not place.search(page):
        raise LookupError("the README has no place for the figures")
    table = f"{BEGIN}\n\n{markdown(figures)}\n\n{END}"
    return place.sub(lambda _old: table, page)


def missing(figures: Sequence[Measured]) -> Mapping[str, str]:
    """Return which figures were never measured, with the benchmark to run."""
    done = {each.what for each in figures}
    return {each.what: each.benchmark for each in FIGURES if each.what not in done}
